"""Boilerplate learned from what recurs over the live blogs of a publisher."""
