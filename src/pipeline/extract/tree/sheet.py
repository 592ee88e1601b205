"""A tree laid out flat: one list a property, an element's place in reading order as the index.

Asking lxml for a parent, a child or a text makes an object each time. Here each is asked once;
readers that follow work on numbers and lists. All below an element is one stretch of places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NO_PLACE = -1
"""The parent of the first element."""
NO_ELEMENT = ""
"""The tag of a comment."""

Attributes = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Elements in reading order, and what the tree says of each."""

    elements: list[HtmlElement]
    order: dict[HtmlElement, int]
    """Place of each element."""
    tags: list[str]
    """``NO_ELEMENT`` for a comment."""
    tagged: dict[str, list[int]]
    """Places of the elements of each tag."""
    parents: list[int]
    ends: list[int]
    """The place behind the last element below."""
    texts: list[str | None]
    """Scripts and styles have some as well."""
    tails: list[str | None]

    def get(self, place: int, name: str) -> str:
        """An attribute's value, '' where there is none."""
        return self.elements[place].get(name) or ""

    def list_attributes(self, place: int) -> Attributes:
        """Names and values. They are many: no sheet keeps them."""
        return self.elements[place].items()

    def list_tagged(self, *tags: str) -> list[int]:
        """Places of the elements with one of these tags, in reading order."""
        if len(tags) == 1:
            return self.tagged.get(tags[0], [])
        return sorted(place for tag in tags for place in self.tagged.get(tag, ()))

    def list_children(self, place: int) -> Iterator[int]:
        """Places of the elements right below one."""
        child, end = place + 1, self.ends[place]
        while child < end:
            yield child
            child = self.ends[child]

    def climb(self, place: int) -> Iterator[int]:
        """Places of the elements that hold one, the nearest first."""
        place = self.parents[place]
        while place >= 0:
            yield place
            place = self.parents[place]

    def stands_in(self, place: int, tags: frozenset[str], below: int = NO_PLACE) -> bool:
        """Whether an element of these tags, itself ``below`` one, holds the one at a place."""
        for above in self.climb(place):
            if above == below:
                return False
            if self.tags[above] in tags:
                return True
        return False


def lay_out(root: HtmlElement) -> Sheet:
    """The element and all below it. What is above it and behind it is left out.

    >>> from lxml.html import fromstring
    >>> sheet = lay_out(fromstring("<div><p>It <b>rained</b>.</p><hr></div>"))
    >>> sheet.tags, sheet.parents, sheet.ends
    (['div', 'p', 'b', 'hr'], [-1, 0, 1, 0], [4, 3, 3, 4])
    """
    elements = cast("list[HtmlElement]", list(root.iter()))
    order = dict(zip(elements, range(len(elements)), strict=True))
    tags = list(map(_read_tag, elements))
    texts = list(map(_read_text, elements))
    if not all(map(str.__instancecheck__, tags)):
        tags = [tag if isinstance(tag, str) else NO_ELEMENT for tag in tags]
        texts = [text if tag else None for tag, text in zip(tags, texts, strict=True)]
    parents = [NO_PLACE, *map(order.__getitem__, map(_read_parent, elements[1:]))]
    tagged: dict[str, list[int]] = {}
    for place, tag in enumerate(tags):
        if tag in tagged:
            tagged[tag].append(place)
        else:
            tagged[tag] = [place]
    return Sheet(
        elements=elements,
        order=order,
        tags=tags,
        tagged=tagged,
        parents=parents,
        ends=_find_ends(parents),
        texts=texts,
        tails=list(map(_read_tail, elements)),
    )


# Called by ``map``, they cost no step of Python's own an element.
_read_tag, _read_text, _read_tail = attrgetter("tag"), attrgetter("text"), attrgetter("tail")
_read_parent = methodcaller("getparent")


def _find_ends(parents: Sequence[int]) -> list[int]:
    """Where the last child ends, an element does. Parents come before their children."""
    ends = list(range(1, len(parents) + 1))
    last_children = dict(zip(parents, range(len(parents)), strict=True))
    for parent, child in reversed(last_children.items()):
        if parent >= 0:
            ends[parent] = ends[child]
    return ends
