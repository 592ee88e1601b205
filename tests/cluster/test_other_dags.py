"""The DAGs beside the nightly one in Airflow: marts by asset, reparse and poll by hand."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from topology import hash_rows

from pipeline.newsroom.script import NIGHTS
from pipeline.warehouse import run_query

if TYPE_CHECKING:
    from conftest import LocalAirflow

SOURCE = "marlbridge"
NIGHT = NIGHTS[0]
TIMEOUT_S = 300

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(900)]


def test_a_publication_starts_the_marts(local_airflow: LocalAirflow) -> None:
    client = local_airflow.client
    client.wait_for_dag("warehouse_marts")
    run_id = client.trigger("liveblog_nightly", f"{NIGHT}T13:00:00Z", sources=[SOURCE])
    assert client.wait_for_run("liveblog_nightly", run_id) == "success"
    marts = wait_for_asset_run(local_airflow)
    assert client.wait_for_run("warehouse_marts", marts) == "success"
    states = {
        task["task_id"]: task["state"] for task in client.list_tasks("warehouse_marts", marts)
    }
    assert states == {
        "count_days": "success",
        "export_dataset": "skipped",
        "learn_boilerplate": "success",
        "apply_retention": "success",
    }
    counted = ask(local_airflow, "select sum(entries) from daily_live_blogs")
    assert counted == ask(local_airflow, "select count(*) from entries")


def test_reparse_shows_before_it_publishes(local_airflow: LocalAirflow) -> None:
    client = local_airflow.client
    client.wait_for_dag("liveblog_reparse")
    before = hash_rows(local_airflow.warehouse_url)
    wishes = {"from_date": str(NIGHT), "sources": [SOURCE], "force": True}
    for hour, publish in (("10", False), ("11", True)):
        run_id = client.trigger(
            "liveblog_reparse", f"{NIGHT}T{hour}:00:00Z", publish=publish, **wishes
        )
        assert client.wait_for_run("liveblog_reparse", run_id) == "success"
        states = {
            task["task_id"]: task["state"] for task in client.list_tasks("liveblog_reparse", run_id)
        }
        assert states["reparse_of.compare"] == "success"
        assert states["reparse_of.publish"] == ("success" if publish else "skipped")
        assert hash_rows(local_airflow.warehouse_url) == before


def test_a_poll_asks_nothing_when_nothing_is_due(local_airflow: LocalAirflow) -> None:
    client = local_airflow.client
    client.wait_for_dag("liveblog_poll", unpause=False)
    captures = ask(local_airflow, "select count(*) from captures")
    client.wait_for_dag("liveblog_poll")
    run_id = client.trigger("liveblog_poll", f"{NIGHTS[-1]}T10:00:00Z", sources=[SOURCE])
    assert client.wait_for_run("liveblog_poll", run_id) == "success"
    assert ask(local_airflow, "select count(*) from captures") == captures


def wait_for_asset_run(local: LocalAirflow) -> str:
    """The run that the asset has started; its id."""
    deadline = time.monotonic() + TIMEOUT_S
    path = "/dags/warehouse_marts/dagRuns?run_type=asset_triggered"
    while time.monotonic() < deadline:
        runs = local.client.call("GET", path)["dag_runs"]
        if runs:
            return str(runs[0]["dag_run_id"])
        time.sleep(1)
    pytest.fail(f"no run was started; see {local.client.site.log_file}")


def ask(local: LocalAirflow, sql: str) -> tuple[tuple[object, ...], ...]:
    return run_query(local.warehouse_url, sql).rows
