"""What readers of a page see of its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.tree.sheet import Sheet

SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "svg", "iframe", "textarea", "select",
        "option",
    }
)  # fmt: skip
"""Elements whose text no reader of the page sees."""
INLINE_TAGS = frozenset(
    {
        "a", "abbr", "b", "br", "cite", "em", "font", "i", "img", "mark", "q", "s", "small", "span",
        "strong", "sub", "sup", "time", "u", "wbr",
    }
)  # fmt: skip
"""Elements that stand in a line of text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers see of a sheet; white space alone is nothing."""

    inside: dict[int, str]
    """The texts of elements by place."""
    behind: dict[int, str]
    """The texts behind their ends."""
    hidden: set[int]
    """Places of silent elements, and of those in them."""


def list_shown(sheet: Sheet) -> Shown:
    """All texts of a sheet but those in silent elements."""
    silent = [place for tag in SILENT for place in sheet.tagged.get(tag, ())]
    hidden: set[int] = set()
    for place in silent:
        hidden.update(range(place + 1, sheet.ends[place]))
    behind = _list_texts(sheet.tails, hidden)
    hidden.update(silent)
    return Shown(_list_texts(sheet.texts, hidden), behind, hidden)


def _list_texts(texts: Sequence[str | None], hidden: set[int]) -> dict[int, str]:
    return {
        place: text
        for place, text in enumerate(texts)
        if text and not text.isspace() and place not in hidden
    }
