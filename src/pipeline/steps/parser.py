"""Today's parser: what reads a page, and the version that is written beside what it read.

A Source's pages are read by the parser of this installation without the learned lines that are in
force for the Source. Both are named by the version: ``1`` alone, ``1+3f2a90bc`` with learned lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.model import Extraction, LineSet

if TYPE_CHECKING:
    from sqlalchemy import Engine


def find_next(data: bytes, **how: Any) -> str | None:  # noqa: ANN401  # handed on as they are
    """The address of a page's next one, found in a child process that can be killed."""
    from pipeline.extract.worker import find_next_in_child

    return find_next_in_child(data, **how)


@dataclass(frozen=True, slots=True)
class Parser:
    """What reads a page. ``read`` takes the arguments of ``extract_in_child``."""

    version: str
    read: Callable[..., Extraction]
    find_next: Callable[..., str | None] = find_next
    """Takes the arguments of ``find_next_in_child``."""


def load_parser() -> Parser:
    """The parser of this installation, in a child process that can be killed."""
    from pipeline.extract.version import PARSER_VERSION
    from pipeline.extract.worker import extract_in_child

    return Parser(PARSER_VERSION, extract_in_child)


def load_lines(engine: Engine, source: str) -> LineSet:
    """The learned lines that are in force for a Source."""
    from pipeline.warehouse import load_in_force

    return load_in_force(engine, source)
