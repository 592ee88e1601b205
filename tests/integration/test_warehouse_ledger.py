"""The ledger of a Batch, and the books that fetching keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.errors import UsageError, WarehouseError
from pipeline.model import Discovered
from pipeline.nights import night_interval
from pipeline.warehouse import (
    WarehouseFetchLog,
    WarehouseValidators,
    batch_report,
    captures_of_batch,
    close_batch,
    find_batch,
    find_payload,
    find_quarantined,
    known_pages,
    load_staged,
    mark_url,
    name_batch,
    run_query,
    save_capture,
    save_discovered,
    save_quality_results,
    urls_to_capture,
)

A, B, C = (f"https://news.example/live/{name}" for name in "abc")


@dataclass(frozen=True)
class Result:
    """How an expectation fared."""

    table: str = "entries"
    expectation: str = "text_is_present"
    column: str | None = "text"
    severity: str = "warning"
    is_success: bool = True
    checked: int = 4
    unexpected: int = 0
    observed: str | None = None


@dataclass(frozen=True)
class LogLine:
    """What fetching tells its log."""

    url: str
    asked_at: datetime
    outcome: str = "fetched"
    reason: str | None = None
    status: int | None = 200
    waited_s: float = 2.0
    elapsed_s: float = 0.1
    received_bytes: int = 1000
    host: str = "news.example"
    attempts: int = 1


def test_a_batch_keeps_its_name_and_its_first_run(watch, make_night):
    night = make_night(0, {})
    first = watch.open(night, "run-1")
    assert first.batch_id == name_batch("harbour", night_interval(date(2026, 3, 1)))
    assert watch.open(night, "run-2") == first == find_batch(watch.engine, first.batch_id)
    assert first.interval == night_interval(date(2026, 3, 1))


def test_an_unknown_batch(watch):
    with pytest.raises(WarehouseError, match="no such batch"):
        find_batch(watch.engine, "nonsense")


def test_addresses_keep_their_order_and_their_outcome(watch, make_night, make_capture):
    night = make_night(0, {}, url=A)
    batch = watch.open(night)
    found = [Discovered(url, "feed") for url in (B, A)]
    assert save_discovered(watch.engine, batch.batch_id, found) == 2
    assert save_discovered(watch.engine, batch.batch_id, [Discovered(C, "sitemap"), *found]) == 1
    assert urls_to_capture(watch.engine, batch.batch_id) == [B, A, C]
    save_capture(watch.engine, batch, make_capture("harbour", night))
    save_capture(watch.engine, batch, make_capture("harbour", night))
    mark_url(watch.engine, batch.batch_id, B, "refused", "robots")
    mark_url(watch.engine, batch.batch_id, C, "failed", "503")
    mark_url(watch.engine, batch.batch_id, A, "failed", "503")
    assert urls_to_capture(watch.engine, batch.batch_id) == [B, C]
    assert urls_to_capture(watch.engine, batch.batch_id, force=True) == [B, A, C]
    report = batch_report(watch.engine, batch.batch_id)
    assert (report.discovered, report.captured, report.refused, report.failed) == (3, 1, 1, 1)
    assert captures_of_batch(watch.engine, batch.batch_id) == [make_capture("harbour", night)]


def test_the_same_address_twice_in_one_discovery(watch, make_night):
    batch = watch.open(make_night(0, {}))
    found = [Discovered(A, "feed"), Discovered(B, "feed"), Discovered(A, "sitemap")]
    assert save_discovered(watch.engine, batch.batch_id, found) == 2
    assert urls_to_capture(watch.engine, batch.batch_id) == [A, B]


def test_accounting_is_open_while_an_address_is_pending(watch, make_night):
    batch = watch.open(make_night(0, {}))
    save_discovered(watch.engine, batch.batch_id, [Discovered(A, "feed")])
    assert not batch_report(watch.engine, batch.batch_id).is_closed
    close_batch(watch.engine, batch.batch_id, "failed", "1 page failed")
    report = batch_report(watch.engine, batch.batch_id)
    assert (report.status, report.reason) == ("failed", "1 page failed")


def test_a_payload_is_found_where_it_stands_in_full(watch, make_night, make_capture):
    first = make_capture("harbour", make_night(0, {1: "x"}))
    again = replace(make_capture("harbour", make_night(0, {1: "x"}, hour=1)), is_revisit=True)
    batch = watch.open(make_night(0, {}))
    for capture in (again, first):
        save_capture(watch.engine, batch, capture)
    assert find_payload(watch.engine, first.payload_sha256) == first
    assert find_payload(watch.engine, "f" * 64) is None


def test_known_pages_are_judged_from_earlier_nights_alone(watch, make_night, make_texts):
    def known(day):
        night = make_night(day, {}).date
        return [(p.url, p.via) for p in known_pages(watch.engine, "harbour", night_interval(night))]

    watch.publish(make_night(0, make_texts(4), url=A))
    assert known(1) == [], "a single night proves no long life"
    watch.publish(make_night(1, make_texts(60), url=A), make_night(1, make_texts(60), url=B))
    assert known(-1) == []
    assert known(5) == [], "a live blog that has been quiet for days has ended"
    assert known(0) == [(A, "archive")]
    assert known(1) == [(A, "archive"), (B, "archive")]
    assert known(2) == [(A, "running")]


def test_staged_rows_come_back_as_the_audit_wants_them(watch, make_night, make_texts):
    watch.publish(make_night(0, make_texts(3)))
    batch = watch.stage(make_night(1, make_texts(4)))
    staged = load_staged(watch.engine, batch.batch_id)
    assert (staged.source, staged.captures, len(staged.pages)) == ("harbour", 1, 1)
    assert staged.usual_dated_share == 1.0
    assert [entry.position for entry in staged.entries] == [0, 1, 2, 3]
    assert staged.entries[3].row_key == f"{staged.pages[0].row_key}/3"
    assert staged.entries[0].published_at == datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    assert staged.removed_texts == ("Get our morning letter",)


def test_quality_results_are_replaced_where_they_differ(watch, make_night):
    batch = watch.open(make_night(0, {}))
    query = "select expectation, is_success, unexpected from quality_results order by expectation"
    other = Result(expectation="some_are_dated", table="batch", column=None, observed="0.9")
    save_quality_results(watch.engine, batch, [Result(), other])
    save_quality_results(watch.engine, batch, [Result(is_success=False, unexpected=1), other])
    assert run_query(watch.engine, query).rows == (
        ("some_are_dated", True, 0),
        ("text_is_present", False, 1),
    )
    save_quality_results(watch.engine, batch, [other])
    assert run_query(watch.engine, query).rows == (("some_are_dated", True, 0),)


def test_validators_count_only_while_their_payload_is_archived(watch, make_night, make_capture):
    stored_at = datetime(2026, 3, 1, tzinfo=UTC)
    store = WarehouseValidators(watch.engine, lambda: stored_at)
    capture = make_capture("harbour", make_night(0, {1: "x"}))
    kept = {"etag": '"1"', "last_modified": None, "payload_sha256": capture.payload_sha256}
    store.save(A, **kept)
    assert store.find(A) is None
    save_capture(watch.engine, watch.open(make_night(0, {})), capture)
    store.save(A, **(kept | {"etag": '"2"'}))
    found = store.find(A)
    assert (found.etag, found.last_modified, found.stored_at) == ('"2"', None, stored_at)
    assert store.find(B) is None
    store.save(A, None, None, capture.payload_sha256)
    assert store.find(A) is None


def test_the_politeness_audit(watch, make_night):
    batch = watch.open(make_night(0, {}))
    log = WarehouseFetchLog(watch.engine, source="harbour", batch_id=batch.batch_id)
    asked_at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    log.record(LogLine(A, asked_at))
    log.record(LogLine(B, asked_at + timedelta(seconds=2), "refused", "robots", None))
    found = run_query(watch.engine, "politeness")
    assert [row[2:5] for row in found.rows] == [("fetched", None, 1), ("refused", "robots", 1)]
    assert found.rows[0][6] == "2026-03-01T12:00:00Z"


def test_an_unknown_id_in_quarantine(watch):
    with pytest.raises(UsageError, match="no such id"):
        find_quarantined(watch.engine, "abc")
