"""What live blogs said at an instant, and what was changed without a word."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from newsroom_nights import list_pages, name_origin

from pipeline.errors import UsageError
from pipeline.newsroom.script import NIGHTS, load_publishers
from pipeline.newsroom.stage import end_of, show_page
from pipeline.warehouse import run_query


def ask(engine, sql, **params):
    found = run_query(engine, sql, params)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_a_live_blog_as_of_each_night_is_what_it_showed(newsroom_warehouse):
    for night in NIGHTS:
        at = end_of(night) + timedelta(minutes=5)
        for publisher in load_publishers():
            for page in list_pages(publisher, night):
                url = name_origin(publisher) + page.path
                found = ask(newsroom_warehouse, "entries-as-of", url=url, at=at.isoformat())
                shown = show_page(page, night).posts if page.is_live_blog else ()
                expected = Counter("\n\n".join(one.post.paragraphs) for one in shown)
                assert Counter(row["text"] for row in found) == expected
                pinned = {"\n\n".join(o.post.paragraphs) for o in shown if o.is_pinned}
                assert {row["text"] for row in found if row["is_pinned"]} == pinned


def test_before_the_first_capture_nothing_is_known(newsroom_warehouse):
    assert ask(newsroom_warehouse, "entries-as-of", at="2026-03-27T23:59:59Z") == []


def test_without_an_instant_all_that_stands_is_given(newsroom_warehouse):
    standing = ask(newsroom_warehouse, "select text from entries where not is_retracted")
    found = ask(newsroom_warehouse, "entries-as-of")
    assert Counter(row["text"] for row in found) == Counter(row["text"] for row in standing)


def test_a_time_that_is_none(engine):
    with pytest.raises(UsageError, match="not an ISO 8601 time"):
        run_query(engine, "entries-as-of", {"at": "yesterday"})


def test_every_change_of_the_scripts_is_declared_or_silent(newsroom_warehouse):
    edited = ask(newsroom_warehouse, "select entry_id from events where type = 'edited'")
    silent = ask(newsroom_warehouse, "select * from silent_edits")
    for row in silent:
        assert row["stood_from"] <= row["last_seen_at"] < row["edited_at"]
        assert row["headline_before"] != row["headline_after"] or (
            row["text_before"] != row["text_after"]
        )
        assert row["is_same_parser"]
    declared = ask(
        newsroom_warehouse,
        "select entry_id from entry_versions where version > 1 and valid_from is not null",
    )
    assert silent
    assert declared
    assert len(silent) + len(declared) == len(edited)


def test_a_restoration_is_no_silent_edit(watch, make_night, make_texts):
    posts = make_texts(5)
    fewer = {number: text for number, text in posts.items() if number != 2}
    for day, shown in enumerate((posts, fewer, posts)):
        watch.publish(make_night(day, shown))
    assert ask(watch.engine, "select count(*) as n from entry_versions") == [{"n": 6}]
    assert ask(watch.engine, "silent-edits") == []
    gone = ask(watch.engine, "entries-as-of", at="2026-03-02T23:00:00Z")
    back = ask(watch.engine, "entries-as-of", at="2026-03-03T22:00:00Z")
    assert (len(gone), len(back)) == (4, 5)
