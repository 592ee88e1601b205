"""Twenty live blogs over three days: what is told of them is what befell them, in any order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, RowMapping, insert, select, text

from pipeline import steps
from pipeline.errors import BatchFailed, DatelineError
from pipeline.model import Assignment, Discovery, Interval, Politeness, Source
from pipeline.newsroom.stream import (
    GAP,
    ROUNDS,
    START,
    Look,
    Shift,
    StreamBlog,
    StreamNewsroom,
    tell_events,
    tell_shifts,
)
from pipeline.nights import name_slot
from pipeline.settings import Settings
from pipeline.warehouse import hash_public_rows, migrate, open_warehouse
from pipeline.warehouse.tables import batch, raw_capture, raw_discovery

pytestmark = pytest.mark.timeout(900)

NIGHTS = (date(2026, 3, 27), date(2026, 3, 28), date(2026, 3, 29))
EVENTS = """
    SELECT event.observed_at, event.type, entry_version.text, live_blog.url
    FROM event
    INNER JOIN entry ON entry.entry_id = event.entry_id
    INNER JOIN live_blog ON live_blog.live_blog_id = entry.live_blog_id
    INNER JOIN entry_version
        ON entry_version.entry_id = event.entry_id AND entry_version.version = 1
"""

LINKS = """
    SELECT
        entry_links.observed_at,
        entry_links.type,
        giver.text AS giver,
        taker.text AS taker,
        entry_links.live_blog_url AS url
    FROM entry_links
    INNER JOIN entry_version AS giver
        ON giver.entry_id = entry_links.from_entry_id AND giver.version = 1
    INNER JOIN entry_version AS taker
        ON taker.entry_id = entry_links.to_entry_id AND taker.version = 1
"""


@dataclass
class Watch:
    """A pipeline on a clock of its own, and when it looked."""

    newsroom: StreamNewsroom
    runtime: steps.Runtime
    now: list[datetime]
    looks: list[Look] = field(default_factory=list)
    failures: list[DatelineError] = field(default_factory=list)

    def poll(self, number: int) -> None:
        self.newsroom.round = number
        self.now[0] = START + number * GAP
        slot = name_slot(self.now[0])
        for name in steps.list_due_sources(self.runtime, list(self.runtime.sources), slot):
            job = Assignment(name, slot.start.date(), f"poll-{number}", slot=slot)
            steps.discover_due(self.runtime, job)
            self.load(job)
        self.looks.append(Look(self.now[0], number, is_whole=False))

    def end_night(self, night: date, number: int) -> None:
        self.newsroom.round = number
        self.now[0] = datetime(night.year, night.month, night.day, tzinfo=UTC) + timedelta(
            days=1, minutes=20
        )
        for name in self.runtime.sources:
            job = Assignment(name, night, f"night-{night}")
            steps.discover_pages(self.runtime, job)
            self.load(job)
        self.looks.append(Look(self.now[0], number, is_whole=True))

    def load(self, job: Assignment) -> None:
        try:
            steps.capture_pages(self.runtime, job)
        except DatelineError as error:
            self.failures.append(error)
        steps.load_batch(self.runtime, job)
        report(self.runtime, job)


def report(runtime: steps.Runtime, job: Assignment) -> None:
    """Close the accounts; where a page failed the batch is marked so, and the others go on."""
    with suppress(BatchFailed):
        steps.report_night(runtime, job, [job.source])


def declare(newsroom: StreamNewsroom) -> dict[str, Source]:
    zones = {one.name: one.time_zone for one in newsroom.publishers}
    return {
        name: Source(
            name=name,
            publisher=name,
            domains=(origin.removeprefix("http://"),),
            language="en",
            time_zone=zones[name],
            discovery=Discovery(
                feeds=(f"{origin}/feed.xml",),
                sitemaps=(f"{origin}/sitemap-{{yyyy}}-{{mm}}-{{dd}}.xml",),
            ),
            politeness=Politeness(
                min_interval_s=0.0, max_retries=0, timeout_s=5, allow_private_addresses=True
            ),
        )
        for name, origin in newsroom.addresses.items()
    }


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    home = tmp_path_factory.mktemp("stream")
    newsroom = StreamNewsroom()
    newsroom.start()
    engine = open_store(home)
    now = [START]
    runtime = steps.Runtime(
        Settings(home=home, _env_file=None), engine, declare(newsroom), lambda: now[0], time.sleep
    )
    watched = Watch(newsroom, runtime, now)
    for number in range(ROUNDS):
        watched.poll(number)
        if number % 10 == 9:
            watched.end_night(NIGHTS[number // 10], number)
    yield watched
    newsroom.stop()
    engine.dispose()


def open_store(home: Path) -> Engine:
    engine = open_warehouse(f"sqlite:///{home / 'warehouse.db'}")
    migrate(engine)
    return engine


def read_links(engine: Engine) -> dict[str, list[tuple[datetime, str, str, str]]]:
    """Address of the live blog -> when, what, and how the two entries read when first seen."""
    found: dict[str, list[tuple[datetime, str, str, str]]] = {}
    with engine.connect() as connection:
        for row in connection.execute(text(LINKS)):
            at = datetime.fromisoformat(str(row.observed_at)).replace(tzinfo=UTC)
            found.setdefault(row.url, []).append((at, row.type, row.giver, row.taker))
    return found


def read_events(engine: Engine) -> dict[str, list[tuple[datetime, str, str]]]:
    """Address of the live blog -> when, what, and how the entry read when it was first seen."""
    found: dict[str, list[tuple[datetime, str, str]]] = {}
    with engine.connect() as connection:
        for row in connection.execute(text(EVENTS)):
            at = datetime.fromisoformat(str(row.observed_at)).replace(tzinfo=UTC)
            found.setdefault(row.url, []).append((at, row.type, row.text))
    return found


def name_texts(blog: StreamBlog) -> dict[str, str]:
    """Each text that a post of the live blog ever had -> the post's id."""
    return {
        "\n\n".join(post.paragraphs): post.id for moment in blog.moments for post in moment.posts
    }


def test_events_equal_the_truth(watch: Watch) -> None:
    found = read_events(watch.runtime.engine)
    differences = []
    for blog in watch.newsroom.blogs:
        url = watch.newsroom.addresses[f"stream_{blog.family}"] + blog.path
        names = name_texts(blog)
        truth = Counter((e.at, e.type, e.post_id) for e in tell_events(blog, watch.looks))
        mine = Counter((at, kind, names.get(said, said)) for at, kind, said in found.get(url, []))
        label = (blog.family, blog.habit)
        differences += [("missing", *label, *map(str, e)) for e in truth - mine]
        differences += [("extra", *label, *map(str, e)) for e in mine - truth]
    assert not sorted(differences)


def test_splits_and_merges_equal_the_truth(watch: Watch) -> None:
    found = read_links(watch.runtime.engine)
    told: Counter[str] = Counter()
    for blog in watch.newsroom.blogs:
        url = watch.newsroom.addresses[f"stream_{blog.family}"] + blog.path
        names = name_texts(blog)
        truth = tell_shifts(blog, watch.looks)
        mine = [
            (at, Shift(kind, names.get(giver, giver), names.get(taker, taker)))
            for at, kind, giver, taker in found.get(url, [])
        ]
        assert sorted(mine) == sorted(truth), (blog.family, blog.habit)
        told.update(shift.type for _, shift in truth)
    assert min(told["split"], told["merge"]) >= 3


def test_every_kind_of_change_befell(watch: Watch) -> None:
    told = Counter(e.type for blog in watch.newsroom.blogs for e in tell_events(blog, watch.looks))
    assert set(told) == {
        "added",
        "edited",
        "moved",
        "pinned",
        "unpinned",
        "retracted",
        "restored",
    }
    assert {m.view for blog in watch.newsroom.blogs for m in blog.moments} == {
        "whole",
        "paged",
        "shrunk",
        "wall",
        "unavailable",
        "truncated",
    }
    assert watch.failures


def test_rows_are_the_same_when_history_arrives_backwards(watch: Watch, tmp_path: Path) -> None:
    engine = open_store(tmp_path)
    runtime = replace(watch.runtime, engine=engine)
    with watch.runtime.engine.connect() as connection:
        query = select(batch).order_by(batch.c.interval_end.desc(), batch.c.source)
        batches = connection.execute(query).mappings().all()
        for row in batches:
            copy_batch(connection, engine, row)
    for row in batches:
        slot = Interval(row["interval_start"], row["interval_end"])
        job = Assignment(
            row["source"], row["night"], row["run_id"], slot=slot if row["kind"] == "poll" else None
        )
        steps.load_batch(runtime, job)
        report(runtime, job)
    wanted = hash_public_rows(watch.runtime.engine)
    assert hash_public_rows(engine) == wanted
    engine.dispose()


def test_rows_are_the_same_when_made_again_from_warc_alone(watch: Watch, tmp_path: Path) -> None:
    engine = open_store(tmp_path)
    runtime = replace(watch.runtime, engine=engine)
    found = steps.read_archive(runtime)
    assert not found.lost
    assert not [one for one in steps.rebuild_warehouse(runtime, found) if one.problem]
    assert hash_public_rows(engine) == hash_public_rows(watch.runtime.engine)
    engine.dispose()


def copy_batch(connection: Connection, engine: Engine, row: RowMapping) -> None:
    """What a batch discovered and captured, as its rows stand; nothing that follows from it."""
    with engine.begin() as target:
        target.execute(insert(batch), dict(row))
        for table in (raw_discovery, raw_capture):
            query = select(table).where(table.c.batch_id == row["batch_id"])
            if table is raw_capture:
                query = query.order_by(table.c.root_capture_id.is_not(None))
            for one in connection.execute(query).mappings().all():
                target.execute(insert(table), dict(one))
