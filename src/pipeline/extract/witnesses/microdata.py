"""Microdata and RDFa: elements that say of themselves that they are posts of a live blog.

https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-lite/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.page import Page

from pipeline.extract.witnesses.group import Group

_UPDATE = "liveblogupdate"
_BLOG = "liveblogposting"
_SPELLINGS = ("iveBlogUpdate", "iveblogupdate")
_list_typed = etree.XPath("//*[@itemtype or @typeof]")
_list_named = etree.XPath("//*[@itemprop or @property]")
# the end of: <div itemprop="l
_IN_ATTRIBUTE = re.compile(r"""=\s*(?:"[^"<>]*|'[^'<>]*|[^\s"'<>]*)\Z""")
_MOST_BEFORE = 100
"""Characters of an attribute's value before the name."""
_NAMED = "iveBlog"
"""In every spelling of both; a page without it is not walked."""


def says_live_blog(page: Page) -> bool:
    """Whether an element of the page is typed ``LiveBlogPosting``."""
    if _NAMED not in page.raw:
        return False
    return any(_BLOG in _types(element) for element in _list_typed(page.tree))


def find_update_group(page: Page, survey: Survey) -> Group | None:
    """The elements marked ``liveBlogUpdate`` as a group; None when there are fewer than one."""
    if _NAMED not in page.raw or not _is_marked(page.raw):
        return None
    members = [
        element
        for element in _list_named(page.tree)
        if _UPDATE in (element.get("itemprop") or element.get("property") or "").lower()
        and survey.count_words(element) > 0
    ]
    if not members:
        return None
    held: dict[HtmlElement, list] = {member: [] for member in members}  # type: ignore[type-arg]
    for signal in survey.signals:
        for step in (signal.element, *signal.element.iterancestors()):
            if step in held:
                held[step].append(signal)
                break
    parents = dict.fromkeys(member.getparent() for member in members)
    return Group(
        members=tuple(members),
        signals=tuple(tuple(held[member]) for member in members),
        parents=tuple(parent for parent in parents if parent is not None),
        is_flat=False,
        score=1e9,
        words_each=0.0,
        link_share=0.0,
    )


def _is_marked(raw: str) -> bool:
    """Whether the name stands in an attribute of some tag; in JSON it is a key."""
    for name in _SPELLINGS:
        at = raw.find(name)
        while at >= 0:
            if _IN_ATTRIBUTE.search(raw, max(0, at - _MOST_BEFORE), at):
                return True
            at = raw.find(name, at + 1)
    return False


def _types(element: HtmlElement) -> str:
    said = element.get("itemtype") or element.get("typeof") or ""
    return said.lower()
