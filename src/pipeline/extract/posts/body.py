"""The text of one post, cleaned: from the tree, or from a body that data gives as HTML or text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from lxml import etree
from lxml.html import HtmlElement

from pipeline.extract.clean import CleanBlock, CleanContext, clean_element, clean_lines
from pipeline.extract.clean.elements import clean_place
from pipeline.extract.tree.json_text import unescape
from pipeline.extract.tree.sheet import lay_out

if TYPE_CHECKING:
    from pipeline.extract.candidate import Candidate
    from pipeline.extract.tree.page import Page

# '<p>', '</a>', '<br/>' : a body that is HTML
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
# a line that is only an address: the trace of an embed
_BARE_URL = re.compile(r"\A(?:https?://|www\.|pic\.twitter\.com/)\S+\Z")


def clean_body(candidate: Candidate, page: Page) -> CleanBlock:
    """Paragraphs of reporting, and what was taken out."""
    left_out = tuple(line for line in (candidate.headline, candidate.author) if line)
    if candidate.elements:
        context = CleanContext(
            language=page.language,
            left_out_lines=left_out,
            left_out_elements=candidate.parts,
            repeated_lines=page.repeated_lines,
        )
        sheet = candidate.sheet or lay_out(candidate.elements[0])
        block = clean_place(sheet, sheet.order[candidate.elements[0]], context)
    else:
        context = CleanContext(language=page.language, repeated_lines=page.repeated_lines)
        block = clean_told(candidate.body, context)
    kept = tuple(line for line in block.paragraphs if not _BARE_URL.match(line))
    if len(kept) == len(block.paragraphs):
        return block
    return CleanBlock(kept, block.removed, block.reasons)


def clean_told(body: str, context: CleanContext) -> CleanBlock:
    """A body from JSON: HTML is parsed, text is taken line by line."""
    if not body.strip():
        return CleanBlock((), ())
    if _MARKUP.search(body):
        return clean_element(_parse_fragment(body), context)
    lines = [unescape(line).strip() for line in body.splitlines()]
    kept, removed = clean_lines([line for line in lines if line], context)
    return CleanBlock(tuple(line.text for line in kept), tuple(removed))


def _parse_fragment(markup: str) -> HtmlElement:
    text = markup.replace("\x00", "")
    tree = etree.fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), _make_parser())
    return cast("HtmlElement", tree)


@cache
def _make_parser() -> etree.HTMLParser:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser
