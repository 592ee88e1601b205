"""Rebuild: an empty warehouse made again from the archive's WARC files alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import DatelineError, UsageError
from pipeline.model import Batch
from pipeline.steps.load import audit_batch, extract_captures, publish_batch
from pipeline.steps.notes import hash_ledger
from pipeline.steps.runtime import Runtime, assign_again, name_job

log = logging.getLogger(__name__)

WARC_SUFFIX = ".warc.gz"
Row = dict[str, Any]  # a row of the warehouse, its times as text


@dataclass(slots=True)
class Found:
    """What the archive holds, by id."""

    batches: dict[str, Row] = field(default_factory=dict)
    captures: dict[str, Row] = field(default_factory=dict)
    ledgers: dict[str, tuple[str, Row, str]] = field(default_factory=dict)
    """When the latest was written, the ledger, and its file."""
    boilerplate: dict[str, Row] = field(default_factory=dict)
    """What was learned and decided last about a Source's lines."""
    files: int = 0
    lost: list[str] = field(default_factory=list)
    """Damaged records, each with its file."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One Batch that was made again, and what went wrong with it, if anything did."""

    name: str
    problem: DatelineError | None = None


def read_archive(runtime: Runtime) -> Found:
    """Read every note of the archive.

    Raises:
        ArchiveError: a file cannot be read at all.
    """
    from pipeline.archive import LostRecord, list_files, read_notes

    found = Found()
    root = runtime.settings.archive
    for path in list_files(root, WARC_SUFFIX):
        found.files += 1
        for note in read_notes(root, path):
            if isinstance(note, LostRecord):
                found.lost.append(f"{path}: {note}")
            elif "ledger" in note.fields:
                named = (note.written_at.isoformat(), note.fields, note.note_file)
                batch_id = note.fields["ledger"]["batch_id"]
                found.ledgers[batch_id] = max(
                    named, found.ledgers.get(batch_id, named), key=lambda one: one[0]
                )
            elif "boilerplate" in note.fields:
                told: Row = note.fields["boilerplate"]
                known: Row = found.boilerplate.get(told["source"], told)
                found.boilerplate[told["source"]] = max(known, told, key=lambda row: row["serial"])
            elif note.warc_length:
                batch, capture = note.fields["batch"], note.fields["capture"]
                found.batches[batch["batch_id"]] = batch | {"status": "open", "reason": None}
                found.captures[capture["capture_id"]] = capture | {
                    "batch_id": batch["batch_id"],
                    "run_id": batch["run_id"],
                    "warc_file": note.note_file,
                    "warc_offset": note.warc_offset,
                    "warc_length": note.warc_length,
                    "is_revisit": note.is_revisit,
                }
    return found


def rebuild_warehouse(runtime: Runtime, found: Found) -> Iterator[Rebuilt]:
    """Restore what the archive tells, then extract, audit and publish each Batch, oldest first.

    A Batch without a ledger (its run was cut off) is published like any other.

    Raises:
        UsageError: the warehouse is not empty.
    """
    from pipeline.warehouse import (
        find_batch,
        is_empty,
        restore_batches,
        restore_boilerplate,
        save_ledger_note,
    )

    if not is_empty(runtime.engine):
        raise UsageError("the warehouse holds batches; a rebuild starts from an empty one")
    ledgers = {batch_id: note for batch_id, (_, note, _) in found.ledgers.items()}
    batches = found.batches | {
        batch_id: note["ledger"] | {"status": "open", "reason": None}
        for batch_id, note in ledgers.items()
    }
    discoveries = [row for note in ledgers.values() for row in note["discoveries"]]
    discoveries += _guess_discoveries(found, frozenset(ledgers))
    restore_batches(
        runtime.engine, list(batches.values()), discoveries, list(found.captures.values())
    )
    for told in found.boilerplate.values():
        restore_boilerplate(runtime.engine, told["rows"])
    order = sorted(batches.values(), key=_name_place)
    for row in order:
        batch = find_batch(runtime.engine, row["batch_id"])
        yield _rebuild_batch(runtime, batch, ledgers.get(batch.batch_id))
    for batch_id, (_, note, name) in found.ledgers.items():
        save_ledger_note(runtime.engine, batch_id, hash_ledger(note), name)


def _name_place(row: Row) -> tuple[str, str, str]:
    return row["interval_end"], row["interval_start"], row["batch_id"]


def _guess_discoveries(found: Found, known: frozenset[str]) -> list[Row]:
    """Of a Batch without a ledger: the addresses that were captured."""
    rows: dict[tuple[str, str], Row] = {}
    for capture in found.captures.values():
        key = (capture["batch_id"], capture["url"])
        if capture["batch_id"] not in known and key not in rows:
            rows[key] = {
                "batch_id": capture["batch_id"],
                "url": capture["url"],
                "position": len(rows),
                "via": "archive",
                "published_at": None,
                "modified_at": None,
                "title": None,
                "outcome": "captured",
                "reason": None,
            }
    return list(rows.values())


def _rebuild_batch(runtime: Runtime, batch: Batch, ledger: Row | None) -> Rebuilt:
    from pipeline.warehouse import restore_outcome

    job = assign_again(batch)
    problem: DatelineError | None = None
    try:
        if ledger is None or ledger["is_audited"]:
            extract_captures(runtime, job)
            audit_batch(runtime, job)
        if ledger is None or ledger["is_published"]:
            publish_batch(runtime, job)
    except DatelineError as error:
        problem = error
        log.error("%s: %s", name_job(job), error)  # noqa: TRY400  # one line says it all
    if ledger is not None:
        restore_outcome(runtime.engine, ledger["ledger"])
        if ledger["ledger"]["status"] == "failed":
            problem = None  # it had failed before, and did again
    return Rebuilt(name_job(job), problem)
