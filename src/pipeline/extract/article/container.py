"""The block of a page that holds its prose.

Found by where prose stands (after readability's idea of scoring a paragraph's parents), bounded by
``article``, ``main`` or ``itemprop=articleBody`` where the page says so. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.clean.structure import is_hidden, suspect_element
from pipeline.extract.clean.text import ends_sentence
from pipeline.extract.clean.wording import match_phrases
from pipeline.extract.tree.paragraphs import list_bare, list_marked
from pipeline.extract.tree.words import find_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.tree.sheet import Sheet

PROSE_CHARS = 40
"""A paragraph this long is prose; half of it in scripts without spaces."""
WHOLE_CHARS = 140
"""A paragraph this long is prose, however it ends; a shorter one may be another story's title."""
TITLE_CHARS = 15
"""A shorter link is no title of a story."""
_PARAGRAPHS = ("p", "blockquote", "pre")
_PAGE_TAGS = frozenset({"html", "body"})
_GROWTH = 0.12
"""An ancestor that adds this share of prose belongs to the body."""
_ENOUGH_CHARS = 1_500
"""Of marked paragraphs in one element; no ``div`` and no loose text is asked then."""
_BOXES = ("div", "td", "section", "article", "main")
_RUNS = frozenset({"span", "font", "b", "strong", "em", "i"})
"""What stands in the run of a text."""
_CLEARLY = 2
"""How many times more prose must stand in bare ``div``, or loose, than in marked paragraphs."""
_HIDDEN_SHARE = 0.2
"""Of its weight, that prose has which readers do not see at first."""
_STORY_CHARS = 1_000
"""Of the prose of a whole story among others."""
_LONE_SHARE = 0.2
"""Of its weight, that a short sentence alone in its box has, or a teaser: all over a page."""
_NEST = 3
"""Boxes in one another that a teaser's paragraph may stand in."""
_BODY_SHARE = 0.5
"""Of the prose around it, that an element holds at least whose name says that it is the body."""
# 'article_body', 'story-text', 'c-entry-content', 'articleBody', 'post__content'
_BODY_NAME = re.compile(
    r"(?:^|[\s_-])(?:article|story|entry|post)[_-]{0,2}(?:body|content|text)(?:$|\s)", re.IGNORECASE
)
_HIDDEN_CLASSES = frozenset({"hidden", "hide", "is-hidden", "d-none", "sr-only", "visually-hidden"})


def find_container(
    sheet: Sheet, talk: frozenset[HtmlElement] = frozenset(), language: str | None = None
) -> HtmlElement | None:
    """The element that holds the page's main prose, or None where there is none.

    Nothing in ``talk`` is the page's own. ``language``: where little stands, its phrases tell
    what is no prose.
    """
    prose = _weigh_prose(list_marked(sheet, *_PARAGRAPHS), talk)
    if prose.most < _ENOUGH_CHARS:
        said = (p for p in list_marked(sheet, *_PARAGRAPHS) if not _is_notice(p, language))
        prose = _weigh_prose(said, talk)
        bare = _weigh_prose(list_bare(sheet), talk)
        prose = bare if bare.most > _CLEARLY * prose.most else prose
        loose = _weigh_loose(sheet, talk)
        prose = loose if loose.most > _CLEARLY * prose.most else prose
    if not prose.own:
        return None
    best = _find_first_story(max(prose.own, key=lambda element: prose.own[element]), prose)
    bound = _find_bound(best)
    return _find_named(_climb(best, bound, prose), best, prose)


def _find_first_story(best: HtmlElement, prose: _Prose) -> HtmlElement:
    """The first of several stories, each in an ``article``, that a page runs on with."""
    story = _find_story(best)
    if story is None:
        return best
    for element, weight in prose.own.items():  # in reading order
        is_alike = (element.tag, element.get("class")) == (best.tag, best.get("class"))
        other = _find_story(element) if is_alike and weight >= _STORY_CHARS else None
        if other is story:
            return best
        if other is not None and _are_alike(other, story):
            return element
    return best


def _find_story(element: HtmlElement) -> HtmlElement | None:
    """The widest ``article`` round an element."""
    return next(iter([*element.iterancestors("article")][::-1]), None)


def _are_alike(one: HtmlElement, other: HtmlElement) -> bool:
    names = (set((story.get("class") or "").split()) for story in (one, other))
    return one.getparent() is other.getparent() and bool(set.intersection(*names))


def _weigh_loose(sheet: Sheet, talk: frozenset[HtmlElement]) -> _Prose:
    """Text that stands in a box beside other blocks, in no element of its own."""
    own = [len((text or "").strip()) for text in sheet.texts]
    for place in range(len(own) - 1, 0, -1):
        above = sheet.parents[place]
        own[above] += len((sheet.tails[place] or "").strip())
        own[above] += own[place] if sheet.tags[place] in _RUNS else 0
    prose = _Prose({}, {})
    is_suspicious = dict.fromkeys(talk, True)
    for place in sheet.list_tagged(*_BOXES):
        box = sheet.elements[place]
        if own[place] >= WHOLE_CHARS and not _is_aside(box, is_suspicious):
            prose.own[box] = float(own[place])
            for element in (box, *box.iterancestors()):
                prose.below[element] = prose.below.get(element, 0.0) + own[place]
    return prose


@dataclass(slots=True)
class _Prose:
    """Characters of prose by element: in its own paragraphs, and in all below it."""

    own: dict[HtmlElement, float]
    below: dict[HtmlElement, float]

    @property
    def most(self) -> float:
        """Of the element with most."""
        return max(self.own.values(), default=0.0)


def _weigh_prose(paragraphs: Iterable[HtmlElement], talk: frozenset[HtmlElement]) -> _Prose:
    prose = _Prose({}, {})
    boxes: dict[HtmlElement, float] = {}
    is_suspicious = dict.fromkeys(talk, True)
    known_hidden: dict[HtmlElement, bool] = {}
    for paragraph in paragraphs:
        weight = _weigh_paragraph(paragraph)
        parent = paragraph.getparent()
        if not weight or parent is None or parent.tag == "a" or _is_aside(parent, is_suspicious):
            continue  # within a link it is another story's title
        if _is_hidden(parent, known_hidden):
            weight *= _HIDDEN_SHARE
        prose.own[parent] = prose.own.get(parent, 0.0) + weight
        grandparent = parent.getparent()
        is_teaser = parent not in boxes and _is_teaser(parent, paragraph)
        if grandparent is not None and grandparent.tag not in _PAGE_TAGS and not is_teaser:
            prose.own[grandparent] = prose.own.get(grandparent, 0.0) + weight / 2
        boxes[parent] = boxes.get(parent, 0.0) + weight * (_LONE_SHARE if is_teaser else 1.0)
    for box, weight in boxes.items():
        counted = weight if weight >= WHOLE_CHARS else weight * _LONE_SHARE
        for ancestor in (box, *box.iterancestors()):
            prose.below[ancestor] = prose.below.get(ancestor, 0.0) + counted
    return prose


def _weigh_paragraph(paragraph: HtmlElement) -> float:
    text = "".join(paragraph.itertext())
    length = len(text.strip())
    is_long = length >= PROSE_CHARS or (length * 2 >= PROSE_CHARS and not text.isascii())
    if not is_long or (length < WHOLE_CHARS and not ends_sentence(text)):
        return 0.0
    linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
    return 0.0 if linked * 2 > length else float(length - linked)


def _is_notice(paragraph: HtmlElement, language: str | None) -> bool:
    """To the reader of the page: what the browser lacks, whose the rights are."""
    text = " ".join("".join(paragraph.itertext()).split())
    verdict = match_phrases(text, language=language)
    return verdict is not None and verdict.is_strong


def _is_teaser(box: HtmlElement, paragraph: HtmlElement) -> bool:
    """One of several alike: a linked title, and one paragraph that tells what the story is."""
    item = box
    for _ in range(_NEST):
        if len(list(islice(item.iter("p"), 2))) != 1:
            return False
        beside = (item.getnext(), item.getprevious())
        names = {(one.tag, one.get("class")) for one in beside if one is not None}
        if (item.tag, item.get("class")) in names or (item.tag == "li" and names):
            links = (link for link in item.iter("a") if paragraph not in link.iterancestors())
            return any(len("".join(link.itertext()).strip()) >= TITLE_CHARS for link in links)
        above = item.getparent()
        if above is None or above.tag in _PAGE_TAGS:
            return False
        item = above
    return False


def _is_aside(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """Whether an element or one above it is marked as something beside the reporting."""
    path: list[HtmlElement] = []
    verdict = False
    current: HtmlElement | None = element
    while current is not None and current.tag not in _PAGE_TAGS:
        if current in known:
            verdict = known[current]
            break
        path.append(current)
        current = current.getparent()
    for step in reversed(path):
        suspicion = suspect_element(step)
        is_certain = suspicion is not None and suspicion.tier == "always"
        is_certain = is_certain or step.tag in {"aside", "footer", "form"} or _is_beside(step)
        verdict = verdict or (is_certain and step.find(".//h1") is None)
        known[step] = verdict
    return verdict


def _is_hidden(element: HtmlElement | None, known: dict[HtmlElement, bool]) -> bool:
    """Whether an element or one above it is hidden until a script shows it."""
    if element is None or element.tag in _PAGE_TAGS:
        return False
    if element not in known:
        names = _HIDDEN_CLASSES.intersection((element.get("class") or "").lower().split())
        is_own = bool(names) or is_hidden(dict(element.items()))
        is_page = is_own and element.find(".//h1") is not None  # a page that a script shows whole
        known[element] = (is_own and not is_page) or _is_hidden(element.getparent(), known)
    return known[element]


def _find_bound(best: HtmlElement) -> HtmlElement | None:
    """The widest element that the page itself names as the article around ``best``."""
    named: HtmlElement | None = None
    for element in (best, *best.iterancestors()):
        if (
            element.tag == "article"
            or element.get("itemprop") == "articleBody"
            or (element.tag == "main" and named is None)
        ):
            named = element
    return named


def _find_named(chosen: HtmlElement, best: HtmlElement, prose: _Prose) -> HtmlElement:
    """The one element of its name, around ``best``, that says it is the body and holds the most.

    A river of other stories below the body has prose as well, which drew ``chosen`` up.
    """
    for element in (best, *best.iterancestors()):
        if element is chosen:
            return chosen
        if _is_body(element) and prose.below[element] >= _BODY_SHARE * prose.below[chosen]:
            alike = (one for one in chosen.iter(str(element.tag)) if _is_body(one))
            is_only = all(one is element or element in one.iterancestors() for one in alike)
            return element if is_only else chosen
    return chosen


def _is_body(element: HtmlElement) -> bool:
    return any(_BODY_NAME.search(element.get(name) or "") for name in ("class", "id", "itemprop"))


def _climb(best: HtmlElement, bound: HtmlElement | None, prose: _Prose) -> HtmlElement:
    chosen = best
    if chosen is bound:
        return chosen
    for ancestor in best.iterancestors():
        if ancestor.tag in _PAGE_TAGS:
            break
        added = prose.below[ancestor] - prose.below.get(chosen, 0.0)
        if added >= _GROWTH * prose.below.get(chosen, 1.0):
            chosen = ancestor
        if ancestor is bound:
            break
    return chosen


def _is_beside(element: HtmlElement) -> bool:
    """A margin, or a window that a button opens, by its names."""
    return _names_beside(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(maxsize=1024)
def _names_beside(names: str) -> bool:
    return any(find_words(one).search(names) for one in ("sidebar_names", "window_names"))
