"""How much of a live blog a page shows: all of it, a part, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from pipeline.extract.about.pager import (
    LONGEST_LABEL,
    count_left,
    is_of_others,
    is_one_page_of_many,
    says_more,
    says_next,
)
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.words import load_words
from pipeline.model import Coverage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml.html import HtmlElement

    from pipeline.extract.candidate import Witness
    from pipeline.extract.tree.page import Page
    from pipeline.extract.tree.sheet import Sheet
    from pipeline.model import Kind

# '2', '14': a page's number in a pager
_NUMBER = re.compile(r"\A\d{1,3}\Z")
_HAS_DIGIT = re.compile(r"\d")
# '10 of 428', '1-20 von 96', '30 / 214 entries'
_SHARE = re.compile(
    rf"\b(?:\d{{1,4}}\s?[-–]\s?)?(?P<shown>\d{{1,4}})\s(?:{load_words('of_words')}|/)\s(?P<all>\d{{1,5}})\b"
    r"(?!\s?(?:%|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
# '428 updates', '96 Beiträge', '57 entradas'
_COUNTED = re.compile(
    r"\A\W*(?P<all>\d{1,5})\s(?:updates?|posts?|entries|beiträge|einträge|meldungen|entradas|"
    r"actualizaciones|messages|publications|aggiornamenti|publicações|atualizações|bejegyzés|wpisów|"
    r"inlägg|innlegg|indlæg|berichten)\W*\Z",
    re.IGNORECASE,
)
_PAGE_KEYS = frozenset(
    {
        "page",
        "p",
        "pg",
        "seite",
        "pagina",
        "página",
        "strona",
        "oldal",
        "side",
        "sida",
        "sayfa",
        "curpg",
        "paged",
        "start",
        "offset",
        "pn",
        "from",
    }
)
_ID_PATTERN = re.compile(r"\d+|[0-9a-f]{8,}")


def read_coverage(
    page: Page,
    kind: Kind,
    count: int,
    shown: Witness | None,
    told: Witness | None,
) -> Coverage:
    """State, shown and declared counts, and the address of the next page.

    ``count``: entries made of what the witnesses show and tell.

    Partial: data tells of more posts than the tree shows, a pager or a button for older posts
    stands there, or the page links to posts of its own that it does not hold.
    """
    if kind == "article":
        return Coverage()
    if not count:
        return Coverage("unavailable", 0, _count_told(told) or None)
    seen = min(len(shown.candidates), count) if shown else count
    links = _list_links(page)
    pager = find_next_page(page, links)
    declared = _count_told(told) or _find_declared(page, seen) or _find_total(shown, seen)
    posts = _list_posts(shown)
    if not declared and (left := count_left(page, posts)):
        declared = seen + left
    if declared and declared < seen:
        declared = None  # data that tells of the newest posts only
    is_cut = bool(declared and declared > seen)
    is_cut = is_cut or is_paged(page, links, posts) or has_absent_posts(page, links, shown)
    if not is_cut and pager and _count_told(told) != seen:
        is_cut = True
    return Coverage("partial" if is_cut else "complete", seen, declared, pager)


def _list_links(page: Page) -> dict[int, str]:
    """Addresses of the page's links by place; '' where a link has none."""
    return {place: page.sheet.get(place, "href") for place in page.sheet.list_tagged("a")}


def is_paged(page: Page, links: Mapping[int, str], posts: Collection[HtmlElement] = ()) -> bool:
    """A pager to other pages of this address, or a button that loads more posts, is in the body."""
    return (
        any(_turns_page(page, link, href, posts) for link, href in links.items())
        or any(_turns_page(page, one, "", posts) for one in page.sheet.list_tagged("button"))
        or is_one_page_of_many(page)
    )


def _turns_page(page: Page, control: int, href: str, posts: Collection[HtmlElement]) -> bool:
    leads_on = _is_other_page(href, page.url)
    if not leads_on and href and not href.startswith(("#", "javascript:")):
        return False
    label = read_line_at(page.sheet, control)
    if says_more(label) or _says_more_twice(page.sheet, control, label):
        return leads_on or not is_of_others(page.sheet.elements[control], posts)
    is_next = "next" in page.sheet.get(control, "rel") or says_next(label)
    return leads_on and len(label) <= LONGEST_LABEL and bool(_NUMBER.match(label) or is_next)


def _says_more_twice(sheet: Sheet, control: int, label: str) -> bool:
    """Whether a text of a control says it again for screen readers, or for eyes alone."""
    inside = range(control + 1, sheet.ends[control])
    lines = (line for at in inside if (line := read_line_at(sheet, at)) and line != label)
    return any(says_more(line) and label.lower().count(line.lower()) > 1 for line in lines)


def _list_posts(shown: Witness | None) -> frozenset[HtmlElement]:
    """The elements of all posts but the last, which may hold what stands below it."""
    told = shown.candidates[:-1] if shown else ()
    return frozenset(one.elements[0] for one in told if one.elements)


def _is_other_page(href: str, page_url: str | None) -> bool:
    """Whether an address is this page's own with another page number."""
    if not page_url or not href or href[0] == "#":
        return False
    if (href[0] != "?" and _name_story(page_url) not in href) or not _HAS_DIGIT.search(href):
        return False
    return _leads_to_other_page(href.partition("#")[0], page_url)


@lru_cache(maxsize=1024)
def _leads_to_other_page(href: str, page_url: str) -> bool:
    """Remembered: the posts of a page link to few addresses, and several readers ask."""
    is_absolute = href.startswith(("http://", "https://"))
    if is_absolute and _name_story(page_url) not in href.partition("?")[0]:
        return False
    try:
        here = urlsplit(page_url)
        there = urlsplit(href if is_absolute else urljoin(page_url, href))
    except ValueError:
        return False
    if there.hostname != here.hostname:
        return False
    if there.path.rstrip("/") == here.path.rstrip("/"):
        mine = dict(parse_qsl(here.query))
        return any(
            key.lower() in _PAGE_KEYS and value.isdigit() and mine.get(key) != value
            for key, value in parse_qsl(there.query)
        )
    return _strip_number(there.path) == _strip_number(here.path) and there.path != here.path


@lru_cache(maxsize=8)
def _name_story(url: str) -> str:
    """The part of an address that all pages of its story share: the last of its path."""
    return _strip_number(urlsplit(url).path).rpartition("/")[2]


# '/story/3', '/story/page/3', '/story/seite-3', '/story-p3.html'
_PATH_NUMBER = re.compile(r"(?:/(?:page|seite|pagina|p|side|sida)?[-/]?\d{1,3})/?\Z")


def _strip_number(path: str) -> str:
    return _PATH_NUMBER.sub("", path.rstrip("/"))


def _read_number(page_url: str | None) -> int:
    """The page's own number in its pager, by its query; 1 where the address names none."""
    asked = parse_qsl(urlsplit(page_url).query) if page_url else []
    numbers = (int(value) for key, value in asked if key.lower() in _PAGE_KEYS and value.isdigit())
    return max(1, next(numbers, 1))


def find_next_page(page: Page, links: Mapping[int, str] | None = None) -> str | None:
    """``rel=next`` of a link in head or body that leads to another page of this address."""
    sheet = page.sheet
    for link in sheet.list_tagged("link", "a"):
        if "next" not in sheet.get(link, "rel").lower().split():
            continue
        href = sheet.get(link, "href").strip()
        if not href or not page.url:
            continue
        target = href if "/" in href or href.startswith("?") else f"?{href}"
        if _is_other_page(target, page.url):
            return urljoin(page.url, target)
    return _find_next_number(page, _list_links(page) if links is None else links)


def _find_next_number(page: Page, links: Mapping[int, str]) -> str | None:
    sheet = page.sheet
    number = str(_read_number(page.url) + 1)
    for link, href in links.items():
        if not page.url or not _is_other_page(href, page.url):
            continue
        names = " ".join(sheet.get(link, name) for name in ("class", "rel", "aria-label")).lower()
        label = read_line_at(sheet, link)
        if "next" in names or label == number or says_next(label):
            return urljoin(page.url, href)
    return None


def has_absent_posts(page: Page, links: Mapping[int, str], shown: Witness | None) -> bool:
    """Links to fragments of this page that look like its posts' ids, but are not in it."""
    if shown is None or not page.url:
        return False
    ids = [one.native_id for one in shown.candidates if one.native_id]
    if len(ids) < 3:
        return False
    patterns = {_ID_PATTERN.sub("0", name.lower()) for name in ids}
    path = urlsplit(page.url).path
    linked = set()
    for href in links.values():
        address, fragment = urldefrag(href) if "#" in href else (href, "")
        if not fragment or "/share" in address or "intent/" in address:
            continue
        if _ID_PATTERN.sub("0", fragment.lower()) in patterns and _is_same_path(address, path):
            linked.add(fragment)
    return len(linked) >= 2 and len(linked - _list_ids(page) - set(ids)) >= 2


def _list_ids(page: Page) -> set[str]:
    return {name for element in page.sheet.elements if (name := element.get("id"))}


def _is_same_path(address: str, path: str) -> bool:
    there = urlsplit(address).path
    return not there or there.rstrip("/") == path.rstrip("/")


def _count_told(told: Witness | None) -> int:
    return len(told.candidates) if told else 0


MOST_POSTS = 20_000
"""No live blog has more; a larger count is something else."""
# 'data-total-entries', 'data-post-count'
_TOTAL = re.compile(r"total|count", re.IGNORECASE)


def _find_total(shown: Witness | None, seen: int) -> int | None:
    """A count in the attributes of what holds the posts, if it is larger than what it holds."""
    if shown is None or shown.container is None:
        return None
    for step in (shown.container, *list(shown.container.iterancestors())[:2]):
        for name, value in step.items():
            is_total = name.startswith("data-") and _TOTAL.search(name)
            if is_total and value.isdigit() and seen < int(value) < MOST_POSTS:
                return int(value)
    return None


def _find_declared(page: Page, seen: int) -> int | None:
    """'10 of 428' or '428 updates' in a short line of the page."""
    sheet = page.sheet
    for place in sheet.list_tagged("span", "div", "p", "button", "a", "h2", "h3", "strong"):
        text = sheet.texts[place]
        if not text or len(text) > 60 or not _HAS_DIGIT.search(text):
            continue
        share = _SHARE.search(text)
        if share and int(share["shown"]) == seen and int(share["all"]) > seen:
            return int(share["all"])
        counted = _COUNTED.match(text)
        if counted and int(counted["all"]) >= seen:
            return int(counted["all"])
    return None
