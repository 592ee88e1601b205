"""What each invented publisher does, minute by minute: the one origin of pages and of truth.

A script is a YAML file. Its clock readings are UTC, written ``"27 18:05"`` or ``"27 18:05:40"``
(day of March 2026) or in full, ``"2099-03-27 10:00:00"``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import yaml

if TYPE_CHECKING:
    from pipeline.model import RemovedKind

Family = Literal["json_ld", "amp", "records", "flat", "microdata", "bare", "blocks"]
Fault = Literal["hang", "unavailable", "truncated", "flaky"]
FeedKind = Literal["rss", "atom"]

NIGHTS = (date(2026, 3, 27), date(2026, 3, 28), date(2026, 3, 29))
SCRIPTS = Path(__file__).parent / "scripts"
PUBLISHERS = (
    "marlbridge",
    "nordhafen",
    "tiszavar",
    "puerto_alba",
    "kadalpuram",
    "pinefall",
    "valmere",
)
"""In the order of their ports."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post as it first appears."""

    id: str
    at: datetime
    """When it appears on the page."""
    stated_at: datetime
    """When it says that it was published."""
    headline: str | None
    author: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One silent change of a post: what is None stays as it was."""

    at: datetime
    post_id: str
    stated_at: datetime | None = None
    headline: str | None = None
    paragraphs: tuple[str, ...] | None = None
    is_deleted: bool = False
    is_pinned: bool | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block that is not reporting, in the stream: inside a post or after it."""

    kind: RemovedKind
    post_id: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class PageScript:
    """One page: a live blog with posts and changes, or an article with paragraphs."""

    path: str
    is_live_blog: bool
    title: str
    lead: str
    published_at: datetime
    paragraphs: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    changes: tuple[Change, ...] = ()
    blocks: tuple[Block, ...] = ()
    fault: Fault | None = None
    is_disallowed: bool = False


@dataclass(frozen=True, slots=True)
class Publisher:
    """One invented publisher, its habits and its pages."""

    name: str
    publisher: str
    language: str
    time_zone: str
    family: Family
    feed: FeedKind
    section: str
    """What it calls its live coverage."""
    disallowed: str
    """The path that its robots.txt closes."""
    pages: tuple[PageScript, ...]


def load_publishers() -> tuple[Publisher, ...]:
    """All publishers, in the order of their ports."""
    return tuple(read_publisher(SCRIPTS / f"{name}.yaml") for name in PUBLISHERS)


def read_publisher(path: Path) -> Publisher:
    """The publisher that a script describes."""
    raw = cast("Mapping[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))
    return Publisher(
        name=path.stem,
        publisher=raw["publisher"],
        language=raw["language"],
        time_zone=raw["time_zone"],
        family=raw["family"],
        feed=raw["feed"],
        section=raw["section"],
        disallowed=raw["disallowed"],
        pages=tuple(_read_page(page) for page in raw["pages"]),
    )


# The values of a script are strings, lists and flags of a file of our own: Any is what YAML gives.
def _read_page(raw: Mapping[str, Any]) -> PageScript:
    return PageScript(
        path=raw["path"],
        is_live_blog=raw.get("kind", "liveblog") == "liveblog",
        title=raw["title"],
        lead=raw["lead"],
        published_at=read_clock(raw["published"]),
        paragraphs=tuple(raw.get("text", ())),
        posts=tuple(_read_post(post) for post in raw.get("posts", ())),
        changes=tuple(_read_change(change) for change in raw.get("changes", ())),
        blocks=tuple(_read_block(block) for block in raw.get("blocks", ())),
        fault=raw.get("fault"),
        is_disallowed=raw.get("disallowed", False),
    )


def _read_post(raw: Mapping[str, Any]) -> Post:
    at = read_clock(raw["at"])
    return Post(
        id=raw["id"],
        at=at,
        stated_at=read_clock(raw["states"]) if "states" in raw else at,
        headline=raw.get("headline"),
        author=raw.get("author"),
        paragraphs=tuple(raw["text"]),
    )


def _read_change(raw: Mapping[str, Any]) -> Change:
    return Change(
        at=read_clock(raw["at"]),
        post_id=raw["id"],
        stated_at=read_clock(raw["states"]) if "states" in raw else None,
        headline=raw.get("headline"),
        paragraphs=tuple(raw["text"]) if "text" in raw else None,
        is_deleted=raw.get("deleted", False),
        is_pinned=raw.get("pinned"),
    )


def _read_block(raw: Mapping[str, Any]) -> Block:
    is_inside = "in" in raw
    return Block(raw["kind"], raw["in"] if is_inside else raw["after"], is_inside)


def read_clock(text: str) -> datetime:
    """``"27 18:05"`` as an aware instant in UTC; the day is one of March 2026."""
    full = text if text[4:5] == "-" else f"2026-03-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=UTC)
