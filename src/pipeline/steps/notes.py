"""What the archive is told beside the responses, so that it alone can make the warehouse again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from pipeline.model import Batch, Capture
from pipeline.steps.runtime import Runtime

_POINTER = ("warc_file", "warc_offset", "warc_length", "is_revisit")
"""Fields of a Capture that the place of its record tells."""
Note = dict[str, Any]  # what JSON can say


def describe_capture(batch: Batch, capture: Capture) -> Note:
    """The index row of a Capture but for its place, and the Batch that it belongs to."""
    row = {name: value for name, value in asdict(capture).items() if name not in _POINTER}
    return {"capture": _write_times(row), "batch": describe_batch(batch)}


def describe_batch(batch: Batch) -> Note:
    """A Batch's own row, as it was opened."""
    return _write_times(
        {
            "batch_id": batch.batch_id,
            "source": batch.source,
            "night": batch.night.isoformat(),
            "kind": batch.kind,
            "interval_start": batch.interval.start,
            "interval_end": batch.interval.end,
            "run_id": batch.run_id,
        }
    )


def keep_ledger(runtime: Runtime, batch: Batch) -> None:
    """Write the Batch's ledger into the archive, unless it holds the same one already."""
    from pipeline.archive import ArchiveWriter
    from pipeline.warehouse import find_ledger_note, read_ledger, save_ledger_note

    ledger = read_ledger(runtime.engine, batch.batch_id)
    note = {
        "ledger": _write_times(ledger.batch),
        "discoveries": [_write_times(row) for row in ledger.discoveries],
        "is_audited": ledger.is_audited,
        "is_published": ledger.is_published,
    }
    digest = hash_ledger(note)
    if digest == find_ledger_note(runtime.engine, batch.batch_id):
        return
    with ArchiveWriter(
        runtime.settings.archive, source=batch.source, night=batch.night, run_id=batch.run_id
    ) as archive:
        name = archive.write_note(f"urn:dateline:batch:{batch.batch_id}", runtime.clock(), note)
    save_ledger_note(runtime.engine, batch.batch_id, digest, name)


def keep_boilerplate(runtime: Runtime, source: str) -> None:
    """Write into the archive all that was learned and decided about a Source's lines."""
    from pipeline.archive import ArchiveWriter
    from pipeline.warehouse import dump_boilerplate

    now = runtime.clock()
    rows = dump_boilerplate(runtime.engine, source)
    serial = max((row["serial"] for row in rows["boilerplate_decision"]), default=0)
    note = {"boilerplate": {"source": source, "serial": serial, "rows": rows}}
    with ArchiveWriter(
        runtime.settings.archive, source=source, night=now.date(), run_id="boilerplate"
    ) as archive:
        archive.write_note(f"urn:dateline:boilerplate:{source}", now, note)


def hash_ledger(note: Note) -> str:
    """SHA-256, hex: equal for equal ledgers."""
    return hashlib.sha256(json.dumps(note, sort_keys=True).encode()).hexdigest()


def _write_times(row: Note) -> Note:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
    }
