"""Airflow on one machine: SQLite, LocalExecutor, loopback only; started, asked and stopped.

Airflow is a program to us here, never an import: it is driven through its command line and its
REST API (https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html).
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import requests

from pipeline.commands.airflow_sqlite import BUSY_TIMEOUT_S
from pipeline.errors import DatelineError

START_TIMEOUT_S = 240
RUN_TIMEOUT_S = 900
FETCH_POOL = "dateline_fetch"
FETCH_SLOTS = 4
USER = "admin"
SERVICES = ("api-server", "scheduler", "dag-processor")
"""What `airflow standalone` starts but the triggerer: nothing here defers, and it costs memory."""

LOCAL_SETTINGS = '''"""Written anew at each start: see pipeline.commands.airflow_site."""
import sys

from pipeline.commands.airflow_sqlite import lock_before_savepoints

lock_before_savepoints()
if sys.argv[1:2] == ["scheduler"]:
    from pipeline.steps.preload import import_all

    import_all()
'''


class AirflowError(DatelineError):
    """Airflow did not start, or refused a request."""


@dataclass(frozen=True, slots=True)
class AirflowSite:
    """Where one local Airflow lives, and how to sign in."""

    home: Path
    port: int
    password: str
    dags: Path
    plugins: Path

    @property
    def url(self) -> str:
        """The address of its UI and API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log_file(self) -> Path:
        """Everything that its processes print."""
        return self.home / "airflow.log"


def plan_site(home: Path, port: int, *, password: str | None = None) -> AirflowSite:
    """Describe the Airflow in ``home``; a password that it has already is kept."""
    root = find_project()
    known = home / "passwords.json"
    if password is None and known.exists():
        password = json.loads(known.read_text())[USER]
    return AirflowSite(
        home=home.resolve(),
        port=port,
        password=password or secrets.token_urlsafe(12),
        dags=root / "dags",
        plugins=root / "plugins",
    )


def find_project() -> Path:
    """The checkout that holds dags/ and plugins/.

    Raises:
        AirflowError: this is an installed package with no checkout around it.
    """
    root = Path(__file__).resolve().parents[3]
    if not (root / "dags").is_dir():
        raise AirflowError("dags/ not found: Airflow is run from a checkout of the project")
    return root


def write_environment(site: AirflowSite, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of every Airflow process: nothing is left to airflow.cfg."""
    return {
        **os.environ,
        "AIRFLOW_HOME": str(site.home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(site.dags),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(site.plugins),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        # The default of 32 forks 32 workers.
        "AIRFLOW__CORE__PARALLELISM": "2",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(site.home / "passwords.json"),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{site.url}/execution/",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": (
            f"sqlite:///{site.home / 'airflow.db'}?timeout={BUSY_TIMEOUT_S}"
        ),
        # The default listens on every address of the machine.
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(site.port),
        "AIRFLOW__API__BASE_URL": site.url,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "GX_ANALYTICS_ENABLED": "false",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        **extra,
    }


@contextmanager
def running_airflow(
    site: AirflowSite,
    extra: Mapping[str, str],
    stop: Callable[[subprocess.Popen[bytes]], None] | None = None,
) -> Iterator[AirflowClient]:
    """Run Airflow until the block ends; all its process groups are stopped then.

    Args:
        site: where it lives.
        extra: environment beside the site's own.
        stop: ends a process group; None: ``stop_group``.

    Raises:
        AirflowError: it did not come up; names the log file.
    """
    site.home.mkdir(parents=True, exist_ok=True)
    (site.home / "passwords.json").write_text(json.dumps({USER: site.password}))
    write_local_settings(site)
    environment = write_environment(site, extra)
    with site.log_file.open("ab") as log:
        migrate_metadata(site, environment, log)
        processes = start_services(environment, log)
    try:
        client = AirflowClient(site)
        client.wait_until_up(lambda: all(process.poll() is None for process in processes))
        client.make_pool(FETCH_POOL, FETCH_SLOTS)
        yield client
    finally:
        for process in processes:
            (stop or stop_group)(process)


def write_local_settings(site: AirflowSite) -> None:
    """Two things that each process of Airflow does as it starts (``airflow_local_settings``).

    Savepoints on SQLite take the write lock first (``airflow_sqlite``), and the scheduler imports
    what tasks need before it forks its workers (``pipeline.steps.preload``).
    """
    config = site.home / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "airflow_local_settings.py").write_text(LOCAL_SETTINGS, encoding="utf-8")


def migrate_metadata(site: AirflowSite, environment: Mapping[str, str], log: IO[bytes]) -> None:
    """Bring Airflow's own database up to date; this writes its configuration's secrets, too.

    Raises:
        AirflowError: it failed; names the log file.
    """
    command = [find_airflow(), "db", "migrate"]
    done = subprocess.run(command, env=environment, stdout=log, stderr=log, check=False)  # noqa: S603
    if done.returncode:
        raise AirflowError(f"Airflow's database could not be made; see {site.log_file}")


def start_services(environment: Mapping[str, str], log: IO[bytes]) -> list[subprocess.Popen[bytes]]:
    """Start what a local Airflow needs, each in a process group of its own."""
    return [
        subprocess.Popen(  # noqa: S603  # our own interpreter's airflow
            [find_airflow(), service],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # SIGTERM to the parent alone would orphan its children
        )
        for service in SERVICES
    ]


def find_airflow() -> str:
    """The airflow program beside this interpreter."""
    return str(Path(sys.executable).parent / "airflow")


def stop_group(process: subprocess.Popen[bytes], grace_s: float = 15.0) -> None:
    """Stop a process and all that it started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        deadline = time.monotonic() + grace_s
        while time.monotonic() < deadline and is_group_alive(process):
            time.sleep(0.2)
    process.wait()


def is_group_alive(process: subprocess.Popen[bytes]) -> bool:
    """Whether any process of the group still runs."""
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


class AirflowClient:
    """The few requests of Airflow's REST API that we need. Errors name the log file."""

    def __init__(self, site: AirflowSite) -> None:
        self.site = site
        self.session = requests.Session()
        self.session.trust_env = False

    def wait_until_up(self, is_alive: Callable[[], bool]) -> None:
        """Wait until the API and the scheduler are healthy, and sign in."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.is_healthy():
            if not is_alive() or time.monotonic() > deadline:
                raise AirflowError(f"Airflow did not come up; see {self.site.log_file}")
            time.sleep(0.5)
        answer = self.session.post(
            f"{self.site.url}/auth/token",
            json={"username": USER, "password": self.site.password},
            timeout=30,
        )
        answer.raise_for_status()
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def is_healthy(self) -> bool:
        """Whether the API answers and the scheduler beats."""
        try:
            answer = self.session.get(f"{self.site.url}/api/v2/monitor/health", timeout=5)
            return bool(answer.json()["scheduler"]["status"] == "healthy")
        except (requests.RequestException, ValueError, KeyError):
            return False

    def call(self, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401  # JSON
        """One request to /api/v2; the decoded JSON answer."""
        answer = self.session.request(
            method, f"{self.site.url}/api/v2{path}", json=body or None, timeout=60
        )
        if not answer.ok:
            raise AirflowError(f"{answer.status_code} {answer.text[:300]}", url=path)
        return answer.json() if answer.content else None

    def make_pool(self, name: str, slots: int) -> None:
        """Make or resize a pool."""
        known = {pool["name"] for pool in self.call("GET", "/pools")["pools"]}
        if name not in known:
            self.call("POST", "/pools", name=name, slots=slots)

    def wait_for_dag(self, dag_id: str, *, unpause: bool = True) -> None:
        """Wait until the DAG's file was read; unpause it then, if asked to."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                self.call("GET", f"/dags/{dag_id}/details")
            except AirflowError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
            else:
                break
        if unpause:
            self.call("PATCH", f"/dags/{dag_id}?update_mask=is_paused", is_paused=False)

    def trigger(self, dag_id: str, logical_date: str, **conf: Any) -> str:  # noqa: ANN401  # JSON
        """Start a run; its id."""
        run = self.call("POST", f"/dags/{dag_id}/dagRuns", logical_date=logical_date, conf=conf)
        return str(run["dag_run_id"])

    def wait_for_run(self, dag_id: str, run_id: str) -> str:
        """Wait until a run ends; its state."""
        deadline = time.monotonic() + RUN_TIMEOUT_S
        while time.monotonic() < deadline:
            state = self.call("GET", f"/dags/{dag_id}/dagRuns/{run_id}")["state"]
            if state in ("success", "failed"):
                return str(state)
            time.sleep(0.5)
        raise AirflowError(f"run {run_id} did not end; see {self.site.log_file}", url=dag_id)

    def list_tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        """The task instances of a run."""
        found: list[dict[str, Any]] = []
        while True:
            path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=100&offset={len(found)}"
            page = self.call("GET", path)
            found += page["task_instances"]
            if len(found) >= page["total_entries"] or not page["task_instances"]:
                return found
