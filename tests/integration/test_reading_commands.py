"""`timeline`, `diff` and `tail` over the newsroom's three nights, as processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

FLOODS = "https://marlbridge.example/live/2026/mar/27/marl-valley-floods"


@pytest.fixture
def environment(newsroom_warehouse, tmp_path):
    url = newsroom_warehouse.url.render_as_string(hide_password=False)
    return os.environ | {
        "DATELINE_WAREHOUSE_URL": url.replace("+psycopg", ""),
        "DATELINE_HOME": str(tmp_path),
    }


def start(environment, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509  # these tests start no threads
    )


def hear_ctrl_c():
    """Also where these tests run in the background, whose processes ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(environment, *arguments, code=0):
    process = start(environment, *arguments)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == code, stderr
    return stdout if code == 0 else stderr


def test_timeline_at_each_night(environment):
    first = run(environment, "timeline", FLOODS, "--as-of", "2026-03-28T14:05")
    assert "5 entries" in first
    assert "Forty homes without power" in first
    assert "Thirty-eight homes" not in first
    second = run(environment, "timeline", FLOODS, "--as-of", "2026-03-29T14:05")
    assert "Thirty-eight homes without power in Lower Garth  [edited" in second
    assert "[pinned]" in second
    assert "1 taken down" in second
    times = [line[:16] for line in second.splitlines() if line.startswith("2026-")]
    assert times == sorted(times)
    assert "Nothing was captured by then" in run(
        environment, "timeline", FLOODS, "--as-of", "2026-03-27T14:05"
    )


def test_timeline_as_json(environment):
    now = [json.loads(line) for line in run(environment, "timeline", FLOODS, "--json").splitlines()]
    assert all(row["known_to"] is None and row["live_blog_url"] == FLOODS for row in now)
    assert {row["edits"] for row in now} == {0, 1}


def test_diff_shows_words(environment):
    shown = run(environment, "diff", FLOODS)
    assert "[-Forty-]{+Thirty-eight+} homes without power" in shown
    assert "taken down; it stood 1 d 0 h" in shown
    assert "as the publisher says at 2026-03-28 08:20" in shown
    later = run(environment, "diff", FLOODS, "--since", "2026-03-29T12:00")
    assert "1 edits, 0 of them silent · 0 taken down" in later
    rows = [json.loads(line) for line in run(environment, "diff", FLOODS, "--json").splitlines()]
    assert [row["type"] for row in rows].count("retracted") == 1
    assert all(row["stood_s"] == 86400 for row in rows)


def test_tail_as_lines_json_and_cloudevents(environment):
    lines = run(environment, "tail", "--source", "marlbridge").splitlines()
    rows = run(environment, "tail", "--source", "marlbridge", "--json").splitlines()
    events = run(environment, "tail", "--source", "marlbridge", "--cloudevents").splitlines()
    assert len(lines) == len(rows) == len(events) > 20
    assert [json.loads(row)["event_id"] for row in rows] == [json.loads(e)["id"] for e in events]
    assert "exclude each other" in run(environment, "tail", "--json", "--cloudevents", code=2)


@pytest.mark.parametrize("command", ["timeline", "diff"])
def test_an_address_that_is_not_known(environment, command):
    told = run(environment, command, f"{FLOODS}-2", code=3)
    assert len(told.splitlines()) == 1
    assert FLOODS in told.partition("near:")[2]


def test_an_address_with_a_fragment_and_trackers_is_found(environment):
    assert "entries · 1 taken down" in run(
        environment, "timeline", f"{FLOODS}?utm_source=x#block-1"
    )


def test_following_ends_quietly_with_ctrl_c(environment):
    process = start(environment, "tail", "--follow", "--interval", "0.1", "--source", "pinefall")
    assert "pinefall" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (130, "")


def test_a_reader_that_leaves_is_no_failure(environment):
    with start(environment, "tail", "--cloudevents") as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
