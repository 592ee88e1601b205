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
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, Any

from pipeline.extract.clean import CleanBlock, CleanContext, clean_lines
from pipeline.extract.clean.elements import part_block, settle_elements
from pipeline.extract.clean.settle import judge_line
from pipeline.extract.clean.structure import suspect_element
from pipeline.extract.clean.text import squeeze_text
from pipeline.extract.clean.wording import normalise_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.clean.context import Line
    from pipeline.extract.page import Page
    from pipeline.model import Removed

PROSE_CHARS = 40
"""A paragraph this long is prose; half of it in scripts without spaces."""
ENOUGH_CHARS = 250
"""Less prose than this in the page: another tool may find more."""

SHORT_CHARS = 60
"""A line below this that ends no sentence is a label, at the ends of an article."""
LONGEST_TITLE = 300

LEAD_CHARS = (40, 700)
"""A standfirst is at least and at most so long."""

_LEAD_TAGS = ("h2", "h3", "p", "span")
# Names of standfirsts, as in 'article__standfirst', 'sub-title', 'chapo', 'spot-title'
_LEAD_NAME = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line)?|deck?|dek|lede?|lead|intro|chapo|excerpt|"
    r"summary|abstract|vorspann|sottotitolo|bajada|entradilla|ingress|manchet|spot|perex|"
    r"description|kicker-text|teaser-text|blurb|synopsis)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LATE = 0.5
"""Share of the prose that must stand above a heading before teasers can begin."""
_WHOLE = 0.8
"""Share of ``articleBody`` that the page must show for it to judge the rest."""
_SENTENCE_ENDS = '.!?…:;”"’»)।。！？」'
_PARAGRAPHS = ("p", "blockquote", "pre")
_PAGE_TAGS = frozenset({"html", "body"})
_GROWTH = 0.12
"""An ancestor that adds this share of prose belongs to the body."""
_WITNESS_CHARS = 40
"""Characters by which a paragraph is recognised in the witness's text."""
# As in '<p>', '</p>', '<br />' inside a JSON-LD articleBody
_MARKUP = re.compile(r"<(/?)(\w+)[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """The text of an article. ``lead`` never repeats what stands in ``text``."""

    lead: str | None
    text: str | None
    """Paragraphs joined by a blank line; None: the page shows none."""
    removed: tuple[Removed, ...] = ()


def extract_article(page: Page, context: CleanContext | None = None) -> ArticleBody:
    """The article's body, by the page's own tree.

    Args:
        page: parsed once; its tree stays as it is.
        context: what is known already (title, author), to be left out of the text.
    """
    context = context or CleanContext(language=page.language, repeated_lines=page.repeated_lines)
    container = find_container(page.tree)
    lines = settle_elements((container,), context) if container is not None else []
    _leave_out_title(lines, page)
    trim_ends(lines)
    told = [body for body in _list_bodies(page.json_ld) if body]
    body = max(told, key=len, default="")
    _hear_witness(lines, body)
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
    return ArticleBody(lead, "\n\n".join(paragraphs) or None, block.removed)


def find_lead(
    page: Page, container: HtmlElement, paragraphs: Sequence[str], context: CleanContext
) -> str | None:
    """The standfirst: what stands between the headline and the body and is named as such.

    It is the page's own description shown to readers, or its class says what it is. What stands
    in the body already is no lead.
    """
    told = normalise_line(page.meta.get("og:description") or page.meta.get("description", ""))
    body = {normalise_line(paragraph)[:_WITNESS_CHARS] for paragraph in paragraphs}
    for element in _list_between(page.tree, container):
        is_named = _is_named_lead(element)
        if not is_named and element.tag not in _LEAD_TAGS:
            continue
        text = squeeze_text("".join(element.itertext()))
        said = normalise_line(text)
        if not LEAD_CHARS[0] <= len(text) <= LEAD_CHARS[1] or said[:_WITNESS_CHARS] in body:
            continue
        is_told = bool(told) and (said.startswith(told[:60]) or told.startswith(said[:60]))
        if (is_told or is_named) and not _is_caption(element) and judge_line(text, context) is None:
            return _join_twins(element, text)
    return None


def _is_caption(element: HtmlElement) -> bool:
    around = (element, *islice(element.iterancestors(), 3))
    suspicions = (suspect_element(step) for step in around)
    kinds = {suspicion.kind for suspicion in suspicions if suspicion is not None}
    return "media_caption" in kinds or any(step.tag == "figure" for step in around)


def _join_twins(element: HtmlElement, text: str) -> str:
    """A standfirst in several parts: the siblings that follow with the same tag and class."""
    parts = [text]
    for sibling in element.itersiblings():
        if sibling.tag != element.tag or sibling.get("class") != element.get("class"):
            break
        parts.append(squeeze_text("".join(sibling.itertext())))
    return "\n\n".join(part for part in parts if part)


def _list_between(tree: HtmlElement, container: HtmlElement) -> Iterator[HtmlElement]:
    """Elements after the first headline and before the container, none of its ancestors."""
    around = set(container.iterancestors())
    is_below_title = False
    for element in tree.iter("h1", *_LEAD_TAGS, "div", "section", str(container.tag)):
        if element is container:
            return
        is_below_title = is_below_title or element.tag == "h1"
        if is_below_title and element not in around and element.tag != "h1":
            yield element


def _is_named_lead(element: HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return _LEAD_NAME.search(named) is not None


def trim_ends(lines: Sequence[Line]) -> None:
    """Marks what stands above the first prose and below the last: kickers, names, teasers."""
    total = sum(len(line.text) for line in lines if _is_prose(line))
    _cut_after_heading(lines, total)
    for ordered in (lines, lines[::-1]):
        for line in ordered:
            if line.removed_as is not None or line.is_left_out:
                continue
            if len(line.text) >= SHORT_CHARS or line.text[-1] in _SENTENCE_ENDS:
                break
            line.removed_as, line.reason = "navigation", "a short line beside the body"


def _cut_after_heading(lines: Sequence[Line], total: int) -> None:
    """From a heading such as 'Most read' on, late in the text, everything is teasers."""
    seen = 0
    for place, line in enumerate(lines):
        seen += len(line.text) if _is_prose(line) else 0
        is_late = seen >= _LATE * total
        if not is_late or line.verdict is None or line.verdict.kind != "promo":
            continue
        if len(line.text) >= SHORT_CHARS or not _has_teasers(lines[place + 1 :]):
            continue
        for later in lines[place:]:
            if later.removed_as is None:
                later.removed_as, later.reason = "promo", "below a promo heading"
        return


def _has_teasers(lines: Sequence[Line]) -> bool:
    """Whether titles and blurbs alternate, as they do in lists; reporting has prose in a row."""
    standing = [line for line in lines if line.removed_as is None and not line.is_left_out]
    return not any(_is_prose(one) and _is_prose(two) for one, two in pairwise(standing))


def _is_prose(line: Line) -> bool:
    return line.removed_as is None and len(line.text) >= SHORT_CHARS and line.link_share < 0.5


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
        if grandparent is not None and grandparent.tag not in _PAGE_TAGS:
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
        verdict = verdict or (suspicion is not None and suspicion.tier == "always")
        verdict = verdict or step.tag in {"aside", "footer", "form"}
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
    titles |= {normalise_line("".join(found.itertext())) for found in page.tree.iter("h1")}
    titles.discard("")
    for line in lines:
        if len(line.text) <= LONGEST_TITLE and normalise_line(line.text) in titles:
            line.is_left_out = True


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


def _hear_witness(lines: Sequence[Line], body: str) -> None:
    """Marks lines at the ends, and runs between, that a whole ``articleBody`` does not hold."""
    said = normalise_line(body).replace(" ", "")
    standing = [line for line in lines if line.removed_as is None and not line.is_left_out]
    flags = [_is_told(line, said) for line in standing]
    told = sum(len(line.text) for line, yes in zip(standing, flags, strict=True) if yes)
    if told < _WHOLE * len(body) or told * 2 < sum(len(line.text) for line in standing) or not told:
        return
    place = 0
    for is_confirmed, group in groupby(flags):
        run = standing[place : place + len(list(group))]
        is_edge = place == 0 or place + len(run) == len(standing)
        place += len(run)
        is_list = any(line.tag == "li" for line in run)
        if is_confirmed or not (is_edge or (len(run) > 1 and not is_list)):
            continue
        for line in run:
            line.removed_as, line.reason = "promo", "not in the page's own articleBody"


def _is_told(line: Line, said: str) -> bool:
    return normalise_line(line.text).replace(" ", "")[:_WITNESS_CHARS] in said


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
    trim_ends(lines)
    return part_block(lines, context)
