"""What the audit lets pass, sets aside and stops."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.audit import audit_batch
from pipeline.warehouse.stage import StagedBatch, StagedEntry, StagedPage

CAPTURED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def make_page(number=0, **fields):
    given = {
        "row_key": f"p{number}",
        "capture_id": f"c{number}",
        "url": f"https://news.example.org/live/{number}",
        "kind": "liveblog",
        "title": "Ferry strike, live",
        "text": None,
        "published_at": CAPTURED - timedelta(hours=6),
        "captured_at": CAPTURED,
        "coverage_state": "complete",
        "shown": 0,
        "declared": None,
    }
    return StagedPage(**(given | fields))


def make_entry(number, page=0, **fields):
    given = {
        "row_key": f"c{page}/{number}",
        "capture_id": f"c{page}",
        "entry_key": f"post-{number}",
        "position": number,
        "headline": None,
        "text": f"The ferry company answers question {number} of the crews.",
        "published_at": CAPTURED - timedelta(minutes=5 * number + 1),
        "precision": "minute",
        "dated_by": "time_element",
        "raw_time": "11:59",
        "updated_at": None,
    }
    return StagedEntry(**(given | fields))


def make_batch(entries, **fields):
    entries = tuple(entries)
    page = make_page(shown=len(entries))
    given = {
        "source": "example",
        "captures": 1,
        "pages": (page,),
        "entries": entries,
        "removed_texts": (),
        "usual_dated_share": None,
    }
    return StagedBatch(**(given | fields))


def audit(entries, **fields):
    return audit_batch(make_batch(entries, **fields), domains=("example.org",))


def list_failed(report):
    return [(row.table, row.row_key, row.expectation) for row in report.failures]


def find_result(report, name):
    return next(result for result in report.results if result.expectation == name)


def test_good_batch_passes():
    report = audit(make_entry(n) for n in range(6))
    assert report.failures == ()
    assert not report.has_critical_failure
    assert all(result.is_success for result in report.results)
    assert {result.table for result in report.results} == {"pages", "entries", "batch"}


def test_empty_batch_needs_no_library():
    program = (
        "import sys; from pipeline.audit import audit_batch;"
        "from pipeline.warehouse.stage import StagedBatch;"
        "batch = StagedBatch(source='s', captures=0, pages=(), entries=(),"
        "  removed_texts=(), usual_dated_share=None);"
        "report = audit_batch(batch);"
        "assert not report.results and not report.has_critical_failure;"
        "assert not {'great_expectations', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


BAD_ENTRIES = [
    ("entry_key_is_present", {"entry_key": None}, None),
    ("entry_key_is_present", {"entry_key": " "}, None),
    ("entry_key_is_unique", {"entry_key": "post-1"}, "post-1"),
    ("words_are_present", {"text": "  ", "headline": None}, None),
    ("words_are_long_enough", {"text": "-"}, "-"),
    (
        "published_at_is_not_in_future",
        {"published_at": CAPTURED + timedelta(hours=1)},
        "2026-03-01T13:00:00+00:00",
    ),
    (
        "published_at_is_in_window",
        {"published_at": CAPTURED - timedelta(days=28)},
        "2026-02-01T12:00:00+00:00",
    ),
    ("time_has_provenance", {"dated_by": None}, "2026-03-01T11:29:00+00:00"),
    ("precision_is_known", {"precision": "century"}, "century"),
    ("dated_by_is_known", {"dated_by": "guess"}, "guess"),
    ("day_has_no_clock", {"precision": "day"}, "2026-03-01T11:29:00+00:00"),
    (
        "text_is_not_boilerplate",
        {"text": "Sign up to our\nnewsletter today"},
        "Sign up to our newsletter today",
    ),
]


@pytest.mark.parametrize(("expectation", "fields", "value"), BAD_ENTRIES)
def test_bad_entry_is_set_aside_alone(expectation, fields, value):
    fields = {"published_at": CAPTURED - timedelta(minutes=31)} | fields
    entries = [make_entry(n) for n in range(6)] + [make_entry(6, **fields)]
    report = audit(entries, removed_texts=("Sign up to our newsletter today",))
    assert ("entries", "c0/6", expectation) in list_failed(report)
    assert {row.row_key for row in report.failures} == {"c0/6"}
    assert next(r.value for r in report.failures if r.expectation == expectation) == value
    result = find_result(report, expectation)
    assert (result.is_success, result.checked, result.unexpected) == (False, 7, 1)
    assert not report.has_critical_failure


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None, "precision": None, "dated_by": None, "raw_time": None},
        {"published_at": datetime(2026, 3, 1, tzinfo=UTC), "precision": "day", "dated_by": "page"},
        {"published_at": datetime(2026, 2, 28, 18, 15, tzinfo=UTC), "precision": "day"},
        {"published_at": CAPTURED + timedelta(minutes=5)},
        {"text": "", "headline": "A headline alone"},
        {"updated_at": CAPTURED - timedelta(hours=4)},
        {"position": 40},
        {"text": "Goal!"},
    ],
)
def test_odd_entry_passes(fields):
    entries = [make_entry(n) for n in range(6)] + [make_entry(6, **fields)]
    assert audit(entries, removed_texts=("Goal!",)).failures == ()


def test_update_before_publication_is_noted():
    report = audit([make_entry(0, updated_at=CAPTURED - timedelta(hours=4)), make_entry(1)])
    assert not find_result(report, "updated_at_is_not_before_published_at").is_success


@pytest.mark.parametrize(
    ("expectation", "fields"),
    [
        ("kind_is_known", {"kind": "gallery"}),
        ("coverage_state_is_known", {"coverage_state": "half"}),
        ("url_is_in_domains", {"url": "https://example.org.evil.test/live"}),
        ("entries_are_not_below_shown", {"shown": 9}),
    ],
)
def test_bad_page_is_set_aside(expectation, fields):
    report = audit([make_entry(0)], pages=(make_page(**({"shown": 1} | fields)),))
    assert list_failed(report) == [("pages", "p0", expectation)]
    assert not report.has_critical_failure


@pytest.mark.parametrize(
    ("expectation", "fields"),
    [
        ("title_is_present", {"title": None}),
        ("declared_is_not_below_shown", {"declared": 0}),
        ("page_is_not_of_the_future", {"published_at": CAPTURED + timedelta(days=2)}),
        ("page_is_of_the_web_s_time", {"published_at": datetime(1, 1, 1, tzinfo=UTC)}),
        ("page_has_content", {"kind": "article", "text": None}),
    ],
)
def test_odd_page_is_noted(expectation, fields):
    entry = make_entry(0, published_at=None, precision=None, dated_by=None)
    report = audit([entry], pages=(make_page(**({"shown": 1} | fields)),))
    assert report.failures == ()
    assert not find_result(report, expectation).is_success


def test_page_may_hold_more_entries_than_it_shows():
    page = make_page(shown=2, declared=4, coverage_state="partial")
    assert audit([make_entry(n) for n in range(4)], pages=(page,)).failures == ()


def test_captures_of_which_none_was_parsed_stop_the_batch():
    report = audit([], captures=3, pages=())
    assert report.has_critical_failure
    assert not find_result(report, "captures_were_parsed").is_success


def test_duplicate_keys_everywhere_stop_the_batch():
    report = audit([make_entry(n, entry_key="same") for n in range(6)])
    assert report.has_critical_failure
    assert not find_result(report, "entry_keys_are_distinct").is_success


def test_source_that_used_to_date_and_dates_no_more_stops_the_batch():
    undated = {"published_at": None, "precision": None, "dated_by": None}
    entries = [make_entry(n, **undated) for n in range(6)]
    assert audit(entries, usual_dated_share=0.95).has_critical_failure
    assert not audit(entries, usual_dated_share=0.0).has_critical_failure
    report = audit(entries)
    assert not report.has_critical_failure
    assert not find_result(report, "enough_entries_are_dated").is_success


def test_batch_of_articles_passes():
    page = make_page(kind="article", text="A report of some length.")
    report = audit([], pages=(page, replace(page, row_key="p1", capture_id="c1")), captures=2)
    assert report.failures == ()
    assert not report.has_critical_failure


def test_many_failures_are_all_listed():
    future = CAPTURED + timedelta(hours=2)
    entries = [
        make_entry(n, **({"published_at": future} if n % 3 == 0 else {})) for n in range(300)
    ]
    report = audit(entries)
    assert len(report.failures) == 100
    assert not report.has_critical_failure


def test_same_batch_gives_the_same_report():
    batch = make_batch(make_entry(n, entry_key=f"post-{n % 4}") for n in range(6))
    assert audit_batch(batch) == audit_batch(batch)
