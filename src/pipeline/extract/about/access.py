"""What a reader must do to read a Page: open, metered, paywalled, behind a login or a consent.

Structured hints come first (schema.org ``isAccessibleForFree``, ``article:content_tier``, the
``data-`` attributes and classes of known kinds of walls); what the page says to its reader is
weak evidence, and needs a page with little text to count. Pure.

Reference: https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.extract.clean.text import squeeze_text, weigh_text
from pipeline.extract.clean.wording import match_phrases
from pipeline.extract.tree.words import find_words
from pipeline.model import Access, AccessState

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.tree.page import Page
    from pipeline.extract.tree.sheet import Sheet

MOST_PROSE: Mapping[AccessState, int] = {
    "paywalled": 700,
    "login_required": 250,
    "consent_wall": 250,
}
"""Characters of prose up to which a prompt of the kind is a wall: a preview may stand before it."""
SHORTEST_WALL: Mapping[AccessState, int] = {
    "paywalled": 20,
    "login_required": 28,
    "consent_wall": 60,
}
"""Characters; 'Log in' and 'Cookies' stand on every page."""
# What every such line has: '3', 'free'
_METER_SIGN = re.compile(r"\d|free|complimentary", re.IGNORECASE)
LONGEST_METER = 160
"""Characters of a line that counts free articles."""
MOST_HINTS = 5
PROSE_CHARS = 80
"""A paragraph this long counts as prose."""
MOST_BLOCKS = 4000
"""Blocks of a page that are looked at for what they say; walls stand early or are short pages."""

_FREE = frozenset({"true", "1", "yes", "http://schema.org/true", "https://schema.org/true"})
_CLOSED = frozenset({"false", "0", "no", "http://schema.org/false", "https://schema.org/false"})
_TIERS: Mapping[str, AccessState] = {
    "free": "open",
    "open": "open",
    "public": "open",
    "metered": "metered",
    "meter": "metered",
    "freemium": "metered",
    "registration": "login_required",
    "registered": "login_required",
    "login": "login_required",
    "locked": "paywalled",
    "paid": "paywalled",
    "premium": "paywalled",
    "plus": "paywalled",
    "subscriber": "paywalled",
    "subscribers": "paywalled",
    "paywall": "paywalled",
    "paywalled": "paywalled",
}
_TIER_KEYS = (
    "article:content_tier",
    "og:article:content_tier",
    "content_tier",
    "content-tier",
    "cxenseparse:articleaccess",
    "article:access",
    "access",
    "paywall",
)
_TIER_ATTRIBUTES = (
    "data-content-tier",
    "data-access",
    "data-article-access",
    "data-paywall-type",
    "data-paywall",
    "data-tier",
)
# A class of the page itself, as in 'is-paywalled', 'article--paywalled', 'has-paywall'
_WALLED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:is-|has-|article-{1,2})?(paywalled|paywall-active|has-paywall|is-metered|metered)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_STATE_BY_KIND: Mapping[str, AccessState] = {
    "consent_notice": "consent_wall",
    "login_prompt": "login_required",
    "paywall_prompt": "paywalled",
}
_RANK: Sequence[AccessState] = (
    "paywalled",
    "login_required",
    "metered",
    "consent_wall",
    "open",
)
_TEXT_BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "button", "label")


def detect_access(page: Page) -> Access:
    """The state of a Page and the hints that say so, the strongest first.

    >>> from pipeline.extract.tree.page import open_page
    >>> html = b'<meta property="article:content_tier" content="locked"><p>Storm hits coast.'
    >>> detect_access(open_page(html, url=None, captured_at=None)).state
    'paywalled'
    """
    stated = [*_read_json_ld(page), *_read_meta(page), *_read_attributes(page)]
    hints = [hint for hint in stated if hint[0] != "open"]
    hints = hints or [*_read_walls(page), *_read_meters(page)]
    if not hints:
        return Access("open", tuple(why for _, why in stated))
    evidence = dict.fromkeys(why for _, why in (*hints, *stated))
    return Access(_choose_state(hints), tuple(evidence))


def _choose_state(hints: Sequence[_Hint]) -> AccessState:
    """The hardest, but 'metered' is the finer word for a page that is called not free."""
    states = {state for state, _ in hints}
    if "metered" in states and not any(
        why.startswith("meta") for s, why in hints if s != "metered"
    ):
        return "metered"
    return min(states, key=_RANK.index)


_Hint = tuple[AccessState, str]


def _read_json_ld(page: Page) -> Iterator[_Hint]:
    for item in _list_items(page.json_ld):
        free = item.get("isAccessibleForFree")
        if free is None:
            if _has_closed_part(item):
                yield "paywalled", f"json_ld hasPart{_name_parts(item)}"
            continue
        said = str(free).strip().lower()
        if said in _CLOSED:
            yield "paywalled", f"json_ld isAccessibleForFree: {said}{_name_parts(item)}"
        elif said in _FREE:
            yield "open", f"json_ld isAccessibleForFree: {said}"


def _has_closed_part(item: Mapping[str, Any]) -> bool:  # JSON: Any
    parts = item.get("hasPart")
    listed = parts if isinstance(parts, list) else [parts]
    said = (part.get("isAccessibleForFree") for part in listed if isinstance(part, Mapping))
    return any(str(free).strip().lower() in _CLOSED for free in said)


def _name_parts(item: Mapping[str, Any]) -> str:  # JSON: Any
    parts = item.get("hasPart")
    listed = parts if isinstance(parts, list) else [parts]
    selectors = [
        str(part["cssSelector"])
        for part in listed
        if isinstance(part, Mapping) and "cssSelector" in part
    ]
    return f", for {', '.join(selectors)[:80]}" if selectors else ""


def _list_items(blocks: Sequence[Any]) -> Iterator[Mapping[str, Any]]:  # JSON: Any
    """Every article-like object; parts are read with their whole."""
    waiting: list[Any] = list(reversed(blocks))
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, Mapping):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _read_meta(page: Page) -> Iterator[_Hint]:
    for key in _TIER_KEYS:
        tier = page.meta.get(key, "").strip().lower()
        if tier in _TIERS:
            yield _TIERS[tier], f"meta {key}: {tier}"
    free = page.meta.get("isaccessibleforfree", "").strip().lower()
    if free in _CLOSED:
        yield "paywalled", f"microdata isAccessibleForFree: {free}"


def _read_attributes(page: Page) -> Iterator[_Hint]:
    for element in _list_outer(page.sheet):
        tag = str(element.tag)
        for name in _TIER_ATTRIBUTES:
            tier = (element.get(name) or "").strip().lower()
            if tier in _TIERS:
                yield _TIERS[tier], f"{tag}[{name}]: {tier}"
        named = _WALLED_CLASS.search(element.get("class") or "")
        if named is not None:
            is_metered = "metered" in named[1].lower()
            yield "metered" if is_metered else "paywalled", f"{tag} class: {named[1]}"


def _list_outer(sheet: Sheet) -> Iterator[HtmlElement]:
    """The elements that speak for the whole page."""
    yield sheet.elements[0]
    for place in sheet.list_tagged("body", "main", "article")[:4]:
        yield sheet.elements[place]


def _read_walls(page: Page) -> list[_Hint]:
    """Prompts that stand in place of the text; beside a whole text they are mere offers."""
    prose = _measure_prose(page)
    if prose > max(MOST_PROSE.values()):
        return []
    found: list[_Hint] = []
    for block in islice(page.tree.iter(*_TEXT_BLOCKS), MOST_BLOCKS):
        text = squeeze_text("".join(block.itertext()))
        length = weigh_text(text)
        if length < min(SHORTEST_WALL.values()) or len(found) >= MOST_HINTS:
            continue
        verdict = match_phrases(text, language=page.language)
        state = _STATE_BY_KIND.get(verdict.kind) if verdict and verdict.is_strong else None
        if state and prose <= MOST_PROSE[state] and length >= SHORTEST_WALL[state]:
            found.append((state, f"text: {text[:120]}"))
    return found


def _read_meters(page: Page) -> Iterator[_Hint]:
    """Lines that count the free articles of a month."""
    sheet, search = page.sheet, find_words("meter_labels").search
    blocks = sheet.list_tagged("p", "span", "div", "h2", "h3", "strong")[:MOST_BLOCKS]
    texts = [text.strip() for block in blocks if (text := sheet.texts[block])]
    short = (text for text in texts if len(text) <= LONGEST_METER and _METER_SIGN.search(text))
    found = next(filter(search, short), None)
    if found is not None:
        yield "metered", f"text: {found}"


def _measure_prose(page: Page) -> int:
    """Characters of paragraphs that may be reporting, counted until they are enough."""
    total = 0
    for place in page.sheet.list_tagged("p"):
        text = squeeze_text("".join(page.sheet.elements[place].itertext()))
        weight = weigh_text(text)
        if weight < PROSE_CHARS:
            continue
        verdict = match_phrases(text, language=page.language)
        if verdict is not None and verdict.is_strong and verdict.kind in _STATE_BY_KIND:
            continue
        total += weight
        if total > max(MOST_PROSE.values()):
            break
    return total
