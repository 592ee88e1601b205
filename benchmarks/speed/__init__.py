"""Cost of extraction as a ratio to one bare parse of the same page by lxml."""
