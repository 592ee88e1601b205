"""The DAG files as Airflow reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
DAGS = HERE.parents[1] / "dags"
PER_SOURCE = ["discover", "capture", "extract", "audit", "publish"]

pytestmark = pytest.mark.airflow


@pytest.fixture(scope="module")
def bag(airflow_environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, HERE / "describe_dags.py", DAGS],
        env=airflow_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_every_file_imports_in_under_two_seconds(bag: dict[str, Any]) -> None:
    assert bag["import_errors"] == {}
    assert set(bag["dags"]) == {
        "liveblog_nightly",
        "liveblog_poll",
        "liveblog_reparse",
        "warehouse_marts",
    }
    assert max(bag["seconds"].values()) < 2.0


def test_every_dag_is_documented_owned_and_tagged(bag: dict[str, Any]) -> None:
    for dag_id, dag in bag["dags"].items():
        assert "**Purpose.**" in dag["doc_md"], dag_id
        assert dag["owner"] == "dateline", dag_id
        assert "dateline" in dag["tags"], dag_id
        for task_id, task in dag["tasks"].items():
            assert task["doc"], task_id


def test_nightly_is_scheduled_by_data_interval_without_catchup(bag: dict[str, Any]) -> None:
    dag = bag["dags"]["liveblog_nightly"]
    assert dag["timetable"] == "CronDataIntervalTimetable"
    assert dag["catchup"] is False
    assert dag["max_active_runs"] == 1
    assert dag["params"] == ["dry_run", "force", "limit", "sources"]


def test_nightly_edges_run_one_way_from_discover_to_report(bag: dict[str, Any]) -> None:
    tasks = bag["dags"]["liveblog_nightly"]["tasks"]
    for before, after in pairwise(PER_SOURCE):
        assert f"night_of.{after}" in tasks[f"night_of.{before}"]["downstream"]
    assert tasks["night_of.publish"]["downstream"] == ["report"]
    assert tasks["report"]["downstream"] == []
    assert tasks["report"]["trigger_rule"] == "all_done"


def test_poll_asks_every_five_minutes_one_run_at_a_time(bag: dict[str, Any]) -> None:
    dag = bag["dags"]["liveblog_poll"]
    assert dag["timetable"] == "CronDataIntervalTimetable"
    assert dag["catchup"] is False
    assert dag["max_active_runs"] == 1
    assert dag["params"] == ["dry_run", "limit", "sources"]
    tasks = dag["tasks"]
    for before, after in pairwise(["discover", "capture", "load"]):
        assert f"poll_of.{after}" in tasks[f"poll_of.{before}"]["downstream"]
    assert tasks["poll_of.load"]["downstream"] == ["report"]
    assert tasks["report"]["trigger_rule"] == "all_done"


def test_what_fetches_is_pooled_and_retried_by_the_exception_tree(bag: dict[str, Any]) -> None:
    tasks = bag["dags"]["liveblog_nightly"]["tasks"]
    assert {i for i, t in tasks.items() if t["pool"] == "dateline_fetch"} == {
        "night_of.discover",
        "night_of.capture",
    }
    for step in PER_SOURCE:
        assert tasks[f"night_of.{step}"]["retries"] == 2
        assert tasks[f"night_of.{step}"]["has_policy"]


def test_reparse_compares_before_it_publishes_and_is_triggered_by_hand(bag: dict[str, Any]) -> None:
    dag = bag["dags"]["liveblog_reparse"]
    assert dag["timetable"] == "NullTimetable"
    assert dag["params"] == ["force", "from_date", "publish", "sources", "to_date"]
    tasks = dag["tasks"]
    assert "reparse_of.compare" in tasks["list_sources"]["downstream"]
    assert tasks["reparse_of.compare"]["downstream"] == ["reparse_of.publish"]
    assert tasks["reparse_of.publish"]["downstream"] == ["report"]
    assert tasks["reparse_of.publish"]["trigger_rule"] == "all_done"
    assert tasks["report"]["trigger_rule"] == "none_failed"
    assert {task["pool"] for task in tasks.values()} == {"default_pool"}


def test_marts_follow_whatever_publishes(bag: dict[str, Any]) -> None:
    dag = bag["dags"]["warehouse_marts"]
    assert dag["timetable"] == "AssetTriggeredTimetable"
    assert dag["max_active_runs"] == 1
    assert dag["assets"] == ["dateline_warehouse"]
    publishing = {
        f"{dag_id}/{task_id}"
        for dag_id, one in bag["dags"].items()
        for task_id, task in one["tasks"].items()
        if "dateline_warehouse" in task["outlets"]
    }
    assert publishing == {
        "liveblog_nightly/night_of.publish",
        "liveblog_poll/poll_of.load",
        "liveblog_reparse/reparse_of.publish",
    }


def test_retention_comes_last_and_hides_no_failure(bag: dict[str, Any]) -> None:
    tasks = bag["dags"]["warehouse_marts"]["tasks"]
    assert tasks["apply_retention"]["trigger_rule"] == "none_failed"
    assert tasks["apply_retention"]["downstream"] == []
    assert tasks["count_days"]["downstream"] == ["export_dataset"]
    for name in ("export_dataset", "learn_boilerplate"):
        assert tasks[name]["downstream"] == ["apply_retention"], name


def test_dag_files_stay_thin() -> None:
    for file in DAGS.glob("*.py"):
        assert len(file.read_text().splitlines()) <= 80, file.name
