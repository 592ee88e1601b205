"""What one witness says of one post: the shared currency between readers and the reconciler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.tree.sheet import Sheet
    from pipeline.model import DatedBy

WitnessName = Literal["json_ld", "microdata", "state", "records", "flat_body"]
Role = Literal["published", "updated", "sort"]


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time as it stands in the source, not yet read."""

    raw: str
    dated_by: DatedBy
    where: str
    role: Role = "published"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One post as one witness shows it.

    A witness in the tree gives ``elements``, one that is data gives ``body`` (HTML or text).
    """

    witness: WitnessName
    headline: str | None = None
    author: str | None = None
    url: str | None = None
    native_id: str | None = None
    body: str = ""
    elements: tuple[HtmlElement, ...] = ()
    sheet: Sheet | None = None
    """Where the elements are laid out."""
    parts: frozenset[HtmlElement] = frozenset()
    """Elements inside ``elements`` that were read as headline, author or time."""
    marks: tuple[TimeMark, ...] = ()
    day: TimeMark | None = None
    """The heading with a date under which the post stands."""
    is_pinned: bool = False
    is_key_event: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """All posts that one reader found, in the order in which they stand."""

    name: WitnessName
    candidates: tuple[Candidate, ...]
    is_live: bool = False
    """The source itself says that these are posts of a live blog (schema.org, AMP live list)."""
    container: HtmlElement | None = None
    declared: int | None = None
