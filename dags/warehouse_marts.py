"""What is made of the public tables once they changed: days counted ahead, lines learned."""

from __future__ import annotations

from pathlib import Path

from airflow.sdk import DAG, Param, task
from airflow.sdk.exceptions import AirflowSkipException
from warehouse_assets import MARTS, WAREHOUSE
from wiring import DEFAULT_ARGS

from pipeline import steps

with DAG(
    dag_id="warehouse_marts",
    description="After each publication: its days counted anew, recurring lines proposed.",
    doc_md=Path(__file__).with_suffix(".md").read_text(encoding="utf-8"),
    schedule=[WAREHOUSE],
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["dateline", "marts"],
    params={
        "all_days": Param(False, type="boolean", title="All days",
                          description="Count every day anew, not only those that were touched."),
    },
) as dag:  # fmt: skip

    @task(outlets=[MARTS])
    def count_days(params: dict[str, bool] | None = None) -> steps.Counts:
        """Count the days that publications touched since the last run."""
        return steps.refresh_marts(steps.open_runtime(), is_all=(params or {})["all_days"])

    @task
    def export_dataset(counted: steps.Counts) -> steps.Counts:
        """Write the Parquet dataset anew, where one is wanted and days have changed."""
        done = steps.refresh_dataset(steps.open_runtime()) if counted["days"] else None
        if done is None:
            raise AirflowSkipException("nothing has changed, or DATELINE_EXPORT_DIR is not set")
        return done

    @task
    def learn_boilerplate() -> steps.Counts:
        """Propose lines that recur over a source's live blogs; changes no reading."""
        return steps.learn_due(steps.open_runtime())

    @task(trigger_rule="none_failed")
    def apply_retention() -> steps.Counts:
        """Delete working rows that the settings keep no longer; never the archive."""
        return steps.apply_retention(steps.open_runtime())

    [export_dataset(count_days()), learn_boilerplate()] >> apply_retention()
