"""What a Page says: a LiveBlog with its Entries and their Evidence, or an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
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
    starts_at: datetime | None = None
    """When the coverage begins and ends, by the page's own data: hints, and not always kept."""
    ends_at: datetime | None = None
    closing_words: str | None = None
    """The words by which the page says that its coverage has ended; None: it does not say so."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a Page says: a LiveBlog with its Entries (``kind == "liveblog"``) or an article.

    Its fields, in this order, are the JSON object that ``dateline extract`` prints; but for those
    marked ``is_inner``, which serve the reading of further pages.
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
    post_shape: str | None = field(default=None, metadata={"is_inner": True})
    """The path of tags and class names that holds each post; None: the tree shows no posts."""
