"""`dateline demo`: three nights of invented publishers, and the rows held against their truth."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.commands.airflow_client import AirflowClient
from pipeline.commands.airflow_processes import running_airflow
from pipeline.commands.airflow_site import plan_site
from pipeline.commands.demo_table import compare_night, print_night
from pipeline.commands.run import require_audit
from pipeline.commands.up import print_address, wait_for_interrupt
from pipeline.errors import BatchFailed, DatelineError
from pipeline.newsroom.script import NIGHTS
from pipeline.newsroom.server import Newsroom, running_newsroom
from pipeline.newsroom.sources import write_sources_for

DAG_ID = "liveblog_nightly"
MADE_HERE = (
    "airflow",
    "archive",
    "sources",
    "warehouse.db",
    "warehouse.db-shm",
    "warehouse.db-wal",
)
DEFAULT_BASE_PORT = 8710
RunNight = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Stage:
    """What the demo plays on."""

    home: Path
    newsroom: Newsroom
    environment: Mapping[str, str]


def play_demo(home: Path, *, is_once: bool, with_airflow: bool | None, port: int) -> None:
    """Run the three nights, print each beside the newsroom's truth, and leave the UI up.

    Raises:
        BatchFailed: a number differs from the truth.
        AirflowError: Airflow did not come up.
        UsageError: the newsroom's ports are taken.
    """
    has_airflow = importlib.util.find_spec("airflow") is not None
    started = time.monotonic()
    with ExitStack() as stack:
        stage = stack.enter_context(setting_stage(home))
        client = None
        require_audit()
        if has_airflow if with_airflow is None else with_airflow:
            tell("starting Airflow (SQLite, LocalExecutor)")
            client = stack.enter_context(start_airflow(stage, port))
        run_night = run_through(client) if client else run_in_process(stage)
        mismatches = [line for night in NIGHTS for line in play_night(stage, night, run_night)]
        print_verdict(mismatches, time.monotonic() - started, stage.home)
        if client and not is_once:
            print_address(client.site)
            wait_for_interrupt()
        if mismatches:
            raise BatchFailed(f"{len(mismatches)} numbers differ from the newsroom's truth")


@contextmanager
def setting_stage(home: Path) -> Iterator[Stage]:
    """An empty home, a newsroom on its ports, and the environment of every process."""
    home = home.resolve()
    clear_home(home)
    base_port = int(os.environ.get("DATELINE_NEWSROOM_PORT", str(DEFAULT_BASE_PORT)))
    with running_newsroom(base_port) as newsroom:
        write_sources_for(home / "sources", newsroom.addresses)
        environment = {
            "DATELINE_HOME": str(home),
            "DATELINE_SOURCES_DIR": str(home / "sources"),
            "DATELINE_SOURCE_NAMES": ",".join(newsroom.addresses),
            "DATELINE_USER_AGENT": "Dateline-demo/0.1 (+http://127.0.0.1/)",
            "DATELINE_RETRY_DELAY_S": "1",
            "DATELINE_TASK_RETRIES": "1",
            # The invented nights lie in the past: no run of last night is wanted.
            "DATELINE_SCHEDULE_END": str(NIGHTS[-1]),
        }
        yield Stage(home, newsroom, environment)


def clear_home(home: Path) -> None:
    """Remove what an earlier demo made, and nothing else."""
    for name in MADE_HERE:
        path = home / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    home.mkdir(parents=True, exist_ok=True)


@contextmanager
def start_airflow(stage: Stage, port: int) -> Iterator[AirflowClient]:
    """Airflow over the stage, its DAG unpaused."""
    site = plan_site(stage.home / "airflow", port, password="admin")  # noqa: S106  # loopback only
    with running_airflow(site, stage.environment) as client:
        client.wait_for_dag(DAG_ID)
        yield client


def run_through(client: AirflowClient) -> RunNight:
    """Nights as Airflow runs."""

    def run(night: date) -> str:
        run_id = client.trigger(DAG_ID, f"{night}T00:00:00Z")
        return client.wait_for_run(DAG_ID, run_id)

    return run


def run_in_process(stage: Stage) -> RunNight:
    """Nights as plain steps, in this process."""
    os.environ.update(stage.environment)

    def run(night: date) -> str:
        from pipeline.commands.run import run_night

        try:
            run_night(str(night), [], [])
        except DatelineError as error:
            tell(str(error))
            return "failed"
        return "success"

    return run


def play_night(stage: Stage, night: date, run_night: RunNight) -> list[str]:
    """Run one night, print what the warehouse says of it, and say where it differs."""
    stage.newsroom.show_night(night)
    started = time.monotonic()
    state = run_night(night)
    warehouse_url = f"sqlite:///{stage.home / 'warehouse.db'}"
    print_night(warehouse_url, night, state, time.monotonic() - started)
    return compare_night(warehouse_url, night, state, stage.newsroom.truth())


def print_verdict(mismatches: list[str], seconds: float, home: Path) -> None:
    """The end of the story, and where to look next."""
    for line in mismatches:
        sys.stdout.write(f"MISMATCH {line}\n")
    if not mismatches:
        sys.stdout.write(f"\nAll numbers equal the newsroom's truth ({seconds:.0f} s).\n")
    sys.stdout.write(
        f"Ask the warehouse:  DATELINE_HOME={home} .venv/bin/dateline query latest-entries\n"
    )
    sys.stdout.flush()


def tell(text: str) -> None:
    """Progress, on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
