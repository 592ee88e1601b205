"""Which heading of a page is its own headline, and the title without the site's name behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.clean.wording import normalise_line
from pipeline.extract.tree.line import read_line_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extract.tree.page import Page
    from pipeline.extract.tree.sheet import Sheet

LEAST_PART = 0.5
"""Of the longer of a title and a heading, that the shorter says at least if they are one."""
LEAST_WORDS = 5
"""Of a headline that stands before a site's name; a shorter one may be a part of the title."""
LEAST_CHARS, MOST_CHARS = 20, 300
"""Of a headline that is no heading."""
_NO_HEADING = frozenset({"title", "a", "option", "script", "style", "noscript", "meta", "button"})
_TITLE_KEYS = ("og:title", "twitter:title", "headline")
_BELOW_H1 = ("h2", "h3", "h4")
_BESIDE = frozenset({"nav", "aside", "footer", "form", "a"})
_MARK = r"(?:\s*[|｜:：·•»«/～~(（\[【]|\s+[-–—]|[–—])"
# ' | Quay News', '：朝日新聞デジタル', ' - Full Text View' behind a headline
_TAIL = re.compile(rf"{_MARK}.*\Z", re.DOTALL)


def find_title_heading(page: Page) -> int | None:
    """The place of the headline: the heading that says what the page's own data or window do.

    Where none does, the longest first-degree heading outside menus and links; where there is
    none, what else says the title.
    """
    sheet = page.sheet
    titles = [words for title in _list_titles(page) if (words := normalise_line(title))]
    firsts = list(_list_headings(sheet, ["h1"]))
    for place, words in (*firsts, *_list_headings(sheet, _BELOW_H1)):
        if any(_tells(words, title) for title in titles):
            return place
    longest = max(firsts, key=lambda heading: len(heading[1]), default=(None, ""))[0]
    return _find_said(sheet, titles) if longest is None else longest


def _tells(words: str, title: str) -> bool:
    """Whether one of the two holds the other, and not much more."""
    short, long = sorted((words, title), key=len)
    return short in long and len(short) >= LEAST_PART * len(long)


def _list_titles(page: Page) -> list[str]:
    said = [page.meta.get(key, "") for key in _TITLE_KEYS]
    return [*said, read_window_title(page)]


def _list_headings(sheet: Sheet, tags: Sequence[str]) -> Iterator[tuple[int, str]]:
    for tag in tags:
        for place in sheet.list_tagged(tag):
            if any(_is_beside(sheet, above) for above in sheet.climb(place)):
                continue
            words = normalise_line(read_line_at(sheet, place))
            if words:
                yield place, words


def _is_beside(sheet: Sheet, place: int) -> bool:
    """A menu, a margin, a form; some systems write the whole page into one form."""
    is_whole = 2 * (sheet.ends[place] - place) > len(sheet.tags)
    return sheet.tags[place] in _BESIDE and not is_whole


def _find_said(sheet: Sheet, titles: Sequence[str]) -> int | None:
    """The first element that says the title and nothing else, where no heading does."""
    for place, text in enumerate(sheet.texts):
        if not text or len(text) < LEAST_CHARS or sheet.tags[place] in _NO_HEADING:
            continue
        words = normalise_line(text) if len(text) <= MOST_CHARS else ""
        is_said = any(words == one or one.startswith(f"{words} ") for one in titles)
        if words and is_said and any(_tells(words, one) for one in titles):
            return place
    return None


def read_window_title(page: Page) -> str:
    """The title of the browser's window, on one line."""
    lines = (read_line_at(page.sheet, place) for place in page.sheet.list_tagged("title"))
    return next(filter(None, lines), "")


def strip_site_name(title: str, headline: str) -> str:
    """The headline as readers see it, where a title says it with the site's name behind.

    >>> strip_site_name("The quay reopens to ferries | Quay News", "The quay reopens to ferries")
    'The quay reopens to ferries'
    >>> strip_site_name("Storm: the quay is shut", "Storm")
    'Storm: the quay is shut'
    """
    is_short = len(headline.split()) < LEAST_WORDS and headline.isascii()
    if is_short or len(headline) < LEAST_PART * len(title) or headline == title:
        return title
    is_whole = title.startswith(headline) and _TAIL.fullmatch(title[len(headline) :])
    return headline if is_whole else title
