"""What is asked of a running Airflow: the few requests of its REST API that we need.

https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import requests

from pipeline.commands.airflow_site import USER, AirflowError, AirflowSite

START_TIMEOUT_S = 240
RUN_TIMEOUT_S = 900


class AirflowClient:
    """Requests of one who has signed in. Errors name the log file."""

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
