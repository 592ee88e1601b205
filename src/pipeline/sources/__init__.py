"""Sources: publishers as declared in YAML, one file each."""

from pipeline.sources.check import check_source
from pipeline.sources.loader import list_names, load_sources, read_source

__all__ = ["check_source", "list_names", "load_sources", "read_source"]
