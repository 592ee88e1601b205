"""Cards of other stories inside an entry: a linked headline, a picture or a date, and little else.

Publishers set them into the text under names that say nothing; what they hold tells them. Where
there are many, they are no cards in an entry but entries in a stream, and none is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.clean.structure import Suspicion

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CARD = Suspicion("promo", "always", "structure: card of another story")
MOST_CHARS = 320
"""Characters that a card holds beside its headline: a blurb, a name, a date."""
MOST_CARDS = 3
SHORTEST_HEADLINE = 15
LONGEST_HEADLINE = 300

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MEDIA = ("img", "amp-img", "picture", "figure", "time", "svg")
_STOPS = frozenset({"body", "main", "html", "table", "ul", "ol"})


def find_cards(root: HtmlElement) -> frozenset[HtmlElement]:
    """The blocks below ``root`` that are cards; ``root`` itself is none.

    >>> from lxml.html import fromstring
    >>> card = "<div><img><h3><a href='/x'>Boats lost and found</a></h3></div>"
    >>> entry = fromstring(f"<div><p>It rained.</p>{card}</div>")
    >>> [card.tag for card in find_cards(entry)]
    ['div']
    """
    found = (_find_card(heading, root) for heading in root.iter(*_HEADINGS))
    cards = frozenset(card for card in found if card is not None)
    return cards if len(cards) <= MOST_CARDS else frozenset()


def _find_card(heading: HtmlElement, root: HtmlElement) -> HtmlElement | None:
    length = _measure(heading, LONGEST_HEADLINE)
    if (
        heading is root
        or length is None
        or length < SHORTEST_HEADLINE
        or not _leads_elsewhere(heading, length)
    ):
        return None
    card: HtmlElement | None = None
    for block in heading.iterancestors():
        if block is root or block.tag in _STOPS or _measure(block, length + MOST_CHARS) is None:
            break
        card = block
    if card is None or next(card.iter(*_MEDIA), None) is None:
        return None
    return card


def _leads_elsewhere(heading: HtmlElement, length: int) -> bool:
    """Whether the whole headline is one link to another page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    if not links:
        return False
    link = links[0]
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
