"""Addresses that were found, and responses that were received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DiscoveredVia = Literal[
    "feed",
    "sitemap",
    "section",
    "declared",
    "running",
    "archive",
    "file",
    "poll",
    "pagination",
]

Origin = Literal["live", "own_archive", "warc", "cdx"]


@dataclass(frozen=True, slots=True)
class Discovered:
    """One address that a Source announced for an Interval."""

    url: str
    via: DiscoveredVia
    published_at: datetime | None = None
    modified_at: datetime | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Archived:
    """One capture that an archive says it holds of a page: an observation at that instant."""

    address: str
    """Where it is read: a replay's address, or ``file.warc.gz#offset+length``."""
    url: str
    """The page's own address, canonical form."""
    captured_at: datetime
    """When the archive received it."""
    origin: Origin
    digest: str = ""
    """Of the payload, in the archive's own notation; empty where it does not say."""
    payload_address: str | None = None
    """Where the payload stands, for a ``revisit`` record; None: at ``address``."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known of a live blog that may still run, up to an instant."""

    url: str
    asked_at: datetime
    """When it was asked last, with or without success."""
    news_at: tuple[datetime, ...]
    """When it said something new, in order: Entries by their own time, edits as they were seen."""
    failures: int = 0
    """Tries in a row that failed."""
    ends_at: tuple[datetime, ...] = ()
    """When its coverage ends, by its own word: as each Capture that knew an end told it, in
    order."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP response as received: where its WARC record lies, and what the index row says."""

    capture_id: str
    """SHA-256, hex, over the address, the instant of capture and the payload digest."""
    source: str
    url: str
    """The address asked for, canonical form; ``final_url`` is the one that answered."""
    final_url: str
    captured_at: datetime
    status: int
    media_type: str | None
    charset: str | None
    payload_sha256: str
    payload_bytes: int
    warc_file: str
    """Path below the archive's root."""
    warc_offset: int
    warc_length: int
    is_revisit: bool = False
    """The payload stands in an earlier record with the same digest."""
    etag: str | None = None
    last_modified: str | None = None
    origin: Origin = "live"
    """Who received it: we did, or an archive; then ``captured_at`` is the archive's instant."""
    origin_url: str | None = None
    """Where an archive's capture was taken from: ``Archived.address``. None: a live one."""
    root_capture_id: str | None = None
    """Of a further page ('load more', ``?page=2``): the Capture of its live blog's first page, of
    the same round. None: this is a first page."""
