"""The command group `dateline boilerplate`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

boilerplate_app = typer.Typer(
    no_args_is_help=True,
    help="Lines learned from a publisher's live blogs, and which of them are taken out.\n\n"
    "Example: `dateline boilerplate list`",
)
Sources = Annotated[list[str] | None, typer.Option("--source", help="A source's name; repeatable.")]
OneSource = Annotated[str | None, typer.Option("--source", help="Only of this source.")]
Lines = Annotated[
    list[str], typer.Argument(help="Ids of lines; the beginning of one is enough.", metavar="LINE")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="JSON, one object a row.")]


@boilerplate_app.command()
def learn(source: Sources = None) -> None:
    """Look for lines that recur over a source's live blogs, and propose them. Changes no reading.

    Example: `dateline boilerplate learn --source guardian`
    """
    from pipeline.commands.boilerplate import learn_sources

    learn_sources(source or [])


@boilerplate_app.command("list")
def list_them(
    source: OneSource = None,
    state: Annotated[
        Literal["proposed", "doubted", "active", "refused", "retired"] | None,
        typer.Option(help="Only those in this state; none: all but doubted and retired."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """List the learned lines: text, kind, how often seen, why learned, where, and their state.

    Lines that recur as often but may be reporting are doubted: they can be accepted all the same.

    Examples: `dateline boilerplate list` · `dateline boilerplate list --state doubted --json`
    """
    from pipeline.commands.boilerplate import print_lines

    print_lines(source, state, as_json=as_json)


@boilerplate_app.command()
def accept(lines: Lines, source: OneSource = None) -> None:
    """Say that lines are boilerplate; `apply` then takes them out.

    Example: `dateline boilerplate accept 3f2a`
    """
    from pipeline.commands.boilerplate import decide_lines

    decide_lines(lines, source, "accepted")


@boilerplate_app.command()
def refuse(lines: Lines, source: OneSource = None) -> None:
    """Say that lines are reporting: they are not proposed again, and `apply` brings them back.

    Example: `dateline boilerplate refuse 3f2a`
    """
    from pipeline.commands.boilerplate import decide_lines

    decide_lines(lines, source, "refused")


@boilerplate_app.command()
def restore(lines: Lines, source: OneSource = None) -> None:
    """Take a decision back: lines that were accepted or refused are proposed again.

    Example: `dateline boilerplate restore 3f2a`
    """
    from pipeline.commands.boilerplate import decide_lines

    decide_lines(lines, source, "restored")


@boilerplate_app.command()
def apply(
    source: Sources = None,
    publish: Annotated[
        bool, typer.Option(help="Put the accepted lines in force, and publish what differs.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Show what the accepted lines change in all stored captures of a source; then publish it.

    Examples: `dateline boilerplate apply --source guardian` ·
    `dateline boilerplate apply --source guardian --publish`
    """
    from pipeline.commands.boilerplate import apply_sources

    apply_sources(source or [], publish=publish, as_json=as_json)
