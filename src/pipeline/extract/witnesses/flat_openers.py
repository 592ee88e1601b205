"""Where the posts of a flat body begin: not at a line that names a day, and at a headline above."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.clean.text import ends_sentence
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
MAX_BOLD_WORDS = 20
"""Words of a headline that is set in bold."""
_BOLD = frozenset({"b", "strong"})
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
    """Each post begins with the headline that stands above its time; if few have one, a heading.

    '<h2>Bridge reopens</h2><p>14:05</p><p>text', '<h3>Bridge reopens</h3><p>14:05 Uhr: text'.
    """
    days = {signal.element for signal in survey.signals if signal.is_day_only}
    taken = days.union(group.members)
    above = [_find_headline_above(member, taken, survey) for member in group.members]
    if sum(heading is not None for heading in above) < MOST * len(above):
        above = [one if one is not None and one.tag in HEADINGS else None for one in above]
        above[0] = None  # the name of the whole list: 'Latest'
    members = tuple(
        member if heading is None else heading
        for member, heading in zip(group.members, above, strict=True)
    )
    return replace(group, members=members)


def start_above_closing_times(group: Group, survey: Survey) -> Group:
    """'<h3>Bridge reopens</h3><p>text</p><p>14:05</p>': a post begins behind the time of another.

    A heading stands behind every time but the last, behind which nothing is said.
    """
    first, last = group.members[0], group.members[-1]
    behind = (member.getnext() for member in group.members[:-1])
    following = [one for one in behind if one is not None and _is_heading_of_text(one, survey)]
    if len(group.parents) != 1 or not following or _says_more(last, survey):
        return group
    if len(following) < len(group.members) - 1:
        return group
    above = next((one for one in first.itersiblings(preceding=True) if one.tag in HEADINGS), None)
    are_labels = all(is_time_label(read_line(member)) for member in group.members)
    if above is None or above.tag != following[0].tag or not are_labels:
        return group
    return replace(group, members=(above, *following))


def _says_more(last: HtmlElement, survey: Survey) -> bool:
    """Whether text follows the last time in its box."""
    return any(survey.count_words(one) >= MAX_LABEL_WORDS for one in last.itersiblings())


def _is_heading_of_text(element: HtmlElement, survey: Survey) -> bool:
    after = element.getnext()
    is_text = after is not None and after.tag not in HEADINGS and survey.count_words(after) > 0
    return element.tag in HEADINGS and is_text


def _find_headline_above(
    member: HtmlElement, taken: set[HtmlElement], survey: Survey
) -> HtmlElement | None:
    """The heading right above a line that opens with a time; none of ``taken``.

    Where that is all the line says, a heading that follows it is the headline.
    """
    heading = member.getprevious()
    if member.tag in HEADINGS or heading is None or heading in taken:
        return None
    following = member.getnext()
    is_short = survey.count_words(member) <= MAX_LABEL_WORDS
    if (is_short or is_time_label(read_line(member))) and (
        following is None or following.tag in HEADINGS
    ):
        return None
    return heading if _is_headline(heading, survey) else None


def _is_headline(element: HtmlElement, survey: Survey) -> bool:
    """A heading, or a paragraph that is one bold run of words and ends no sentence."""
    words = survey.count_words(element)
    if element.tag in HEADINGS:
        return words > 0
    if element.tag != "p" or not 0 < words <= MAX_BOLD_WORDS:
        return False
    runs = [child for child in element if isinstance(child.tag, str)]
    is_bold = len(runs) == 1 and runs[0].tag in _BOLD and survey.count_words(runs[0]) == words
    return is_bold and not ends_sentence(element.text_content())
