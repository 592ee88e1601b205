"""Posts as the tree shows them: repeated records, or a flat body cut at its opening times."""

from __future__ import annotations

import copy
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.candidate import Candidate, Witness
from pipeline.extract.posts.bold_lines import complete_headlines, promote_bold_lines
from pipeline.extract.posts.fields import read_fields
from pipeline.extract.signals.shapes import is_time_label
from pipeline.extract.signals.survey import find_first_signal
from pipeline.extract.tree.headings import HEADINGS
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.sheet import lay_out
from pipeline.extract.witnesses.flat_openers import (
    MAX_HEADING_WORDS,
    drop_sentences,
    part_day_lines,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.candidate import TimeMark
    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.page import Page
    from pipeline.extract.tree.sheet import Sheet
    from pipeline.extract.witnesses.group import Group

MOST_STAMP_WORDS = 20
"""Words of a line that says when the page was published and changed."""
_MEDIA = frozenset({"img", "picture", "video", "audio", "iframe", "embed", "object", "canvas"})


def read_records(page: Page, group: Group, survey: Survey) -> Witness:
    """The group's members as candidates, in reading order."""
    if group.is_flat:
        heads = {s.element for s in survey.signals if s.is_day_only and s.element.tag in HEADINGS}
        group, lines = part_day_lines(drop_sentences(group), survey)
        return _read_flat(page, group, _find_days(group, survey), heads | lines)
    group = _drop_empty(group, survey)
    days = _find_days(group, survey)
    found = [
        _read_record(page, survey.sheet, survey.order[member], held, day)
        for member, held, day in zip(group.members, group.signals, days, strict=True)
    ]
    return Witness("records", tuple(promote_bold_lines(found)), container=group.parents[0])


def _drop_empty(group: Group, survey: Survey) -> Group:
    """Without members that show nothing: places for advertisements, a line that dates the page.

    Where most are empty, scripts fill them from data, and they are posts.
    """
    kept = [
        pair for pair in zip(group.members, group.signals, strict=True) if _shows(pair[0], survey)
    ]
    if 2 * len(kept) <= len(group.members):
        return group
    return replace(
        group, members=tuple(one for one, _ in kept), signals=tuple(held for _, held in kept)
    )


def _shows(member: HtmlElement, survey: Survey) -> bool:
    """A word beside its time, a picture, a player, or an element of the publisher's own."""
    place = survey.order[member]
    words = survey.counts[place]
    if words > MOST_STAMP_WORDS or (words and not _is_stamp(read_line_at(survey.sheet, place))):
        return True
    tags = survey.sheet.tags[place + 1 : survey.sheet.ends[place]]
    return any(tag in _MEDIA or ("-" in tag and tag != "amp-ad") for tag in tags)


def _is_stamp(line: str) -> bool:
    """'Updated March 12, 2024 at 12:01 p.m. | Published March 12, 2024 at 6:00 a.m.'"""
    return all(map(is_time_label, line.split(" | ")))


def _find_days(group: Group, survey: Survey) -> list[TimeMark | None]:
    """For each member the last date that stands alone between the members before it."""
    inside = set(group.members)
    around = {
        *group.parents,
        *(above for p in group.parents if (above := p.getparent()) is not None),
    }
    heads = [
        (survey.order[signal.element], signal.marks[0])
        for signal in survey.signals
        if signal.is_day_only and _is_day_heading(signal.element, inside, around, survey)
    ]
    first = survey.order[group.members[0]]
    places = [place for place, _ in heads]
    days: list[TimeMark | None] = []
    for member in group.members:
        before = bisect_left(places, survey.order[member])
        days.append(heads[before - 1][1] if before else None)
    between = sum(1 for at, _ in heads if first < at < survey.order[group.members[-1]])
    return days if between else [None] * len(days)


def _is_day_heading(
    element: HtmlElement, members: set[HtmlElement], around: set[HtmlElement], survey: Survey
) -> bool:
    """A line of its own among the posts or the lists that hold them, not inside a post."""
    for step in (element, *element.iterancestors()):
        if step in members or step.tag in {"blockquote", "figure", "a"}:
            return False
        if step.getparent() in around:
            return survey.count_words(step) <= MAX_HEADING_WORDS
    return False


def _read_record(
    page: Page, sheet: Sheet, place: int, held: tuple[Signal, ...], day: TimeMark | None
) -> Candidate:
    fields = read_fields(sheet, place, held, page.url, page.base_url)
    return Candidate(
        witness="records",
        headline=fields.headline,
        author=fields.author,
        url=fields.url,
        native_id=fields.native_id,
        elements=(sheet.elements[place],),
        parts=fields.parts,
        marks=fields.marks,
        day=day,
        is_pinned=fields.is_pinned,
        is_key_event=fields.is_key_event,
        sheet=sheet,
    )


def _read_flat(
    page: Page, group: Group, days: list[TimeMark | None], heads: set[HtmlElement]
) -> Witness:
    openers, bodies = set(group.members) | heads, set(group.parents)
    found = []
    for member, held, day in zip(group.members, group.signals, days, strict=True):
        gathered = _gather(member, openers)
        if member.getparent() not in bodies:
            _gather_boxes(gathered, member, openers)
        sheet = lay_out(gathered)
        first = find_first_signal(sheet if gathered.text else lay_out(gathered[0]))
        if first is None and held:  # the time stands below the headline
            first = find_first_signal(sheet)
        candidate = _read_record(page, sheet, 0, (first,) if first else (), day)
        found.append(replace(candidate, witness="flat_body"))
    found = complete_headlines(promote_bold_lines(found))
    return Witness("flat_body", tuple(found), container=group.parents[0])


def _gather(opener: HtmlElement, stops: set[HtmlElement]) -> HtmlElement:
    """The opener and what follows it up to the next one, copied into an element of its own."""
    gathered = opener.makeelement("div")
    parent = opener.getparent()
    step: HtmlElement | None = opener
    if any(child in stops for child in opener):  # its own text opens the first post
        gathered.text, parent, step = opener.text, opener, opener[0]
    while step is not None and (step is opener or step not in stops):
        if isinstance(step.tag, str):
            gathered.append(copy.deepcopy(step))
        step = step.getnext()
        if step is not None and parent is not None and step.getparent() is not parent:
            break
    return gathered


def _gather_boxes(gathered: HtmlElement, opener: HtmlElement, stops: set[HtmlElement]) -> None:
    """Adds what a post goes on with in the boxes behind its own, up to one that another opens."""
    box = opener.getparent()
    if box is None or any(sibling in stops for sibling in opener.itersiblings()):
        return
    for behind in box.itersiblings():
        if behind.tag != box.tag or any(step in stops for step in behind.iter()):
            return
        gathered.extend(copy.deepcopy(child) for child in behind if isinstance(child.tag, str))
