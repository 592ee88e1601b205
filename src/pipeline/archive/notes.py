"""Our own records in WARC files: what the responses do not say, for a rebuild from WARC alone.

A note is a ``metadata`` record (ISO 28500:2017, section 6.7) of our own media type. It holds JSON
about the response that it is concurrent to, or about a whole Batch. Other tools pass over it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.archive.records import NOTE_MEDIA_TYPE
from pipeline.archive.scan import LostRecord, SoundRecord, scan_records
from pipeline.archive.store import name_below, open_whole

_END = b"\r\n\r\n"
Fields = dict[str, Any]  # what JSON can say


@dataclass(frozen=True, slots=True)
class Note:
    """One note, and where the record lies that it is about (length 0: it is about none)."""

    written_at: datetime
    fields: Fields
    note_file: str
    """Path below the archive's root."""
    warc_offset: int = 0
    warc_length: int = 0
    is_revisit: bool = False


def read_notes(root: str, path: str) -> Iterator[Note | LostRecord]:
    """Read the notes of one WARC file, in its order; what is damaged comes as LostRecord.

    Args:
        root: of the archive.
        path: of a file below it, a local path or an fsspec URL.

    Raises:
        ArchiveError: the file cannot be read at all.
    """
    name = name_below(root, path) or path
    seen: dict[str, SoundRecord] = {}
    with open_whole(path) as data:
        for record in scan_records(data):
            if isinstance(record, LostRecord):
                yield record
            elif record.block.head.get("content-type") == NOTE_MEDIA_TYPE:
                about = seen.get(record.block.head.get("warc-concurrent-to", ""))
                yield _read_note(record, about, name)
            elif identity := record.block.head.get("warc-record-id"):
                seen[identity] = record


def _read_note(record: SoundRecord, about: SoundRecord | None, name: str) -> Note:
    block = record.block.content.partition(_END)[2].removesuffix(_END)
    return Note(
        written_at=datetime.fromisoformat(record.block.head["warc-date"]),
        fields=json.loads(block),
        note_file=name,
        warc_offset=about.offset if about else 0,
        warc_length=about.length if about else 0,
        is_revisit=about is not None and about.block.kind == "revisit",
    )
