"""Writers' names that no markup tells: a short line of names in post after post."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.posts.authors import BY_ALONE
from pipeline.extract.signals.shapes import CLOCK, DATE
from pipeline.extract.tree.words import load_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.posts.reconcile import Draft

MIN_POSTS = 4
MAX_CHARS = 48
_HEAD, _FOOT = 0, -1
_WITH_LABEL = 2
"""Words of a name; with a button's behind it there are more."""
# 'Reporting from Corry', 'aus Velmar': where a writer stands, below the name
_PLACE = re.compile(r"\A(?i:reporting (?:from|in)|in|from|at|aus|depuis|desde|da|uit)\s[^.!?:]+\Z")
_CAPITALS = "A-ZÀ-Þ\u0400-\u042f\u0490ĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚ"
# A line of names: Mara Lindqvist; From Mara Lindqvist and Ole Brandt; in brackets too
_NAMES = re.compile(
    rf"\A(?:[-–—]{{1,2}}\s?)?\(?(?:(?i:{load_words('by_words')}|from)\W{{1,4}})?"
    rf"(?P<names>[{_CAPITALS}][\w'\u2019-]+"
    r"(?: (?:and |y |et |und |de |van |von |a |i |og |och |ve |и |і |та |és )?"
    rf"[{_CAPITALS}][\w.'\u2019-]*){{1,4}})\)?\Z"
)

# Two names at least: a word beside a time may say anything
_NAME = rf"[{_CAPITALS}][\w.'\u2019-]+(?: [{_CAPITALS}][\w.'\u2019-]*){{1,3}}"
_WHOLE_NAME = re.compile(_NAME)

# 'Mara Lindqvist: ' before the first words of a post, or a cell of a table before the post's
_PREFIX = re.compile(rf"\A(?P<names>{_NAME})(?:: +(?:\| +)?| \| +)(?=\S)")
# Names behind such a word, as in: Von Mara Lindqvist, 14:05 Uhr
_SIGNED = re.compile(
    rf"(?<!\w)(?i:{load_words('by_words')})\s+"
    rf"(?P<names>[{_CAPITALS}][\w.'\u2019-]*(?: [{_CAPITALS}][\w.'\u2019-]*){{1,3}})"
)
_AROUND = " ,|·•–—-/()"


def lift_bylines(drafts: Sequence[Draft]) -> list[Draft]:
    """Takes names that open or close nearly all posts as their authors; the same few come again.

    A first line that differs from post to post is a headline, and stays.
    """
    bare = [_read_signature(_drop_author(_drop_by(draft))) for draft in drafts]
    return _lift_labels(_lift_prefixes(_lift_at(_FOOT, _lift_at(_HEAD, bare))))


def _lift_labels(drafts: list[Draft]) -> list[Draft]:
    """'Mara Lindqvist, 14:05', 'Mara Lindqvist | 12.03.2024 14:05': the names beside a time."""
    found = [None if draft.author else _read_label_names(draft) for draft in drafts]
    names = [name for name in found if name]
    if not _are_habit(names, 0.8 * len(drafts)):
        return drafts
    return [
        replace(draft, author=name) if name else draft
        for draft, name in zip(drafts, found, strict=True)
    ]


def _read_label_names(draft: Draft) -> str | None:
    shown = (mark.raw for mark in draft.marks if mark.dated_by == "visible_clock")
    rests = (_strip_label(CLOCK.sub(" ", DATE.sub(" ", raw))) for raw in shown)
    return next((rest for rest in rests if _WHOLE_NAME.fullmatch(rest)), None)


def _strip_label(text: str) -> str:
    """Without the words at its ends that belong to the time: 'Uhr', 'GMT', 'at'."""
    words = [word for word in text.split() if word.strip(_AROUND)]
    is_label = whole_words("label_words").match
    while words and is_label(words[-1]):
        words.pop()
    while words and is_label(words[0]):
        words.pop(0)
    return " ".join(words).strip(_AROUND)


def _lift_prefixes(drafts: list[Draft]) -> list[Draft]:
    """'Mara Lindqvist: The vote is on': names with a colon, or a cell of theirs, are authors."""
    found = [_PREFIX.match(draft.paragraphs[0]) if draft.paragraphs else None for draft in drafts]
    names = [one["names"] for one in found if one]
    if not _are_habit(names, 0.6 * len(drafts)):
        return drafts
    return [
        replace(
            draft,
            author=draft.author or one["names"],
            paragraphs=(draft.paragraphs[0][one.end() :], *draft.paragraphs[1:]),
        )
        if one
        else draft
        for draft, one in zip(drafts, found, strict=True)
    ]


def _lift_at(place: int, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the names that stand at one end of them taken as authors, if all do so."""
    named = [(draft, _read_names(draft, place)) for draft in drafts]
    names = [name for _, name in named if name]
    longer = sum(len(draft.paragraphs) > 1 for draft in drafts)
    if not _are_habit(names, 0.8 * longer):
        return drafts
    kept = slice(1, None) if place == _HEAD else slice(None, -1)
    label = _find_label(set(names))
    return [
        replace(
            draft,
            author=draft.author or name.removesuffix(label),
            paragraphs=draft.paragraphs[kept],
        )
        if name
        else draft
        for draft, name in named
    ]


def _are_habit(names: Sequence[str], least: float) -> bool:
    """Whether so many posts name somebody, and the same few come again."""
    return len(names) >= max(MIN_POSTS, least) and 2 * len(set(names)) <= len(names)


def _find_label(names: set[str]) -> str:
    """' Share' behind 'Mara Lindqvist Share' and 'Ole Brandt Share': no family name, a button."""
    last = {f" {name.split()[-1]}" for name in names}
    fewest = min(len(name.split()) for name in names)
    return last.pop() if len(names) > 1 and len(last) == 1 and fewest > _WITH_LABEL else ""


def _drop_by(draft: Draft) -> Draft:
    """Without a 'By' or 'Von:' left over from a name that was read as the author."""
    if not draft.author or len(draft.paragraphs) < 2 or not BY_ALONE.match(draft.paragraphs[0]):
        return draft
    return replace(draft, paragraphs=draft.paragraphs[1:])


def _drop_author(draft: Draft) -> Draft:
    """Without the first line that is the known author's name, and 'Reporting from X' below it."""
    lines = draft.paragraphs
    if not draft.author or len(lines) < 2 or lines[0].casefold() != draft.author.casefold():
        return draft
    has_place = len(lines) > 2 and len(lines[1]) <= MAX_CHARS and _PLACE.match(lines[1])
    return replace(draft, paragraphs=lines[2 if has_place else 1 :])


def _read_signature(draft: Draft) -> Draft:
    """The author from a line that was read as the time: 'Door Sanne Verhoeks - 15:12'."""
    if draft.author:
        return draft
    shown = (
        mark.raw for mark in draft.marks if mark.dated_by in {"visible_clock", "relative_time"}
    )
    found = next(filter(None, map(_SIGNED.search, shown)), None)
    return replace(draft, author=found["names"]) if found else draft


def _read_names(draft: Draft, place: int) -> str | None:
    if len(draft.paragraphs) < 2 or len(draft.paragraphs[place]) > MAX_CHARS:
        return None
    found = _NAMES.match(draft.paragraphs[place])
    return found["names"] if found else None
