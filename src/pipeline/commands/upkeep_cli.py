"""The commands of `warehouse_marts`, without Airflow: what follows a publication."""

from __future__ import annotations

from typing import Annotated

import typer

upkeep_app = typer.Typer()
JsonFlag = Annotated[bool, typer.Option("--json", help="JSON, one object a row.")]


@upkeep_app.command()
def marts(
    is_all: Annotated[bool, typer.Option("--all", help="Count every day anew.")] = False,
) -> None:
    """Count the days that were touched since they were counted last: for `daily_live_blogs`.

    Example: `dateline marts`
    """
    from pipeline.commands.marts import refresh_marts

    refresh_marts(is_all=is_all)


@upkeep_app.command()
def retain(
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Delete working rows that the settings keep no longer (DATELINE_KEEP_…); never the archive.

    Example: `dateline retain --dry-run`
    """
    from pipeline.commands.retain import apply_retention

    apply_retention(is_dry_run=is_dry_run, as_json=as_json)
