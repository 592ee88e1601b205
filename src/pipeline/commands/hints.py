"""What the declared sources know of an address: a hint to extraction, never a need."""

from __future__ import annotations

from pipeline.model import Source


def find_hints(url: str | None) -> Source | None:
    """The declared Source whose domain an address is under; None where there is none."""
    if url is None:
        return None
    from pipeline.addresses import is_in_domains
    from pipeline.settings import read_settings
    from pipeline.sources import load_sources

    sources = load_sources(read_settings().sources_dir).values()
    return next((source for source in sources if is_in_domains(url, source.domains)), None)
