"""The command line: data on stdout, progress on stderr, one line for what went wrong.

Exit codes: 0 done; 1 another failure; 2 usage; 3 not a page we can read, or no live blog we know;
4 the warehouse refused or is unreachable; 5 a batch failed. Nothing heavy is imported before a
command needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.archive_cli import archive_app
from pipeline.commands.boilerplate_cli import boilerplate_app
from pipeline.commands.reading_cli import reading_app
from pipeline.commands.upkeep_cli import upkeep_app
from pipeline.errors import DatelineError

app = typer.Typer(
    name="dateline",
    help="News live blogs in; dated, identified, versioned entries out.\n\n"
    "Example: `dateline extract page.html`",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 another failure, 2 usage, 3 not a page we can read or a live "
    "blog we know, 4 warehouse refused or unreachable, 5 a batch failed.",
)
sources_app = typer.Typer(
    no_args_is_help=True,
    help="The publishers that are declared.\n\nExample: `dateline sources list`",
)
quarantine_app = typer.Typer(
    no_args_is_help=True, help="What was set aside, and why.\n\nExample: `dateline quarantine list`"
)
app.add_typer(sources_app, name="sources")
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(archive_app, name="archive")
app.add_typer(boilerplate_app, name="boilerplate")
app.add_typer(reading_app)
app.add_typer(upkeep_app)

JsonFlag = Annotated[bool, typer.Option("--json", help="JSON, one object a row.")]
CsvFlag = Annotated[bool, typer.Option("--csv", help="CSV with a header.")]


def main() -> None:
    """Run the program; every error of ours becomes one line and an exit code."""
    try:
        app(standalone_mode=True)
    except DatelineError as error:
        fail(error)


def fail(error: DatelineError) -> None:
    """Print one line about an error, and leave with its code."""
    typer.echo(f"dateline: {' '.join(str(error).split())}", err=True)
    raise SystemExit(error.exit_code) from None


@app.command()
def extract(
    pages: Annotated[
        list[str], typer.Argument(help="Files (.html, .txt, .warc.gz; .gz is read as is) or URLs.")
    ],
    url: Annotated[str | None, typer.Option(help="The page's address.")] = None,
    captured_at: Annotated[
        str | None, typer.Option(help="When it was fetched, ISO 8601; dates relative times.")
    ] = None,
    published_on: Annotated[
        str | None, typer.Option(help="The day of an undated text, YYYY-MM-DD.")
    ] = None,
) -> None:
    """Print what a page says: one JSON object a page, one a line.

    Examples: `dateline extract page.html --url https://example.com/live/1` ·
    `dateline extract old.txt --published-on 2025-01-29` · `dateline extract a.html b.html.gz`
    """
    from pipeline.commands.extract import read_inputs

    worst = 0
    for result in read_inputs(pages, url, captured_at, published_on):
        if isinstance(result, DatelineError):
            typer.echo(f"dateline: {' '.join(str(result).split())}", err=True)
            worst = max(worst, result.exit_code)
        else:
            typer.echo(result)
    raise typer.Exit(worst)


@app.command()
def explain(
    page: Annotated[str, typer.Argument(help="A file (.html, .txt, .warc.gz) or a URL.")],
    url: Annotated[str | None, typer.Option(help="The page's address.")] = None,
    captured_at: Annotated[
        str | None, typer.Option(help="When it was fetched, ISO 8601; dates relative times.")
    ] = None,
    published_on: Annotated[
        str | None, typer.Option(help="The day of an undated text, YYYY-MM-DD.")
    ] = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Without the warehouse's learned lines, as in a run.")
    ] = False,
) -> None:
    """Show why a page was read as it was: witnesses, winner, times, conflicts, what was removed.

    Examples: `dateline explain page.html --url https://example.com/live/1` ·
    `dateline explain old.txt --published-on 2025-01-29` ·
    `dateline explain page.html --url https://example.com/live/1 --learned`
    """
    from pipeline.commands.explain import print_explanation

    print_explanation(page, url, captured_at, published_on, learned=learned)


@app.command()
def run(  # noqa: PLR0917  # the command line gives them by name
    date: Annotated[str, typer.Option(help="The night, YYYY-MM-DD.")],
    source: Annotated[list[str] | None, typer.Option(help="A source's name; repeatable.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option(help="Load these files as pages of the one --source.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="So many pages a source.")] = None,
    force: Annotated[bool, typer.Option(help="Fetch again what the night has already.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Do everything but publish.")] = False,
) -> None:
    """Run one night without Airflow: the same steps, in this process.

    Examples: `dateline run --date 2026-03-27` ·
    `dateline run --date 2025-01-29 --source independent --file old.txt`
    """
    from pipeline.commands.run import run_night

    run_night(date, source or [], file or [], limit=limit, force=force, dry_run=dry_run)


@app.command()
def reparse(  # noqa: PLR0917  # the command line gives them by name
    first: Annotated[str, typer.Option("--from", help="The first night, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="The last night, included.")],
    source: Annotated[list[str] | None, typer.Option(help="A source's name; repeatable.")] = None,
    publish: Annotated[bool, typer.Option(help="Publish what differs, once it was shown.")] = False,
    force: Annotated[bool, typer.Option(help="Read again what today's parser has read.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Put stored captures through today's parser, without network; show what differs.

    Examples: `dateline reparse --from 2026-03-27 --to 2026-03-29` ·
    `dateline reparse --from 2026-03-27 --to 2026-03-27 --source guardian --publish`
    """
    from pipeline.commands.reparse import reparse_nights

    reparse_nights(first, last, source or [], publish=publish, force=force, as_json=as_json)


@app.command()
def rebuild() -> None:
    """Make an empty warehouse again from the archive's WARC files alone; no network.

    Example: `dateline rebuild` (DATELINE_WAREHOUSE_URL names the empty one)
    """
    from pipeline.commands.rebuild import rebuild_from_archive

    rebuild_from_archive()


@app.command()
def poll(
    source: Annotated[list[str] | None, typer.Option(help="A source's name; repeatable.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="So many pages a source.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Do everything but publish.")] = False,
) -> None:
    """Ask the live blogs that are due now, once: for cron, every five minutes.

    Examples: `dateline poll` · `dateline poll --source independent --dry-run`
    """
    from pipeline.commands.poll import poll_sources

    poll_sources(source or [], limit=limit, dry_run=dry_run)


@app.command()
def query(
    name_or_sql: Annotated[
        str | None, typer.Argument(help="A saved query's name or a SELECT; none: list the names.")
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value; repeatable.")
    ] = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    """Ask the warehouse; read only.

    Examples: `dateline query nightly-summary` ·
    `dateline query latest-entries -p source=guardian --json` ·
    `dateline query "select count(*) from entries"`
    """
    from pipeline.commands import ask

    if name_or_sql is None:
        ask.print_queries()
        return
    ask.print_query(name_or_sql, param or [], as_json=as_json, as_csv=as_csv)


@app.command()
def columns(
    view: Annotated[str | None, typer.Argument(help="A public view; none: all of them.")] = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    """Say what the columns of the public views mean.

    Example: `dateline columns entries`
    """
    from pipeline.commands import ask

    ask.print_columns(view, as_json=as_json, as_csv=as_csv)


@sources_app.command("list")
def list_sources(as_json: JsonFlag = False) -> None:
    """List the sources: the bundled ones and those of DATELINE_SOURCES_DIR.

    Example: `dateline sources list --json`
    """
    from pipeline.commands import ask

    ask.print_sources(as_json=as_json)


@sources_app.command("check")
def check_sources(
    files: Annotated[list[Path] | None, typer.Argument(help="YAML files; none: all.")] = None,
) -> None:
    """Check source files: every field, pattern, zone and test address.

    Example: `dateline sources check my-sources/my-publisher.yaml`
    """
    from pipeline.commands import ask

    raise typer.Exit(ask.check_sources(files or []))


@quarantine_app.command("list")
def list_quarantine(as_json: JsonFlag = False) -> None:
    """List what was set aside and not replayed yet.

    Example: `dateline quarantine list`
    """
    from pipeline.commands import ask

    ask.print_quarantine(as_json=as_json)


@quarantine_app.command("show")
def show_quarantine(item: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Show one set-aside item whole, as JSON.

    Example: `dateline quarantine show 3f2a` (the beginning of an id is enough)
    """
    from pipeline.commands import ask

    ask.print_quarantined(item)


@quarantine_app.command("replay")
def replay_quarantine(
    item: Annotated[str | None, typer.Argument(help="Its id; none: everything open.")] = None,
) -> None:
    """Put set-aside captures through today's parser and checks again.

    Example: `dateline quarantine replay`
    """
    from pipeline.commands.run import replay_quarantined

    replay_quarantined(item)


@app.command()
def doctor() -> None:
    """Check this installation: settings, warehouse, archive, sources, optional parts.

    Example: `dateline doctor`
    """
    from pipeline.commands.doctor import print_checkup

    if not print_checkup():
        raise typer.Exit(1)


@app.command()
def demo(
    home: Annotated[Path, typer.Option(help="Folder for all that the demo makes.")] = Path(
        ".dateline/demo"
    ),
    once: Annotated[bool, typer.Option("--once", help="Exit when done; no UI is left up.")] = False,
    airflow: Annotated[
        bool | None, typer.Option(help="Through Airflow (default: if it is installed).")
    ] = None,
    port: Annotated[int, typer.Option(help="Where Airflow's UI listens.")] = 8080,
) -> None:
    """Play three nights of invented publishers, and check the rows against their truth.

    Example: `dateline demo --once --no-airflow`
    """
    from pipeline.commands.demo import play_demo

    play_demo(home, is_once=once, with_airflow=airflow, port=port)


@app.command()
def up(
    home: Annotated[Path, typer.Option(help="Folder of warehouse, archive and Airflow.")] = Path(
        ".dateline"
    ),
    port: Annotated[int, typer.Option(help="Where Airflow's UI listens.")] = 8080,
) -> None:
    """Start Airflow on this machine with your own sources, until Ctrl-C.

    Example: `dateline up --port 8080`
    """
    from pipeline.commands.up import stay_up

    stay_up(home, port)
