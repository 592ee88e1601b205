"""What our DAGs share: retries from the exception tree, the fetch pool, a run's wishes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule, get_current_context

from pipeline.errors import list_retryable_errors
from pipeline.model import Assignment
from pipeline.nights import name_night, name_slot, parse_night
from pipeline.steps import Rereading

FETCH_POOL = "dateline_fetch"
"""Bounds how many tasks fetch at once. Made by `make up` and by the compose file's init."""

RETRY_POLICY = ExceptionRetryPolicy(
    rules=[
        RetryRule(
            exception=list(list_retryable_errors()), action=RetryAction.RETRY, reason="may pass"
        ),
        RetryRule(
            exception="pipeline.errors.DatelineError",
            action=RetryAction.FAIL,
            reason="trying again cannot help",
        ),
    ]
)

DEFAULT_ARGS = {
    "owner": "dateline",
    "retries": int(os.environ.get("DATELINE_TASK_RETRIES", "2")),
    "retry_delay": timedelta(seconds=float(os.environ.get("DATELINE_RETRY_DELAY_S", "120"))),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=30),
    "retry_policy": RETRY_POLICY,
    "execution_timeout": timedelta(hours=2),
}


def read_date(name: str, default: str | None = None) -> datetime | None:
    """A date from the environment, as midnight UTC; None where neither it nor a default is set."""
    value = os.environ.get(name, default)
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if value else None


def name_poll(source: str = "") -> Assignment:
    """What this task is asked: a source, the slot of this poll and the run's wishes."""
    job = name_assignment(source)
    slot = name_slot(get_current_context()["dag_run"].run_after)
    return replace(job, slot=slot, night=slot.start.date())


def name_assignment(source: str = "") -> Assignment:
    """What this task is asked: a source, its night and the run's wishes. Labels the task too."""
    context = get_current_context()
    context["source"] = source  # type: ignore[typeddict-unknown-key]  # for map_index_template
    run, ti, wishes = context["dag_run"], context["ti"], context["params"]
    return Assignment(
        source=source,
        night=name_night(run.logical_date, run.run_after),
        run_id=run.run_id,
        limit=wishes["limit"],
        force=wishes.get("force", False),
        dry_run=wishes["dry_run"],
        is_last_try=ti.try_number > ti.max_tries,
    )


def name_rereading(source: str) -> Rereading:
    """What a reparse is asked: a source and a range of nights. Labels the task too."""
    context = get_current_context()
    context["source"] = source  # type: ignore[typeddict-unknown-key]  # for map_index_template
    run, wishes = context["dag_run"], context["params"]
    own = str(name_night(run.logical_date, run.run_after))
    first = wishes["from_date"] or wishes["to_date"] or own
    last = wishes["to_date"] or first
    return Rereading(source, parse_night(first), parse_night(last), force=wishes["force"])
