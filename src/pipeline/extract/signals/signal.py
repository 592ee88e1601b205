"""A place in the tree that carries a time: what the survey finds and its readers weigh."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.candidate import TimeMark


@dataclass(slots=True)
class Signal:
    """A place in the tree that carries a time (or a match minute)."""

    element: HtmlElement
    marks: list[TimeMark] = field(default_factory=list)
    is_tail: bool = False
    """The time stands in the text after the element (``<br>10:42 text``)."""
    is_leading: bool = False
    """More text follows the time in the same run of text: '13:47 Police say ...'."""
    is_minute: bool = False
    """A match minute: a position, never a time."""
    is_day_only: bool = False
    number: int | None = None
    """Four digits without a colon inside, which may be a clock ('1530:') or a year."""
    ball: int | None = None
    """Place of a ball in an innings ('14.3'), if the page's numbers of that form run on."""
    minute: int | None = None
    """A number and a dot ('87.'), a match minute if the page's numbers of that form run on."""
