"""One post: its parts in the tree, its text, its identity, and which witness speaks of it."""
