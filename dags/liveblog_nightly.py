"""The nightly pipeline: each source's live blogs of one night, from address to warehouse row."""

from __future__ import annotations

from pathlib import Path

from airflow.sdk import DAG, CronDataIntervalTimetable, Param, TriggerRule, task, task_group
from warehouse_assets import WAREHOUSE
from wiring import DEFAULT_ARGS, FETCH_POOL, name_assignment, read_date

from pipeline import steps

with DAG(
    dag_id="liveblog_nightly",
    description="One night of live blogs per source: discover, capture, extract, audit, publish.",
    doc_md=Path(__file__).with_suffix(".md").read_text(encoding="utf-8"),
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    start_date=read_date("DATELINE_SCHEDULE_START", default="2009-01-01"),
    end_date=read_date("DATELINE_SCHEDULE_END"),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["dateline", "nightly", "ingestion"],
    params={
        "sources": Param([], type="array", items={"type": "string"}, title="Sources",
                         description="Names of the sources to take, one a line; none: all."),
        "limit": Param(None, type=["null", "integer"], minimum=1, title="Limit",
                       description="At most so many pages a source."),
        "force": Param(False, type="boolean", title="Force",
                       description="Fetch again what this night has captured already."),
        "dry_run": Param(False, type="boolean", title="Dry run",
                         description="Do everything but publish; say what would change."),
    },
) as dag:  # fmt: skip

    @task(retries=0)
    def list_sources(params: dict[str, list[str]] | None = None) -> list[str]:
        """Name the sources that this run takes."""
        return steps.list_sources(steps.open_runtime(), (params or {})["sources"])

    @task_group
    def night_of(source: str) -> None:
        """One source's night."""

        @task(pool=FETCH_POOL, map_index_template="{{ source }}")
        def discover(source: str) -> steps.Counts:
            """Find the addresses that the source announced for the night."""
            return steps.discover_pages(steps.open_runtime(), name_assignment(source))

        @task(pool=FETCH_POOL, map_index_template="{{ source }}")
        def capture(source: str) -> steps.Counts:
            """Fetch them politely; each response goes to WARC, then to the index."""
            return steps.capture_pages(steps.open_runtime(), name_assignment(source))

        # What could be captured goes on even where a page failed; capture itself stays red.
        @task(trigger_rule=TriggerRule.ALL_DONE, map_index_template="{{ source }}")
        def extract(source: str) -> steps.Counts:
            """Split, clean and date what was captured, and stage it."""
            return steps.extract_captures(steps.open_runtime(), name_assignment(source))

        @task(map_index_template="{{ source }}")
        def audit(source: str) -> steps.Counts:
            """Check the staged batch; failing rows go to quarantine."""
            return steps.audit_batch(steps.open_runtime(), name_assignment(source))

        @task(outlets=[WAREHOUSE], map_index_template="{{ source }}")
        def publish(source: str) -> steps.Counts:
            """Load what passed into the warehouse, in one transaction."""
            return steps.publish_batch(steps.open_runtime(), name_assignment(source))

        discover(source) >> capture(source) >> extract(source) >> audit(source) >> publish(source)

    @task(trigger_rule=TriggerRule.ALL_DONE, retries=0)
    def report(names: list[str]) -> dict[str, str]:
        """Close the accounts of the night; fail the run if any batch failed."""
        return steps.report_night(steps.open_runtime(), name_assignment(), names)

    names = list_sources()
    night_of.expand(source=names) >> report(names)
