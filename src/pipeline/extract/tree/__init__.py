"""The tree of a page: bytes decoded, parsed once and laid out; what any reader asks of it."""
