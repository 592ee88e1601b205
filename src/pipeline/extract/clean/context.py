"""What the cleaner is told and what it gives: frozen values, and the Line they share inside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.model import Removed, RemovedKind

NO_LINES: Mapping[str, RemovedKind] = {}


@dataclass(frozen=True, slots=True)
class CleanContext:
    """What is known beside the text itself. The default knows nothing."""

    language: str | None = None
    """BCP 47 tag of the page; None or an unknown one: words of every language count."""
    left_out_lines: Collection[str] = ()
    """Lines the caller has read already (author, headline, shown time): dropped in silence."""
    left_out_elements: Collection[HtmlElement] = frozenset()
    """Elements the caller has read already: neither kept nor among the removed."""
    repeated_lines: Mapping[str, RemovedKind] = field(default_factory=lambda: NO_LINES)
    """``fingerprint_line`` of lines that recur over a publisher's pages, and what they are."""
    is_keeping_times: bool = False
    """Lines that are only a time stay: for a caller who still has to read them."""
    is_whole_article: bool = False
    """Not one post but a whole text: boxes named after pictures hold captions, not the post."""


@dataclass(frozen=True, slots=True)
class CleanBlock:
    """An element's reporting and what was taken from it, both in reading order."""

    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]
    reasons: tuple[str, ...] = ()
    """Why, one for each of ``removed``: ``structure: newsletter``, ``phrase: log in``."""

    @property
    def text(self) -> str:
        """Paragraphs joined by a blank line."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of plain text that stays, with its index among the lines given (from 0)."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one layer says of one line."""

    kind: RemovedKind
    is_strong: bool
    """Enough by itself; a weak one counts beside other evidence only."""
    reason: str


@dataclass(slots=True)
class Line:
    """One line on its way through the layers; ``removed_as`` is filled in as they judge it."""

    text: str
    index: int = 0
    tag: str = "p"
    link_share: float = 0.0
    """Part of its characters that stand inside links, 0 to 1."""
    verdict: Verdict | None = None
    """What the language layer says."""
    removed_as: RemovedKind | None = None
    reason: str = ""
    is_left_out: bool = False
