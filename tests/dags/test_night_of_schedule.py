"""A scheduled night is the day that ended, and the last date of a range is part of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

pytestmark = pytest.mark.airflow


def test_schedule_runs_after_midnight_for_the_day_that_ended(
    airflow_environment: dict[str, str],
) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "name_nights.py", HERE.parents[1] / "dags"],
        env=airflow_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [
        {"night": "2026-03-27", "run_after": "2026-03-28T00:00:00+00:00"},
        {"night": "2026-03-28", "run_after": "2026-03-29T00:00:00+00:00"},
        {"night": "2026-03-29", "run_after": "2026-03-30T00:00:00+00:00"},
    ]
