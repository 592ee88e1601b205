"""CDX answers of both makers: rows of the Source and of the interval, each once, and the rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline.discover import cdx
from pipeline.discover.archived import find_instant, read_replay, thin_out
from pipeline.model import Archived, HistoryPlace, Interval, Source

NIGHT = Interval(datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 28, tzinfo=UTC))
PLACE = HistoryPlace(
    "cdx",
    server="https://archive.example/cdx",
    replay="https://archive.example/web/{timestamp}id_/{url}",
)
SOURCE = Source("s", "S", ("news.example", "live.example"))
ROW = {
    "timestamp": "20260327120000",
    "url": "https://News.example/live/storm#top",
    "mime": "text/html",
    "status": "200",
    "digest": "D1",
}


def list_found(*rows: dict[str, str]) -> list[Archived]:
    return cdx.list_archived(PLACE, SOURCE, NIGHT, rows)


def test_a_search_for_each_domain_or_prefix() -> None:
    searches = [parse_qs(urlsplit(one).query) for one in cdx.plan_searches(PLACE, SOURCE, NIGHT)]
    assert [one["url"] for one in searches] == [["news.example"], ["live.example"]]
    assert searches[0]["matchType"] == ["domain"]
    assert (searches[0]["from"], searches[0]["to"]) == (["20260327000000"], ["20260327235959"])
    place = HistoryPlace("cdx", server="https://archive.example/cdx", prefixes=("news.example/a",))
    (search,) = cdx.plan_searches(place, SOURCE, NIGHT)
    assert parse_qs(urlsplit(search).query)["matchType"] == ["prefix"]


def test_rows_of_both_makers_read_alike() -> None:
    lines = f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n".encode()
    array = [
        ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"],
        ["key", ROW["timestamp"], ROW["url"], "text/html", "200", "D1", "9"],
        [],
        ["next key"],
    ]
    pywb, wayback = cdx.read_answer(lines), cdx.read_answer(json.dumps(array).encode())
    assert (pywb.resume_key, wayback.resume_key) == (None, "next key")
    assert list_found(*pywb.rows) == list_found(*wayback.rows)
    (found,) = list_found(*pywb.rows)
    assert found == Archived(
        address="https://archive.example/web/20260327120000id_/https://News.example/live/storm#top",
        url="https://news.example/live/storm",
        captured_at=datetime(2026, 3, 27, 12, tzinfo=UTC),
        origin="cdx",
        digest="D1",
    )


@pytest.mark.parametrize("body", [b"", b"[]", b"[[]]", b"\n"])
def test_an_empty_answer_is_an_answer(body: bytes) -> None:
    assert cdx.read_answer(body).rows == ()


@pytest.mark.parametrize(
    "body",
    [
        b"<html>busy</html>",
        b"{}",
        b"[1, 2]",
        b'{"timestamp": "yesterday", "url": "https://news.example/"}',
        b'{"timestamp": "20260327120000", "url": ""}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_answer_is_told(body: bytes) -> None:
    with pytest.raises(ValueError, match="no CDX answer"):
        cdx.read_answer(body)


def test_only_pages_of_the_source_and_the_interval() -> None:
    kept = ROW | {"digest": "D2"}
    found = list_found(
        ROW,
        kept,
        ROW | {"mime": "image/png"},
        ROW | {"status": "404"},
        ROW | {"url": "https://other.example/live"},
        ROW | {"timestamp": "20260328000000"},
        ROW | {"timestamp": "20260327130000", "mime": "warc/revisit", "status": "-"},
    )
    assert [(one.digest, one.captured_at.hour) for one in found] == [
        ("D1", 12),
        ("D2", 12),
        ("D1", 13),
    ]


def test_an_answer_that_goes_on() -> None:
    (search, _) = cdx.plan_searches(PLACE, SOURCE, NIGHT)
    (further,) = cdx.list_further(search, cdx.Answer((), "org,x)/ 2026"))
    assert parse_qs(urlsplit(further).query)["resumeKey"] == ["org,x)/ 2026"]
    assert cdx.list_further(search, cdx.Answer((ROW,))) == []
    halves = cdx.list_further(search, cdx.Answer((ROW,) * cdx.MAX_ROWS))
    spans = [parse_qs(urlsplit(one).query) for one in halves]
    assert [(one["from"][0], one["to"][0]) for one in spans] == [
        ("20260327000000", "20260327115959"),
        ("20260327120000", "20260327235959"),
    ]
    second = search.replace("20260327000000", "20260327235959")
    assert cdx.list_further(second, cdx.Answer((ROW,) * cdx.MAX_ROWS)) == []


def test_of_many_captures_some_evenly() -> None:
    noon = datetime(2026, 3, 27, 12, tzinfo=UTC)
    many = [
        Archived(str(number), "u", noon + timedelta(minutes=number), "cdx") for number in range(9)
    ]
    assert [one.address for one in thin_out(many, 3)] == ["0", "4", "8"]
    assert [one.address for one in thin_out(many, 1)] == ["8"]
    assert thin_out(many, 9) == many


def test_the_instant_is_the_archives() -> None:
    address = "https://archive.example/web/20260327120000id_/https://news.example/a"
    noon = datetime(2026, 3, 27, 12, tzinfo=UTC)
    memento = {"memento-datetime": "Fri, 27 Mar 2026 12:00:07 GMT"}
    assert find_instant(address, memento) == noon + timedelta(seconds=7)
    assert find_instant(address, {"memento-datetime": "soon"}) == noon
    assert find_instant("https://archive.example/a", {}) is None
    assert read_replay(address.replace("20260327", "20269999")) is None
