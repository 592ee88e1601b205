"""All visible text of an element on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.tree.sheet import lay_out
from pipeline.extract.tree.shown import SILENT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.tree.sheet import Sheet

_PARTING = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4"})
"""What parts words where no space does."""


def read_line(element: HtmlElement) -> str:
    """All visible text of an element on one line."""
    return read_line_at(lay_out(element), 0)


def read_line_at(sheet: Sheet, place: int, without: frozenset[int] = frozenset()) -> str:
    """As ``read_line``, of the element at a place; that of elements ``without`` is left out."""
    if sheet.ends[place] == place + 1:  # most labels
        text = sheet.texts[place] if sheet.tags[place] not in SILENT else None
        return " ".join(text.replace("\u200b", "").split()) if text else ""
    pieces: list[str] = []
    _collect(sheet, place, pieces, without - {place})
    return " ".join("".join(pieces).replace("\u200b", "").split())


def _collect(sheet: Sheet, place: int, pieces: list[str], without: frozenset[int]) -> None:
    if sheet.tags[place] in SILENT or place in without:
        return
    if text := sheet.texts[place]:
        pieces.append(text)
    for child in sheet.list_children(place):
        _collect(sheet, child, pieces, without)
        if sheet.tags[child] in _PARTING:
            pieces.append(" ")
        if tail := sheet.tails[child]:
            pieces.append(tail)
