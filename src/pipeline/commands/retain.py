"""`dateline retain`: what the settings keep no longer, without Airflow."""

from __future__ import annotations

from pipeline import steps
from pipeline.commands.ask import print_rows

MEANINGS = {
    "staged": "staged rows of published batches",
    "replayed": "set-aside items that have passed since",
    "searches": "what archives answered",
    "readings": "readings of earlier parsers",
    "fetches": "the log of requests",
}


def apply_retention(*, is_dry_run: bool, as_json: bool) -> None:
    """Delete the rows that are kept no longer, or count them; print how many, by kind.

    Raises:
        BatchIsBusy: another run was writing for too long.
    """
    runtime = steps.open_runtime()
    try:
        counts = steps.apply_retention(runtime, is_dry_run=is_dry_run)
    finally:
        runtime.engine.dispose()
    rows = [
        (kind, MEANINGS[kind], f"{days} days" if days else "for ever", counts.get(kind, 0))
        for kind, days in steps.list_kept_days(runtime.settings).items()
    ]
    outcome = "would_go" if is_dry_run else "gone"
    print_rows(("kind", "rows", "kept", outcome), rows, as_json=as_json)
