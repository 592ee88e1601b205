"""When the coverage begins and ends by the page's own word: its data, and the words for 'closed'.

A hint, and never more: publishers fill ``coverageEndTime`` by rule of thumb, and post after it.
A title such as 'Storm, as it happened' says nothing: some carry it from the first post on.
https://schema.org/coverageEndTime
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, cast

import yaml

from pipeline.extract.clean.wording import SENTENCE_END, normalise_line
from pipeline.extract.times import read_time, resolve_times
from pipeline.extract.tree.line import read_line_at

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.about.metadata import Metadata
    from pipeline.extract.times import TimeContext
    from pipeline.extract.tree.page import Page
    from pipeline.model import Entry

LONGEST_LINE = 300
"""Characters of a line that may say that the coverage has ended."""
_EXACT = ("minute", "second")
_LINE_TAGS = ("p", "div", "span", "strong", "em", "b", "i", "h2", "h3", "h4", "li", "small")


@dataclass(frozen=True, slots=True)
class Closing:
    """Of the whole coverage, not of what one page shows of it."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    words: str | None = None
    """The sentence that says that the coverage has ended."""


def read_closing(
    page: Page,
    about: Metadata,
    context: TimeContext,
    first: HtmlElement | None,
    entries: Sequence[Entry],
) -> Closing:
    """What a page of a live blog says of the coverage's beginning and end.

    Args:
        page: of a live blog.
        about: its metadata.
        context: in which its dates are read.
        first: the element of its first post; None: the tree shows none.
        entries: its posts, dated.
    """
    starts_at = _read_exact(about.coverage_start_raw, context)
    ends_at = _read_exact(about.coverage_end_raw, context)
    if starts_at and ends_at and ends_at <= starts_at:
        ends_at = None  # a default that nobody filled in
    lines = [*_list_lines_above(page, first), *_list_newest_lines(entries)]
    said = next((words for line in lines if (words := find_closing(line))), None)
    return Closing(starts_at, ends_at, said)


def find_closing(line: str) -> str | None:
    """The sentence of a line that says that this live blog has ended; None: no such thing.

    >>> find_closing("This live blog is now closed. Read our report here.")
    'This live blog is now closed.'
    >>> find_closing("Our live coverage has ended for tonight.")
    """
    if len(line) > LONGEST_LINE or not _may_close(line):
        return None
    if _holds(normalise_line(line), _load_phrases("breaks")):
        return None
    for sentence in SENTENCE_END.split(line):
        is_asked = sentence.rstrip(" \"'”’»").endswith("?")
        if not is_asked and _holds(normalise_line(sentence), _load_phrases("lines")):
            return sentence
    return None


def _read_exact(raw: str | None, context: TimeContext) -> datetime | None:
    """An instant; a mere day does not say when."""
    reading = read_time(raw, context) if raw else None
    resolved = resolve_times([reading], context)[0]
    return resolved.instant if resolved and resolved.precision in _EXACT else None


def _list_lines_above(page: Page, first: HtmlElement | None) -> Iterator[str]:
    """Lines of the page before its first post, if they may say it."""
    if first is None:
        return
    sheet, end = page.sheet, page.sheet.order[first]
    above = [
        (place, text.casefold())
        for place in sheet.list_tagged(*{*_LINE_TAGS, str(first.tag)})
        if place < end and (text := sheet.texts[place])
    ]
    page_text = "\n".join(text for _, text in above)
    anchors = [word for word in _load_anchors() if word in page_text]
    for place, text in above if anchors else ():
        if any(word in text for word in anchors):
            yield read_line_at(sheet, place)


def _list_newest_lines(entries: Sequence[Entry]) -> list[str]:
    """Headline and paragraphs of the newest post: the one that takes leave."""
    dated = [(entry.published_at, entry) for entry in entries if entry.published_at]
    if not dated:
        return []
    newest = max(dated, key=lambda pair: pair[0])[1]
    headline = [newest.headline] if newest.headline else []
    return [*headline, *newest.text.split("\n\n")]


def _holds(words: str, phrases: frozenset[str]) -> bool:
    padded = f" {words} "
    return any(f" {phrase} " in padded for phrase in phrases)


def _may_close(text: str) -> bool:
    """Whether a text holds a word that every phrase has one of: most hold none."""
    folded = text.casefold()
    return any(word in folded for word in _load_anchors())


@cache
def _load_anchors() -> frozenset[str]:
    return frozenset(max(phrase.split(), key=len) for phrase in _load_phrases("lines"))


@cache
def _load_phrases(kind: str) -> frozenset[str]:
    """Those of every language: they are of several words, and pages often state a wrong one."""
    return frozenset(normalise_line(said) for own in _load()[kind].values() for said in own)


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    text = (resources.files("pipeline.extract") / "lexicon" / "closing.yaml").read_text("utf-8")
    return cast("dict[str, dict[str, list[str]]]", yaml.safe_load(text))
