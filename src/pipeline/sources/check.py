"""Check a Source against the addresses that it says it is about, without the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.addresses import is_in_domains

if TYPE_CHECKING:
    from pipeline.model import Source


def check_source(source: Source) -> tuple[str, ...]:
    """Return what is wrong with a Source, one line each; none: it is fine as far as one can tell.

    Each ``test_urls`` address must lie in the domains, match an ``include`` pattern where there is
    one, and no ``exclude`` pattern. A Source must name at least one such address.
    """
    if not source.test_urls:
        return ("test_urls: names no page to check it with",)
    return tuple(
        f"test_urls: {url}: {fault}"
        for url in source.test_urls
        if (fault := find_fault(source, url)) is not None
    )


def find_fault(source: Source, url: str) -> str | None:
    """Say why a Source would not take an address; None: it would."""
    if not is_in_domains(url, source.domains):
        return f"is in none of the domains {', '.join(source.domains)}"
    wanted = source.discovery.include
    if wanted and not any(re.search(pattern, url) for pattern in wanted):
        return "matches no include pattern"
    unwanted = [pattern for pattern in source.discovery.exclude if re.search(pattern, url)]
    return f"matches the exclude pattern {unwanted[0]!r}" if unwanted else None
