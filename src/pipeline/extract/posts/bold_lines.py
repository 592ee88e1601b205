"""Headlines that only bold type tells: the first line of post after post."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.extract.posts.first_lines import MAX_CHARS, MAX_WORDS, ends_sentence
from pipeline.extract.signals.shapes import LEADING, is_date_label, is_time_label
from pipeline.extract.tree.headings import HEADINGS
from pipeline.extract.tree.line import read_line
from pipeline.extract.tree.shown import SILENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.candidate import Candidate

_BOLD = frozenset({"b", "strong"})
_LINES = frozenset({"br", "p", "div", "ul", "ol", "figure", "blockquote", "section"})
MIN_POSTS = 3


def promote_bold_lines(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Takes a first line set in bold as the headline where nearly all posts open with one.

    Only where no post has a headline; a line that ends as a sentence does is none.
    """
    if len(candidates) < MIN_POSTS or any(one.headline for one in candidates):
        return list(candidates)
    bold = [find_bold_line(one) for one in candidates]
    if sum(line is not None for line in bold) < 0.8 * len(candidates):
        return list(candidates)
    return [
        one if line is None else replace(one, headline=read_line(line), parts=one.parts | {line})
        for one, line in zip(candidates, bold, strict=True)
    ]


def complete_headlines(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Takes the words beside a clock as the headline where nearly all posts have theirs there.

    '15:12 Good night', short enough to be a label with a name, is one among longer ones.
    """
    missing = [one for one in candidates if not one.headline]
    if not missing or len(missing) > 0.2 * len(candidates):
        return list(candidates)
    return [one if one.headline else _complete(one) for one in candidates]


def _complete(post: Candidate) -> Candidate:
    lines = (read_line(part) for part in post.parts if part.tag in _BOLD | HEADINGS)
    found = ((line, LEADING.match(line)) for line in lines)
    rest = next((line[opening.end() :].strip() for line, opening in found if opening), "")
    return replace(post, headline=rest) if any(map(str.isalpha, rest)) else post


def find_bold_line(post: Candidate) -> HtmlElement | None:
    """The bold element that is the whole first line of a post's text, and has more text below."""
    for element in post.elements:
        first = _find_first_text(element, post.parts)
        if first is None:
            continue
        bold = next(
            (s for s in (first, *first.iterancestors(etree.Element)) if s.tag in _BOLD), None
        )
        if bold is None or not _is_whole_line(bold) or not _has_more(element, bold, post.parts):
            return None
        line = read_line(bold)
        is_short = 0 < len(line) <= MAX_CHARS and len(line.split()) <= MAX_WORDS
        return bold if is_short and not ends_sentence(line) else None
    return None


def _find_first_text(root: HtmlElement, parts: frozenset[HtmlElement]) -> HtmlElement | None:
    """The element in which a post's text begins, times and other parts passed over."""
    if not isinstance(root.tag, str) or root.tag in SILENT or root in parts:
        return None
    if _is_text(root.text):
        return root
    for child in root:
        found = _find_first_text(child, parts)
        if found is not None:
            return found
        if _is_text(child.tail):
            return root
    return None


def _is_text(text: str | None) -> bool:
    said = " ".join((text or "").split()).strip(" -–—:|•·.,")
    return bool(said) and not is_time_label(said) and not is_date_label(said)


def _is_whole_line(bold: HtmlElement) -> bool:
    """No text beside it: it stands alone in its paragraph, or a break follows it."""
    if (bold.tail or "").strip():
        return False
    following = bold.getnext()
    return following is None or following.tag in _LINES


def _has_more(root: HtmlElement, bold: HtmlElement, parts: frozenset[HtmlElement]) -> bool:
    taken = sum(len(read_line(part)) for part in parts)
    return len(read_line(root)) - taken > 2 * len(read_line(bold))
