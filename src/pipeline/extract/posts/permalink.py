"""The id and the address that a post bears in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.tree.sheet import Sheet

_ID_NAMES = ("id", "data-id", "data-post-id", "data-entry-id", "data-block-id", "data-key")
_NO_ANCHORS = frozenset({"iframe", "img", "script"})
_MOST_SEEN = 13
"""Elements that are looked at for an id, the post's own first."""


def find_id(sheet: Sheet, place: int) -> str | None:
    """The post's own id: on the element, else on its only inner anchor that has one."""
    given = dict(sheet.list_attributes(place))
    for name in _ID_NAMES:
        value = given.get(name, "").strip()
        if value and any(char.isdigit() for char in value):
            return value
    for at in range(place, min(sheet.ends[place], place + _MOST_SEEN)):
        tag = sheet.tags[at]
        value = sheet.get(at, "id") or (sheet.get(at, "name") if tag == "a" else "")
        value = value.strip()
        if value and tag not in _NO_ANCHORS and any(char.isdigit() for char in value):
            return value
    return None


def find_link(
    sheet: Sheet,
    place: int,
    signals: Sequence[Signal],
    native_id: str | None,
    *,
    page_url: str | None,
    base_url: str | None,
) -> str | None:
    """The post's permalink: the link round its time, else a link to a fragment of this page."""
    for signal in signals:
        at = sheet.order[signal.element]
        for step in (at, *sheet.climb(at)):
            if sheet.tags[step] == "a" and sheet.get(step, "href"):
                return _resolve(sheet.get(step, "href"), page_url, base_url)
            if step == place:
                break
    for at in range(place, sheet.ends[place]):
        if sheet.tags[at] != "a":
            continue
        href = sheet.get(at, "href")
        if href.startswith("#") and len(href) > 1 and any(char.isdigit() for char in href):
            return _resolve(href, page_url, base_url)
    if native_id and page_url and sheet.get(place, "id") == native_id:
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
