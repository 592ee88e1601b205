"""`dateline run` and `dateline quarantine replay`: the steps of a night without Airflow."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from pipeline import steps
from pipeline.commands.inputs import read_file
from pipeline.errors import BatchFailed, DatelineError, FetchUnavailable, UsageError
from pipeline.fetch.types import Fetched, wrap_file
from pipeline.model import Assignment, Discovered
from pipeline.nights import night_interval, parse_night

RUN_ID_PREFIX = "cli__"
FoundFile = tuple[Discovered, Fetched]


def run_night(
    night_name: str,
    names: Sequence[str],
    files: Sequence[Path],
    *,
    limit: int | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> None:
    """Run one night of each source; print a line a source, and what failed.

    Raises:
        UsageError: a date that is none, an unknown source, files without one source.
        BatchFailed: at least one source failed; the others are published.
    """
    night = parse_night(night_name)
    require_audit()
    if files and len(names) != 1:
        raise UsageError("--file needs exactly one --source")
    runtime = steps.open_runtime()
    pages = [take_file(path, night, runtime.clock()) for path in files]
    run_id = f"{RUN_ID_PREFIX}{runtime.clock():%Y-%m-%dT%H:%M:%S}"
    chosen = steps.list_sources(runtime, names)
    for name in chosen:
        job = Assignment(name, night, run_id, limit=limit, force=force, dry_run=dry_run)
        run_source(runtime, job, pages)
    whole = Assignment("", night, run_id, dry_run=dry_run)
    for name, counts in steps.report_night(runtime, whole, chosen).items():
        sys.stdout.write(f"{name} {night}: {counts}\n")


def require_audit() -> None:
    """Nothing is published unaudited.

    Raises:
        UsageError: Great Expectations is not installed; says how to get it.
    """
    if importlib.util.find_spec("great_expectations") is None:
        raise UsageError("the audit needs Great Expectations: pip install 'dateline[quality]'")


def take_file(path: Path, night: date, now: datetime) -> FoundFile:
    """A file as a page of the night: what is undated in it is dated by the night."""
    page = read_file(path, None, None)
    url = path.resolve().as_uri()
    published_at = night_interval(night).start
    found = Discovered(url=url, via="file", published_at=published_at, title=path.stem)
    response = wrap_file(page.data, url=url, captured_at=now, media_type=page.media_type)
    return found, response


def run_source(runtime: steps.Runtime, job: Assignment, pages: Sequence[FoundFile]) -> None:
    """One source's night; what fails is told, and judged by the report."""
    try:
        if pages:
            steps.capture_files(runtime, job, pages)
        else:
            steps.discover_pages(runtime, job)
            capture_all(runtime, job)
        steps.load_batch(runtime, job)
    except DatelineError as error:
        tell(job.source, error)


def capture_all(runtime: steps.Runtime, job: Assignment) -> None:
    """Capture what can be captured; the pages that failed are told, the others go on."""
    try:
        steps.capture_pages(runtime, job)
    except (BatchFailed, FetchUnavailable) as error:
        tell(job.source, error)


def tell(source: str, error: DatelineError) -> None:
    """One line on stderr."""
    sys.stderr.write(f"dateline: {source}: {' '.join(str(error).split())}\n")


def replay_quarantined(item: str | None) -> None:
    """Put set-aside captures through today's parser and checks again; print what came of it."""
    require_audit()
    runtime = steps.open_runtime()
    for line in steps.replay_quarantine(runtime, item):
        sys.stdout.write(f"{line}\n")
