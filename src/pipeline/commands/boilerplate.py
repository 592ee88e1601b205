"""`dateline boilerplate`: learned lines as a person sees them, decides on them, applies them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline import steps
from pipeline.commands.ask import print_rows
from pipeline.commands.reparse import print_compared, raise_broken
from pipeline.commands.run import require_audit

if TYPE_CHECKING:
    from pipeline.warehouse import KeptLine
    from pipeline.warehouse.boilerplate import Decision

COLUMNS = (
    *("id", "source", "state", "in_force", "kind", "live_blogs", "nights", "entries", "text"),
    *("why", "examples"),
)
SHOWN_STATES = {"proposed", "active", "refused"}
ID_CHARACTERS = 8


def learn_sources(names: Sequence[str]) -> None:
    """Learn from each source's live blogs; a line of counts a source.

    Raises:
        UsageError: nothing says which sources to take.
    """
    runtime = steps.open_runtime()
    for name in steps.list_sources(runtime, names):
        counts = steps.learn_boilerplate(runtime, name)
        told = ", ".join(f"{what} {count}" for what, count in counts.items() if what != "source")
        sys.stdout.write(f"{name}: {told}\n")


def print_lines(source: str | None, state: str | None, *, as_json: bool) -> None:
    """Print the learned lines in one state; by default those that wait or were decided on."""
    chosen = steps.list_lines(steps.open_runtime(), source=source)
    wanted = {state} if state else SHOWN_STATES
    rows = [_make_row(kept) for kept in chosen if kept.line.state in wanted]
    print_rows(COLUMNS, rows, as_json=as_json)


def decide_lines(items: Sequence[str], source: str | None, decision: Decision) -> None:
    """Decide on lines, and say on which.

    Raises:
        UsageError: an id fits no line, or several.
    """
    runtime = steps.open_runtime()
    chosen = steps.list_lines(runtime, items, source)
    steps.decide(runtime, chosen, decision)
    for kept in chosen:
        sys.stdout.write(f"{kept.source}: {decision}: {kept.line.text}\n")
    names = sorted({kept.source for kept in chosen})
    sys.stderr.write(f"dateline: next: dateline boilerplate apply --source {names[0]}\n")


def apply_sources(names: Sequence[str], *, publish: bool, as_json: bool) -> None:
    """Print what the accepted lines change, a source at a time; publish it if asked.

    Raises:
        UsageError: nothing says which sources to take.
        BatchFailed: a batch could not be read or published; the others were.
    """
    require_audit()
    runtime = steps.open_runtime()
    chosen = steps.list_sources(runtime, names)
    done = [one for name in chosen for one in steps.compare_lines(runtime, name)]
    print_compared(done, as_json=as_json)
    if publish:
        done = [one for name in chosen for one in steps.apply_lines(runtime, name)]
        published = sum(one.is_read and one.problem is None for one in done)
        sys.stderr.write(f"dateline: published {published} of {len(done)} batches\n")
    raise_broken(done)


def _make_row(kept: KeptLine) -> tuple[object, ...]:
    line = kept.line
    return (
        line.fingerprint[:ID_CHARACTERS],
        kept.source,
        line.state,
        kept.is_in_force,
        line.kind,
        line.live_blogs,
        line.nights,
        line.entries,
        line.text,
        line.why,
        " ".join(line.examples),
    )
