"""Stored pages captured again and again with edits by hand: exactly those events, and no other.

Each page goes the whole way: WARC file, archive, extraction, audit, publication.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from hand_edits import MIN_CHARACTERS, HandEdits, find_word
from wayback import Clock, Held, write_collection

from pipeline import steps
from pipeline.extract.extraction import extract_page
from pipeline.model import Assignment, Entry
from pipeline.settings import Settings
from pipeline.sources import read_source
from pipeline.warehouse import migrate, open_warehouse, run_query

PAGES = Path(__file__).parents[3] / "shared" / "pages"
NEW_WORD = "Changedword"
SOURCE = "stored"
EVENTS = """
    select
        events.type,
        events.observed_at,
        coalesce(entry_versions.headline, '') || ' / ' || entry_versions.text
    from events
    join entry_versions on entry_versions.entry_id = events.entry_id and entry_versions.version = 1
"""

pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="needs the folder of stored pages")


def list_pages() -> list[dict[str, str]]:
    if not PAGES.exists():
        return []
    with (PAGES / "pages.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [row for row in rows if row["kind"] == "liveblog" and int(row["entries"]) > 3]


@dataclass(frozen=True)
class Plan:
    """Which posts are added, taken down and moved."""

    new: Entry
    gone: Entry
    mover: Entry | None


def choose_posts(page: HandEdits) -> Plan | None:
    """One near the top to be added, one of the middle to be taken down, one below to be moved."""
    shown = [
        one
        for one in page.entries
        if len(one.text) >= MIN_CHARACTERS
        and not one.is_pinned
        and Counter(page.texts.values())[page.texts[id(one)]] == 1
        and page.find_block(one) is not None
        and page.is_whole(one)
    ]
    if len(shown) < 4:
        return None
    top, middle, low = shown[0], shown[len(shown) // 2], shown[-2]
    return Plan(top, middle, low if low.position > middle.position + 1 else None)


@pytest.mark.parametrize("row", list_pages(), ids=lambda row: row["file"])
def test_edits_by_hand_are_the_events(row: dict[str, str], tmp_path: Path) -> None:
    stored = gzip.decompress((PAGES / f"{row['file']}.gz").read_bytes())
    start = datetime.fromisoformat(row["captured_at"])
    entries = extract_page(stored, url=row["url"], captured_at=start).entries
    page = HandEdits(stored, entries).copy()
    plan = choose_posts(page)
    if plan is None:
        pytest.skip("posts of this page are no elements of their own")
    shown, expected = play(page, plan)
    held = [
        Held(start + timedelta(minutes=number), body, url=row["url"])
        for number, body in enumerate(shown)
    ]
    found = publish(tmp_path, row, held)
    told = [(kind, at, said) for kind, at, said in found if at > start]
    names = {f"{one.headline or ''} / {one.text}": one.entry_key for one in entries}
    assert sorted(
        (kind, minutes(at - start), names.get(said)) for kind, at, said in told
    ) == sorted((kind, number, one.entry_key) for kind, number, one in expected)


def minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def play(page: HandEdits, plan: Plan) -> tuple[list[bytes], list[tuple[str, int, Entry]]]:
    """The captures in order, and what each shows: event, number of the capture, post."""
    without_new, without_gone = page.copy(), page.copy()
    without_new.leave_out(plan.new)
    shown = [without_new.write(), page.write()]
    expected = [("added", 1, plan.new)]
    html = page.write()
    for field in ("text", "headline"):
        found = find_word(html, page.entries, field)
        if found is not None and found[0] not in (plan.new, plan.gone):
            html = html.replace(found[1].encode(), NEW_WORD.encode())
            if ("edited", 2, found[0]) not in expected:
                expected.append(("edited", 2, found[0]))
    without_gone = HandEdits(html, page.entries)
    without_gone.leave_out(plan.gone)
    shown += [html, without_gone.write(), without_gone.write(), html]
    expected += [("retracted", 3, plan.gone), ("restored", 5, plan.gone)]
    if plan.mover is not None:
        moved = HandEdits(html, page.entries)
        moved.move_up(plan.mover, plan.gone)
        shown.append(moved.write())
        expected.append(("moved", 6, plan.mover))
    return shown, expected


def publish(folder: Path, row: dict[str, str], held: list[Held]) -> list[tuple[str, datetime, str]]:
    """Event, instant and first text of every event, from WARC file to view."""
    declared = {
        "publisher": "Stored pages",
        "domains": [urlsplit(row["url"]).hostname],
        "language": row["language"],
        "discovery": {
            "history": [{"type": "warc", "paths": [str(write_collection(folder / "c", held))]}]
        },
    }
    (folder / f"{SOURCE}.yaml").write_text(yaml.safe_dump(declared), encoding="utf-8")
    settings = Settings(home=folder / "home")
    engine = open_warehouse(settings.warehouse)
    migrate(engine)
    source = read_source(folder / f"{SOURCE}.yaml")
    clock = Clock()
    runtime = steps.Runtime(settings, engine, {SOURCE: source}, clock.read, clock.sleep)
    job = Assignment(SOURCE, held[0].at.date(), "run-1")
    steps.discover_pages(runtime, job)
    steps.capture_pages(runtime, job)
    steps.load_batch(runtime, job)
    steps.report_night(runtime, job, [SOURCE])
    rows = run_query(engine, EVENTS).rows
    engine.dispose()
    return [(str(kind), datetime.fromisoformat(str(at)), str(said)) for kind, at, said in rows]
