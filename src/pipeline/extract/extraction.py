"""Bytes to Extraction: the one public entry of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.extract.about.access import detect_access
from pipeline.extract.about.closing import read_closing
from pipeline.extract.about.coverage import read_coverage
from pipeline.extract.about.dateline import fill_dates, find_dateline, tells_instant
from pipeline.extract.about.lead import read_lead
from pipeline.extract.about.metadata import read_metadata
from pipeline.extract.about.shown_date import find_shown_date
from pipeline.extract.about.time_context import make_time_context
from pipeline.extract.article.body import extract_article
from pipeline.extract.dating.verdict import date_by_page, date_entries
from pipeline.extract.hearing import hear_page
from pipeline.extract.posts.body import clean_body
from pipeline.extract.posts.bylines import lift_bylines
from pipeline.extract.posts.first_lines import promote_first_lines
from pipeline.extract.posts.identity import make_keys
from pipeline.extract.posts.opening import (
    list_own_clocks,
    strip_closing,
    strip_dash,
    strip_opening,
)
from pipeline.extract.posts.reconcile import Draft, reconcile_drafts
from pipeline.extract.posts.repeated_lines import drop_repeated
from pipeline.extract.signals.shapes import is_instant
from pipeline.extract.text.reading import extract_text, is_plain_text
from pipeline.extract.times import TimeContext, read_time
from pipeline.extract.tree.collector import rest_collector
from pipeline.extract.tree.page import open_page
from pipeline.extract.witnesses.continued import name_shape
from pipeline.model import Coverage, Entry, Extraction

if TYPE_CHECKING:
    from pipeline.extract.about.metadata import Metadata
    from pipeline.extract.candidate import Candidate, TimeMark, Witness
    from pipeline.extract.hearing import Hearing
    from pipeline.extract.tree.page import Page
    from pipeline.model import PageBefore, RepeatedLine, Source


_NOTHING_KNOWN = TimeContext()


@rest_collector()
def extract_page(
    data: bytes,
    *,
    url: str | None,
    captured_at: datetime | None,
    media_type: str | None = None,
    charset: str | None = None,
    hints: Source | None = None,
    published_on: date | None = None,
    repeated_lines: frozenset[RepeatedLine] = frozenset(),
    before: PageBefore | None = None,
) -> Extraction:
    """What a page says: a live blog with its entries, or an article.

    ``repeated_lines`` are known to recur over the publisher's pages; each goes to ``removed``.
    ``before``: of a further page of a live blog, what the page before tells.

    Raises:
        UnreadablePage: bytes from which no page can be made.
    """
    if is_plain_text(data, media_type):
        return extract_text(
            data,
            url=url,
            captured_at=captured_at,
            charset=charset,
            hints=hints,
            published_on=published_on,
            repeated_lines=repeated_lines,
        )
    page = open_page(
        data,
        url=url,
        captured_at=captured_at,
        media_type=media_type,
        charset=charset,
        hints=hints,
        repeated_lines=repeated_lines,
    )
    return extract_heard(hear_page(page, before), published_on, before)


def extract_heard(
    heard: Hearing, published_on: date | None, before: PageBefore | None = None
) -> Extraction:
    """The verdict on what the readers of a page found."""
    page = heard.page
    about = read_metadata(page, heard.linked)
    context = make_time_context(page, about, published_on, before)
    is_placed = context.zone is not None and context.zone_source != "language"
    if context.page_published_at is None or not is_placed:
        context = _read_dateline(heard, about, context, published_on, before)
    if heard.kind == "article":
        if published_on is None and not tells_instant(about.published_raw, context):
            about = fill_dates(about, find_shown_date(page, context), context)
            context = make_time_context(page, about, published_on)
        return _make_article(heard, about, context)
    return _make_live_blog(heard, about, context)


def _make_live_blog(heard: Hearing, about: Metadata, context: TimeContext) -> Extraction:
    page, shown, told = heard.page, heard.shown, heard.told
    drafts = reconcile_drafts(_draft_all(shown, page), [_draft_all(told, page)])
    drafts = drop_repeated(lift_bylines(drop_repeated(lift_bylines(drafts))))
    coverage = read_coverage(page, heard.kind, len(drafts), shown, told)
    context = replace(context, is_cut=coverage.state == "partial")
    entries = _make_entries(promote_first_lines(drafts), context)
    first = heard.group.members[0] if heard.group else None
    closing = read_closing(page, about, context, first, entries)
    return Extraction(
        url=page.url,
        captured_at=page.captured_at,
        kind="liveblog",
        publisher=about.publisher,
        title=about.title,
        language=page.language,
        published_at=context.page_published_at,
        modified_at=context.page_modified_at,
        lead=read_lead(
            page, heard.survey, first, about, [f"{e.headline or ''}\n{e.text}" for e in entries]
        ),
        text=None,
        access=detect_access(page),
        coverage=replace(
            coverage,
            starts_at=closing.starts_at,
            ends_at=closing.ends_at,
            closing_words=closing.words,
        ),
        entries=tuple(entries),
        removed=tuple(removed for draft in drafts for removed in draft.removed),
        post_shape=_name_shape(heard),
    )


def _name_shape(heard: Hearing) -> str | None:
    sheet = heard.survey.sheet
    place = sheet.order.get(heard.group.members[0]) if heard.group else None
    return None if place is None else name_shape(sheet, place)


def _read_dateline(
    heard: Hearing,
    about: Metadata,
    context: TimeContext,
    published_on: date | None,
    before: PageBefore | None,
) -> TimeContext:
    """The context with the dates and the zone that lines above the first post tell.

    A zone that such a line names is better than one that only the page's language tells; an
    offset is not: it holds for half of the year.
    """
    if heard.timed is None:
        return context
    shown = find_dateline(heard.page, heard.survey, heard.timed, context)
    if context.page_published_at is None:
        filled = fill_dates(about, shown, context)
        context = make_time_context(heard.page, filled, published_on, before)
    is_guess = context.zone_source == "language" and "/" in (shown.zone or "")
    if shown.zone and (context.zone is None or is_guess):
        return replace(context, zone=shown.zone, zone_source="stated")
    return context


def _make_article(heard: Hearing, about: Metadata, context: TimeContext) -> Extraction:
    page = heard.page
    body = extract_article(page, heard.groups)
    return Extraction(
        url=page.url,
        captured_at=page.captured_at,
        kind="article",
        publisher=about.publisher,
        title=about.title,
        language=page.language,
        published_at=context.page_published_at,
        modified_at=context.page_modified_at,
        lead=body.lead,
        text=body.text,
        access=detect_access(page),
        coverage=Coverage(),
        entries=(),
        removed=body.removed,
    )


def _draft_all(witness: Witness | None, page: Page) -> list[Draft]:
    return [_draft(candidate, page) for candidate in witness.candidates] if witness else []


def _draft(candidate: Candidate, page: Page) -> Draft:
    block = clean_body(candidate, page)
    raws = list_own_clocks(candidate.marks)
    headline = strip_closing(strip_opening(candidate.headline or "", raws), raws)
    paragraphs = list(block.paragraphs)
    if paragraphs and candidate.elements:
        paragraphs[0] = strip_dash(strip_opening(paragraphs[0], raws))
    return Draft(
        headline=headline or None,
        author=candidate.author,
        url=candidate.url,
        native_id=candidate.native_id,
        paragraphs=tuple(line for line in paragraphs if line),
        removed=block.removed,
        marks=candidate.marks,
        instants=_read_instants(candidate.marks),
        witnesses=(candidate.witness,),
        day=candidate.day,
        is_pinned=candidate.is_pinned,
        is_key_event=candidate.is_key_event,
    )


def _read_instants(marks: tuple[TimeMark, ...]) -> frozenset[int]:
    found = (read_time(mark.raw, _NOTHING_KNOWN) for mark in marks if is_instant(mark.raw))
    return frozenset(int(one.instant.timestamp()) for one in found if one and one.instant)


def _make_entries(drafts: list[Draft], context: TimeContext) -> list[Entry]:
    verdicts = date_entries([d.marks for d in drafts], [d.day for d in drafts], context)
    verdicts = [date_by_page(verdict, context) for verdict in verdicts]
    posts = zip(drafts, verdicts, make_keys(drafts, verdicts), strict=True)
    entries = []
    for position, (draft, verdict, key) in enumerate(posts):
        entries.append(
            Entry(
                entry_key=key,
                position=position,
                headline=draft.headline,
                author=draft.author,
                text=draft.text,
                url=draft.url,
                published_at=verdict.published_at,
                precision=verdict.precision,
                dated_by=verdict.dated_by,
                raw_time=verdict.raw_time,
                updated_at=verdict.updated_at,
                evidence=verdict.evidence,
                is_pinned=draft.is_pinned,
                is_key_event=draft.is_key_event,
            )
        )
    return entries
