"""`dateline archive`: verify, repair and index WARC files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from pipeline.archive import Repair


def verify_archive(paths: Sequence[str]) -> int:
    """Check every record; a line on stdout for each that is lost, then the sum.

    Args:
        paths: WARC files or folders, local or fsspec URLs; none: the own archive.

    Returns:
        How many records are lost.
    """
    from pipeline.archive import verify_file

    files = list(find_files(paths))
    sound = lost = 0
    for path in files:
        found = verify_file(path)
        sound += found.sound
        lost += len(found.lost)
        for record in found.lost:
            sys.stdout.write(f"{path}: {record}\n")
    sys.stdout.write(f"{len(files)} files: {sound} records are sound, {lost} lost\n")
    return lost


def repair_file(path: str) -> None:
    """Write a clean file beside a damaged one, lead the index rows to it, put the damaged aside.

    In this order, so that the rows lead to a readable file at every moment; when it is stopped on
    the way, it can be started again.
    """
    from pipeline.archive import DAMAGED, put_aside, verify_file, write_clean

    if not verify_file(path).lost:
        sys.stdout.write(f"{path}: is sound, nothing to repair\n")
        return
    repair = write_clean(path)
    moved, lost = repoint_rows(read_settings(), path, repair, path + DAMAGED)
    put_aside(path)
    for record in repair.lost:
        sys.stdout.write(f"{path}: {record}\n")
    sys.stdout.write(
        f"{repair.clean_file}: {len(repair.places)} records kept, {len(repair.lost)} lost;"
        f" {moved} captures follow, {lost} set aside\n"
    )


def repoint_rows(
    settings: Settings, path: str, repair: Repair, damaged_file: str
) -> tuple[int, int]:
    """The index rows of a file of our archive; a file from elsewhere has none."""
    from pipeline.archive import name_below
    from pipeline.warehouse import Move, migrate, open_warehouse, repoint_captures

    warc_file, clean_file, damaged = (
        name_below(settings.archive, file) for file in (path, repair.clean_file, damaged_file)
    )
    if warc_file is None or clean_file is None or damaged is None:
        return 0, 0
    engine = open_warehouse(settings.warehouse)
    try:
        migrate(engine)
        move = Move(warc_file, clean_file, damaged, repair.places, repair.lost)
        return repoint_captures(engine, move)
    finally:
        engine.dispose()


def index_archive(paths: Sequence[str]) -> int:
    """Write a CDXJ beside each WARC file; a line a file. Returns how many records are lost."""
    from pipeline.archive import write_index

    lost = 0
    for path in find_files(paths):
        index = write_index(path)
        lost += len(index.lost)
        sys.stdout.write(f"{index.path}: {index.lines} responses\n")
        for record in index.lost:
            sys.stderr.write(f"dateline: {path}: {record}\n")
    return lost


def find_files(paths: Sequence[str]) -> Iterator[str]:
    """Each WARC file named, or below a folder named; none named: of the own archive."""
    from pipeline.archive import list_files

    for path in paths or [read_settings().archive]:
        yield from list_files(path, ".warc.gz")
