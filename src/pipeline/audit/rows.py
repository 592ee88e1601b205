"""The rows that expectations look at: what was staged, with what can only be said beside it.

Plain Python; no frame, no heavy library.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline.addresses import is_in_domains
from pipeline.fingerprint import normalise_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.audit.batch import StagedBatch, StagedEntry, StagedPage

Row = dict[str, Any]  # Any: a cell holds text, a number, a time or nothing

CLOCK_SKEW = timedelta(minutes=10)
"""A publisher's clock may run ahead of ours by so much."""

BEFORE_PAGE = timedelta(days=2)
"""Entries may be older than the page says it is: it was opened late, or moved to a new address."""

WIDTH = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
"""How much later than its stamp the instant meant may lie, or earlier; zones included."""

QUARTER_H = 15
"""Every zone's midnight is a multiple of so many minutes after an hour in UTC."""

FIRST_YEAR = 1990
"""No page is older than the web; one that says so (year 1, 1970) left a field of its own empty."""

USUALLY_DATED_SHARE = 0.5
"""A Source that dated so many Entries, and now none, is misread."""

MIN_BOILERPLATE_CHARACTERS = 12
"""A removed block below this length may be a whole post as well: 'Goal!'."""


def list_entry_rows(batch: StagedBatch) -> list[Row]:
    """Give each staged Entry a row with its bounds in time, repeats and claims."""
    pages = {page.capture_id: page for page in batch.pages}
    copies: Counter[tuple[str, str | None]] = Counter()
    positions: Counter[str] = Counter()
    first: dict[str, int] = {}
    rows: list[Row] = []
    for entry in batch.entries:
        start = first.setdefault(entry.capture_id, entry.position)
        row = _describe_entry(entry, pages.get(entry.capture_id))
        row["repeats"] = copies[entry.capture_id, entry.entry_key]
        row["expected_position"] = start + positions[entry.capture_id]
        copies[entry.capture_id, entry.entry_key] += 1
        positions[entry.capture_id] += 1
        rows.append(row)
    return rows


def list_page_rows(batch: StagedBatch, domains: Sequence[str]) -> list[Row]:
    """Give each staged page a row with its count of staged Entries, and whether it is at home."""
    counts = Counter(entry.capture_id for entry in batch.entries)
    return [
        {
            "row_key": page.row_key,
            "kind": page.kind,
            "coverage_state": page.coverage_state,
            "url": page.url,
            "is_in_domains": _is_at_home(page.url, domains),
            "title": normalise_text(page.title),
            "shown": page.shown,
            "declared": page.declared,
            "entries": counts[page.capture_id],
            "text": page.text,
            "published_at": page.published_at,
            "latest": page.captured_at + WIDTH["day"],
            "is_of_the_web_s_time": page.published_at is None or _is_of_the_web(page),
            "has_content": _has_content(page, counts[page.capture_id]),
        }
        for page in batch.pages
    ]


def list_removed_words(batch: StagedBatch) -> frozenset[str]:
    """Return the texts of removed blocks that are long enough to tell boilerplate."""
    words = (normalise_text(text) or "" for text in batch.removed_texts)
    return frozenset(text for text in words if len(text) >= MIN_BOILERPLATE_CHARACTERS)


def measure_batch(batch: StagedBatch, entries: Sequence[Row], failed: int) -> Row:
    """Measure the Batch as a whole, as shares from 0 to 1; None: there is nothing to measure.

    Args:
        batch: what was staged.
        entries: rows of ``list_entry_rows``.
        failed: how many of them failed a check that sets a row aside.
    """
    count = len(entries)
    dated = sum(row["published_at"] is not None for row in entries)
    usual = batch.usual_dated_share or 0.0
    return {
        "row_key": "batch",
        "parsed_share": min(1.0, len(batch.pages) / batch.captures) if batch.captures else None,
        "duplicate_share": sum(row["repeats"] > 0 for row in entries) / count if count else None,
        "failed_share": failed / count if count else None,
        "dated_share": dated / count if count else None,
        "lost_dates": float(count > 0 and not dated and usual >= USUALLY_DATED_SHARE),
    }


def _is_at_home(url: str, domains: Sequence[str]) -> bool:
    """Whether the Source may show the page: at its domains, or in a file that somebody gave us."""
    return not domains or url.startswith("file:") or is_in_domains(url, domains)


def _describe_entry(entry: StagedEntry, page: StagedPage | None) -> Row:
    slack = WIDTH.get(entry.precision or "", timedelta(0))
    opened = page.published_at if page is not None and _is_of_the_web(page) else None
    headline, text = normalise_text(entry.headline), normalise_text(entry.text)
    return {
        "row_key": entry.row_key,
        "entry_key": normalise_text(entry.entry_key),
        "position": entry.position,
        "headline": headline,
        "text": text,
        "words": text or headline,
        "published_at": entry.published_at,
        "updated_at": _loosen(entry),
        "precision": entry.precision,
        "dated_by": entry.dated_by,
        "earliest": opened - BEFORE_PAGE - slack if opened is not None else None,
        "latest": page.captured_at + CLOCK_SKEW + slack if page is not None else None,
        "time_claim": _describe_claim(entry),
        "is_as_precise_as_said": _is_as_precise_as_said(entry),
    }


def _loosen(entry: StagedEntry) -> Any:  # noqa: ANN401 - a cell
    if entry.updated_at is None or entry.precision not in WIDTH:
        return entry.updated_at
    return entry.updated_at + WIDTH[entry.precision]


def _describe_claim(entry: StagedEntry) -> str:
    claims = (entry.published_at, entry.precision, entry.dated_by)
    if all(claim is None for claim in claims):
        return "undated"
    return "dated" if all(claim is not None for claim in claims) else "unfounded"


def _is_as_precise_as_said(entry: StagedEntry) -> bool:
    time = entry.published_at
    if time is None or entry.precision != "day":
        return True
    return time.second == 0 and time.microsecond == 0 and time.minute % QUARTER_H == 0


def _is_of_the_web(page: StagedPage) -> bool:
    return page.published_at is not None and page.published_at.year >= FIRST_YEAR


def _has_content(page: StagedPage, entries: int) -> bool:
    if page.kind == "liveblog":
        return entries > 0 or page.coverage_state == "unavailable"
    return normalise_text(page.text) is not None
