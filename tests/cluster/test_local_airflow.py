"""Dry run, backfill and the plugin on a running Airflow, as a person would use them."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import requests
from topology import find_airflow, hash_rows

from pipeline.commands.airflow_site import write_environment
from pipeline.newsroom.script import NIGHTS
from pipeline.warehouse import run_query
from pipeline.warehouse.digest import HASHED_VIEWS

if TYPE_CHECKING:
    from conftest import LocalAirflow

DAG_ID = "liveblog_nightly"
BACKFILL_TIMEOUT_S = 400
COMMAND_NIGHT = date(2026, 3, 26)
WELL_BEHAVED = ["marlbridge", "nordhafen", "tiszavar"]
"""Sources that answer every request: the three nights are green, and soon done."""

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(900)]


def test_dry_run_of_one_source_is_green_and_publishes_nothing(local_airflow: LocalAirflow) -> None:
    client = local_airflow.client
    source = WELL_BEHAVED[0]
    run_id = client.trigger(
        DAG_ID, f"{NIGHTS[0]}T18:00:00Z", sources=[source], limit=1, dry_run=True
    )
    assert client.wait_for_run(DAG_ID, run_id) == "success"
    tasks = client.list_tasks(DAG_ID, run_id)
    assert [t["rendered_map_index"] for t in tasks if t["task_id"] == "night_of.publish"] == [
        source
    ]
    assert count_rows(local_airflow, "entries") == 0
    assert count_rows(local_airflow, "captures") == 1


def test_backfill_loads_every_night_once(local_airflow: LocalAirflow) -> None:
    run_backfill(local_airflow, "none")
    assert list_nights(local_airflow, "backfill") == [str(night) for night in NIGHTS]
    assert list_batch_nights(local_airflow) == [str(night) for night in NIGHTS]
    assert count_rows(local_airflow, "entries") > 0
    first, first_rows = hash_rows(local_airflow.warehouse_url), list_rows(local_airflow)

    run_backfill(local_airflow, "completed")
    assert find_changes(first_rows, list_rows(local_airflow)) == []
    assert hash_rows(local_airflow.warehouse_url) == first

    # Another moment of the same day: Airflow allows one run a logical date.
    run_id = local_airflow.client.trigger(DAG_ID, f"{NIGHTS[0]}T12:00:00Z", sources=WELL_BEHAVED)
    assert local_airflow.client.wait_for_run(DAG_ID, run_id) == "success"
    assert hash_rows(local_airflow.warehouse_url) == first


def test_dags_test_names_the_same_night(local_airflow: LocalAirflow) -> None:
    conf = json.dumps({"sources": WELL_BEHAVED[:1]})
    with paused(local_airflow):
        run_airflow(local_airflow, "dags", "test", DAG_ID, str(COMMAND_NIGHT), "--conf", conf)
    assert list_batch_nights(local_airflow)[0] == str(COMMAND_NIGHT)


def test_plugin_page_is_closed_to_strangers(local_airflow: LocalAirflow) -> None:
    answer = requests.get(f"{local_airflow.client.site.url}/dateline/", timeout=30)
    assert answer.status_code == 401


def test_plugin_page_shows_the_nights(local_airflow: LocalAirflow) -> None:
    client = local_airflow.client
    answer = client.session.get(f"{client.site.url}/dateline/", timeout=30)
    assert answer.status_code == 200
    assert str(NIGHTS[0]) in answer.text
    assert "quality of the nights" in answer.text


def test_plugin_stands_in_the_navigation(local_airflow: LocalAirflow) -> None:
    plugins = local_airflow.client.call("GET", "/plugins")["plugins"]
    (ours,) = [plugin for plugin in plugins if plugin["name"] == "dateline"]
    assert [app["url_prefix"] for app in ours["fastapi_apps"]] == ["/dateline"]
    (view,) = ours["external_views"]
    assert (view["name"], view["destination"]) == ("Dateline quality", "nav")
    assert local_airflow.client.call("GET", "/plugins/importErrors")["total_entries"] == 0


@contextmanager
def paused(local: LocalAirflow) -> Iterator[None]:
    """Keep the scheduler off: it would take the tasks that ``dags test`` runs by itself."""
    path = f"/dags/{DAG_ID}?update_mask=is_paused"
    local.client.call("PATCH", path, is_paused=True)
    try:
        yield
    finally:
        local.client.call("PATCH", path, is_paused=False)


def run_backfill(local: LocalAirflow, reprocess: str) -> None:
    """Order a backfill of all nights by Airflow's own command, and wait until it is complete."""
    known = {one["id"] for one in list_backfills(local)}
    run_airflow(
        local,
        *("backfill", "create", "--dag-id", DAG_ID, "--reprocess-behavior", reprocess),
        *("--from-date", str(NIGHTS[0]), "--to-date", str(NIGHTS[-1])),
        *("--dag-run-conf", json.dumps({"sources": WELL_BEHAVED})),
    )
    deadline = time.monotonic() + BACKFILL_TIMEOUT_S
    while time.monotonic() < deadline:
        (ours,) = [one for one in list_backfills(local) if one["id"] not in known]
        if ours["completed_at"]:
            break
        time.sleep(1)
    else:
        pytest.fail(f"the backfill did not end; see {local.client.site.log_file}")
    states = {run["logical_date"][:10]: run["state"] for run in list_runs(local, "backfill")}
    assert states == {str(night): "success" for night in NIGHTS}


def list_backfills(local: LocalAirflow) -> list[dict[str, Any]]:
    return list(local.client.call("GET", f"/backfills?dag_id={DAG_ID}")["backfills"])


def list_runs(local: LocalAirflow, run_type: str) -> list[dict[str, Any]]:
    path = f"/dags/{DAG_ID}/dagRuns?run_type={run_type}&order_by=logical_date"
    return list(local.client.call("GET", path)["dag_runs"])


def list_nights(local: LocalAirflow, run_type: str) -> list[str]:
    return [run["logical_date"][:10] for run in list_runs(local, run_type)]


def list_batch_nights(local: LocalAirflow) -> list[str]:
    """The nights that stand in the warehouse, oldest first."""
    rows = run_query(local.warehouse_url, "SELECT DISTINCT night FROM batches ORDER BY night").rows
    return [str(row[0]) for row in rows]


def count_rows(local: LocalAirflow, view: str) -> int:
    return int(run_query(local.warehouse_url, f"SELECT count(*) FROM {view}").rows[0][0])  # noqa: S608


def list_rows(local: LocalAirflow) -> dict[str, set[str]]:
    """All public rows as text, by view: for a failure that says what changed."""
    return {
        view: {repr(row) for row in run_query(local.warehouse_url, f"SELECT * FROM {view}").rows}  # noqa: S608
        for view in HASHED_VIEWS
    }


def find_changes(before: dict[str, set[str]], after: dict[str, set[str]]) -> list[str]:
    """Each row that came or went."""
    return [
        f"{view} {sign} {row}"
        for view in before
        for sign, rows in (("-", before[view] - after[view]), ("+", after[view] - before[view]))
        for row in sorted(rows)
    ]


def run_airflow(local: LocalAirflow, *arguments: str) -> None:
    """Run one Airflow command beside the running site; its output is told when it fails."""
    done = subprocess.run(
        [find_airflow(), *arguments],
        env=write_environment(local.client.site, local.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
