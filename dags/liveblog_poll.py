"""Live blogs that still run: every few minutes, only those that are due."""

from __future__ import annotations

from pathlib import Path

from airflow.sdk import DAG, CronDataIntervalTimetable, Param, TriggerRule, task, task_group
from warehouse_assets import WAREHOUSE
from wiring import DEFAULT_ARGS, FETCH_POOL, name_poll, read_date

from pipeline import steps

with DAG(
    dag_id="liveblog_poll",
    description="Live blogs that still run: those that are due, every few minutes.",
    doc_md=Path(__file__).with_suffix(".md").read_text(encoding="utf-8"),
    schedule=CronDataIntervalTimetable("*/5 * * * *", timezone="UTC"),
    start_date=read_date("DATELINE_SCHEDULE_START", default="2009-01-01"),
    end_date=read_date("DATELINE_SCHEDULE_END"),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["dateline", "poll", "ingestion"],
    params={
        "sources": Param([], type="array", items={"type": "string"}, title="Sources",
                         description="Names of the sources to poll, one a line; none: all."),
        "limit": Param(None, type=["null", "integer"], minimum=1, title="Limit",
                       description="At most so many pages a source."),
        "dry_run": Param(False, type="boolean", title="Dry run",
                         description="Do everything but publish; say what would change."),
    },
) as dag:  # fmt: skip

    @task(retries=0)
    def list_due(params: dict[str, list[str]] | None = None) -> list[str]:
        """Name the sources that have something to do now; with none the run ends here, green."""
        runtime = steps.open_runtime()
        names = steps.list_sources(runtime, (params or {})["sources"])
        return steps.list_due_sources(runtime, names, name_poll().slot)

    @task_group
    def poll_of(source: str) -> None:
        """One source's live blogs."""

        @task(pool=FETCH_POOL, map_index_template="{{ source }}")
        def discover(source: str) -> steps.Counts:
            """Name the live blogs that are due, and announced ones that nobody has seen yet."""
            return steps.discover_due(steps.open_runtime(), name_poll(source))

        @task(pool=FETCH_POOL, map_index_template="{{ source }}")
        def capture(source: str) -> steps.Counts:
            """Fetch them politely, with their further pages; WARC first, then the index."""
            return steps.capture_pages(steps.open_runtime(), name_poll(source))

        # What could be captured goes on even where a page failed; capture itself stays red.
        @task(
            outlets=[WAREHOUSE],
            trigger_rule=TriggerRule.ALL_DONE,
            map_index_template="{{ source }}",
        )
        def load(source: str) -> steps.Counts:
            """Extract, audit and publish what was captured, in one task: polls are small."""
            return steps.load_batch(steps.open_runtime(), name_poll(source))

        discover(source) >> capture(source) >> load(source)

    @task(trigger_rule=TriggerRule.ALL_DONE, retries=0)
    def report(names: list[str]) -> dict[str, str]:
        """Close the accounts of the poll; fail the run if any batch failed."""
        return steps.report_night(steps.open_runtime(), name_poll(), names)

    names = list_due()
    poll_of.expand(source=names) >> report(names)
