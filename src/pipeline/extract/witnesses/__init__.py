"""Who speaks of posts: structured data, application state, and records in the tree."""
