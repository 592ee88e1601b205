"""CDXJ indexes: where each response of a WARC file lies, for pywb and its like to look up.

One line a response, ``key timestamp {json}``, sorted by bytes, in a file beside the WARC file:
https://specs.webrecorder.net/cdxj/0.1.0/.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.archive.scan import LostRecord, SoundRecord, scan_records
from pipeline.archive.store import open_whole, write_file
from pipeline.archive.surt import make_key
from pipeline.codings import read_content_type

WARC_SUFFIX = ".warc.gz"
SUFFIX = ".cdxj"
_KINDS = frozenset({"response", "revisit", "resource"})
_REVISIT_TYPE = "warc/revisit"
_UNKNOWN_TYPE = "unk"


@dataclass(frozen=True, slots=True)
class Index:
    """An index as it was written."""

    path: str
    lines: int
    lost: tuple[LostRecord, ...]
    """Records that are damaged, and stand in no line."""


def write_index(path: str) -> Index:
    """Index a WARC file; an index that stands beside it is replaced.

    Args:
        path: a local path or an fsspec URL.

    Raises:
        ArchiveError: the file cannot be read, or its folder refuses.
    """
    name = path.rpartition("/")[2]
    with open_whole(path) as data:
        records = list(scan_records(data))
        lines = sorted(
            line
            for record in records
            if isinstance(record, SoundRecord) and (line := format_line(record, name)) is not None
        )
    target = path.removesuffix(WARC_SUFFIX) + SUFFIX
    write_file(target, "".join(f"{line}\n" for line in lines).encode())
    lost = tuple(record for record in records if isinstance(record, LostRecord))
    return Index(target, len(lines), lost)


def format_line(record: SoundRecord, filename: str) -> str | None:
    """The line of one record; None for a record that nobody looks up by address."""
    block = record.block
    if block.kind not in _KINDS or block.url is None:
        return None
    try:
        key = make_key(block.url)
        moment = datetime.fromisoformat(block.head.get("warc-date", ""))
    except ValueError:
        return None
    status, content_type = block.read_http()
    media_type = read_content_type(content_type)[0] or _UNKNOWN_TYPE
    fields = {
        "url": block.url,
        "mime": _REVISIT_TYPE if block.kind == "revisit" else media_type,
        "status": status,
        "digest": block.head.get("warc-payload-digest", "").removeprefix("sha1:"),
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": filename,
    }
    return f"{key} {moment.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(fields)}"
