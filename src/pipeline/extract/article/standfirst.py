"""The standfirst of an article: what stands between its headline and its body, and sums it up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.article.edges import POINT_WORDS, WITNESS_CHARS
from pipeline.extract.clean.settle import judge_line
from pipeline.extract.clean.structure import suspect_element
from pipeline.extract.clean.text import squeeze_text
from pipeline.extract.clean.wording import normalise_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.clean.context import CleanContext
    from pipeline.extract.tree.page import Page

LEAD_CHARS = (20, 1500)
"""A standfirst is at least and at most so long."""
UNNAMED_CHARS = (60, 400)
"""The same, where nothing but its place tells it."""

SHORTEST_TOLD = 12
"""Characters of a heading that is a part of the page's own title."""
SHORTEST_NEXT = 40
"""Characters of a line right below the headline."""
_LEAD_TAGS = ("h2", "h3", "p", "span")
_WALKED_TAGS = ("h1", *_LEAD_TAGS, "ul", "em", "div", "section")
_TITLE_TAGS = ("h1", "h2", "h3")
# Names of standfirsts, as in 'article__standfirst', 'sub-title', 'spot-title', 'atc-IntroText'
_LEAD_NAME = re.compile(
    r"(?:^|[\s_-]|(?-i:(?<=[a-z])(?=[A-Z])))(?:stand-?first|sub-?title|sub-?head(?:line)?|deck?|dek|lede?|"
    r"lead|intro|chapo|chapeau|excerpt|summary|abstract|vorspann|sottotitolo|sommario|bajada|"
    r"entradilla|ingress|manchet|spot|perex|lid|desc|description|kicker-text|teaser-text|blurb|"
    r"synopsis)(?:$|[\s_-]|(?-i:(?<=[a-z])(?=[A-Z])))",
    re.IGNORECASE,
)
_SENTENCE_ENDS = ".!?…。！？।"
_BLOCKS = ("p", "div", "h2", "h3", "li", "section", "ul")
_ODD = ("figure", "img", "picture", "time", "button", "form", "nav", "video", "iframe", "input")
_ASIDES = frozenset({"figure", "aside", "nav", "footer", "form", "button", "address", "dialog"})


def find_lead(
    page: Page, container: HtmlElement, paragraphs: Sequence[str], context: CleanContext
) -> str | None:
    """The standfirst: what stands between the headline and the body.

    It is the page's own description shown to readers, or its class says what it is, or it is the
    first whole sentence right beside the headline. What stands in the body already is no lead.
    """
    told = normalise_line(page.meta.get("og:description") or page.meta.get("description", ""))
    body = " ".join(map(normalise_line, paragraphs))
    unnamed: str | None = None
    first = normalise_line(paragraphs[0])[:WITNESS_CHARS] if paragraphs else ""
    for element, title in _list_between(page, container, first):
        is_named = _is_named_lead(element)
        is_leaf = not any(True for _ in element.iter(*_BLOCKS) if _ is not element)
        if not is_named and element.tag not in _LEAD_TAGS and not is_leaf and element.tag != "ul":
            continue
        text = _read_parts(element)
        said = normalise_line(text)
        if not LEAD_CHARS[0] <= len(text) <= LEAD_CHARS[1] or said in body:
            continue
        if _is_beside(element) or _is_appeal(text, context):
            continue
        is_told = _tells_same(told, said)
        if is_told or (is_named and not _is_suspect(element, title)):
            if not _holds_media(element):
                return _join_twins(element, text, first)
            continue
        if unnamed is None and (is_leaf or element.tag == "ul") and _is_plain(element, title, text):
            unnamed = text
    return unnamed


def _tells_same(told: str, said: str) -> bool:
    """Whether a text is the page's own description, or begins with it, or is a long part of it."""
    if not told:
        return False
    is_part = len(said) >= min(SHORTEST_NEXT, len(told)) and told.startswith(said[:60])
    return is_part or said.startswith(told[:60])


def _is_appeal(text: str, context: CleanContext) -> bool:
    verdict = judge_line(text.replace("\n\n", " "), context)
    return verdict is not None and (verdict.is_strong or verdict.kind == "timestamp")


def _read_parts(element: HtmlElement) -> str:
    """The element's text; items of a list are paragraphs, where each says something."""
    if element.tag != "ul":
        return squeeze_text("".join(element.itertext()))
    items = [squeeze_text("".join(item.itertext())) for item in element.iterchildren("li")]
    says = len(items) > 1 and all(len(item.split()) > POINT_WORDS for item in items)
    return "\n\n".join(items) if says else ""


def _is_plain(element: HtmlElement, title: HtmlElement, text: str) -> bool:
    """Prose without links or pictures, at most three steps away from the headline."""
    is_next = element.getprevious() is title and element.tag in {"h2", "h3", "p"}
    shortest = SHORTEST_NEXT if is_next else UNNAMED_CHARS[0]
    is_whole = is_next or text[-1] in _SENTENCE_ENDS
    is_fit = shortest <= len(text) <= UNNAMED_CHARS[1] and is_whole
    if element.tag != "ul" and not is_fit:
        return False
    if any(True for _ in element.iter("a", *_ODD)):
        return False
    near = {title, *islice(title.iterancestors(), 3)}
    around = (element, *islice(element.iterancestors(), 3))
    shared = next((step for step in around if step in near), None)
    is_near = shared is not None and shared.tag not in {"html", "body"}
    return is_near and not _is_suspect(element, title)


def _is_suspect(element: HtmlElement, title: HtmlElement) -> bool:
    """Whether a box below what it shares with the headline has the name of no reporting."""
    near = {title, *islice(title.iterancestors(), 3)}
    for step in (element, *islice(element.iterancestors(), 3)):
        if step in near:
            return False
        suspicion = suspect_element(step)
        if suspicion is not None and suspicion.tier != "gate":
            return True
    return False


def _holds_media(element: HtmlElement) -> bool:
    return any(True for _ in element.iter("figure", "figcaption", "img", "picture", "video"))


def _is_beside(element: HtmlElement) -> bool:
    """Whether it is a caption, or stands in a box that is no reporting."""
    around = [element, *islice(element.iterancestors(), 3)]
    suspicions = [suspect_element(step) for step in around]
    kinds = {suspicion.kind for suspicion in suspicions if suspicion is not None}
    is_certain = any(one is not None and one.tier == "always" for one in suspicions)
    return "media_caption" in kinds or is_certain or any(step.tag in _ASIDES for step in around)


def _join_twins(element: HtmlElement, text: str, first: str) -> str:
    """A standfirst in several parts: the siblings that follow with the same tag and class.

    ``first``: how the body begins; what holds that is no part of it.
    """
    parts = [text]
    for sibling in element.itersiblings():
        if sibling.tag != element.tag or sibling.get("class") != element.get("class"):
            break
        part = squeeze_text("".join(sibling.itertext()))
        if first and first in normalise_line(part):
            break
        parts.append(part)
    return "\n\n".join(part for part in parts if part)


def _list_between(
    page: Page, container: HtmlElement, first: str
) -> Iterator[tuple[HtmlElement, HtmlElement]]:
    """Elements between the headline and the body, or its ``first`` paragraph if it holds both."""
    around = set(container.iterancestors())
    titles = frozenset(_list_titles(page))
    is_inside = any(container in above.iterancestors() for above in titles)
    title: HtmlElement | None = None
    for element in page.tree.iter(*_WALKED_TAGS, str(container.tag)):
        if element is container and not is_inside:
            return
        if element in titles:
            title = element
        elif title is not None and element not in around and title not in element.iterancestors():
            if is_inside and _opens_with(element, first):
                return
            yield element, title


def _opens_with(element: HtmlElement, first: str) -> bool:
    said = normalise_line(squeeze_text("".join(islice(element.itertext(), 40))))
    return said.startswith(first)


def _list_titles(page: Page) -> list[HtmlElement]:
    """First headings; without any, the heading that says the page's own title."""
    first = list(page.tree.iter("h1"))
    if first:
        return first
    told = normalise_line(page.meta.get("og:title", ""))
    headings = page.tree.iter(*_TITLE_TAGS)
    said = ((heading, normalise_line("".join(heading.itertext()))) for heading in headings)
    return [h for h, words in said if told and _is_title(words, told)]


def _is_title(words: str, told: str) -> bool:
    return told in words or (len(words) >= SHORTEST_TOLD and words in told)


def _is_named_lead(element: HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return _LEAD_NAME.search(named) is not None
