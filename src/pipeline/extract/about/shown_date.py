"""The date that an article shows below its headline, where the page tells none in its data."""

from __future__ import annotations

from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from pipeline.extract.clean.text import squeeze_text
from pipeline.extract.times import read_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipeline.extract.times import TimeContext
    from pipeline.extract.tree.page import Page

MOST_ELEMENTS = 80
"""Elements below the headline that are looked at."""
LABEL_CHARS = (8, 80)
PROSE_CHARS = 200
"""A paragraph this long is the text: no date of the page stands below it."""
_BESIDE = frozenset({"nav", "aside", "footer"})
_LABELS = ("time", "span", "p", "div", "li", "small", "em", "abbr", "strong")


def find_shown_date(page: Page, context: TimeContext) -> str | None:
    """The first whole date between the headline and the text, as the page writes it.

    Args:
        context: tells the language in which months are named.
    """
    title = next(page.tree.iter("h1"), None)
    if title is None:
        return None
    for element in _list_after(page.tree, title):
        if element.tag == "time" and element.get("datetime"):
            return element.get("datetime")
        text = squeeze_text("".join(element.itertext()))
        if element.tag == "p" and len(text) >= PROSE_CHARS:
            return None
        if LABEL_CHARS[0] <= len(text) <= LABEL_CHARS[1] and _is_date(text, context):
            return text
    return None


def _list_after(tree: HtmlElement, title: HtmlElement) -> Iterator[HtmlElement]:
    """What follows the headline in the page, in reading order, outside menus and side columns."""
    following = dropwhile(lambda element: element is not title, tree.iter("h1", *_LABELS))
    for element in islice(following, 1, MOST_ELEMENTS):
        if not any(step.tag in _BESIDE for step in element.iterancestors()):
            yield element


def _is_date(text: str, context: TimeContext) -> bool:
    reading = read_time(text, context)
    return reading is not None and bool(reading.year and reading.day) and not reading.is_update
