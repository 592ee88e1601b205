"""The compose file's topology as processes: PostgreSQL, Redis, CeleryExecutor, two workers."""

from __future__ import annotations

import base64
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from pipeline.commands.airflow_client import AirflowClient
from pipeline.commands.airflow_processes import stop_group
from pipeline.commands.airflow_site import AirflowSite, plan_site, write_environment
from pipeline.warehouse import hash_public_rows, open_warehouse

POSTGRES = os.environ.get("DATELINE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("DATELINE_TEST_REDIS", "redis://127.0.0.1:6379/9")
SERVICES = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler"],
    "dag-processor": ["dag-processor"],
    "worker-1": ["celery", "worker", "-H", "worker-1@%h", "-c", "1"],
    "worker-2": ["celery", "worker", "-H", "worker-2@%h", "-c", "1"],
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: its API, and the URL of its warehouse."""

    client: AirflowClient
    warehouse_url: str
    logs: Path

    @property
    def worker_logs(self) -> list[Path]:
        """What each worker printed."""
        return [self.logs / f"{name}.log" for name in SERVICES if name.startswith("worker")]


def hash_rows(warehouse_url: str) -> str:
    """All public rows, all columns."""
    engine = open_warehouse(warehouse_url)
    try:
        return hash_public_rows(engine)
    finally:
        engine.dispose()


def find_missing_service() -> str | None:
    """Why the cluster cannot run here; None where it can."""
    import redis

    engine = create_engine(to_psycopg(POSTGRES), connect_args={"connect_timeout": 5})
    try:
        engine.connect().close()
        with redis.Redis.from_url(REDIS) as broker:
            broker.ping()
    except OperationalError as error:
        return f"PostgreSQL is not reachable: {str(error.orig).splitlines()[0]}"
    except redis.RedisError as error:
        return f"Redis is not reachable: {error}"
    finally:
        engine.dispose()
    return None


def to_psycopg(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def temporary_database(name: str) -> Iterator[str]:
    """A database that is dropped afterwards; its URL."""
    unique = f"{name}_{secrets.token_hex(4)}"
    engine = create_engine(to_psycopg(POSTGRES), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{unique}"'))
    try:
        yield f"{POSTGRES.rpartition('/')[0]}/{unique}"
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{unique}" WITH (FORCE)'))
        engine.dispose()


@contextmanager
def running_cluster(home: Path, dateline: Mapping[str, str]) -> Iterator[Cluster]:
    """Metadata and warehouse on PostgreSQL, two Celery workers on Redis, until the block ends."""
    with ExitStack() as stack:
        metadata = stack.enter_context(temporary_database("dateline_airflow"))
        warehouse = stack.enter_context(temporary_database("dateline_warehouse"))
        site = plan_site(home, find_free_port(), password=secrets.token_urlsafe(12))
        environment = describe_environment(site, metadata, warehouse, dateline)
        home.mkdir(parents=True, exist_ok=True)
        (home / "passwords.json").write_text(f'{{"admin": "{site.password}"}}')
        run_airflow(["db", "migrate"], environment, home / "db-migrate.log")
        processes = [
            start_service(stack, name, arguments, environment, home)
            for name, arguments in SERVICES.items()
        ]
        client = AirflowClient(site)
        client.wait_until_up(lambda: all(process.poll() is None for process in processes))
        client.make_pool("dateline_fetch", 4)
        yield Cluster(client, warehouse, home)


def describe_environment(
    site: AirflowSite, metadata: str, warehouse: str, dateline: Mapping[str, str]
) -> dict[str, str]:
    """What docker-compose.yml sets, for processes on one machine."""
    psycopg2 = metadata.replace("postgresql://", "postgresql+psycopg2://", 1)
    return write_environment(
        site,
        {
            "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
            "AIRFLOW__CORE__FERNET_KEY": base64.urlsafe_b64encode(os.urandom(32)).decode(),
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": psycopg2,
            "AIRFLOW__CELERY__BROKER_URL": REDIS,
            "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{psycopg2}",
            "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(64),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
            "DATELINE_WAREHOUSE_URL": warehouse,
            **dateline,
        },
    )


def start_service(
    stack: ExitStack, name: str, arguments: list[str], environment: dict[str, str], home: Path
) -> subprocess.Popen[bytes]:
    """Start one service in a process group of its own; it is stopped with the stack."""
    log = stack.enter_context((home / f"{name}.log").open("wb"))
    own = {
        # Two workers of one host need log servers of their own.
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(find_free_port()),
        "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": str(find_free_port()),
    }
    process = subprocess.Popen(
        [find_airflow(), *arguments],
        env={**environment, **own},
        stdout=log,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    stack.callback(stop_group, process)
    return process


def run_airflow(arguments: list[str], environment: dict[str, str], log_file: Path) -> None:
    """Run one Airflow command to its end."""
    with log_file.open("wb") as log:
        subprocess.run(
            [find_airflow(), *arguments], env=environment, check=True, stdout=log, stderr=log
        )


def find_airflow() -> str:
    """The airflow program beside this interpreter."""
    return str(Path(sys.executable).parent / "airflow")


def find_free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
