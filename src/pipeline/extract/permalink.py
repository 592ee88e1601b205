"""The id and the address that a post bears in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.survey import Signal


def find_id(element: HtmlElement) -> str | None:
    """The post's own id: on the element, else on its only inner anchor that has one."""
    for name in ("id", "data-id", "data-post-id", "data-entry-id", "data-block-id", "data-key"):
        value = (element.get(name) or "").strip()
        if value and any(char.isdigit() for char in value):
            return value
    for count, part in enumerate(element.iter(etree.Element)):
        if count > 12:
            return None
        value = (part.get("id") or (part.get("name") if part.tag == "a" else "") or "").strip()
        if (
            value
            and part.tag not in {"iframe", "img", "script"}
            and any(c.isdigit() for c in value)
        ):
            return value
    return None


def find_link(
    element: HtmlElement,
    signals: Sequence[Signal],
    native_id: str | None,
    page_url: str | None,
    base_url: str | None,
) -> str | None:
    """The post's permalink: the link round its time, else a link to a fragment of this page."""
    for signal in signals:
        for step in (signal.element, *signal.element.iterancestors()):
            if step.tag == "a" and step.get("href"):
                return _resolve(step.get("href"), page_url, base_url)
            if step is element:
                break
    for part in element.iter("a"):
        href = part.get("href") or ""
        if href.startswith("#") and len(href) > 1 and any(char.isdigit() for char in href):
            return _resolve(href, page_url, base_url)
    if native_id and page_url and element.get("id") == native_id:
        return f"{urldefrag(page_url).url}#{native_id}"
    return None


def _resolve(href: str | None, page_url: str | None, base_url: str | None) -> str | None:
    if not href or href.startswith(("javascript:", "mailto:")):
        return None
    against = page_url if href.startswith("#") else base_url or page_url
    try:
        return urljoin(against or "", href.strip()) if against else href.strip()
    except ValueError:
        return None
