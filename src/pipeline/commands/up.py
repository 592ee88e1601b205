"""`dateline up`: Airflow on this machine with the user's own sources, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pipeline.commands.airflow_processes import running_airflow
from pipeline.commands.airflow_site import AirflowSite, plan_site


def stay_up(home: Path, port: int) -> None:
    """Start Airflow, say where it is, and wait.

    Raises:
        AirflowError: it did not come up.
    """
    site = plan_site(home / "airflow", port)
    with running_airflow(site, {"DATELINE_HOME": str(home.resolve())}) as client:
        client.wait_for_dag("liveblog_nightly", unpause=False)
        print_address(site)
        sys.stdout.write("liveblog_nightly is paused: unpause it to have it run every night.\n")
        wait_for_interrupt()


def print_address(site: AirflowSite) -> None:
    """Where the UI is, and how to sign in."""
    sys.stdout.write(f"\nAirflow: {site.url}  (user admin, password {site.password})\n")
    sys.stdout.write("Ctrl-C stops it.\n")
    sys.stdout.flush()


def wait_for_interrupt() -> None:
    """Sleep until Ctrl-C or SIGTERM."""
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        sys.stdout.write("\nstopping\n")
