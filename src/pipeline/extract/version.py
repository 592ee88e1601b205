"""Which parser wrote a row."""

PARSER_VERSION = "4"
"""Raised with every change that makes a stored Capture read differently."""
