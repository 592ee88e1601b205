"""Today's parser: what reads a page, and the version that is written beside what it read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.model import Extraction


@dataclass(frozen=True, slots=True)
class Parser:
    """What reads a page. ``read`` takes the arguments of ``extract_in_child``."""

    version: str
    read: Callable[..., Extraction]


def load_parser() -> Parser:
    """The parser of this installation, in a child process that can be killed."""
    from pipeline.extract.version import PARSER_VERSION
    from pipeline.extract.worker import extract_in_child

    return Parser(PARSER_VERSION, extract_in_child)
