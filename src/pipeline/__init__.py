"""Dateline: news live blogs in; dated, identified, versioned entries out."""

__version__ = "0.1.0"
