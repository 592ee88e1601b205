"""The body of an ordinary article: the block that holds the page's prose, cleaned.

The block is found by where prose stands (after readability's idea of scoring a paragraph's
parents), bounded by ``article``, ``main`` or ``itemprop=articleBody`` where the page says so.
The cleaner then takes what is no reporting out of it. JSON-LD's ``articleBody`` is a witness:
it tells which paragraphs at the edges belong, and stands in where the page shows less. Where
little prose is found, trafilatura is asked. Pure; the shared tree is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from pipeline.extract.article.edges import drop_asides, hear_witness, trim_ends
from pipeline.extract.article.standfirst import find_lead
from pipeline.extract.clean import CleanBlock, CleanContext, clean_lines
from pipeline.extract.clean.elements import part_block, settle_elements
from pipeline.extract.clean.structure import suspect_element
from pipeline.extract.clean.wording import normalise_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.clean.context import Line
    from pipeline.extract.tree.page import Page
    from pipeline.model import Removed

PROSE_CHARS = 40
"""A paragraph this long is prose; half of it in scripts without spaces."""
TITLE_CHARS = 15
"""A shorter link is no title of a story."""
ENOUGH_CHARS = 250
"""Less prose than this in the page: another tool may find more."""

LONGEST_TITLE = 300

_PARAGRAPHS = ("p", "blockquote", "pre")
_TEXT_TAGS = frozenset({"p", "blockquote", "pre", "figure", "ul", "ol"})
_PAGE_TAGS = frozenset({"html", "body"})
_GROWTH = 0.12
"""An ancestor that adds this share of prose belongs to the body."""
# As in '<p>', '</p>', '<br />' inside a JSON-LD articleBody
_MARKUP = re.compile(r"<(/?)(\w+)[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """The text of an article. ``lead`` never repeats what stands in ``text``."""

    lead: str | None
    text: str | None
    """Paragraphs joined by a blank line; None: the page shows none."""
    removed: tuple[Removed, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why, one for each of ``removed``."""


def extract_article(page: Page, context: CleanContext | None = None) -> ArticleBody:
    """The article's body, by the page's own tree.

    Args:
        page: parsed once; its tree stays as it is.
        context: what is known already (title, author), to be left out of the text.
    """
    context = context or CleanContext(
        language=page.language, repeated_lines=page.repeated_lines, is_whole_article=True
    )
    container = find_container(page.tree)
    lines = settle_elements((container,), context) if container is not None else []
    _leave_out_title(lines, page)
    drop_asides(lines)
    trim_ends(lines)
    told = [body for body in _list_bodies(page.json_ld) if body]
    body = max(told, key=len, default="")
    hear_witness(lines, body)
    block = part_block(lines, context)
    paragraphs = block.paragraphs
    shown = sum(map(len, paragraphs))
    if shown < len(body) / 2:
        paragraphs = _clean_plain(body, context)
    elif shown < ENOUGH_CHARS:
        other = _ask_trafilatura(page, context)
        if len(other.text) > len(block.text) or (other.text and _is_suspected(container)):
            block = other
        paragraphs = block.paragraphs
    lead = find_lead(page, container, paragraphs, context) if container is not None else None
    return ArticleBody(lead, "\n\n".join(paragraphs) or None, block.removed, block.reasons)


def find_container(tree: HtmlElement) -> HtmlElement | None:
    """The element that holds the page's main prose, or None where there is none."""
    prose = _weigh_prose(tree)
    if not prose:
        return None
    best = max(prose.own, key=lambda element: prose.own[element])
    bound = _find_bound(best, prose)
    return _climb(best, bound, prose)


@dataclass(slots=True)
class _Prose:
    """Characters of prose by element: in its own paragraphs, and in all below it."""

    own: dict[HtmlElement, float]
    below: dict[HtmlElement, float]

    def __bool__(self) -> bool:
        return bool(self.own)


def _weigh_prose(tree: HtmlElement) -> _Prose:
    prose = _Prose({}, {})
    is_suspicious: dict[HtmlElement, bool] = {}
    for paragraph in tree.iter(*_PARAGRAPHS):
        weight = _weigh_paragraph(paragraph)
        parent = paragraph.getparent()
        if not weight or parent is None or _is_aside(parent, is_suspicious):
            continue
        prose.own[parent] = prose.own.get(parent, 0.0) + weight
        grandparent = parent.getparent()
        if (
            grandparent is not None
            and grandparent.tag not in _PAGE_TAGS
            and not _is_teaser(parent, paragraph)
        ):
            prose.own[grandparent] = prose.own.get(grandparent, 0.0) + weight / 2
        for ancestor in (parent, *parent.iterancestors()):
            prose.below[ancestor] = prose.below.get(ancestor, 0.0) + weight
    return prose


def _weigh_paragraph(paragraph: HtmlElement) -> float:
    text = "".join(paragraph.itertext())
    length = len(text.strip())
    is_long = length >= PROSE_CHARS or (length * 2 >= PROSE_CHARS and not text.isascii())
    if not is_long:
        return 0.0
    linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
    return 0.0 if linked * 2 > length else float(length - linked)


def _is_teaser(item: HtmlElement, paragraph: HtmlElement) -> bool:
    """One of several alike: a linked title, and one paragraph that tells what the story is."""
    behind, before = item.getnext(), item.getprevious()
    names = {(one.tag, one.get("class")) for one in (behind, before) if one is not None}
    if (item.tag, item.get("class")) not in names or len(item.findall("p")) != 1:
        return False
    links = (link for link in item.iter("a") if paragraph not in link.iterancestors())
    return any(len("".join(link.itertext()).strip()) >= TITLE_CHARS for link in links)


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
        is_certain = is_certain or step.tag in {"aside", "footer", "form"}
        verdict = verdict or (is_certain and step.find(".//h1") is None)
        known[step] = verdict
    return verdict


def _find_bound(best: HtmlElement, prose: _Prose) -> HtmlElement | None:
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


def _leave_out_title(lines: Sequence[Line], page: Page) -> None:
    titles = {normalise_line(page.meta.get(key, "")) for key in ("og:title", "twitter:title")}
    for place, heading in enumerate(page.tree.iter("h1")):
        if place == 0 or not _is_crosshead(heading):
            titles.add(normalise_line("".join(heading.itertext())))
    titles.discard("")
    for line in lines:
        if len(line.text) <= LONGEST_TITLE and normalise_line(line.text) in titles:
            line.is_left_out = True


def _is_crosshead(heading: HtmlElement) -> bool:
    """A further first heading that stands between paragraphs of one text."""
    before, after = heading.getprevious(), heading.getnext()
    return before is not None and after is not None and {before.tag, after.tag} <= _TEXT_TAGS


def _list_bodies(blocks: Sequence[Any]) -> Iterator[str]:  # JSON: Any
    waiting: list[Any] = list(blocks)
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, Mapping):
            body = item.get("articleBody")
            if isinstance(body, str) and "LiveBlogPosting" not in str(item.get("@type")):
                yield _strip_markup(body)
            waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _strip_markup(body: str) -> str:
    text = unescape(body)
    return _MARKUP.sub(lambda tag: "\n" if tag[2].lower() in {"p", "br", "div"} else "", text)


def _clean_plain(text: str, context: CleanContext) -> tuple[str, ...]:
    kept, _ = clean_lines(text.split("\n"), context)
    return tuple(line.text for line in kept)


def _is_suspected(container: HtmlElement | None) -> bool:
    """Whether the block found has the name of something beside the reporting."""
    around = () if container is None else (container, *container.iterancestors())
    return any(suspect_element(step) is not None for step in around)


def _ask_trafilatura(page: Page, context: CleanContext) -> CleanBlock:
    """The whole page, cleaned as ever, as far as trafilatura takes it for the article."""
    import trafilatura

    found = trafilatura.extract(page.raw, include_comments=False, fast=True) or ""
    said = normalise_line(found)
    body = page.tree.find("body")
    lines = settle_elements((page.tree if body is None else body,), context)
    _leave_out_title(lines, page)
    for line in lines:
        line.is_left_out = line.is_left_out or normalise_line(line.text) not in said
    drop_asides(lines)
    trim_ends(lines)
    return part_block(lines, context)
