"""Where the posts of a flat body begin: not at a line that names a day, and at a headline above."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.signals.shapes import is_time_label, opens_sentence
from pipeline.extract.tree.headings import HEADINGS
from pipeline.extract.tree.line import read_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.witnesses.group import Group

MAX_HEADING_WORDS = 8
"""'Wednesday, 12 March 2024' and a word or two."""
MAX_LABEL_WORDS = 4
"""Words of a line that is a time and nothing else."""
MOST = 0.8
"""Part of the posts that have to stand under a headline."""


def part_day_lines(group: Group, survey: Survey) -> tuple[Group, frozenset[HtmlElement]]:
    """The group without the lines above a post that only name its day; those lines."""
    inside = set(group.members)
    lines = frozenset(
        member
        for member, held in zip(group.members, group.signals, strict=True)
        if held
        and held[0].is_day_only
        and survey.count_words(member) <= MAX_HEADING_WORDS
        and member.getnext() in inside
    )
    kept = [
        (member, held)
        for member, held in zip(group.members, group.signals, strict=True)
        if member not in lines
    ]
    if not lines or 2 * len(lines) > len(inside):
        return group, frozenset()
    members, signals = zip(*kept, strict=True)
    return replace(group, members=members, signals=signals), lines


def drop_sentences(group: Group) -> Group:
    """The group without paragraphs of a post that only open with a clock, as sentences may do.

    'At 18:00 the polls closed.' opens no post where nearly all posts part the clock from the text,
    or set it in bold or in a heading.
    """
    members = zip(group.members, group.signals, strict=True)
    kept = [(member, held) for member, held in members if not _is_sentence(member)]
    if len(kept) == len(group.members) or len(kept) < MOST * len(group.members):
        return group
    return replace(
        group, members=tuple(one for one, _ in kept), signals=tuple(held for _, held in kept)
    )


def _is_sentence(member: HtmlElement) -> bool:
    """A paragraph in which small letters follow the clock, or a preposition stands before it."""
    if member.tag != "p" or not (member.text or "").strip():
        return False
    return opens_sentence(read_line(member))


def start_at_headlines(group: Group, survey: Survey) -> Group:
    """'<h2>Bridge reopens</h2><p>14:05</p><p>text': each post begins with what stands above."""
    inside = set(group.members)
    above = [_find_headline_above(member, inside, survey) for member in group.members]
    if sum(heading is not None for heading in above) < MOST * len(above):
        return group
    members = tuple(
        member if heading is None else heading
        for member, heading in zip(group.members, above, strict=True)
    )
    return replace(group, members=members)


def _find_headline_above(
    member: HtmlElement, inside: set[HtmlElement], survey: Survey
) -> HtmlElement | None:
    """The heading right above a line that is only a time, if no heading follows that line."""
    is_short = survey.count_words(member) <= MAX_LABEL_WORDS
    if member.tag in HEADINGS or not (is_short or is_time_label(read_line(member))):
        return None
    following = member.getnext()
    if following is None or following.tag in HEADINGS:
        return None
    heading = member.getprevious()
    is_headline = heading is not None and heading.tag in HEADINGS and survey.count_words(heading)
    return heading if is_headline and heading not in inside else None
