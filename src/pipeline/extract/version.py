"""Which parser wrote a row."""

PARSER_VERSION = "6"
"""Raised with every change that makes a stored Capture read differently."""
