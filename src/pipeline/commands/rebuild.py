"""`dateline rebuild`: an empty warehouse made again from the archive's WARC files alone."""

from __future__ import annotations

import sys

from pipeline import steps
from pipeline.commands.run import require_audit
from pipeline.errors import BatchFailed


def rebuild_from_archive() -> None:
    """Rebuild; print what the archive held, and a line for each batch that failed.

    Raises:
        UsageError: the warehouse is not empty.
        BatchFailed: a batch could not be published; the others were.
    """
    require_audit()
    runtime = steps.open_runtime()
    found = steps.read_archive(runtime)
    for line in found.lost:
        sys.stderr.write(f"dateline: {line}\n")
    done = list(steps.rebuild_warehouse(runtime, found))
    broken = [one for one in done if one.problem]
    sys.stdout.write(
        f"{found.files} WARC files, {len(found.captures)} captures, {len(done)} batches,"
        f" {len(found.lost)} records lost\n"
    )
    if broken:
        told = "; ".join(f"{one.name}: {one.problem}" for one in broken)
        raise BatchFailed(f"{len(broken)} of {len(done)} batches: {told}")
