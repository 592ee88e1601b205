"""Which announcements become pages of an interval: the rule, and one page an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from pipeline.addresses import canonical_url, is_in_domains
from pipeline.discover.announcement import Announcement, Span, find_day, span_day
from pipeline.discover.sections import looks_like_story
from pipeline.model import Discovered, Interval, Source

_LAST = datetime.max.replace(tzinfo=UTC)
_STILL_SHOWN = timedelta(days=1)
"""A section page links to yesterday's live blog while that runs on."""


def keep_pages(
    announced: Iterable[Announcement],
    source: Source,
    interval: Interval,
    zone: tzinfo,
    *,
    is_current: bool,
) -> dict[str, Discovered]:
    """Keep what is the source's and overlaps the interval; by canonical address, best dates.

    ``[published, modified]`` must overlap ``[start, end)``. Where dates are wanting, the day that
    the address names stands in; an address with neither is kept in the current interval alone.
    """
    merged: dict[str, Announcement] = {}
    for item in announced:
        url = name_page(item.url, source)
        if url is None or (item.via == "section" and not _is_worth(url, source)):
            continue
        merged[url] = _merge(merged.get(url), replace(item, url=url))
    return {
        url: _to_page(item)
        for url, item in merged.items()
        if _is_kept(item, interval, zone, is_current=is_current)
    }


def name_page(url: str, source: Source) -> str | None:
    """The canonical address, if it is the source's and its patterns take it; else None."""
    try:
        canonical = canonical_url(url)
    except ValueError:
        return None
    if not canonical.startswith(("http://", "https://")):
        return None
    if not is_in_domains(canonical, source.domains):
        return None
    wanted, unwanted = source.discovery.include, source.discovery.exclude
    if any(re.search(pattern, canonical) for pattern in unwanted):
        return None
    is_wanted = not wanted or any(re.search(pattern, canonical) for pattern in wanted)
    return canonical if is_wanted else None


def sort_pages(pages: Iterable[Discovered]) -> Sequence[Discovered]:
    """By time of publication, then address; undated ones last."""
    return sorted(
        pages, key=lambda page: (page.published_at or page.modified_at or _LAST, page.url)
    )


def _is_worth(url: str, source: Source) -> bool:
    return bool(source.discovery.include) or looks_like_story(url)


def _is_kept(item: Announcement, interval: Interval, zone: tzinfo, *, is_current: bool) -> bool:
    if item.is_of_interval:
        return True
    span = _span(item, zone)
    return is_current if span is None else span.overlaps(interval)


def _span(item: Announcement, zone: tzinfo) -> Span | None:
    told = [span for span in (item.published, item.modified) if span is not None]
    if item.published is None and (day := find_day(item.url)) is not None:
        named = span_day(day, zone)
        shown = _STILL_SHOWN if item.via == "section" else timedelta(0)
        told.append(Span(named.first, named.last + shown))
    if not told:
        return None
    return Span(min(span.first for span in told), max(span.last for span in told))


def _merge(known: Announcement | None, new: Announcement) -> Announcement:
    """The first one's, with the dates of both: earliest publication, latest change."""
    if known is None:
        return new
    published = [span for span in (known.published, new.published) if span is not None]
    modified = [span for span in (known.modified, new.modified) if span is not None]
    return replace(
        known,
        published=min(published, key=lambda span: (_is_day(span), span.first), default=None),
        modified=max(modified, key=lambda span: span.last, default=None),
        title=known.title or new.title,
        is_of_interval=known.is_of_interval or new.is_of_interval,
    )


def _is_day(span: Span) -> bool:
    return span.first != span.last


def _to_page(item: Announcement) -> Discovered:
    return Discovered(
        url=item.url,
        via=item.via,
        published_at=item.published.first if item.published else None,
        modified_at=item.modified.first if item.modified else None,
        title=item.title,
    )
