"""What the commands that read the warehouse share: the engine, lines of JSON, times for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.settings import read_settings

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from sqlalchemy import Engine

INDENT = 2
PIPE_WIDTH = 100
"""Columns, where the output is no terminal."""
_TIME_FORMS = {"day": "%Y-%m-%d", "hour": "%Y-%m-%d %Hh", "exact": "%Y-%m-%d %H:%M:%S"}


@contextmanager
def use_warehouse() -> Iterator[Engine]:
    """The warehouse of the settings, so that nothing can be written through it.

    Raises:
        WarehouseUnreachable: it does not answer or does not exist.
    """
    from pipeline.warehouse import open_readonly

    engine = open_readonly(read_settings().warehouse)
    try:
        yield engine
    finally:
        engine.dispose()


def open_console() -> Console:
    """The terminal; a pipe has a fixed width and no colours."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if console.is_terminal:
        return console
    return Console(highlight=False, markup=False, width=PIPE_WIDTH)


def print_indented(console: Console, text: Text) -> None:
    """Print a block below its head line; a pipe gets each paragraph on one line."""
    from rich.padding import Padding

    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, INDENT)))
        return
    for line in text.split("\n", allow_blank=True):
        console.print(" " * INDENT + line.plain if line.plain else "", soft_wrap=True)


def write_json_line(row: Mapping[str, object]) -> None:
    """One object, one line."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def show_time(instant: object, precision: object = "minute") -> str:
    """An instant for people, in UTC and as precise as it is known.

    >>> show_time("2026-03-27T18:05:40Z"), show_time("2026-03-27T00:00:00Z", "day")
    ('2026-03-27 18:05', '2026-03-27')
    """
    if instant is None:
        return "no time"
    form = _TIME_FORMS.get(str(precision), "%Y-%m-%d %H:%M")
    return datetime.fromisoformat(str(instant)).strftime(form)


def show_span(start: object, end: object) -> str:
    """How long a span lasts, in the largest units that say something.

    >>> show_span("2026-03-27T18:00:00Z", "2026-03-28T19:05:00Z")
    '1 d 1 h'
    """
    seconds = measure_span(start, end)
    if seconds is None:
        return "an unknown time"
    minutes = int(seconds // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"


def measure_span(start: object, end: object) -> float | None:
    """Seconds from one instant to another; None where one is not known."""
    if start is None or end is None:
        return None
    return (datetime.fromisoformat(str(end)) - datetime.fromisoformat(str(start))).total_seconds()
