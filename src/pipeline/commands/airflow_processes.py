"""Airflow's processes on one machine: prepared, started, and stopped with all that they started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from pipeline.commands.airflow_client import AirflowClient
from pipeline.commands.airflow_site import (
    USER,
    AirflowError,
    AirflowSite,
    find_airflow,
    write_environment,
)

FETCH_POOL = "dateline_fetch"
FETCH_SLOTS = 4
SERVICES = ("api-server", "scheduler", "dag-processor")
"""What `airflow standalone` starts but the triggerer: nothing here defers, and it costs memory."""

LOCAL_SETTINGS = '''"""Written anew at each start: see pipeline.commands.airflow_processes."""
import sys

from pipeline.commands.airflow_sqlite import lock_before_savepoints

lock_before_savepoints()
if sys.argv[1:2] == ["scheduler"]:
    from pipeline.steps.preload import import_all

    import_all()
'''


@contextmanager
def running_airflow(
    site: AirflowSite,
    extra: Mapping[str, str],
    stop: Callable[[subprocess.Popen[bytes]], None] | None = None,
) -> Iterator[AirflowClient]:
    """Run Airflow until the block ends; all its process groups are stopped then.

    SIGTERM ends the block as Ctrl-C does, where this is the main thread.

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
    with interrupted_by_term():
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


@contextmanager
def interrupted_by_term() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt within the block; no other thread than the main one may."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
