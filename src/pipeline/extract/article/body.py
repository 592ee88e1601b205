"""The body of an ordinary article: the block that holds the page's prose, cleaned.

``container`` finds the block; the cleaner takes what is no reporting out of it. JSON-LD's
``articleBody`` is a witness: it tells which paragraphs at the edges belong, and stands in where
the page shows less. Where little prose is found, trafilatura is asked. Pure; the shared tree is
not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Any

from pipeline.extract.article.container import find_container
from pipeline.extract.article.edges import drop_asides, hear_witness, trim_ends
from pipeline.extract.article.standfirst import find_lead
from pipeline.extract.article.talk import list_talk
from pipeline.extract.clean import CleanBlock, CleanContext, clean_lines
from pipeline.extract.clean.elements import part_block, settle_elements
from pipeline.extract.clean.structure import suspect_element
from pipeline.extract.clean.wording import normalise_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.clean.context import Line
    from pipeline.extract.tree.page import Page
    from pipeline.extract.witnesses.group import Group
    from pipeline.model import Removed

ENOUGH_CHARS = 250
"""Less prose than this in the page: another tool may find more."""

LONGEST_TITLE = 300

_TEXT_TAGS = frozenset({"p", "blockquote", "pre", "figure", "ul", "ol"})
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


def extract_article(
    page: Page, groups: Sequence[Group] = (), context: CleanContext | None = None
) -> ArticleBody:
    """The article's body, by the page's own tree.

    Args:
        page: parsed once; its tree stays as it is.
        groups: the page's records with times; what readers wrote is among them.
        context: what is known already (title, author), to be left out of the text.
    """
    context = context or CleanContext(
        language=page.language, repeated_lines=page.repeated_lines, is_whole_article=True
    )
    talk = list_talk(groups)
    container = find_container(page.sheet, talk, page.language)
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
        other = _ask_trafilatura(page, replace(context, left_out_elements=tuple(talk)))
        if len(other.text) > len(block.text) or (other.text and _is_suspected(container)):
            block = other
        paragraphs = block.paragraphs
    lead = find_lead(page, container, paragraphs, context) if container is not None else None
    return ArticleBody(lead, "\n\n".join(paragraphs) or None, block.removed, block.reasons)


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
