"""Airflow on one machine: where it lives and what it is told. SQLite, LocalExecutor, loopback only.

Airflow is a program to us here, never an import: it is driven through its command line
(``airflow_processes``) and its REST API (``airflow_client``).
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.airflow_sqlite import BUSY_TIMEOUT_S
from pipeline.errors import DatelineError

USER = "admin"


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


def find_airflow() -> str:
    """The airflow program beside this interpreter."""
    return str(Path(sys.executable).parent / "airflow")
