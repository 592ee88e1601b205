"""The commands that read what the warehouse holds: `timeline`, `diff`, `tail` and `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

reading_app = typer.Typer()
JsonFlag = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
LiveBlogUrl = Annotated[str, typer.Argument(help="The live blog's address.", metavar="URL")]


@reading_app.command()
def timeline(
    url: LiveBlogUrl,
    as_of: Annotated[
        str | None, typer.Option(help="The instant of capture, ISO 8601, UTC without a zone.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show what a live blog said at an instant, oldest first; without one, as known now.

    Examples: `dateline timeline https://news.example/live/storm` ·
    `dateline timeline https://news.example/live/storm --as-of 2026-03-27T14:05`
    """
    from pipeline.commands.timeline import print_timeline

    print_timeline(url, as_of, as_json=as_json)


@reading_app.command()
def diff(
    url: LiveBlogUrl,
    since: Annotated[
        str | None, typer.Option(help="Only what was first seen from then on, ISO 8601.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show what was edited, silently or not, word by word; what was taken down and put back.

    Examples: `dateline diff https://news.example/live/storm` ·
    `dateline diff https://news.example/live/storm --since 2026-03-28 --json`
    """
    from pipeline.commands.diff import print_diff

    print_diff(url, since, as_json=as_json)


@reading_app.command()
def tail(  # noqa: PLR0917  # the command line gives them by name
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only what was observed from then on, ISO 8601.")
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on with what is told next, until Ctrl-C.")
    ] = False,
    interval: Annotated[
        float, typer.Option(min=0.1, help="Seconds between two looks at the warehouse.")
    ] = 5.0,
    as_json: JsonFlag = False,
    as_cloudevents: Annotated[
        bool, typer.Option("--cloudevents", help="CloudEvents 1.0, one a line.")
    ] = False,
) -> None:
    """List events in order of observation; then, with --follow, each as it is told.

    An event that was observed early but told late, because an older capture arrived or a
    retraction was confirmed, comes when it is told. Exit code after Ctrl-C: 130.

    Examples: `dateline tail --since 2026-03-28` · `dateline tail --source guardian --follow` ·
    `dateline tail --follow --cloudevents`
    """
    import time

    from pipeline.commands.tail import print_tail

    code = print_tail(
        source,
        since,
        is_following=follow,
        interval_s=interval,
        as_json=as_json,
        as_cloudevents=as_cloudevents,
        sleep=time.sleep,
    )
    raise typer.Exit(code)


@reading_app.command()
def export(  # noqa: PLR0917  # the command line gives them by name
    form: Annotated[
        Literal["json-feed", "atom", "json-ld", "cloudevents", "parquet"],
        typer.Argument(help="The format.", metavar="FORMAT"),
    ],
    url: Annotated[
        str | None, typer.Argument(help="One live blog; none: all.", metavar="[URL]")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
    first: Annotated[
        str | None,
        typer.Option("--from", help="First UTC day of publication (of events: observation)."),
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day, included.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Entries as they stood at this instant, ISO 8601.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A file (parquet: a folder); none: stdout.")
    ] = None,
) -> None:
    """Write live blogs as json-feed, atom, json-ld, cloudevents or parquet.

    Examples: `dateline export atom https://news.example/live/storm` ·
    `dateline export json-feed --source guardian --from 2026-03-27 --to 2026-03-28` ·
    `dateline export json-ld https://news.example/live/storm --as-of 2026-03-27T14:05` ·
    `dateline export parquet --out dataset`
    """
    from pipeline.commands.export import export_rows

    export_rows(form, url, source=source, first=first, last=last, as_of=as_of, out=out)
