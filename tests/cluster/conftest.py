"""One local Airflow over a newsroom that has closed its last night, shared by the tests beside."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from topology import find_free_port

from pipeline.commands.airflow_client import AirflowClient
from pipeline.commands.airflow_processes import running_airflow
from pipeline.commands.airflow_site import plan_site
from pipeline.newsroom.script import NIGHTS
from pipeline.newsroom.server import running_newsroom
from pipeline.newsroom.sources import write_sources_for

DAG_ID = "liveblog_nightly"
PASSWORD = "admin"


@dataclass(frozen=True, slots=True)
class LocalAirflow:
    """A running Airflow on SQLite: its API, what Dateline is told, and where rows go."""

    client: AirflowClient
    environment: Mapping[str, str]
    warehouse_url: str


@pytest.fixture(scope="session")
def local_airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAirflow]:
    """Airflow on SQLite with our DAG unpaused."""
    home = tmp_path_factory.mktemp("local")
    with running_newsroom(night=NIGHTS[-1]) as newsroom:
        write_sources_for(home / "sources", newsroom.addresses)
        dateline = {
            "DATELINE_HOME": str(home),
            "DATELINE_WAREHOUSE_URL": f"sqlite:///{home / 'warehouse.db'}",
            "DATELINE_SOURCES_DIR": str(home / "sources"),
            "DATELINE_SOURCE_NAMES": ",".join(newsroom.addresses),
            "DATELINE_SCHEDULE_END": str(NIGHTS[-1]),
            "DATELINE_RETRY_DELAY_S": "1",
            "DATELINE_TASK_RETRIES": "1",
        }
        site = plan_site(home / "airflow", find_free_port(), password=PASSWORD)
        with running_airflow(site, dateline) as client:
            client.wait_for_dag(DAG_ID)
            yield LocalAirflow(
                client,
                {**os.environ, **dateline},
                dateline["DATELINE_WAREHOUSE_URL"],
            )
