"""One night on two Celery workers, Redis and PostgreSQL gives the rows of the embedded run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from topology import find_missing_service, running_cluster

from pipeline.commands.run import run_night
from pipeline.newsroom.script import NIGHTS
from pipeline.newsroom.server import running_newsroom
from pipeline.newsroom.sources import write_sources_for
from pipeline.settings import Settings
from pipeline.warehouse import hash_public_rows, open_warehouse

NIGHT = NIGHTS[0]
DAG_ID = "liveblog_nightly"

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(600)]


@pytest.fixture
def services() -> None:
    missing = find_missing_service()
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)


@pytest.mark.usefixtures("services")
def test_cluster_loads_the_rows_of_the_embedded_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_newsroom(night=NIGHT) as newsroom:
        write_sources_for(tmp_path / "sources", newsroom.addresses)
        dateline = {
            "DATELINE_SOURCES_DIR": str(tmp_path / "sources"),
            "DATELINE_SOURCE_NAMES": ",".join(newsroom.addresses),
            "DATELINE_SCHEDULE_END": str(NIGHT),
            "DATELINE_RETRY_DELAY_S": "1",
        }
        shared = {"DATELINE_ARCHIVE_URL": str(tmp_path / "shared-archive")}
        with running_cluster(tmp_path / "airflow", {**dateline, **shared}) as cluster:
            cluster.client.wait_for_dag(DAG_ID)
            run_id = cluster.client.trigger(DAG_ID, f"{NIGHT}T00:00:00Z")
            state = cluster.client.wait_for_run(DAG_ID, run_id)
            assert state == "success", f"see {cluster.logs}"
            assert all(count_tasks_done(log) for log in cluster.worker_logs), cluster.worker_logs
            clustered = hash_warehouse(cluster.warehouse_url)
        monkeypatch.delenv("DATELINE_WAREHOUSE_URL", raising=False)
        monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "embedded"))
        for name, value in dateline.items():
            monkeypatch.setenv(name, value)
        run_night(str(NIGHT), [], [])
        assert clustered == hash_warehouse(Settings().warehouse)


def count_tasks_done(log: Path) -> int:
    """How many tasks a Celery worker's log says that it finished."""
    return log.read_text(encoding="utf-8", errors="replace").count("succeeded in")


def hash_warehouse(url: str) -> str:
    """Hash the public rows, without what two runs over equal pages never share."""
    engine = open_warehouse(url)
    try:
        return hash_public_rows(engine, include_capture_times=False)
    finally:
        engine.dispose()
