"""What belongs to a part of a post beside the part itself: a writer's role, the words of a time."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.signals.shapes import MAX_LABEL, SAYS_WHEN, is_time_label
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.words import find_words, load_words

if TYPE_CHECKING:
    from pipeline.extract.tree.sheet import Sheet

MAX_BYLINE_WORDS = 14
"""A writer's name, role and place: 'Mara Lindqvist, Political correspondent, in Ormsby'."""
MOST_PIECES = 4
"""Elements of a label: the box, the word, the time, and one more."""
_NAMING = ("class", "data-qa", "data-testid", "itemprop")
"""Attributes that may name a byline; a class is often only a hash."""
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "।")
_SAYS_PUBLISHED = re.compile(rf"\A\W*{load_words('publish_labels')}\b", re.IGNORECASE)


def widen_byline(sheet: Sheet, post: int, author: int) -> int:
    """The outermost element round an author that its name calls a byline, and that is no text.

    In it stand a writer's role and whereabouts: 'Political correspondent', 'Reporting from ...'.
    """
    widest = author
    for above in sheet.climb(author):
        if above == post or sheet.tags[above] in {"header", "footer", "article", "section"}:
            return widest
        if not any(_names_byline(sheet.get(above, name)) for name in _NAMING):
            continue
        line = read_line_at(sheet, above)
        if len(line.split()) > MAX_BYLINE_WORDS or line.endswith(_SENTENCE_ENDS):
            return widest
        widest = above
    return widest


def widen_stamps(sheet: Sheet, heading: int, times: frozenset[int]) -> frozenset[int]:
    """The times, and below a heading what holds one and says 'published at' round it."""
    wide = set(times)
    for at in times:
        for above in sheet.climb(at):
            if above <= heading or at >= sheet.ends[heading]:
                break
            line = read_line_at(sheet, above)
            if len(line) <= MAX_LABEL and _SAYS_PUBLISHED.match(line):
                wide.add(above)
    return frozenset(wide)


def widen_labels(sheet: Sheet, post: int, times: frozenset[int]) -> frozenset[int]:
    """Of each time the element round it that holds no more than the words of it.

    '<div><span>Updated</span> <span>15:55</span></div>' is one label.
    """
    wide = set(times)
    for at in times:
        above = sheet.parents[at]
        if above <= post or sheet.ends[above] - above > MOST_PIECES:
            continue
        line = read_line_at(sheet, above)
        if len(line) <= MAX_LABEL and SAYS_WHEN.match(line) and is_time_label(line):
            wide.add(above)
    return frozenset(wide)


@lru_cache(maxsize=1024)
def _names_byline(names: str) -> bool:
    return find_words("author_names").search(names) is not None
