"""Where things are: the warehouse, the archive, the sources, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pipeline.errors import BatchFailed, UnknownSource, UsageError
from pipeline.model import Assignment, Batch, BatchKind, Interval, LineSet, Source
from pipeline.nights import night_interval
from pipeline.steps.parser import Parser, load_lines, load_parser

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.settings import Settings

Counts = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where things are, and what time it is: handed to every step."""

    settings: Settings
    engine: Engine
    sources: Mapping[str, Source]
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    load_parser: Callable[[], Parser] = load_parser
    load_lines: Callable[[Engine, str], LineSet] = load_lines


def open_runtime() -> Runtime:
    """The Runtime that the environment describes; the warehouse is migrated if it must be.

    Raises:
        WarehouseUnreachable: no connection; the message holds no password.
        SourceError: a source's YAML is broken.
    """
    import time
    from datetime import UTC

    from pipeline.settings import read_settings
    from pipeline.sources import load_sources
    from pipeline.warehouse import migrate, open_warehouse

    settings = read_settings()
    sources = load_sources(settings.sources_dir)
    engine = open_warehouse(settings.warehouse)
    migrate(engine)
    return Runtime(settings, engine, sources, partial(datetime.now, UTC), time.sleep)


def list_sources(runtime: Runtime, wanted: Sequence[str]) -> list[str]:
    """Names of the sources that a run takes: those asked for, else those of the settings.

    Raises:
        UnknownSource: a name that no YAML declares.
        UsageError: nothing says which sources to take.
    """
    from pipeline.sources import list_names

    names = list(wanted) or runtime.settings.list_source_names()
    if not names and runtime.settings.sources_dir is not None:
        names = list_names(runtime.settings.sources_dir)
    if not names:
        raise UsageError(
            "no source chosen: name some, or set DATELINE_SOURCE_NAMES or DATELINE_SOURCES_DIR"
        )
    for name in names:
        find_source(runtime, name)
    return names


def find_source(runtime: Runtime, name: str) -> Source:
    """The source of that name.

    Raises:
        UnknownSource: there is none; near names are told.
    """
    from difflib import get_close_matches

    if name not in runtime.sources:
        near = get_close_matches(name, runtime.sources) or sorted(runtime.sources)[:5]
        raise UnknownSource(f"no such source; did you mean {', '.join(near)}?", url=name)
    return runtime.sources[name]


def open_batch(runtime: Runtime, job: Assignment) -> Batch:
    """The Batch of the job's source and night or poll; its first run's if it stands already."""
    from pipeline.warehouse import open_batch as open_in_ledger

    kind: BatchKind = "night" if job.slot is None else "poll"
    return open_in_ledger(
        runtime.engine, job.source, job.night, interval_of(job), job.run_id, kind=kind
    )


def interval_of(job: Assignment) -> Interval:
    """What the job covers: the slot of a poll, or the whole night."""
    return job.slot or night_interval(job.night)


def assign_again(batch: Batch) -> Assignment:
    """The job whose Batch that is."""
    slot = None if batch.kind == "night" else batch.interval
    return Assignment(batch.source, batch.night, batch.run_id, slot=slot)


def name_job(job: Assignment) -> str:
    """The job in words: ``marlbridge 2026-03-27``, with the minute of a poll."""
    return f"{job.source} {job.night}" + (f" {job.slot.start:%H:%M}" if job.slot else "")


def find_parser(runtime: Runtime, source: str) -> Parser:
    """What reads the pages of a Source now; looked up once for all that is read together."""
    parser = runtime.load_parser()
    learned = runtime.load_lines(runtime.engine, source)
    if not learned.lines:
        return parser
    return replace(
        parser,
        version=f"{parser.version}+{learned.version}",
        read=partial(parser.read, repeated_lines=learned.lines),
    )


def find_batch(runtime: Runtime, job: Assignment) -> Batch:
    """The Batch that discover opened.

    Raises:
        BatchFailed: it opened none.
    """
    from pipeline.errors import WarehouseError
    from pipeline.warehouse import find_batch as find_in_ledger
    from pipeline.warehouse import name_batch

    try:
        return find_in_ledger(runtime.engine, name_batch(job.source, interval_of(job)))
    except WarehouseError as error:
        raise BatchFailed("nothing was discovered", url=name_job(job)) from error
