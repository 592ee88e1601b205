"""What a publisher declares of itself in one YAML file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

HistoryType = Literal["own_archive", "warc", "cdx", "sitemaps", "live"]


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """One place where a night that is over is looked for; which fields count depends on ``type``.

    ``own_archive``: our WARC files of the night; ``warc``: other people's; ``cdx``: a server that
    speaks Wayback's protocol; ``sitemaps``: what the publisher announces for the date; ``live``:
    pages that nobody archived are fetched as they are today.
    """

    type: HistoryType
    paths: tuple[str, ...] = ()
    """Of WARC files, local or fsspec URLs, with ``*`` and date places."""
    server: str | None = None
    """A CDX server, for example ``https://web.archive.org/cdx/search/cdx``."""
    replay: str | None = None
    """Where it replays a capture as received, with ``{timestamp}`` and ``{url}``."""
    prefixes: tuple[str, ...] = ()
    """Beginnings of addresses to search for; none given: the Source's domains."""
    searches_per_minute: int = 15
    replays_per_minute: int = 15
    max_captures: int = 48
    """Of one page and night; of more, so many are taken, evenly spread."""


DEFAULT_HISTORY = (HistoryPlace("own_archive"), HistoryPlace("sitemaps"), HistoryPlace("live"))


@dataclass(frozen=True, slots=True)
class Discovery:
    """Where a Source's pages are announced. Addresses may hold ``{yyyy}``, ``{mm}``, ``{dd}``."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """Regular expressions, searched in the address: any must match (none given: all do)."""
    exclude: tuple[str, ...] = ()
    history: tuple[HistoryPlace, ...] = DEFAULT_HISTORY
    """Where nights that are over are looked for, in this order."""
    live: tuple[str, ...] = ()
    """Regular expressions of live blogs' addresses, where no word in them says so."""


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a Source wants to be asked."""

    min_interval_s: float = 2.0
    max_pages: int = 200
    timeout_s: float = 30.0
    deadline_s: float = 60.0
    max_retries: int = 3
    max_further_pages: int = 20
    """Of one live blog a round: 'load more', ``?page=2`` and following."""
    allow_private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher as one YAML file declares it."""

    name: str
    publisher: str
    domains: tuple[str, ...]
    language: str | None = None
    """BCP 47 tag, for example ``en`` or ``pt-BR``."""
    time_zone: str | None = None
    """IANA name, for example ``Europe/London``."""
    discovery: Discovery = field(default_factory=Discovery)
    politeness: Politeness = field(default_factory=Politeness)
    test_urls: tuple[str, ...] = ()
    is_tried_live: bool = False
