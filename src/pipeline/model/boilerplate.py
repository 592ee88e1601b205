"""Lines that recur over a publisher's pages: seen, learned, in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.model.page import RemovedKind

LineState = Literal["proposed", "doubted", "active", "refused", "retired"]


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
class LineSet:
    """The learned lines of one publisher that extraction takes out."""

    version: str = ""
    """``name_line_set`` of the lines; empty for none."""
    lines: frozenset[RepeatedLine] = frozenset()


@dataclass(frozen=True, slots=True)
class Sighting:
    """One line that one Entry of a live blog shows, on the first night that it was seen there."""

    live_blog: str
    """Its address."""
    night: date
    entry_key: str
    """Empty for a line that extraction took out, which belongs to no Entry."""
    text: str
    is_whole: bool = False
    """It is all that the Entry says."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class LearnedLine:
    """A line that recurs over a publisher's live blogs, with what speaks for its removal."""

    fingerprint: str
    """``fingerprint_line`` of the text."""
    text: str
    kind: RemovedKind
    live_blogs: int
    nights: int
    """Nights on which a live blog began to show it."""
    entries: int
    examples: tuple[str, ...]
    """Where it stands: addresses of live blogs with the key of an Entry."""
    why: str
    state: LineState = "proposed"
