"""Whether a page calls itself live: a word of its address or its titles."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.extract.about.story_clocks import read_titles
from pipeline.extract.tree.words import find_words

if TYPE_CHECKING:
    from pipeline.extract.tree.page import Page


def says_live(page: Page) -> bool:
    """A word of the address or the title says that this is a live page."""
    path = urlsplit(page.url or "").path
    spaced = path.replace("-", " ").replace("_", " ")
    return _has_live_word(f"{spaced} {path} {read_titles(page)}")


@lru_cache(maxsize=8)
def _has_live_word(said: str) -> bool:
    """Remembered: it is asked several times of one page."""
    return find_words("live_words").search(said) is not None
