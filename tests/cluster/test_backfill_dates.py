"""`airflow backfill create` over thirty dates: killed on the way, gone on with, and done again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from thirty_dates import ARCHIVED, DATES, FIRST, SOURCE, running_archive, write_sources
from topology import (
    find_airflow,
    find_free_port,
    find_missing_service,
    hash_rows,
    temporary_database,
)

from pipeline.commands.airflow_client import AirflowClient
from pipeline.commands.airflow_processes import is_group_alive, running_airflow
from pipeline.commands.airflow_site import AirflowSite, plan_site, write_environment
from pipeline.newsroom.script import NIGHTS
from pipeline.newsroom.server import running_newsroom
from pipeline.warehouse import run_query

DAG_ID = "liveblog_nightly"
LAST = FIRST + timedelta(days=DATES - 1)
RUNS_BEFORE_THE_KILL = 8
TIMEOUT_S = 900

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(2400)]


@pytest.fixture
def metadata() -> Iterator[str]:
    """Airflow's own database: on SQLite thirty runs at once find it locked by the scheduler."""
    missing = find_missing_service()
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    with temporary_database("dateline_airflow") as url:
        yield url.replace("postgresql://", "postgresql+psycopg2://", 1)


def test_thirty_dates(tmp_path: Path, metadata: str) -> None:
    site = plan_site(tmp_path / "airflow", find_free_port(), password="admin")
    with running_newsroom(night=NIGHTS[-1]) as newsroom, running_archive(newsroom) as server:
        write_sources(tmp_path / "sources", newsroom, server)
        settings = {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata} | describe_dateline(tmp_path)
        environment = write_environment(site, settings)
        with running_airflow(site, settings, stop=kill_group) as client:
            client.wait_for_dag(DAG_ID)
            order_backfill(environment, "none")
            wait_for(site, lambda: count_runs(client, "success") >= RUNS_BEFORE_THE_KILL)
            wait_for(site, lambda: is_capturing(client))
        assert count_nights(environment) < DATES

        with running_airflow(site, settings, stop=kill_group) as client:
            wait_for(site, lambda: is_complete(client))
            if count_runs(client, "success") < DATES:
                # What was killed in a task that has no second try is ordered again.
                order_backfill(environment, "failed")
                wait_for(site, lambda: is_complete(client))
            assert count_runs(client, "success") == DATES
            check_coverage(environment)
            assert len(server.replays) == len(set(server.replays)) == 2 * len(ARCHIVED)

            rows, asked = hash_rows(environment["DATELINE_WAREHOUSE_URL"]), len(server.asked)
            order_backfill(environment, "completed")
            wait_for(site, lambda: is_complete(client))
            assert count_runs(client, "success") == DATES
            assert hash_rows(environment["DATELINE_WAREHOUSE_URL"]) == rows
            assert len(server.asked) == asked


def describe_dateline(home: Path) -> dict[str, str]:
    return {
        "DATELINE_HOME": str(home),
        "DATELINE_WAREHOUSE_URL": f"sqlite:///{home / 'warehouse.db'}",
        "DATELINE_SOURCES_DIR": str(home / "sources"),
        "DATELINE_SOURCE_NAMES": SOURCE,
        "DATELINE_SCHEDULE_END": str(NIGHTS[-1]),
        "DATELINE_RETRY_DELAY_S": "1",
        # A task whose process was killed is found by its silence: sooner than in five minutes.
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "30",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
        "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
        "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "20",
    }


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End it as a power cut would."""
    if is_group_alive(process):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def order_backfill(environment: Mapping[str, str], reprocess: str) -> None:
    done = subprocess.run(
        [
            *(find_airflow(), "backfill", "create", "--dag-id", DAG_ID),
            *("--reprocess-behavior", reprocess, "--max-active-runs", "2"),
            *("--from-date", str(FIRST), "--to-date", str(LAST)),
        ],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def wait_for(site: AirflowSite, is_so: Any) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail(f"it did not come to that; see {site.log_file}")
        time.sleep(0.5)


def is_complete(client: AirflowClient) -> bool:
    backfills = client.call("GET", f"/backfills?dag_id={DAG_ID}")["backfills"]
    return all(one["completed_at"] for one in backfills)


def list_runs(client: AirflowClient, state: str) -> list[dict[str, Any]]:
    path = f"/dags/{DAG_ID}/dagRuns?run_type=backfill&limit=100&state={state}"
    return list(client.call("GET", path)["dag_runs"])


def count_runs(client: AirflowClient, state: str) -> int:
    return len(list_runs(client, state))


def is_capturing(client: AirflowClient) -> bool:
    tasks = [
        task
        for run in list_runs(client, "running")
        for task in client.list_tasks(DAG_ID, run["dag_run_id"])
    ]
    return any(t["task_id"] == "night_of.capture" and t["state"] == "running" for t in tasks)


def count_nights(environment: Mapping[str, str]) -> int:
    rows = run_query(environment["DATELINE_WAREHOUSE_URL"], "select night from coverage").rows
    return len(rows)


def check_coverage(environment: Mapping[str, str]) -> None:
    """A row a date, with what was found of it and from where."""
    told = run_query(
        environment["DATELINE_WAREHOUSE_URL"],
        "select night, source, status, from_cdx, from_live, entries from coverage order by night",
    ).rows
    dates = [str(FIRST + timedelta(days=number)) for number in range(DATES)]
    assert [row[:3] for row in told] == [(night, SOURCE, "published") for night in dates]
    by_night = {str(row[0]): row for row in told}
    for day in ARCHIVED:
        assert by_night[str(day)][3:5] == (2, 0)
        assert int(str(by_night[str(day)][5])) > 0
    for night in NIGHTS:
        assert by_night[str(night)][3] == 0
        assert int(str(by_night[str(night)][4])) > 0
