"""Discover: a Source and an Interval in, addresses out."""

from pipeline.discover.keep import name_page
from pipeline.discover.pages import DiscoverReport, FetchedDocument, discover_pages

__all__ = ["DiscoverReport", "FetchedDocument", "discover_pages", "name_page"]
