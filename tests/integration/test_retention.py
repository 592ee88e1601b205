"""Retention: working rows go when they are old; what people query, and what is open, stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from pipeline import steps
from pipeline.errors import BatchFailed
from pipeline.settings import Settings
from pipeline.steps.accounts import close_accounts
from pipeline.steps.retention import find_limits
from pipeline.steps.runtime import assign_again
from pipeline.warehouse import (
    close_batch,
    count_spent,
    delete_spent,
    hash_public_rows,
    list_batches_of,
    run_query,
)
from pipeline.warehouse.audit_tables import quarantine
from pipeline.warehouse.retention import RULES
from pipeline.warehouse.stage import STAGING
from pipeline.warehouse.tables import fetch_log

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
FIRST, LAST = datetime(2026, 3, 1, tzinfo=UTC).date(), datetime(2026, 3, 9, tzinfo=UTC).date()


def count_rows(engine, *tables):
    with engine.connect() as connection:
        return sum(connection.scalar(select(func.count()).select_from(t)) for t in tables)


def until(name, day):
    return {name: datetime(2026, 3, day, tzinfo=UTC)}


@pytest.fixture
def three_nights(watch, make_night, make_texts):
    """Three nights of one live blog, each published."""
    for day in range(3):
        watch.publish(make_night(day, make_texts(4 + day)))
    for batch in list_batches_of(watch.engine, watch.source, FIRST, LAST):
        close_batch(watch.engine, batch.batch_id, "published")
    return watch


def test_staging_goes_up_to_an_instant_and_no_public_row_changes(three_nights):
    engine = three_nights.engine
    before, staged = hash_public_rows(engine), count_rows(engine, *STAGING)
    spent = count_spent(engine, until("staged", 3))["staged"]
    assert 0 < spent < staged
    assert count_rows(engine, *STAGING) == staged, "counting deletes nothing"
    assert delete_spent(engine, until("staged", 3)) == {"staged": spent}
    assert count_rows(engine, *STAGING) == staged - spent
    assert delete_spent(engine, until("staged", 3)) == {"staged": 0}
    assert hash_public_rows(engine) == before
    left = run_query(engine, "select distinct captured_at from stg_page").rows
    assert [str(row[0])[:10] for row in left] == ["2026-03-03"]


def test_a_batch_that_is_not_published_keeps_all(three_nights):
    first = list_batches_of(three_nights.engine, three_nights.source, FIRST, FIRST)[0]
    close_batch(three_nights.engine, first.batch_id, "failed", "3 of 4 pages not captured")
    assert count_spent(three_nights.engine, until("staged", 2)) == {"staged": 0}


def test_only_what_was_replayed_leaves_the_quarantine(three_nights):
    engine = three_nights.engine
    batch = list_batches_of(engine, three_nights.source, FIRST, FIRST)[0]
    row = {
        "batch_id": batch.batch_id,
        "stage": "audit",
        "row_table": "entries",
        "row_key": "a/0",
        "expectation": "text_is_there",
        "severity": "warning",
        "payload": {},
        "source": batch.source,
        "run_id": "run-1",
    }
    with engine.begin() as connection:
        for name in ("open", "replayed"):
            connection.execute(insert(quarantine).values(**row, quarantine_id=name, status=name))
    assert delete_spent(engine, until("replayed", 9)) == {"replayed": 1}
    assert run_query(engine, "select quarantine_id from quarantine").rows == (("open",),)


def test_requests_go_by_their_own_instant(three_nights):
    engine = three_nights.engine
    row = {
        "source": "harbour",
        "url": "https://news.example/",
        "host": "news.example",
        "outcome": "captured",
        "attempts": 1,
        "waited_s": 0.0,
        "elapsed_s": 0.1,
        "received_bytes": 9,
    }
    with engine.begin() as connection:
        for hours in (-1, 0, 1):
            asked_at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=hours)
            connection.execute(insert(fetch_log).values(**row, asked_at=asked_at))
    assert delete_spent(engine, until("fetches", 2)) == {"fetches": 1}
    assert count_rows(engine, fetch_log) == 2


def test_what_is_kept_for_ever_has_no_limit():
    assert set(find_limits(Settings(), NOON)) == {"staged"}
    assert find_limits(Settings(keep_staged_days=0), NOON) == {}
    found = find_limits(Settings(keep_staged_days=2, keep_fetches_days=1), NOON)
    assert found == {
        "staged": datetime(2026, 3, 2, tzinfo=UTC),
        "fetches": datetime(2026, 3, 3, tzinfo=UTC),
    }
    assert {rule.name for rule in RULES} == set(steps.list_kept_days(Settings()))


@pytest.fixture
def cleared(desk):
    """The newsroom's nights, each kind of working row deleted."""
    kept = {f"keep_{kind}_days": 1 for kind in steps.list_kept_days(desk.runtime.settings)}
    settings = desk.runtime.settings.model_copy(update=kept)
    runtime = replace(desk.runtime, settings=settings)
    expected = steps.apply_retention(runtime, is_dry_run=True)
    assert steps.apply_retention(runtime) == expected
    assert expected["staged"] > 0
    return replace(desk, runtime=runtime)


def list_jobs(desk):
    wanted = desk.rereading()
    engine = desk.runtime.engine
    batches = list_batches_of(engine, wanted.source, wanted.first, wanted.last)
    return [assign_again(batch) for batch in batches]


def test_the_accounts_of_a_cleared_batch_still_close(cleared):
    told = [close_accounts(cleared.runtime, job) for job in list_jobs(cleared)]
    assert [problem for _, problem in told] == [None] * 3


def test_a_cleared_batch_is_not_audited_as_if_it_were_empty(cleared):
    job = list_jobs(cleared)[0]
    for step in (steps.audit_batch, steps.publish_batch):
        with pytest.raises(BatchFailed, match="extract it again"):
            step(cleared.runtime, job)
    before = hash_public_rows(cleared.runtime.engine)
    steps.load_batch(cleared.runtime, job)
    assert hash_public_rows(cleared.runtime.engine) == before


def test_a_cleared_batch_is_reparsed_as_before(cleared):
    runtime = cleared.with_parser("2")
    before = hash_public_rows(runtime.engine)
    steps.compare_readings(runtime, cleared.rereading())
    steps.apply_retention(runtime)
    steps.publish_readings(runtime, cleared.rereading())
    versions = run_query(runtime.engine, "select distinct parser_version from entries").rows
    assert versions == (("2",),)
    assert hash_public_rows(runtime.engine) != before


def test_the_command_tells_before_it_deletes(three_nights, monkeypatch, capsys):
    from pipeline.commands.retain import apply_retention

    url = three_nights.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATELINE_WAREHOUSE_URL", url)
    apply_retention(is_dry_run=True, as_json=True)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    staged = next(row for row in told if row["kind"] == "staged")
    assert staged["kept"] == "30 days"
    assert {row["kept"] for row in told if row["kind"] != "staged"} == {"for ever"}
    rows = count_rows(three_nights.engine, *STAGING)
    assert staged["would_go"] == rows > 0
    apply_retention(is_dry_run=False, as_json=True)
    assert count_rows(three_nights.engine, *STAGING) == 0
