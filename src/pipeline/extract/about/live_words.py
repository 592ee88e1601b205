"""What a page calls itself, and whether a word of its address or titles says live."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.extract.times import states_all_times
from pipeline.extract.tree.words import find_words

if TYPE_CHECKING:
    from pipeline.extract.tree.page import Page

# a number of four digits or a name of several words, in one of the last two parts of a path
_STORY_PATH = re.compile(r"/[^/]*(?:\d{4,}|[-_][^/]*[-_])[^/]*(?:/[^/]*)?\Z")
_LINK = frozenset({"a"})
_LINES = frozenset({"p", "em", "i", "b", "strong", "span", "div"})
LONGEST_LINE = 300
"""Characters of a line that says so; another text only speaks of times."""
# ' | Quay News Live', ' – Denník' behind a title
_NAME_BEHIND = re.compile(r"\s[|–—·-]\s[^|–—·-]*\Z")


def says_live(page: Page) -> bool:
    """A word of the address or the title says that this is a live page."""
    path = urlsplit(page.url or "").path
    spaced = path.replace("-", " ").replace("_", " ")
    return _has_live_word(f"{spaced} {path} {read_titles(page)}")


@lru_cache(maxsize=8)
def _has_live_word(said: str) -> bool:
    """Remembered: it is asked several times of one page."""
    return find_words("live_words").search(said) is not None


def says_zone_of_all(page: Page) -> bool:
    """A line of the text says in what zone all times are: '(all times local)', 'Alle Zeiten MEZ'.

    Agencies put it above reports that they add to; plans say it too.
    """
    said = zip(page.sheet.tags, page.sheet.texts, strict=True)
    return any(
        text and tag in _LINES and len(text) <= LONGEST_LINE and states_all_times(text)
        for tag, text in said
    )


def announces_live(page: Page) -> bool:
    """A shell that scripts fill: its card says live, or both its title and a story's address do."""
    sheet = page.sheet
    if not any(sheet.get(place, "src") for place in sheet.list_tagged("script")):
        return False
    if _has_live_word(page.meta.get("og:title", "")):
        return True
    path = urlsplit(page.url or "").path
    titles = " ".join(sheet.texts[place] or "" for place in sheet.list_tagged("title"))
    return is_story_path(path) and all(map(_has_live_word, (titles, path.replace("-", " "))))


def is_story_path(path: str) -> bool:
    """A story's own path, not a section's: '/storm-brenna-latest', '/liveblog/78447140.cms'."""
    return _STORY_PATH.search(path.rstrip("/")) is not None


def read_titles(page: Page) -> str:
    """What the page calls itself, in its data and to its readers."""
    titles = " ".join(page.meta.get(key, "") for key in ("og:title", "twitter:title"))
    titles = titles.strip() or _read_head_title(page)
    sheet = page.sheet
    # A heading in a link is the title of another page.
    titled = [at for at in sheet.list_tagged("h1")[:2] if not sheet.stands_in(at, _LINK)]
    h1 = " ".join(sheet.elements[at].text_content() for at in titled)
    return f"{titles} {h1}"


def _read_head_title(page: Page) -> str:
    """The title of the browser's window without the publisher's name, its last part."""
    head = page.tree.find("head")
    title = head.findtext("title", "") if head is not None else ""
    return _NAME_BEHIND.sub("", title)
