"""Verify, repair and read WARC files that may be damaged; each record that is lost is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.archive.cdxj import WARC_SUFFIX
from pipeline.archive.reader import ArchivedResponse, parse_record
from pipeline.archive.scan import LostRecord, SoundRecord, scan_records
from pipeline.archive.store import move_file, open_whole, write_file
from pipeline.errors import ArchiveError

DAMAGED = ".damaged"
_REPAIRED = "-repaired"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a scan of one file found."""

    sound: int
    lost: tuple[LostRecord, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A clean file that was written beside a damaged one, and what it holds of it."""

    clean_file: str
    places: dict[int, tuple[int, int]]
    """Offset in the damaged file -> offset and length in the clean one."""
    lost: tuple[LostRecord, ...]


def verify_file(path: str) -> Verification:
    """Check every record of a file.

    Args:
        path: a local path or an fsspec URL.

    Raises:
        ArchiveError: the file cannot be read at all.
    """
    sound = 0
    lost: list[LostRecord] = []
    with open_whole(path) as data:
        for record in scan_records(data):
            if isinstance(record, LostRecord):
                lost.append(record)
            else:
                sound += 1
    return Verification(sound, tuple(lost))


def salvage_responses(path: str) -> Iterator[ArchivedResponse | LostRecord]:
    """Read every response, revisit and resource of a file; what is damaged comes as LostRecord.

    A record that is whole but makes no sense (no date, no HTTP head) is lost, too.

    Raises:
        ArchiveError: the file cannot be read at all.
    """
    with open_whole(path) as data:
        for record in scan_records(data):
            if isinstance(record, LostRecord):
                yield record
                continue
            try:
                found = parse_record(record.block.content, record.offset, record.length)
            except ArchiveError as error:
                yield _lose(record, error.message)
            else:
                if found is not None:
                    yield found


def write_clean(path: str) -> Repair:
    """Write the sound records of a file into a new one beside it, byte for byte, in their order.

    The damaged file stays where it is: see ``put_aside``.

    Raises:
        ArchiveError: the file cannot be read, or its folder refuses.
    """
    clean_file = _name_clean(path)
    places: dict[int, tuple[int, int]] = {}
    lost: list[LostRecord] = []
    kept = bytearray()
    with open_whole(path) as data:
        for record in scan_records(data):
            if isinstance(record, LostRecord):
                lost.append(record)
                continue
            if record.offset not in places:  # a member may hold more than one record
                places[record.offset] = (len(kept), record.length)
                kept += data[record.offset : record.offset + record.length]
    write_file(clean_file, bytes(kept))
    return Repair(clean_file, places, tuple(lost))


def put_aside(path: str) -> str:
    """Rename a damaged file, so that nobody reads it as a sound one; returns its new name."""
    move_file(path, path + DAMAGED)
    return path + DAMAGED


def _name_clean(path: str) -> str:
    if not path.endswith(WARC_SUFFIX):
        raise ArchiveError(f"is no {WARC_SUFFIX} file", url=path)
    return f"{path.removesuffix(WARC_SUFFIX)}{_REPAIRED}{WARC_SUFFIX}"


def _lose(record: SoundRecord, reason: str) -> LostRecord:
    kind, url = record.block.kind, record.block.url
    return LostRecord(record.number, record.offset, record.length, reason, kind, url)
