"""The lead of a live blog: what stands above its entries and introduces them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.about.closing import find_closing
from pipeline.extract.clean import CleanContext
from pipeline.extract.clean.elements import clean_place
from pipeline.extract.clean.stamps import judge_stamp
from pipeline.extract.clean.wording import match_phrases
from pipeline.extract.posts.align import fold_words
from pipeline.extract.signals.shapes import CLOCK, SAYS_WHEN, is_time_label
from pipeline.extract.signals.time_labels import tidy_label
from pipeline.extract.times import find_stated_zone
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.word_counts import count_words
from pipeline.extract.tree.words import find_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.about.metadata import Metadata
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.page import Page
    from pipeline.extract.tree.sheet import Sheet

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "blockquote", "div", "section", "header", "ul"})
_SKIP = frozenset(
    {
        "nav", "aside", "footer", "form", "figure", "script", "style", "table", "button", "details",
        "address",
    }
)  # fmt: skip
_INLINE = frozenset({"a", "b", "strong", "i", "em", "span", "font", "u"})
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "।", ":")
# '2024'
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MIN_WORDS = 5
_MORE_WORDS = 20
"""Words behind 'this live blog is closed' that tell more than where to read on."""
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
    if description and count_words(description) >= MIN_WORDS:
        folded = fold_words(description)
        if not any(folded[:60] in fold_words(line) or fold_words(line) in folded for line in kept):
            kept.insert(0, description)
    return "\n\n".join(kept) or None


def _read_above(page: Page, survey: Survey, first: HtmlElement, about: Metadata) -> list[str]:
    """Paragraphs that stand before ``first`` in the block that holds both it and the title."""
    top = _find_story(page.sheet, survey.order[first], about.title)
    if top is None:
        return []
    found: list[str] = []
    context = CleanContext(
        language=page.language,
        left_out_lines=tuple(x for x in (about.title,) if x),
        left_out_elements=frozenset(
            page.sheet.elements[heading] for heading in page.sheet.list_tagged("h1")
        ),
        repeated_lines=page.repeated_lines,
    )
    for block in _blocks_between(page.sheet, top, survey.order[first], survey):
        for line in clean_place(page.sheet, block, context).paragraphs:
            kept = _drop_closing(line)
            if count_words(kept) >= MIN_WORDS and kept not in found and not _is_about_page(kept):
                found.append(kept)
        if len(found) >= MAX_PARAGRAPHS:
            break
    return found[:MAX_PARAGRAPHS] or _read_bare(page, survey.order[first])


def _read_bare(page: Page, first: int) -> list[str]:
    """Text that stands bare before the first entry in its own block, lines parted by breaks."""
    sheet = page.sheet
    above = sheet.parents[first]
    if above < 0 or sheet.tags[above] not in _BLOCKS:
        return []
    lines = [sheet.texts[above] or ""]
    for child in sheet.list_children(above):
        if child == first:
            break
        if sheet.tags[child] in _INLINE:
            lines[-1] += f" {read_line_at(sheet, child)} {sheet.tails[child] or ''}"
        else:
            lines.append(sheet.tails[child] or "")
    tidied = [" ".join(line.split()) for line in lines]
    return [line for line in tidied if _is_bare_prose(line, page.language)][:MAX_PARAGRAPHS]


def _is_bare_prose(line: str, language: str | None) -> bool:
    if count_words(line) < MIN_WORDS or _is_about_page(line) or is_time_label(line):
        return False
    said = match_phrases(line, language=language)
    return judge_stamp(line) is None and not (said and said.is_strong)


def _drop_closing(line: str) -> str:
    """A line without the sentence that takes leave, and without the pointer behind it.

    >>> _drop_closing("This live page is now closed. You can follow our coverage here.")
    ''
    """
    words = find_closing(line)
    if words is None:
        return line
    before, _, after = line.partition(words)
    is_more = len(after.split()) >= _MORE_WORDS
    return f"{before.strip()} {after.strip() if is_more else ''}".strip()


def _is_about_page(line: str) -> bool:
    """No sentence, but when the page was changed, or what zone its clocks show."""
    if line.rstrip("\"'”’»)").endswith(_SENTENCE_ENDS):
        return False
    line = tidy_label(line)
    if find_words("says_zone").search(line) and find_stated_zone(line):
        return True
    return CLOCK.search(line) is not None and (
        _YEAR.search(line) is not None or SAYS_WHEN.match(line) is not None
    )


def _list_titles(sheet: Sheet, first: int, title: str | None) -> list[int]:
    """Top headings before the first entry; without any, lower ones that say the page's title."""
    headings = [heading for heading in sheet.list_tagged("h1") if heading < first]
    if headings or not title:
        return headings
    lower = (heading for heading in sheet.list_tagged("h2", "h3") if heading < first)
    said = ((heading, read_line_at(sheet, heading)) for heading in lower)
    return [heading for heading, line in said if line and title.startswith(line)]


def _find_story(sheet: Sheet, first: int, title: str | None) -> int | None:
    """The nearest ancestor of the first entry that also holds the title before it."""
    headings = _list_titles(sheet, first, title)
    last = headings[-1] if headings else None
    for above in sheet.climb(first):
        if sheet.tags[above] in {"body", "html"}:
            return above if last is not None else None
        if last is not None and above < last < sheet.ends[above]:
            return above
        if last is None and sheet.tags[above] in {"article", "main"}:
            return above
    return None


def _blocks_between(sheet: Sheet, top: int, first: int, survey: Survey) -> Iterator[int]:
    """Blocks of prose in ``top`` that end before ``first``, few links, in reading order."""
    path = {first, *sheet.climb(first)}
    waiting = [top]
    while waiting:
        inside: list[int] = []
        for child in sheet.list_children(waiting.pop()):
            if child == first:
                break
            if child in path:
                inside.append(child)
                break
            if sheet.tags[child] not in _SKIP:
                inside.append(child)
        for child in inside:
            if child not in path and _is_prose(child, survey):
                yield child
        waiting.extend(child for child in inside if child in path)


def _is_prose(block: int, survey: Survey) -> bool:
    words = survey.counts[block]
    if survey.sheet.tags[block] not in _BLOCKS or not MIN_WORDS <= words <= 1500:
        return False
    return survey.link_counts[block] <= 0.5 * words
