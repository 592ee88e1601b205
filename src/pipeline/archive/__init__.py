"""Archive: responses in and out of WARC files."""

from pipeline.archive.cdxj import Index, write_index
from pipeline.archive.collection import HeldPage, is_in_file, list_pages, read_page, split_address
from pipeline.archive.notes import Note, read_notes
from pipeline.archive.pointer import WarcPointer, index_capture, name_capture
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
from pipeline.archive.store import check_writable, list_files, match_files, name_below
from pipeline.archive.writer import ArchiveWriter

__all__ = [
    "DAMAGED",
    "ArchiveWriter",
    "ArchivedResponse",
    "HeldPage",
    "Index",
    "LostRecord",
    "Note",
    "Repair",
    "Verification",
    "WarcPointer",
    "check_writable",
    "index_capture",
    "is_in_file",
    "iter_responses",
    "list_files",
    "list_pages",
    "match_files",
    "name_below",
    "name_capture",
    "put_aside",
    "read_notes",
    "read_page",
    "read_response",
    "resolve_revisit",
    "salvage_responses",
    "split_address",
    "verify_file",
    "write_clean",
    "write_index",
]
