"""What a pager or a button for older posts says, and whether it speaks of the live blog at all."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.words import find_words, load_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.html import HtmlElement

    from pipeline.extract.tree.page import Page

LONGEST_LABEL = 60
"""Characters of a pager's label."""
BATCH = 5
"""A count in full fives may be how many posts a button loads, not how many are left."""
MANY = 50
# The 417 of 'Show 417 more posts', 'Show more (417)'
_COUNT = re.compile(r"\(?(?<![\d.,])(\d{1,5})(?![\d.,])\)?")
# 'Page 1 of 5', '1 / 43', 'Seite 1 von 7': a page, and how many there are
_PAGES = re.compile(
    rf"\A\D{{0,12}}(?P<page>\d{{1,3}})\s?(?:{load_words('of_words')}|/)\s?(?P<all>\d{{1,4}})\D{{0,12}}\Z",
    re.IGNORECASE,
)
# Names of pagers: 'pagination', 'pager', 'page-nav'
_PAGER_NAME = re.compile(r"pagi|pager|page-?(?:nav|num|count)|\bpgn", re.IGNORECASE)
_ELSEWHERE = frozenset({"header", "footer", "aside"})
_STEPS = 12


def says_more(label: str) -> bool:
    """Whether a label offers older posts, with a count or without.

    >>> says_more("Show 417 more posts"), says_more("Show 3 comments")
    (True, False)
    """
    if len(label) > LONGEST_LABEL:
        return False
    return any(whole_words(name).match(_drop(label)) for name in ("more_labels", "next_pages"))


def says_next(label: str) -> bool:
    """Whether the label of a link to another page of the story says that it is the next.

    >>> says_next("Page suivante"), says_next("Weiter"), says_next("Next: how the storm began")
    (True, True, False)
    """
    if len(label) > LONGEST_LABEL:
        return False
    return any(whole_words(name).match(label) for name in ("next_labels", "next_pages"))


def _drop(label: str) -> str:
    return " ".join(_COUNT.sub(" ", label).split())


def count_left(page: Page, posts: Collection[HtmlElement]) -> int | None:
    """How many posts a button says are left: 417 of 'Show 417 more posts'."""
    sheet = page.sheet
    for control in sheet.list_tagged("a", "button"):
        label = read_line_at(sheet, control)
        counted = _COUNT.search(label)
        if counted is None or not says_more(label) or not _drop(label):
            continue
        left = int(counted[1])
        if (left % BATCH or left >= MANY) and not is_of_others(sheet.elements[control], posts):
            return left
    return None


def is_of_others(control: HtmlElement, posts: Collection[HtmlElement]) -> bool:
    """A button of the site's menu, of the readers' comments, or inside one post."""
    for step in islice(control.iterancestors(), _STEPS):
        if step in posts or step.tag in _ELSEWHERE:
            return True
        if find_words("talk").search(f"{step.get('id') or ''} {step.get('class') or ''}"):
            return step.tag not in {"body", "html", "main", "article"}
    return False


def is_one_page_of_many(page: Page) -> bool:
    """'1 of 12' in a block that is named as a pager."""
    sheet = page.sheet
    for place in sheet.list_tagged("span", "div", "p", "li", "strong", "a", "button"):
        text = (sheet.texts[place] or "").strip()
        found = _PAGES.match(text) if text and len(text) <= LONGEST_LABEL else None
        if found is None or not 1 <= int(found["page"]) <= int(found["all"]) or found["all"] == "1":
            continue
        around = (place, *islice(sheet.climb(place), 3))
        names = (f"{sheet.get(step, 'id')} {sheet.get(step, 'class')}" for step in around)
        if any(map(_PAGER_NAME.search, names)):
            return True
    return False
