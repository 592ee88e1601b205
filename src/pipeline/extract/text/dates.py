"""The date of an entry of a bare text: its clock, the day its words name, or the day given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from pipeline.extract.times import Reading, Resolved, TimeContext, read_date_bounds, resolve_times
from pipeline.model import DatedBy, Evidence, Precision


@dataclass(frozen=True, slots=True)
class TextDate:
    """When an entry was published, as far as the text and the day given tell."""

    published_at: datetime | None = None
    precision: Precision | None = None
    dated_by: DatedBy | None = None
    raw_time: str | None = None
    evidence: tuple[Evidence, ...] = ()


def date_texts(
    texts: Sequence[str],
    readings: Sequence[Reading | None],
    context: TimeContext,
    published_on: date | None,
) -> list[TextDate]:
    """One date an entry. A clock that stands there gives the minute; nothing else does.

    Without a clock and without ``published_on`` an entry stays undated: words such as 'on Tuesday'
    only say which day where the page's own day is known.
    """
    resolved = resolve_times(readings, context)
    return [
        _date_by_clock(one, published_on) or _date_by_day(text, published_on, context.language)
        for text, one in zip(texts, resolved, strict=True)
    ]


def _date_by_clock(resolved: Resolved | None, published_on: date | None) -> TextDate | None:
    if resolved is None:
        return None
    raw = resolved.reading.raw
    dated_by: DatedBy = "relative_time" if resolved.reading.form == "relative" else "visible_clock"
    evidence = Evidence(
        dated_by, raw, "line", resolved.zone, resolved.instant, resolved.precision, resolved.flags
    )
    given = _give_day(published_on) if published_on else ()
    if resolved.instant is None:
        return TextDate(raw_time=raw, evidence=(evidence, *given))
    return TextDate(
        resolved.instant, resolved.precision, dated_by, raw, evidence=(evidence, *given)
    )


def _date_by_day(text: str, published_on: date | None, language: str | None) -> TextDate:
    """Day precision: by the text where its words leave one day only, else by the page."""
    if published_on is None:
        return TextDate()
    bounds = read_date_bounds(text, published_on, language)
    given = _give_day(published_on)
    at = given[0].instant
    if bounds is None:
        return TextDate(at, "day", "page", evidence=given)
    first, last = bounds
    if first != last:
        span = Evidence("text", f"{first.isoformat()}/{last.isoformat()}", "bounds")
        return TextDate(at, "day", "page", evidence=(*given, span))
    at = datetime.combine(first, time(), UTC)
    named = Evidence("text", first.isoformat(), "bounds", None, at, "day")
    return TextDate(at, "day", "text", evidence=(named, *given))


def _give_day(published_on: date) -> tuple[Evidence, ...]:
    at = datetime.combine(published_on, time(), UTC)
    return (Evidence("page", published_on.isoformat(), "published_on", None, at, "day"),)
