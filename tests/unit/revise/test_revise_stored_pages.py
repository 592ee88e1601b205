"""Stored pages captured twice, one word changed in between: one edit, and nothing else."""

import csv
import gzip
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Observation
from pipeline.revise import revise_live_blog

PAGES = Path(__file__).parents[4] / "shared" / "pages"
WORD = re.compile(r"[^\W\d_]{7,}")
"""``ceasefire``"""

needs_pages = pytest.mark.skipif(not PAGES.exists(), reason="needs the folder of stored pages")


def list_pages():
    if not PAGES.exists():
        return []
    with (PAGES / "pages.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [row for row in rows if row["kind"] == "liveblog" and int(row["entries"]) > 3]


def observe(number, data, row):
    at = datetime.fromisoformat(row["captured_at"])
    page = extract_page(data, url=row["url"], captured_at=at)
    later = at + timedelta(minutes=number)
    return Observation(f"c{number}", later, page.coverage, page.entries)


def find_word(data, entries):
    """A word of one entry in the page's middle that stands nowhere else among the entries."""
    text = data.decode("utf-8", "replace")
    middle = sorted(entries, key=lambda entry: abs(entry.position - len(entries) // 2))
    for entry in middle:
        for word in WORD.findall(entry.text[len(entry.text) // 2 :]):
            uses = sum(word.casefold() in f"{e.headline} {e.text}".casefold() for e in entries)
            if uses == 1 and 1 <= text.count(word) <= 2:
                return entry, word
    return None


@needs_pages
@pytest.mark.parametrize("row", list_pages(), ids=lambda row: row["file"])
def test_one_word_changed_is_one_edit(row):
    data = gzip.decompress((PAGES / f"{row['file']}.gz").read_bytes())
    first = observe(0, data, row)
    found = find_word(data, first.entries)
    if found is None:
        pytest.skip("no word of this page stands in one entry alone")
    entry, word = found
    changed = data.replace(word.encode(), b"Changedword")
    history = revise_live_blog(
        row["url"], [observe(1, changed, row), first, observe(2, changed, row)], retract_after=2
    )
    events = [event for event in history.events if event.capture_id != "c0"]
    assert [(event.type, event.capture_id) for event in events] == [("edited", "c1")]
    changed_entry = next(e for e in history.entries if e.entry_id == events[0].entry_id)
    assert changed_entry.versions[0].entry == entry
    assert "Changedword" in changed_entry.versions[1].entry.text


@needs_pages
@pytest.mark.parametrize("row", list_pages(), ids=lambda row: row["file"])
def test_entry_taken_down_is_one_retraction(row):
    data = gzip.decompress((PAGES / f"{row['file']}.gz").read_bytes())
    first = observe(0, data, row)
    gone = first.entries[len(first.entries) // 2]
    rest = tuple(entry for entry in first.entries if entry is not gone)
    later = [
        replace(
            first,
            capture_id=f"c{n}",
            captured_at=first.captured_at + timedelta(minutes=n),
            entries=rest,
        )
        for n in (1, 2)
    ]
    history = revise_live_blog(row["url"], [*later, first], retract_after=2)
    events = [event for event in history.events if event.capture_id != "c0"]
    assert [(e.type, e.capture_id, e.confirmed_by) for e in events] == [("retracted", "c1", "c2")]
    retracted = next(e for e in history.entries if e.retracted_at is not None)
    assert retracted.versions[0].entry == gone
