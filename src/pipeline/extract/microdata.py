"""Microdata and RDFa: elements that say of themselves that they are posts of a live blog.

https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-lite/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.page import Page
    from pipeline.extract.survey import Survey

from pipeline.extract.groups import Group

_UPDATE = "liveblogupdate"
_BLOG = "liveblogposting"
_list_typed = etree.XPath("//*[@itemtype or @typeof]")
_list_named = etree.XPath("//*[@itemprop or @property]")
_NAMED = "iveBlog"
"""In every spelling of both; a page without it is not walked."""


def says_live_blog(page: Page) -> bool:
    """Whether an element of the page is typed ``LiveBlogPosting``."""
    if _NAMED not in page.raw:
        return False
    return any(_BLOG in _types(element) for element in _list_typed(page.tree))


def find_update_group(page: Page, survey: Survey) -> Group | None:
    """The elements marked ``liveBlogUpdate`` as a group; None when there are fewer than one."""
    if _NAMED not in page.raw:
        return None
    members = [
        element
        for element in _list_named(page.tree)
        if _UPDATE in (element.get("itemprop") or element.get("property") or "").lower()
        and survey.words.get(element, 0) > 0
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


def _types(element: HtmlElement) -> str:
    said = element.get("itemtype") or element.get("typeof") or ""
    return said.lower()
