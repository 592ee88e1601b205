"""Cards of other stories inside an entry: a linked headline, a picture or a date, and little else.

Publishers set them into the text under names that say nothing; what they hold tells them. Where
there are many, they are no cards in an entry but entries in a stream, and none is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.clean.structure import Suspicion
from pipeline.extract.tree.headings import SUBHEADINGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.tree.sheet import Sheet

CARD = Suspicion("promo", "always", "structure: card of another story")
MOST_CHARS = 320
"""Characters that a card holds beside its headline: a blurb, a name, a date."""
MOST_CARDS = 3
SHORTEST_HEADLINE = 15
LONGEST_HEADLINE = 300

_MEDIA = frozenset({"img", "amp-img", "picture", "figure", "time", "svg"})
_STOPS = frozenset({"body", "main", "html", "table", "ul", "ol"})


def find_cards(sheet: Sheet, root: int) -> frozenset[int]:
    """Places of the blocks below ``root`` that are cards; ``root`` itself is none.

    >>> from lxml.html import fromstring
    >>> from pipeline.extract.tree.sheet import lay_out
    >>> card = "<div><img><h3><a href='/x'>Boats lost and found</a></h3></div>"
    >>> sheet = lay_out(fromstring(f"<div><p>It rained.</p>{card}</div>"))
    >>> [sheet.tags[place] for place in find_cards(sheet, 0)]
    ['div']
    """
    tags = sheet.tags[root : sheet.ends[root]]
    if SUBHEADINGS.isdisjoint(tags):
        return frozenset()
    headings = (place for place, tag in enumerate(tags, root) if tag in SUBHEADINGS)
    found = (_find_card(sheet, heading, root) for heading in headings)
    cards = frozenset(card for card in found if card is not None)
    return cards if len(cards) <= MOST_CARDS else frozenset()


def _find_card(sheet: Sheet, heading: int, root: int) -> int | None:
    link = _find_link(sheet.elements[heading])
    if heading == root or link is None:
        return None
    length = _measure(sheet.elements[heading], LONGEST_HEADLINE)
    if length is None or length < SHORTEST_HEADLINE or not _leads_elsewhere(link, length):
        return None
    card: int | None = None
    for block in sheet.climb(heading):
        if block == root or sheet.tags[block] in _STOPS:
            break
        if _measure(sheet.elements[block], length + MOST_CHARS) is None:
            break
        card = block
    if card is None or _MEDIA.isdisjoint(sheet.tags[card : sheet.ends[card]]):
        return None
    return card


def _find_link(heading: HtmlElement) -> HtmlElement | None:
    """The link in a headline, or the one round it."""
    inside = next(heading.iter("a"), None)
    return next(heading.iterancestors("a"), None) if inside is None else inside


def _leads_elsewhere(link: HtmlElement, length: int) -> bool:
    """Whether the whole headline is one link to another page."""
    href = (link.get("href") or "").strip()
    return bool(href) and not href.startswith("#") and (_measure(link, 2000) or 0) >= length - 3


def _measure(element: HtmlElement, most: int) -> int | None:
    """Characters of text, without white space at the ends of its pieces; None: more than that."""
    total = 0
    for piece in element.itertext():
        total += len(piece.strip())
        if total > most:
            return None
    return total
