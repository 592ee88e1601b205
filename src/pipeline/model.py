"""The words of the project as types: frozen values that travel from stage to stage.

Nothing here imports anything of ours. Every datetime is aware and in UTC; the publisher's own
text for a time stands beside it (``raw``, ``raw_time``). ``None`` means that the source did not
say, never that we failed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Kind = Literal["liveblog", "article"]
Precision = Literal["second", "minute", "hour", "day"]
DatedBy = Literal[
    "json_ld",
    "microdata",
    "time_element",
    "data_attribute",
    "visible_clock",
    "relative_time",
    "text",
    "page",
]
AccessState = Literal["open", "metered", "paywalled", "login_required", "consent_wall"]
CoverageState = Literal["complete", "partial", "unavailable"]
RemovedKind = Literal[
    "login_prompt",
    "paywall_prompt",
    "subscription_offer",
    "donation_appeal",
    "newsletter_signup",
    "notification_prompt",
    "consent_notice",
    "comment_prompt",
    "promo",
    "navigation",
    "share",
    "advertisement",
    "media_caption",
    "timestamp",
]
EventType = Literal["added", "edited", "moved", "pinned", "unpinned", "retracted", "restored"]
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
HistoryType = Literal["own_archive", "warc", "cdx", "sitemaps", "live"]
Origin = Literal["live", "own_archive", "warc", "cdx"]
BatchKind = Literal["night", "poll"]


# --- sources -----------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open span of time ``[start, end)`` in UTC; a night is one UTC day."""

    start: datetime
    end: datetime


# --- discover, capture -------------------------------------------------------------------------


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
    ends_at: datetime | None = None
    """When its coverage ends, by its own word."""


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


# --- extract -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """One candidate time of an Entry, as one witness gave it."""

    dated_by: DatedBy
    raw: str
    where: str
    """Where it stood: a short path such as ``json_ld/liveBlogUpdate/3/datePublished``."""
    zone: str | None = None
    """The zone assumed or stated: an IANA name or an offset such as ``+02:00``."""
    instant: datetime | None = None
    precision: Precision | None = None
    flags: tuple[str, ...] = ()
    """For example ``dst_fold``, ``dst_gap``, ``rolled_over_midnight``, ``conflict``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One post of a live blog (schema.org ``liveBlogUpdate``), as one Page shows it."""

    entry_key: str
    position: int
    headline: str | None
    author: str | None
    text: str
    """Paragraphs joined by a blank line, in reading order."""
    url: str | None = None
    published_at: datetime | None = None
    precision: Precision | None = None
    dated_by: DatedBy | None = None
    raw_time: str | None = None
    updated_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    is_pinned: bool = False
    is_key_event: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that was stripped as boilerplate. Kept, so that nobody has to trust us."""

    kind: RemovedKind
    text: str


@dataclass(frozen=True, slots=True)
class RepeatedLine:
    """A line that recurs over a publisher's Pages and is no reporting, as learned from them.

    Extraction is handed a frozenset of these (``extract_page(repeated_lines=...)``, at most one
    kind a fingerprint). It takes out each line equal to one of them and reports it as Removed of
    this kind. A line is the whole text of one block (a paragraph, heading or list item): words
    inside a paragraph never go. Headlines and bylines stay what they are, and no other line is
    judged differently for it. An empty set changes nothing.
    """

    fingerprint: str
    """``fingerprint_line`` of the line."""
    kind: RemovedKind


@dataclass(frozen=True, slots=True)
class Access:
    """What a reader must do to read the Page; ``evidence`` holds the hints that say so."""

    state: AccessState = "open"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the live blog the Page shows."""

    state: CoverageState = "complete"
    shown: int = 0
    declared: int | None = None
    next_page: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a Page says: a LiveBlog with its Entries (``kind == "liveblog"``) or an article.

    Its fields, in this order, are the JSON object that ``dateline extract`` prints.
    """

    url: str | None
    captured_at: datetime | None
    kind: Kind
    publisher: str | None
    title: str | None
    language: str | None
    published_at: datetime | None
    modified_at: datetime | None
    lead: str | None
    text: str | None
    access: Access
    coverage: Coverage
    entries: tuple[Entry, ...]
    removed: tuple[Removed, ...]


# --- revise ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Observation:
    """What one Capture showed of one live blog, after the audit. Immutable."""

    capture_id: str
    captured_at: datetime
    coverage: Coverage
    entries: tuple[Entry, ...]
    """In page order."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of an Entry that Captures witness: the append-only stream."""

    entry_id: str
    type: EventType
    capture_id: str
    """The Capture that showed the change first."""
    observed_at: datetime
    """When that Capture was taken."""
    confirmed_by: str
    """The Capture that settled it; another than ``capture_id`` only for retractions."""
    before: str | None
    """Content hash (position for moves) before the change; None where there was nothing."""
    after: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """The state of an Entry between two observed changes: publisher time and capture time."""

    entry_id: str
    version: int
    """1 for the first state seen."""
    content_sha256: str
    entry: Entry
    valid_from: datetime | None
    """Publisher time: when the publisher says that this state began."""
    observed_from: datetime
    """Capture time: when this state was first seen."""
    observed_to: datetime | None
    """Capture time at which another state (or the retraction) was first seen; None: it stands."""
    first_capture_id: str
    last_capture_id: str


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """All that is known of one Entry over the Captures of its live blog."""

    entry_id: str
    matched_by: str
    """Weakest method that followed it: native_id, permalink, time_headline, text."""
    match_score: float
    versions: tuple[Version, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    retracted_at: datetime | None
    """When the first Capture that missed it was taken, once enough did; None: it stands."""


@dataclass(frozen=True, slots=True)
class History:
    """The pure function of a live blog's Observations: Entries with Versions, and Events."""

    entries: tuple[EntryHistory, ...]
    events: tuple[Event, ...]


# --- batch -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Batch:
    """One (Source, Interval) unit of work: staged, audited and published together."""

    batch_id: str
    source: str
    night: date
    interval: Interval
    run_id: str
    kind: BatchKind = "night"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one task of a run is asked to do: a Source's night or poll, and the run's wishes."""

    source: str
    night: date
    run_id: str
    slot: Interval | None = None
    """The poll of the night that is meant; None: the night itself."""
    limit: int | None = None
    """At most so many pages."""
    force: bool = False
    """Fetch again what this night has captured already."""
    dry_run: bool = False
    """Do everything but publish."""
    is_last_try: bool = True
    """Nobody will try again: settle for what there is."""
