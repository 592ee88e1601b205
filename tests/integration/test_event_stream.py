"""The stream of events: all that stands is told once, whatever arrives late or at once."""

from __future__ import annotations

import threading
from itertools import islice

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.commands.tail import follow_events
from pipeline.warehouse import Selection, migrate, open_warehouse, run_query
from pipeline.warehouse.engine import reading
from pipeline.warehouse.read import stream_rows

STANDING = "select event_id from event_stream where is_standing order by event_id"


def list_ids(engine, sql="select event_id from events order by event_id"):
    return [row[0] for row in run_query(engine, sql).rows]


def fold(rows):
    """What one who reads the stream holds to stand."""
    standing = set()
    for row in rows:
        if row["is_withdrawn"]:
            standing.discard(row["event_id"])
        else:
            standing.add(row["event_id"])
    return sorted(standing)


def follow(engine, chosen, work):
    """Take in what stands, do one piece of work after another, and read on after each."""
    waiting = iter(work)

    class Done(Exception):
        pass

    def wait():
        try:
            next(waiting)()
        except StopIteration:
            raise Done from None

    rows = []
    try:
        rows.extend(follow_events(engine, chosen, is_following=True, wait=wait))
    except Done:
        return rows
    raise AssertionError("the stream ended by itself")


def test_what_stands_comes_in_order_of_observation(newsroom_warehouse):
    rows = list(
        follow_events(newsroom_warehouse, Selection(), is_following=False, wait=lambda: None)
    )
    assert len(rows) > 90
    order = [(row["observed_at"], row["event_id"]) for row in rows]
    assert order == sorted(order)
    assert sorted(row["event_id"] for row in rows) == list_ids(newsroom_warehouse)
    for row in rows:
        assert row["text"]
        assert (row["text_before"] is not None) == (row["type"] == "edited")
        assert (row["stood_from"] is not None) == (row["type"] in {"edited", "retracted"})


def test_an_older_capture_that_arrives_late_is_told(watch, make_night, make_texts):
    posts = make_texts(4)
    watch.publish(make_night(0, posts))
    rows = follow(
        watch.engine,
        Selection(),
        [
            lambda: watch.publish(make_night(4, posts | {7: "The harbour reopens."})),
            lambda: watch.publish(make_night(2, posts | {7: "The harbour may reopen."})),
            lambda: watch.publish(make_night(2, posts | {7: "The harbour may reopen."})),
        ],
    )
    late = [row for row in rows if str(row["observed_at"]).startswith("2026-03-03")]
    assert [row["type"] for row in late] == ["added"]
    withdrawn = [row for row in rows if row["is_withdrawn"]]
    assert [(row["type"], row["observed_at"]) for row in withdrawn] == [
        ("added", "2026-03-05T22:00:00Z")
    ]
    assert fold(rows) == list_ids(watch.engine) == list_ids(watch.engine, STANDING)
    sequences = [row["sequence"] for row in rows[4:]]
    assert sequences == sorted(sequences)


def test_a_dry_run_tells_nothing(watch, make_night, make_texts):
    from pipeline.revise import revise_live_blog
    from pipeline.warehouse import publish_batch

    batch = watch.stage(make_night(0, make_texts(3)))
    publish_batch(
        watch.engine,
        batch,
        revise=lambda name, seen: revise_live_blog(name, seen, retract_after=1),
        is_dry_run=True,
    )
    assert list_ids(watch.engine, "select event_id from event_stream") == []


def test_a_source_of_its_own(watch, make_watch, make_night, make_texts):
    other = make_watch(watch.engine, "lighthouse")
    url = "https://other.example/live/fog"
    rows = follow(
        watch.engine,
        Selection(source="lighthouse"),
        [
            lambda: watch.publish(make_night(0, make_texts(3))),
            lambda: other.publish(make_night(0, make_texts(2), url=url)),
        ],
    )
    assert [row["live_blog_url"] for row in rows] == [url, url]


def test_two_sources_that_publish_at_once_hide_nothing(watch, make_watch, make_night, make_texts):
    """A number drawn first must not be committed last: who follows would never see it."""

    def publish(name):
        mine = make_watch(watch.engine, name)
        for day in range(6):
            texts = make_texts(3 + day)
            mine.publish(make_night(day, texts, url=f"https://{name}.example/live/storm"))

    writers = [threading.Thread(target=publish, args=(name,)) for name in ("east", "west")]

    def work():
        for writer in writers:
            writer.start()
        yield lambda: None
        while any(writer.is_alive() for writer in writers):
            yield lambda: None
        yield from islice((lambda: None for _ in range(3)), 2)

    rows = follow(watch.engine, Selection(), work())
    assert fold(rows) == list_ids(watch.engine)
    assert len(list_ids(watch.engine)) >= 16


def test_an_older_warehouse_is_told_once_it_is_migrated(engine, watch, make_night, make_texts):
    from alembic import command
    from alembic.config import Config

    from pipeline.warehouse.engine import writing
    from pipeline.warehouse.sql_files import locate_sql, read_views

    watch.publish(make_night(0, make_texts(3)))
    config = Config()
    config.set_main_option("script_location", str(locate_sql() / "migrations"))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        for view in read_views(locate_sql()):
            connection.exec_driver_sql(f"DROP VIEW {view}")
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        connection.exec_driver_sql("DELETE FROM schema_state")
    assert migrate(engine)
    assert list_ids(engine, STANDING) == list_ids(engine)


posts = st.dictionaries(
    st.integers(0, 5), st.sampled_from(("wind", "rain", "calm sea")), min_size=1
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shown=st.lists(posts, min_size=2, max_size=5), data=st.data())
def test_who_follows_knows_what_stands(make_watch, make_night, tmp_path_factory, shown, data):
    nights = [make_night(day, texts) for day, texts in enumerate(shown)]
    order = data.draw(st.permutations(nights))
    folder = tmp_path_factory.mktemp("stream")
    engine = open_warehouse(f"sqlite:///{folder / 'warehouse.db'}")
    migrate(engine)
    watch = make_watch(engine)
    rows = follow(engine, Selection(), [lambda one=one: watch.publish(one) for one in order])
    assert fold(rows) == list_ids(engine) == list_ids(engine, STANDING)
    with reading(engine) as connection:
        sql = "select count(*) as n, count(distinct sequence) as d from event_stream"
        found = next(stream_rows(connection, sql, {}))
    assert found["n"] == found["d"]
    engine.dispose()
