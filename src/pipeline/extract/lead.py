"""The lead of a live blog: what stands above its entries and introduces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.align import fold_words
from pipeline.extract.clean import CleanContext, clean_element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.metadata import Metadata
    from pipeline.extract.page import Page
    from pipeline.extract.survey import Survey

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "blockquote", "div", "section", "header", "ul"})
_SKIP = frozenset(
    {"nav", "aside", "footer", "form", "figure", "script", "style", "table", "button", "details"}
)
MIN_WORDS = 5
MAX_PARAGRAPHS = 40


def read_lead(
    page: Page,
    survey: Survey,
    first: HtmlElement | None,
    about: Metadata,
    said: Sequence[str],
) -> str | None:
    """Prose between the title and the first entry; the page's own description where it says more.

    Args:
        first: the first entry's element; None when the tree shows none.
        said: texts of the entries, which the lead does not repeat.
    """
    paragraphs = _read_above(page, survey, first, about) if first is not None else []
    known = "\n".join(said)
    kept = [line for line in paragraphs if line not in known]
    description = about.description
    if description and len(description.split()) >= MIN_WORDS:
        folded = fold_words(description)
        if not any(folded[:60] in fold_words(line) or fold_words(line) in folded for line in kept):
            kept.insert(0, description)
    return "\n\n".join(kept) or None


def _read_above(page: Page, survey: Survey, first: HtmlElement, about: Metadata) -> list[str]:
    """Paragraphs that stand before ``first`` in the block that holds both it and the title."""
    top = _find_story(page, survey, first)
    if top is None:
        return []
    found: list[str] = []
    context = CleanContext(
        language=page.language,
        left_out_lines=tuple(x for x in (about.title,) if x),
        repeated_lines=page.repeated_lines,
    )
    for block in _blocks_between(top, first, survey):
        for line in clean_element(block, context).paragraphs:
            if len(line.split()) >= MIN_WORDS and line not in found:
                found.append(line)
        if len(found) >= MAX_PARAGRAPHS:
            break
    return found[:MAX_PARAGRAPHS]


def _find_story(page: Page, survey: Survey, first: HtmlElement) -> HtmlElement | None:
    """The nearest ancestor of the first entry that also holds a top heading before it."""
    headings = [
        h for h in page.tree.iter("h1") if survey.order.get(h, 10**9) < survey.order.get(first, 0)
    ]
    last = headings[-1] if headings else None
    for above in first.iterancestors():
        if above.tag in {"body", "html"}:
            return above if last is not None else None
        if last is not None and any(step is above for step in last.iterancestors()):
            return above
        if last is None and above.tag in {"article", "main"}:
            return above
    return None


def _blocks_between(top: HtmlElement, first: HtmlElement, survey: Survey) -> Iterator[HtmlElement]:
    """Blocks of prose in ``top`` that end before ``first``, few links, in reading order."""
    path = {first, *first.iterancestors()}
    waiting: list[HtmlElement] = [top]
    while waiting:
        element = waiting.pop()
        inside: list[HtmlElement] = []
        for child in element:
            if child is first:
                break
            if child in path:
                inside.append(child)
                break
            if isinstance(child.tag, str) and child.tag not in _SKIP:
                inside.append(child)
        for child in inside:
            if child not in path and _is_prose(child, survey):
                yield child
        waiting.extend(child for child in inside if child in path)


def _is_prose(block: HtmlElement, survey: Survey) -> bool:
    words = survey.words.get(block, 0)
    if block.tag not in _BLOCKS or not MIN_WORDS <= words <= 1500:
        return False
    return survey.link_words.get(block, 0) <= 0.5 * words
