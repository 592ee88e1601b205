"""What the warehouse says of an instant is what its live blogs' Histories say of it."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import (
    Access,
    Capture,
    Coverage,
    Discovered,
    Entry,
    Extraction,
    Observation,
)
from pipeline.nights import night_interval
from pipeline.revise import revise_live_blog
from pipeline.warehouse import (
    captures_of_batch,
    migrate,
    open_batch,
    open_warehouse,
    publish_batch,
    run_query,
    save_capture,
    save_discovered,
    stage_extractions,
)

URL = "https://news.example/live/storm"
START = datetime(2026, 3, 1, 20, tzinfo=UTC)
revise = partial(revise_live_blog, retract_after=2)


@st.composite
def draw_posts(draw):
    """Posts of one capture in page order: some edited, some pinned."""
    numbers = draw(st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True))
    if draw(st.booleans()):
        numbers = sorted(numbers, reverse=True)
    return tuple(
        Entry(
            entry_key=f"post-{number}",
            position=position,
            headline=f"Headline {number}",
            author=None,
            text=f"Word{number} " * (3 + number) + draw(st.sampled_from(("", "corrected"))),
            published_at=START - timedelta(hours=9) + timedelta(minutes=7 * number),
            precision="minute",
            dated_by="time_element",
            is_pinned=draw(st.integers(0, 5)) == 0,
        )
        for position, number in enumerate(numbers)
    )


@settings(deadline=None, max_examples=25)
@given(shown=st.lists(draw_posts(), min_size=1, max_size=6), data=st.data())
def test_entries_as_of_an_instant(shown, data):
    times = data.draw(st.lists(st.integers(0, 6), min_size=len(shown), max_size=len(shown)))
    observations = [
        Observation(f"{at:064x}", START + timedelta(minutes=minute), coverage_of(posts), posts)
        for at, (minute, posts) in enumerate(zip(times, shown, strict=True))
    ]
    with tempfile.TemporaryDirectory() as folder:
        engine = open_warehouse(f"sqlite:///{Path(folder) / 'warehouse.db'}")
        migrate(engine)
        histories = publish(engine, observations)
        for minute in range(-1, 8):
            for second in (0, 30):
                at = START + timedelta(minutes=minute, seconds=second)
                assert ask_states(engine, at) == fold_history(histories[-1], at)
        check_intervals(engine)
        engine.dispose()


def coverage_of(posts):
    return Coverage("complete", len(posts), len(posts))


def publish(engine, observations):
    """Put observations into a warehouse; return the Histories that were made of them."""
    night = START.date()
    batch = open_batch(engine, "harbour", night, night_interval(night), "run-1")
    save_discovered(engine, batch.batch_id, [Discovered(URL, "feed")])
    by_capture = {one.capture_id: one for one in observations}
    for one in observations:
        save_capture(engine, batch, capture_of(one))
    items = [
        (capture, page_of(by_capture[capture.capture_id]))
        for capture in captures_of_batch(engine, batch.batch_id)
    ]
    stage_extractions(engine, batch, items, "1")
    histories = []

    def revise_and_keep(live_blog_id, recalled):
        histories.append(revise(live_blog_id, recalled))
        return histories[-1]

    publish_batch(engine, batch, revise=revise_and_keep)
    return histories


def capture_of(one):
    return Capture(
        capture_id=one.capture_id,
        source="harbour",
        url=URL,
        final_url=URL,
        captured_at=one.captured_at,
        status=200,
        media_type="text/html",
        charset="utf-8",
        payload_sha256=one.capture_id,
        payload_bytes=100,
        warc_file="harbour.warc.gz",
        warc_offset=0,
        warc_length=90,
    )


def page_of(one):
    return Extraction(
        url=URL,
        captured_at=one.captured_at,
        kind="liveblog",
        publisher="The Harbour",
        title="Storm",
        language="en",
        published_at=None,
        modified_at=None,
        lead=None,
        text=None,
        access=Access(),
        coverage=one.coverage,
        entries=one.entries,
        removed=(),
    )


def ask_states(engine, at):
    found = run_query(
        engine,
        "select entry_id, version, position, is_pinned, edits, text from entry_states"
        " where known_from <= :at and (known_to is null or :at < known_to)",
        {"at": at},
    )
    assert len({row[0] for row in found.rows}) == len(found.rows)
    return set(found.rows)


def fold_history(history, at):
    """The same from the stream of Events alone; Versions give the texts."""
    told = {}
    for event in (one for one in history.events if one.observed_at <= at):
        told.setdefault(event.entry_id, []).append(event)
    versions = {entry.entry_id: entry.versions for entry in history.entries}
    states = (fold_events(events, versions[entry_id]) for entry_id, events in told.items())
    return {state for state in states if state is not None}


def fold_events(events, versions):
    number = edits = position = 0
    is_pinned = is_gone = False
    opened_by = None
    for event in events:
        if event.type in {"added", "restored", "edited"}:
            is_same = event.type == "edited" and opened_by == event.capture_id
            number += not is_same
            opened_by = event.capture_id
            position = versions[number - 1].entry.position
            edits += event.type == "edited"
            is_gone = False
        elif event.type == "moved":
            position = int(event.after)
        elif event.type == "retracted":
            is_gone = True
        else:
            is_pinned = event.type == "pinned"
    if is_gone:
        return None
    text = versions[number - 1].entry.text
    return (events[0].entry_id, number, position, is_pinned, edits, text)


def check_intervals(engine):
    """No interval is empty, and none of an entry overlaps another."""
    found = run_query(
        engine,
        "select entry_id, known_from, known_to from entry_states order by entry_id, known_from",
    )
    end = {}
    for entry_id, known_from, known_to in found.rows:
        assert known_to is None or known_from < known_to
        assert end.get(entry_id, "") is not None
        assert end.get(entry_id, "") <= known_from
        end[entry_id] = known_to
