"""What is known of a page's times before its entries are read: dates, zone, language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.extract.times import (
    TimeContext,
    ZoneGuess,
    find_stated_zone,
    guess_zone,
    list_zone_stating,
    read_time,
    resolve_times,
)
from pipeline.extract.times.reading import GUESSED_SOURCES
from pipeline.extract.times.zones import load_zone, read_offset_at
from pipeline.extract.tree.words import find_words

if TYPE_CHECKING:
    from pipeline.extract.about.metadata import Metadata
    from pipeline.extract.tree.page import Page
    from pipeline.model import PageBefore

_LINES = frozenset({"p", "em", "i", "strong", "span", "div", "small", "li"})
"""Tags whose own text may state the zone."""
# '-04:00' or '+0530' at the end; never zero
_OFFSET = re.compile(r"[+-](?!00:?00)\d{2}:?\d{2}\Z")


def make_time_context(
    page: Page, about: Metadata, published_on: date | None, before: PageBefore | None = None
) -> TimeContext:
    """The page's own dates, read, and the zone that its clocks most likely show."""
    host = urlsplit(page.url or "").hostname
    statements = _find_statements(page)
    # What a page says of its own clocks is better than what somebody declared for its publisher.
    hint = page.hints.time_zone if page.hints and not statements else None
    language = _read_language(page)
    guess = guess_zone(language, host, statements, hint)
    if guess.zone is None:
        guess = guess_zone(language, host, _find_offsets(about), hint)
    elif "ambiguous_zone" in guess.flags:
        guess = _weigh_offsets(guess, about)
    context = TimeContext(
        captured_at=page.captured_at,
        zone=guess.zone,
        zone_source=guess.source,
        language=page.language,
    )
    published = read_page_date(about.published_raw, context)
    if published_on is not None:
        published = datetime.combine(published_on, time(), UTC)
    return replace(
        context,
        page_published_at=published,
        page_modified_at=read_page_date(about.modified_raw, context),
        sort_order=before.order if before else None,
        page_before_at=before.last_at if before else None,
    )


def _weigh_offsets(guess: ZoneGuess, about: Metadata) -> ZoneGuess:
    """The offset of the page's own dates, where the guessed zone has another at that time.

    A country of several zones tells less of a newsroom than the clock of its own system.
    """
    zone = load_zone(guess.zone) if guess.zone else None
    dated = read_page_date(about.published_raw, TimeContext())
    offsets = _find_offsets(about)
    if guess.source not in GUESSED_SOURCES or zone is None or dated is None or not offsets:
        return guess
    told = load_zone(offsets[0])
    if told is None or read_offset_at(told, dated) == read_offset_at(zone, dated):
        return guess
    return ZoneGuess(offsets[0], "stated")


def _read_language(page: Page) -> str | None:
    """The page's language, without a region that is only its system's default.

    WordPress says ``en-US`` wherever its settings were never touched.
    """
    if page.language == "en-us" and "/wp-content/" in page.raw:
        return "en"
    return page.language


def read_page_date(raw: str | None, context: TimeContext) -> datetime | None:
    """The instant that a date of the page's metadata names."""
    reading = read_time(raw, context) if raw else None
    resolved = resolve_times([reading], context)[0]
    return resolved.instant if resolved else None


def _find_statements(page: Page) -> list[str]:
    """Short lines that may state the zone of all times."""
    sheet = page.sheet
    texts = [
        text
        for tag, text in zip(sheet.tags, sheet.texts, strict=True)
        if text and 8 <= len(text) <= 240 and tag in _LINES
    ]
    said = (text for text in list_zone_stating(texts) if find_words("says_zone").search(text))
    zones = (find_stated_zone(" ".join(text.split())) for text in said)
    return [zone for zone in zones if zone]


def _find_offsets(about: Metadata) -> list[str]:
    """Offsets other than UTC in the page's own dates: its newsroom's local time."""
    raws = (about.published_raw, about.modified_raw, about.coverage_start_raw)
    found = (_OFFSET.search(raw) for raw in raws if raw)
    return [one[0] for one in found if one]
