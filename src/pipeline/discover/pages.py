"""Every announcement of a Source read, judged and joined: the addresses of an Interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from pipeline.discover.announcement import Announcement
from pipeline.discover.feeds import read_feed
from pipeline.discover.keep import keep_pages, name_page, sort_pages
from pipeline.discover.sections import read_section
from pipeline.discover.sitemaps import Child, may_hold, read_sitemap
from pipeline.errors import FetchError, FetchFailed
from pipeline.model import Discovered, Interval, Source

MAX_SITEMAPS = 50
"""Of one index, and what it leads to."""
_MAX_DEPTH = 2
_MOMENT = timedelta(microseconds=1)


class FetchedDocument(Protocol):
    """What discovery needs of a response."""

    @property
    def body(self) -> bytes: ...
    @property
    def final_url(self) -> str: ...


Fetch = Callable[[str], FetchedDocument]
Problem = tuple[str, str]
"""An address and what was wrong with it."""


@dataclass(frozen=True, slots=True)
class DiscoverReport:
    """The pages of an interval, and the announcements that could not be read."""

    pages: tuple[Discovered, ...]
    problems: tuple[Problem, ...]
    asides: tuple[Problem, ...] = ()
    """Those of the day before or after, which a source off UTC may not have."""


def discover_pages(
    source: Source,
    interval: Interval,
    *,
    fetch: Fetch,
    is_current: bool,
    known: Sequence[Discovered] = (),
    limit: int | None = None,
    needs_one: bool = True,
) -> DiscoverReport:
    """Find the addresses that a source announces for an interval.

    Args:
        source: its ``discovery`` says where to look; ``{yyyy}``, ``{mm}``, ``{dd}`` are filled with
            each day that the interval touches, in UTC and in the source's zone.
        interval: ``[start, end)``.
        fetch: gives the whole document at an address (never a 304), or raises FetchError.
        is_current: the interval is the present one, so that undated announcements and section
            pages belong to it. Declared addresses do too; those with a date in them always.
        known: pages that are due anyway, such as live blogs still running; taken without a date.
        limit: at most so many pages, the earliest.
        needs_one: with all announcements failed, nothing is known of the interval; False: other
            places were asked about it.

    Returns:
        Pages by time of publication, then address; each canonical address once, with its best
        dates. One announcement that fails hides no other: it stands among the problems.

    Raises:
        FetchError: every announcement failed; the first failure.
    """
    reading = _Reading(source, interval, fetch, is_current=is_current)
    announced = list(reading.read_all())
    if needs_one and reading.failures and not reading.read_count:
        raise reading.failures[0]
    pages = _take_known(known, source) | keep_pages(
        announced, source, interval, reading.zone, is_current=is_current
    )
    found = tuple(sort_pages(pages.values())[:limit])
    asides = tuple(one for one in reading.problems if one[0] in reading.neighbours)
    problems = tuple(one for one in reading.problems if one[0] not in reading.neighbours)
    return DiscoverReport(found, problems, asides)


def fill_dates(template: str, days: Sequence[date]) -> list[str]:
    """Fill a template with each day; an address without places stays as it is, once.

    >>> fill_dates("https://example.org/{yyyy}/{mm}/{dd}.xml", [date(2026, 3, 27)])
    ['https://example.org/2026/03/27.xml']
    """
    filled = (
        template.replace("{yyyy}", f"{day:%Y}")
        .replace("{mm}", f"{day:%m}")
        .replace("{dd}", f"{day:%d}")
        for day in days
    )
    return list(dict.fromkeys(filled))


@dataclass(slots=True)
class _Reading:
    """One pass over all announcements, and what went wrong in it."""

    source: Source
    interval: Interval
    fetch: Fetch
    is_current: bool = field(kw_only=True)
    read_count: int = 0
    failures: list[FetchError] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    neighbours: set[str] = field(default_factory=set)
    """Addresses of a day that the interval only touches in the source's own zone."""

    @property
    def zone(self) -> tzinfo:
        """The zone of times that name none."""
        return zone_of(self.source)

    def read_all(self) -> Iterator[Announcement]:
        """Every announcement that can be read: declared, feeds, sitemaps, sections."""
        places = self.source.discovery
        days = list_days(self.interval, self.source)
        beside = [day for day in days if day not in set(_walk_days(self.interval, UTC))]
        self.neighbours.update(
            url
            for template in (*places.feeds, *places.sitemaps, *places.sections)
            for url in fill_dates(template, beside)
            if url != template
        )
        for template in places.urls:
            yield from self._declare(template, fill_dates(template, days))
        for url in _fill_all(places.feeds, days):
            yield from self._try(url, read_feed)
        for url in _fill_all(places.sitemaps, days):
            yield from self._read_sitemaps(url)
        for template in places.sections:
            yield from self._read_sections(template, fill_dates(template, days))

    def _declare(self, template: str, urls: Sequence[str]) -> Iterator[Announcement]:
        is_dated = list(urls) != [template]
        if not (is_dated or self.is_current):
            return
        self.read_count += 1
        yield from (Announcement(url, "declared", is_of_interval=True) for url in urls)

    def _read_sections(self, template: str, urls: Sequence[str]) -> Iterator[Announcement]:
        is_dated = list(urls) != [template]
        if not (is_dated or self.is_current):
            return
        for url in urls:
            yield from self._try(
                url, lambda body, at: read_section(body, at, is_of_interval=is_dated)
            )

    def _read_sitemaps(self, url: str) -> Iterator[Announcement]:
        """One sitemap, and those it leads to that may hold pages of the interval."""
        waiting: list[tuple[int, str]] = [(0, url)]
        seen = {url}
        while waiting:
            depth, address = waiting.pop(0)
            children: list[Child] = []
            yield from self._try(address, partial(self._read_one, into=children))
            fresh = [child.url for child in children if child.url not in seen]
            room = MAX_SITEMAPS - len(seen) if depth < _MAX_DEPTH else 0
            if len(fresh) > room:
                told = f"leads to {len(fresh)} sitemaps for the interval; {room} read"
                self.problems.append((address, told))
            seen.update(fresh[:room])
            waiting += [(depth + 1, child) for child in fresh[:room]]

    def _read_one(self, body: bytes, url: str, into: list[Child]) -> list[Announcement]:
        sitemap = read_sitemap(body, url, self.zone)
        into += [child for child in sitemap.children if may_hold(child, self.interval, self.zone)]
        return list(sitemap.pages)

    def _try(
        self, url: str, read: Callable[[bytes, str], list[Announcement]]
    ) -> list[Announcement]:
        try:
            document = self.fetch(url)
            found = read(document.body, document.final_url)
        except FetchError as error:
            self._note(url, error)
            return []
        except ValueError as error:
            self._note(url, FetchFailed(str(error), url=url))
            return []
        self.read_count += 1
        return found

    def _note(self, url: str, error: FetchError) -> None:
        self.failures.append(error)
        self.problems.append((url, error.message))


def _take_known(known: Sequence[Discovered], source: Source) -> dict[str, Discovered]:
    named = ((name_page(page.url, source), page) for page in known)
    return {url: replace(page, url=url) for url, page in named if url is not None}


def zone_of(source: Source) -> tzinfo:
    """The zone of the Source's times that name none."""
    return ZoneInfo(source.time_zone) if source.time_zone else UTC


def list_days(interval: Interval, source: Source) -> list[date]:
    """Each day that the interval touches, in UTC and in the Source's zone, earliest first."""
    days = {day for place in (UTC, zone_of(source)) for day in _walk_days(interval, place)}
    return sorted(days)


def _walk_days(interval: Interval, zone: tzinfo) -> Iterator[date]:
    day = _date_in(interval.start, zone)
    while day <= _date_in(interval.end - _MOMENT, zone):
        yield day
        day += timedelta(days=1)


def _date_in(instant: datetime, zone: tzinfo) -> date:
    return instant.astimezone(zone).date()


def _fill_all(templates: Sequence[str], days: Sequence[date]) -> list[str]:
    return [url for template in templates for url in fill_dates(template, days)]
