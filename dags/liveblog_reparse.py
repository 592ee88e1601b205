"""Stored captures through today's parser: what differs, shown first, then published."""

from __future__ import annotations

from pathlib import Path

from airflow.sdk import DAG, Param, TriggerRule, task, task_group
from airflow.sdk.exceptions import AirflowSkipException
from warehouse_assets import WAREHOUSE
from wiring import DEFAULT_ARGS, name_rereading

from pipeline import steps

with DAG(
    dag_id="liveblog_reparse",
    description="Stored captures through today's parser: compare, then publish. No network.",
    doc_md=Path(__file__).with_suffix(".md").read_text(encoding="utf-8"),
    schedule=None,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["dateline", "reparse"],
    params={
        "from_date": Param(None, type=["null", "string"], format="date", title="From",
                           description="The first night; none: the run's own."),
        "to_date": Param(None, type=["null", "string"], format="date", title="To",
                         description="The last night, included; none: the first."),
        "sources": Param([], type="array", items={"type": "string"}, title="Sources",
                         description="Names of the sources to take, one a line; none: all."),
        "publish": Param(False, type="boolean", title="Publish",
                         description="Publish what differs. Without it, it is only shown."),
        "force": Param(False, type="boolean", title="Force",
                       description="Read again even what today's parser has read already."),
    },
) as dag:  # fmt: skip

    @task(retries=0)
    def list_sources(params: dict[str, list[str]] | None = None) -> list[str]:
        """Name the sources that this run takes."""
        return steps.list_sources(steps.open_runtime(), (params or {})["sources"])

    @task_group
    def reparse_of(source: str) -> None:
        """One source's nights."""

        @task(map_index_template="{{ source }}")
        def compare(source: str) -> steps.Counts:
            """Read the stored captures; keep and log how they read otherwise. Publishes nothing."""
            return steps.compare_readings(steps.open_runtime(), name_rereading(source))

        # A batch that cannot be read is red in compare; the others are published all the same.
        @task(
            outlets=[WAREHOUSE],
            trigger_rule=TriggerRule.ALL_DONE,
            map_index_template="{{ source }}",
        )
        def publish(source: str, params: dict[str, bool] | None = None) -> steps.Counts:
            """Audit and publish the new readings, a batch at a time; skipped in a dry run."""
            wanted = name_rereading(source)
            if not (params or {})["publish"]:
                raise AirflowSkipException("dry run: see reparse_differences, then Publish")
            return steps.publish_readings(steps.open_runtime(), wanted)

        compare(source) >> publish(source)

    @task(trigger_rule=TriggerRule.NONE_FAILED, retries=0)
    def report(names: list[str]) -> dict[str, str]:
        """Sum up what differs, a line a source. Does not run, and the run is red, if one failed."""
        return steps.report_readings(steps.open_runtime(), [name_rereading(name) for name in names])

    names = list_sources()
    reparse_of.expand(source=names) >> report(names)
