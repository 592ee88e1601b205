"""A text without markup, read like a page."""
