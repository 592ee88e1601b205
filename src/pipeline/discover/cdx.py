"""A CDX server's captures of an interval: searches as addresses, answers as Archived. Pure.

Wayback's protocol (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server), as
pywb speaks it, too. They differ: Wayback answers with a JSON array and pages by ``resumeKey``; pywb
answers with a JSON object a line and knows no pages, so that an interval with more rows than asked
for is halved. Both may repeat rows. What servers filter differs as well, so it is filtered here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipeline.discover.keep import name_page
from pipeline.model import Archived

if TYPE_CHECKING:
    from pipeline.model import HistoryPlace, Interval, Source

MAX_ROWS = 5000
"""Asked for in one search."""
_SECOND = timedelta(seconds=1)
_STAMP = "%Y%m%d%H%M%S"
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_REVISIT_TYPE = "warc/revisit"
_SERVED = frozenset({"200", "-", ""})
"""A revisit has no status of its own in some indexes; its replay shows it."""
_NAMES = {"original": "url", "mimetype": "mime", "statuscode": "status"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one search, by field name as pywb has it, and where they go on."""

    rows: tuple[dict[str, str], ...]
    resume_key: str | None = None


def plan_searches(place: HistoryPlace, source: Source, interval: Interval) -> list[str]:
    """The searches of an interval: one for each prefix, or each domain of the Source."""
    wanted = [(prefix, "prefix") for prefix in place.prefixes]
    wanted = wanted or [(domain, "domain") for domain in source.domains]
    return [_write_search(place, target, match, interval) for target, match in wanted]


def read_answer(body: bytes) -> Answer:
    """Read what a server answered: a JSON array of rows, or an object a line.

    Raises:
        ValueError: neither.
    """
    text = body.decode("utf-8", "replace").strip()
    try:
        if not text.startswith("["):
            return Answer(tuple(_read_row(json.loads(line)) for line in text.splitlines()))
        header, *rows = json.loads(text) or [[]]
        resume_key = None
        if len(rows) >= 2 and not rows[-2] and len(rows[-1]) == 1:
            resume_key = str(rows[-1][0])
            rows = rows[:-2]
        named = (_read_row(dict(zip(header, row, strict=True))) for row in rows)
        return Answer(tuple(named), resume_key)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no CDX answer: {error}") from error


def list_further(search: str, answer: Answer) -> list[str]:
    """The searches that bring the rest, where an answer was not all."""
    if answer.resume_key:
        return [_change(search, resumeKey=answer.resume_key)]
    if len(answer.rows) < MAX_ROWS:
        return []
    asked = dict(parse_qsl(urlsplit(search).query))
    first, last = _read_stamp(asked["from"]), _read_stamp(asked["to"])
    if last - first < _SECOND:
        return []
    middle = first + (last - first) // 2
    return [
        _change(search, to=f"{middle:{_STAMP}}"),
        _change(search, **{"from": f"{middle + _SECOND:{_STAMP}}"}),
    ]


def list_archived(
    place: HistoryPlace, source: Source, interval: Interval, rows: Iterable[dict[str, str]]
) -> list[Archived]:
    """The pages among the rows that are the Source's and of the interval, each once, by instant."""
    found = {
        (one.url, one.captured_at, one.digest): one
        for one in _read_rows(place, source, rows)
        if interval.start <= one.captured_at < interval.end
    }
    return sorted(found.values(), key=lambda one: (one.captured_at, one.url, one.digest))


def _read_rows(
    place: HistoryPlace, source: Source, rows: Iterable[dict[str, str]]
) -> Iterator[Archived]:
    for row in rows:
        is_page = row.get("mime", "") in _PAGE_TYPES | {_REVISIT_TYPE}
        if not is_page or row.get("status", "") not in _SERVED:
            continue
        url = name_page(row["url"], source)
        if url is not None and place.replay is not None:
            yield Archived(
                address=place.replay.format(timestamp=row["timestamp"], url=row["url"]),
                url=url,
                captured_at=_read_stamp(row["timestamp"]),
                origin="cdx",
                digest=row.get("digest", ""),
            )


def _read_row(row: dict[str, Any]) -> dict[str, str]:
    """One row under pywb's names.

    Raises:
        KeyError, ValueError: it has no address, or no time.
    """
    named = {_NAMES.get(name, name): str(value) for name, value in row.items()}
    _read_stamp(named["timestamp"])
    if not named["url"]:
        raise ValueError("a row without an address")
    return named


def _read_stamp(text: str) -> datetime:
    return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)


def _write_search(place: HistoryPlace, target: str, match: str, interval: Interval) -> str:
    first, last = interval.start.astimezone(UTC), interval.end.astimezone(UTC) - _SECOND
    fields = {
        "url": target,
        "matchType": match,
        "from": f"{first:{_STAMP}}",
        "to": f"{last:{_STAMP}}",
        "output": "json",
        "limit": str(MAX_ROWS),
        "showResumeKey": "true",
    }
    return f"{place.server}?{urlencode(fields)}"


def _change(search: str, **fields: str) -> str:
    parts = urlsplit(search)
    asked = dict(parse_qsl(parts.query)) | fields
    return urlunsplit(parts._replace(query=urlencode(asked)))
