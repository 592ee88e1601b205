"""Archive: responses in and out of WARC files."""

from pipeline.archive.pointer import WarcPointer, index_capture
from pipeline.archive.reader import (
    ArchivedResponse,
    iter_responses,
    read_response,
    resolve_revisit,
)
from pipeline.archive.store import check_writable
from pipeline.archive.writer import ArchiveWriter

__all__ = [
    "ArchiveWriter",
    "ArchivedResponse",
    "WarcPointer",
    "check_writable",
    "index_capture",
    "iter_responses",
    "read_response",
    "resolve_revisit",
]
