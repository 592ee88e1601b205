"""Live blog or article: which group of records, if any, is the live blog, and what the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.extract.about.enough import is_enough
from pipeline.extract.about.live_words import says_live, says_zone_of_all
from pipeline.extract.about.look_alikes import (
    PROSE_WORDS,
    is_look_alike,
    list_paragraphs,
    tells_story,
)
from pipeline.extract.about.story_clocks import run_back
from pipeline.extract.posts.align import fold_words
from pipeline.extract.tree.paragraphs import list_bare
from pipeline.extract.tree.words import find_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extract.candidate import Witness
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.page import Page
    from pipeline.extract.witnesses.group import Group
    from pipeline.extract.witnesses.json_ld import LinkedData
    from pipeline.model import Kind

MAX_LEAD_WORDS = 75
"""A page with more prose is an article, whatever stands empty in it."""
MAX_SHELL_WORDS = 30
"""Words outside links of a page that scripts still have to draw: a title and labels."""


def choose_group(
    groups: Sequence[Group],
    page: Page,
    survey: Survey,
    told: Witness | None,
    *,
    is_marked: bool,
) -> Group | None:
    """The best group that may be a live blog's posts, and is no look-alike.

    Where data tells of posts, only a group that shows some of them will do.
    ``is_marked``: data calls the page a live blog.
    """
    openings = _Openings(told)
    is_told = any(True for _ in openings)
    for group in groups[:8]:
        if not is_enough(group, page.language, is_live=says_live(page)):
            continue
        if is_told and not _shows_told(group, openings):
            continue
        if not is_told and is_look_alike(group, page, survey, is_marked=is_marked):
            continue
        if not (is_told or is_marked) and tells_story(group, page, survey):
            continue
        return group
    return None


class _Openings:
    """Openings of the headlines and bodies that data tells of; folded when first asked for."""

    def __init__(self, told: Witness | None) -> None:
        self._known: list[str] = []
        self._rest = _fold_openings(told)

    def __iter__(self) -> Iterator[str]:
        yield from self._known
        for opening in self._rest:
            self._known.append(opening)
            yield opening


def _fold_openings(told: Witness | None) -> Iterator[str]:
    for one in told.candidates if told else ():
        for text in (one.headline, one.body):
            start = fold_words(text, 120)[:40].strip() if text else ""
            if len(start) > 8:
                yield start


def _shows_told(group: Group, openings: _Openings) -> bool:
    """Whether a text of the group holds an opening; the first of them mostly does."""
    if group.is_flat:
        whole = " ".join(parent.text_content() for parent in group.parents[:1])
        texts = iter((fold_words(whole, 1_000_000),))
    else:
        texts = (fold_words(member.text_content(), 5000) for member in group.members[:12])
    return any(opening in text for text in texts for opening in openings)


def judge_kind(
    page: Page,
    survey: Survey,
    linked: LinkedData,
    group: Group | None,
    told: Witness | None,
    *,
    is_marked: bool,
) -> Kind:
    """What the page is.

    Structured data that says live blog is believed. Records with times are one; a flat body with
    times is one unless the publisher's own data says article, no word says live, no line says
    what zone all times are in, and the times do not run back. A container for live posts that
    stands empty is a live blog drawn by scripts, if the page has no prose.
    """
    if is_marked:
        return "liveblog"
    if group is not None and (not group.is_flat or not linked.articles or says_live(page)):
        return "liveblog"
    if group is not None and (says_zone_of_all(page) or run_back(group)):
        return "liveblog"
    if told is not None and told.is_live and says_live(page) and not _is_list_of_pages(told, page):
        return "liveblog"
    if group is None and has_empty_container(page, survey):
        return "liveblog"
    return "article"


def _is_list_of_pages(told: Witness, page: Page) -> bool:
    """Most items of embedded data have addresses of their own elsewhere: stories, not posts."""
    here = urlsplit(page.url or "").path.rstrip("/")
    away = 0
    for one in told.candidates:
        there = urlsplit(one.url or "").path.rstrip("/")
        away += bool(there) and not (here and there.startswith(here))
    return not told.candidates or away >= 0.7 * len(told.candidates)


def has_empty_container(page: Page, survey: Survey) -> bool:
    """A place for live posts without any, on a page with no prose of its own."""
    paragraphs = (*list_paragraphs(page), *list_bare(page.sheet))
    prose = sum(count for p in paragraphs if (count := survey.count_words(p)) >= PROSE_WORDS)
    if prose >= MAX_LEAD_WORDS * (2 if says_live(page) else 1):
        return False
    if says_live(page) and (_is_shell(page, survey) or _has_embed(page)):
        return True
    return any(
        survey.count_words(place) < 25
        and find_words("containers").search(f"{place.get('id') or ''} {place.get('class') or ''}")
        for place in page.tree.iter("div", "section", "main", "ul", "article", "amp-live-list")
    )


def _has_embed(page: Page) -> bool:
    sources = (e.get("src") or "" for e in page.tree.iter("iframe", "script"))
    return any(find_words("embeds").search(source) for source in sources)


def _is_shell(page: Page, survey: Survey) -> bool:
    """Hardly a word outside links, and no player: the reader's browser draws the rest."""
    body = page.tree.find("body")
    if body is None or any(True for _ in body.iter("video", "audio", "amp-video")):
        return False
    return survey.count_words(body) - survey.count_linked(body) <= MAX_SHELL_WORDS
