"""What a feed is about, and what its formats share. Times are ISO 8601 text in UTC (RFC 3339)."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from pipeline.export.columns import Row

TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Feed:
    """One live blog, or a selection of several."""

    title: str
    about: str
    """What it selects, such as the live blog's address: the feed's identifier is made of it."""
    author: str
    """The publisher, or who else answers for entries that name no author."""
    updated_at: str
    home_page_url: str | None = None
    description: str | None = None
    language: str | None = None


def name_feed(feed: Feed) -> str:
    """An identifier that stays: RFC 4122, version 5."""
    return uuid5(NAMESPACE_URL, f"dateline:feed:{feed.about}").urn


def name_entry(row: Row) -> str:
    """An identifier of an entry that stays through edits, and in every export."""
    return uuid5(NAMESPACE_URL, f"dateline:entry:{row['entry_id']}").urn


def name_author(row: Row, feed: Feed) -> str:
    """Who signs an entry, else its publisher."""
    return str(row["author"] or row["publisher"] or feed.author)


def write_title(row: Row) -> str:
    """The headline, else how the text begins."""
    said = " ".join(str(row["headline"] or row["text"]).split())
    if len(said) <= TITLE_LENGTH:
        return said
    return f"{said[:TITLE_LENGTH].rpartition(' ')[0] or said[:TITLE_LENGTH]}…"


def write_html(text: str) -> str:
    """Paragraphs as HTML.

    >>> write_html("Fish & chips.\\n\\nTea.")
    '<p>Fish &amp; chips.</p><p>Tea.</p>'
    """
    paragraphs = (escape(part, quote=False) for part in text.split("\n\n"))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs)


def leave_out_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """The same without what is None: these formats know no null."""
    return {name: value for name, value in fields.items() if value is not None}
