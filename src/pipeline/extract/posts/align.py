"""Which candidate of one witness is which of another: ids, then words, then place. One to one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class Post(Protocol):
    """What alignment looks at."""

    @property
    def native_id(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def headline(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def instants(self) -> frozenset[int]: ...


_WORD = re.compile(r"\w+")
_FOLDED = bytes(ord(chr(code).lower() if _WORD.match(chr(code)) else " ") for code in range(128))
_FOLDED += bytes(128)
"""ASCII in lower case, with spaces for what parts words: much faster than matching."""
# '1288914' in 'post-1288914' and 'liveblogPost1288914'
_TAIL = re.compile(r"([0-9a-f]{5,})\Z", re.IGNORECASE)


def align_posts(first: Sequence[Post], second: Sequence[Post]) -> dict[int, int]:
    """Indices of ``second`` for indices of ``first``; what has no counterpart is left out."""
    pairs: dict[int, int] = {}
    for key in (
        _key_id,
        _key_url,
        _key_words,
        _key_headline_time,
        _key_headline,
        _key_start,
        _key_end,
    ):
        if len(pairs) == min(len(first), len(second)):
            return pairs
        _join(first, second, key, pairs)
    _join_by_containment(first, second, pairs)
    _join_by_place(first, second, pairs)
    return pairs


def fold_words(text: str, limit: int = 400) -> str:
    """Letters and digits only, lower case, single spaces.

    >>> fold_words("“Hello”, he said.")
    'hello he said'
    """
    start = text[:limit]
    if start.isascii():
        return b" ".join(start.encode("ascii").translate(_FOLDED).split()).decode("ascii")
    return " ".join(_WORD.findall(start.casefold()))


def _join(
    first: Sequence[Post],
    second: Sequence[Post],
    key: Callable[[Post], Hashable | None],
    pairs: dict[int, int],
) -> None:
    """Joins what one key names once on either side."""
    taken = set(pairs.values())
    left = _index(((i, key(p)) for i, p in enumerate(first) if i not in pairs))
    if not left:
        return
    right = _index(((i, key(p)) for i, p in enumerate(second) if i not in taken))
    for name, places in left.items():
        others = right.get(name, [])
        if len(places) == len(others) == 1 or (key is _key_words and len(places) == len(others)):
            pairs.update(zip(places, others, strict=True))


def _index(keyed: Iterable[tuple[int, Hashable | None]]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, key in keyed:
        if key is not None:
            found[key].append(place)
    return found


def _key_id(post: Post) -> str | None:
    tail = _TAIL.search(post.native_id or "")
    return tail[1].lower() if tail else None


def _key_url(post: Post) -> str | None:
    url = (post.url or "").partition("?")[0].rstrip("/")
    return url.partition("://")[2] or None if "#" in url or url else None


def _key_words(post: Post) -> str | None:
    return fold_words(f"{post.headline or ''} {post.text}", 600) or None


def _key_headline_time(post: Post) -> tuple[str, int] | None:
    if not post.headline or not post.instants:
        return None
    return fold_words(post.headline), min(post.instants) // 60


def _key_headline(post: Post) -> str | None:
    return fold_words(post.headline) if post.headline else None


def _key_start(post: Post) -> str | None:
    start = fold_words(post.text, 90)[:60]
    return start if len(start) >= 24 else None


def _key_end(post: Post) -> str | None:
    end = fold_words(post.text[-90:], 90)[-50:]
    return end if len(end) >= 24 else None


def _join_by_containment(
    first: Sequence[Post], second: Sequence[Post], pairs: dict[int, int]
) -> None:
    """Headline of one at the start of the other's text, or most of the words shared."""
    taken = set(pairs.values())
    left = [i for i in range(len(first)) if i not in pairs]
    right = [i for i in range(len(second)) if i not in taken]
    if not left or not right or len(left) * len(right) > 250_000:
        return
    bags = {
        j: Counter(fold_words(f"{second[j].headline or ''} {second[j].text}", 500).split())
        for j in right
    }
    scored = []
    for i in left:
        mine = Counter(fold_words(f"{first[i].headline or ''} {first[i].text}", 500).split())
        size = sum(mine.values())
        for j in right:
            other = sum(bags[j].values())
            if not size or not other:
                continue
            shared = sum((mine & bags[j]).values()) / min(size, other)
            if shared >= 0.8 and min(size, other) >= 4:
                scored.append((-shared, abs(i - j), i, j))
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _join_by_place(first: Sequence[Post], second: Sequence[Post], pairs: dict[int, int]) -> None:
    """What stands between the same neighbours on both sides, and as many, is the same."""
    if not pairs or len(first) != len(second):
        return
    taken = set(pairs.values())
    for i in range(len(first)):
        if i in pairs:
            continue
        before = pairs.get(i - 1, -1 if i == 0 else None)
        after = pairs.get(i + 1, len(second) if i == len(first) - 1 else None)
        if before is None or after is None or after - before != 2 or before + 1 in taken:
            continue
        if _may_be_same(first[i], second[before + 1]):
            pairs[i] = before + 1
            taken.add(before + 1)


def _may_be_same(one: Post, other: Post) -> bool:
    """No word speaks against it: one of them has no words, or the times agree."""
    if one.instants & other.instants:
        return True
    return not (one.text or one.headline) or not (other.text or other.headline)
