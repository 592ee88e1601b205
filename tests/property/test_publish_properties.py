"""Whatever the nights show and in whatever order they arrive, the published rows are the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.warehouse import hash_public_rows, migrate, open_warehouse, refresh_marts, run_query

WORDS = ("wind", "rain", "waves", "ferry", "bridge", "sirens", "power", "roads")
texts = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join)
posts = st.dictionaries(st.integers(0, 9), texts, min_size=1, max_size=8)
nights = st.lists(posts, min_size=2, max_size=4)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shown=nights, data=st.data())
def test_order_and_repetition_do_not_matter(make_watch, make_night, shown, data):
    captures = [make_night(day, posts) for day, posts in enumerate(shown)]
    arrival = data.draw(st.permutations(range(len(captures))))
    again = data.draw(st.lists(st.sampled_from(range(len(captures))), max_size=2))
    with tempfile.TemporaryDirectory() as folder:
        hashes = []
        for name, order in (("a", range(len(captures))), ("b", [*arrival, *again])):
            engine = open_warehouse(f"sqlite:///{Path(folder) / name}.db")
            migrate(engine)
            watch = make_watch(engine)
            for index in order:
                counts = watch.publish(captures[index], run_id=f"run-{index}")
                parts = counts.new + counts.changed + counts.unchanged + counts.quarantined
                assert counts.entries == parts == len(shown[index])
                assert min(counts.new, counts.changed, counts.unchanged) >= 0
                refresh_marts(engine)
            check_marts(engine)
            hashes.append(hash_public_rows(engine))
            check_history(engine)
            engine.dispose()
        assert hashes[0] == hashes[1]


def check_marts(engine):
    """Days counted one publication after the other are as if they were counted now."""
    query = "select * from daily_live_blogs order by live_blog_id, date"
    step_by_step = run_query(engine, query).rows
    refresh_marts(engine, is_all=True)
    assert run_query(engine, query).rows == step_by_step


def check_history(engine):
    """Versions of an entry follow each other without a gap; every entry was added once."""
    versions = run_query(
        engine,
        "select entry_id, min(version) as low, max(version) as high, count(*) as n"
        " from entry_versions group by entry_id",
    )
    assert all(low == 1 and high == n for _, low, high, n in versions.rows)
    added = run_query(engine, "select count(*) as n from events where type = 'added'")
    entries = run_query(engine, "select count(*) as n from entries")
    assert added.rows == entries.rows
