"""Archive: responses in and out of WARC files."""

from pipeline.archive.cdxj import Index, write_index
from pipeline.archive.pointer import WarcPointer, index_capture
from pipeline.archive.reader import (
    ArchivedResponse,
    iter_responses,
    read_response,
    resolve_revisit,
)
from pipeline.archive.salvage import (
    DAMAGED,
    Repair,
    Verification,
    put_aside,
    salvage_responses,
    verify_file,
    write_clean,
)
from pipeline.archive.scan import LostRecord
from pipeline.archive.store import check_writable, list_files, name_below
from pipeline.archive.writer import ArchiveWriter

__all__ = [
    "DAMAGED",
    "ArchiveWriter",
    "ArchivedResponse",
    "Index",
    "LostRecord",
    "Repair",
    "Verification",
    "WarcPointer",
    "check_writable",
    "index_capture",
    "iter_responses",
    "list_files",
    "name_below",
    "put_aside",
    "read_response",
    "resolve_revisit",
    "salvage_responses",
    "verify_file",
    "write_clean",
    "write_index",
]
