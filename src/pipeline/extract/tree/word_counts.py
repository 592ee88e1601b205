"""How many words each element of a page holds, and how many of them stand in links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.tree.sheet import Sheet

# Japanese, Chinese, Thai: letters that stand in sentences without spaces
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")


def count_words(text: str) -> int:
    """Words of a text; of one that puts no spaces between them, two characters count as one.

    >>> count_words("The bridge is open"), count_words("橋が通行止め")
    (4, 3)
    """
    count = len(text.split())
    if text.isascii() or not _UNSPACED.search(text):
        return count
    return count + sum(len(run) - 1 for run in _UNSPACED.findall(text)) // 2


def sum_words(
    sheet: Sheet, inside: Mapping[int, int], behind: Mapping[int, int]
) -> tuple[list[int], list[int]]:
    """Words below each place, and those of them that stand in links.

    ``inside`` holds the words of a place's own text, ``behind`` those of the text behind its end.
    """
    own = [0] * len(sheet.tags)
    for place, count in chain(inside.items(), behind.items()):
        own[place] += count
    words = _sum_below(sheet, own)
    for place, count in behind.items():
        words[place] -= count
    return words, _sum_links(sheet, words)


def _sum_links(sheet: Sheet, words: Sequence[int]) -> list[int]:
    links = sheet.list_tagged("a")
    own = [0] * len(words)
    end, nested = 0, []
    for link in links:
        if link < end:
            nested.append(link)
        else:
            own[link], end = words[link], sheet.ends[link]
    linked = _sum_below(sheet, own)
    for link in nested:
        linked[link] = words[link]
        for above in sheet.climb(link):
            if sheet.tags[above] == "a":
                break
            linked[above] += words[link]
    return linked


def _sum_below(sheet: Sheet, own: Sequence[int]) -> list[int]:
    """For each place the sum over its own stretch, as a difference of two running sums."""
    before = [0, *accumulate(own)]
    return list(map(sub, map(before.__getitem__, sheet.ends), before))
