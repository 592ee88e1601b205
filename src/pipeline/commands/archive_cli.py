"""The command group `dateline archive`."""

from __future__ import annotations

from typing import Annotated

import typer

archive_app = typer.Typer(
    no_args_is_help=True,
    help="The WARC files: are they sound, and where is what.\n\nExample: `dateline archive verify`",
)
Files = Annotated[
    list[str] | None,
    typer.Argument(help="WARC files or folders, local or fsspec URLs; none: the own archive."),
]


@archive_app.command()
def verify(files: Files = None) -> None:
    """Check every record's checksum, length and digests; a line for each that is lost.

    Exit code 0: all are sound, 1: some are lost. Example: `dateline archive verify`
    """
    from pipeline.commands.archive import verify_archive

    raise typer.Exit(1 if verify_archive(files or []) else 0)


@archive_app.command()
def repair(file: Annotated[str, typer.Argument(help="A damaged WARC file.")]) -> None:
    """Write what is sound into a clean file, and lead the warehouse's rows to it.

    The damaged file is kept as FILE.damaged; captures whose record is lost are set aside.
    Example: `dateline archive repair pages.warc.gz`
    """
    from pipeline.commands.archive import repair_file

    repair_file(file)


@archive_app.command()
def index(files: Files = None) -> None:
    """Write a sorted CDXJ index beside each WARC file, for pywb and other readers.

    Exit code 1: some records are damaged and not in it. Example: `dateline archive index`
    """
    from pipeline.commands.archive import index_archive

    raise typer.Exit(1 if index_archive(files or []) else 0)
