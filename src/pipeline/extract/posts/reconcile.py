"""One list of posts from all witnesses: aligned, the best of each taken, nothing counted twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.posts.align import align_posts, fold_words

if TYPE_CHECKING:
    from pipeline.extract.candidate import TimeMark, WitnessName
    from pipeline.model import Removed


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate with its text cleaned, on the way to an entry."""

    headline: str | None
    author: str | None
    url: str | None
    native_id: str | None
    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]
    marks: tuple[TimeMark, ...]
    instants: frozenset[int]
    """Seconds since 1970 of the times that need no zone guess."""
    witnesses: tuple[WitnessName, ...]
    day: TimeMark | None = None
    """The heading with a date under which the post stands."""
    is_pinned: bool = False
    is_key_event: bool = False

    @property
    def text(self) -> str:
        """Paragraphs joined by a blank line."""
        return "\n\n".join(self.paragraphs)


def reconcile_drafts(shown: Sequence[Draft], told: Sequence[Sequence[Draft]]) -> list[Draft]:
    """Posts in page order: those in the tree, enriched; then those that only data tells of.

    ``shown`` come from the tree, in reading order; ``told`` from JSON-LD, microdata, state.
    """
    posts = drop_copies(list(shown))
    for others in told:
        posts = _merge_witness(posts, drop_copies(list(others)))
    return drop_copies(posts)


def _merge_witness(posts: list[Draft], others: list[Draft]) -> list[Draft]:
    if not posts:
        return others
    pairs = align_posts(posts, others)
    merged = [
        merge_drafts(post, others[pairs[i]]) if i in pairs else post for i, post in enumerate(posts)
    ]
    back = {j: i for i, j in pairs.items()}
    merged = _drop_untold(merged, pairs, len(others))
    if len(back) == len(others) or not pairs or len(merged) != len(posts):
        return merged
    return _weave(merged, others, back)


def _drop_untold(merged: list[Draft], pairs: dict[int, int], told: int) -> list[Draft]:
    """Without the post that data does not know and that shows no time, when all others do.

    That is the introduction, built from the same block as the posts.
    """
    strange = [i for i in range(len(merged)) if i not in pairs]
    if strange == [0] and len(pairs) == told and _is_page_head(merged):
        return merged[1:]
    if len(strange) > 2 or len(pairs) < 5 or len(pairs) < 0.9 * told:
        return merged
    if not all(_shows_time(merged[i]) for i in pairs):
        return merged
    return [post for i, post in enumerate(merged) if i in pairs or _shows_time(post)]


def _is_page_head(posts: list[Draft]) -> bool:
    """A word or two with the time of the last change, above the posts: 'LIVE Updated 18:41'."""
    head = posts[0]
    is_label = not head.headline and len(head.text.split()) <= _LABEL_WORDS
    return is_label and any(head.instants & post.instants for post in posts[1:])


def _shows_time(post: Draft) -> bool:
    return any(
        mark.dated_by in {"visible_clock", "relative_time", "time_element"} for mark in post.marks
    )


def _weave(merged: list[Draft], others: list[Draft], back: dict[int, int]) -> list[Draft]:
    """Each post not shown stands behind the nearest known one before it in its witness's order."""
    after: dict[int, list[int]] = {}
    place = -1
    order = range(len(others))
    for j in order if _runs_same_way(back) else reversed(order):
        place = back.get(j, place)
        if j not in back:
            after.setdefault(place, []).append(j)
    woven = [others[j] for j in after.get(-1, [])]
    for i, post in enumerate(merged):
        woven.append(post)
        woven.extend(others[j] for j in after.get(i, []))
    return woven


def _runs_same_way(back: dict[int, int]) -> bool:
    places = [back[j] for j in sorted(back)]
    rising = sum(1 for a, b in pairwise(places) if b > a)
    return 2 * rising >= len(places) - 1


def merge_drafts(shown: Draft, told: Draft) -> Draft:
    """The tree's text and order; data's headline, author, link and times where they add."""
    headline, paragraphs = choose_headline(shown, told)
    if _is_fuller(told, paragraphs, headline):
        paragraphs = told.paragraphs
    return Draft(
        headline=headline,
        author=shown.author or told.author,
        url=shown.url or told.url,
        native_id=shown.native_id or told.native_id,
        paragraphs=paragraphs,
        removed=shown.removed,
        marks=(*shown.marks, *told.marks),
        instants=shown.instants | told.instants,
        witnesses=(*shown.witnesses, *told.witnesses),
        day=shown.day or told.day,
        is_pinned=shown.is_pinned or told.is_pinned,
        is_key_event=shown.is_key_event or told.is_key_event,
    )


def choose_headline(shown: Draft, told: Draft) -> tuple[str | None, tuple[str, ...]]:
    """The shown headline; else the told one where the text opens with it as a line of its own."""
    if shown.headline or not told.headline:
        return shown.headline, shown.paragraphs
    wanted = fold_words(_uncut(told.headline))
    if not shown.paragraphs:
        return told.headline, ()
    opening = fold_words(shown.paragraphs[0])
    if opening == wanted or _opens_text(shown, told, opening, wanted):
        return shown.paragraphs[0], shown.paragraphs[1:]
    if opening.startswith(wanted) or wanted.endswith(opening[:40]) or opening[:40] in wanted:
        return None, shown.paragraphs  # the data's headline is the text's beginning, cut
    return told.headline, shown.paragraphs


def _opens_text(shown: Draft, told: Draft, opening: str, wanted: str) -> bool:
    """The told headline is cut, but the told text begins where the shown second line does."""
    if len(shown.paragraphs) < 2 or not told.text or opening[:20] != wanted[:20]:
        return False
    second = fold_words(shown.paragraphs[1])[:40]
    return fold_words(told.text).startswith(second) and not opening.startswith(second)


# 'with the new …', 'dissanguata&rdq…', 'and then ...'
_CUT = re.compile(r"(?:&\w{0,8})?\s*(?:…|\.\.\.)\s*\Z")


def _uncut(headline: str) -> str:
    return _CUT.sub("", headline)


def _is_fuller(told: Draft, paragraphs: tuple[str, ...], headline: str | None) -> bool:
    """Whether the tree shows only a stub of what the data has in full."""
    shown_size = sum(map(len, paragraphs))
    told_size = len(told.text)
    if headline and _says_same(told.text, fold_words(headline)):
        return False
    if paragraphs and told_size > shown_size and _is_stub(paragraphs[-1], told.text):
        return True
    return told_size > 80 and told_size > 2.5 * shown_size


def _says_same(text: str, folded: str) -> bool:
    """Whether a text folds to these words; its first ones tell most texts apart."""
    return folded.startswith(fold_words(text, 2 * _OPENING)) and fold_words(text) == folded


# '… Read more' at the end of a line
_STUB = re.compile(r"(?:…|\.\.\.)[^.…]{0,20}\Z")


def _is_stub(last: str, told: str) -> bool:
    """The tree's last line breaks off where the data's text goes on."""
    found = _STUB.search(last)
    if found is None:
        return False
    kept = fold_words(last[: found.start()])
    return len(kept) >= 12 and kept in fold_words(told, 20_000)


_LABEL_WORDS = 4
_TOP = 1
"""A copy at this place or before it is the pinned one."""


def drop_copies(posts: list[Draft]) -> list[Draft]:
    """Without repetitions: the first stays, unless it stood on top, where pinned copies stand."""
    kept: list[Draft] = []
    pinned: set[int] = set()
    places: dict[str, int] = {}
    openings = [_fold_opening(post) for post in posts]
    counts = Counter(openings)
    for post, opening in zip(posts, openings, strict=True):
        key = _copy_key(post) if counts[opening] > 1 else None
        if key is None or key not in places:
            if key is not None:
                places[key] = len(kept)
            kept.append(post)
            continue
        if places[key] <= _TOP and len(kept) - places[key] > 1:
            pinned.add(places[key])  # the copy on top goes, its mark stays
            places[key] = len(kept)
            kept.append(replace(post, is_pinned=True))
    return [post for place, post in enumerate(kept) if place not in pinned] if pinned else kept


_OPENING = 20
"""Folded characters that tell most posts apart."""
_COMPARED = 800
"""Characters that copies have in common."""


def _fold_opening(post: Draft) -> str:
    """Equal for posts whose copy keys are equal, and cheaper."""
    begun = f"{post.headline or ''} {post.paragraphs[0] if post.paragraphs else ''}"
    if len(begun) >= 4 * _OPENING:
        start = fold_words(begun, 4 * _OPENING)
        if len(start) >= _OPENING:
            return start[:_OPENING]
    return fold_words(f"{post.headline or ''} {post.text}", _COMPARED)[:_OPENING]


def _copy_key(post: Draft) -> str | None:
    words = fold_words(f"{post.headline or ''} {post.text}", _COMPARED)
    if len(words) < 12:
        words = (
            f"{words} {sorted(post.instants)} {post.native_id} {[m.raw for m in post.marks[:1]]}"
        )
    return words or None
