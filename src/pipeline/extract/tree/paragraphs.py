"""Elements that hold one paragraph each, however a publisher marks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.tree.shown import INLINE_TAGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.tree.sheet import Sheet


def list_marked(sheet: Sheet, *tags: str) -> list[HtmlElement]:
    """The elements of some tags, in reading order."""
    return [sheet.elements[place] for place in sheet.list_tagged(*tags)]


def list_bare(sheet: Sheet) -> list[HtmlElement]:
    """Each ``div`` with text of its own and no block in it: a paragraph to some publishers.

    >>> from lxml.html import fromstring
    >>> from pipeline.extract.tree.sheet import lay_out
    >>> page = fromstring("<div><div>It <b>rained</b>.</div><div> <p>Still.</p></div></div>")
    >>> [one.text_content() for one in list_bare(lay_out(page))]
    ['It rained.']
    """
    return [
        sheet.elements[place]
        for place in sheet.list_tagged("div")
        if (sheet.texts[place] or "").strip()
        and INLINE_TAGS.issuperset(sheet.tags[place + 1 : sheet.ends[place]])
    ]
