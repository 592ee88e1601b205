"""What each column of the public tables means: one place for the export, the database and the CLI.

Data: ``glossary.yaml``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


def explain_column(view: str, column: str) -> str:
    """What a column of a public view means, in one line.

    Raises:
        KeyError: the glossary has no word on it.

    >>> explain_column("captures", "status")
    'HTTP status'
    """
    meanings = load_glossary()
    return meanings.get(f"{view}.{column}") or meanings[column]


@lru_cache(maxsize=1)
def load_glossary() -> dict[str, str]:
    """Meaning by ``column``, or by ``view.column`` where a view means something of its own."""
    import yaml  # not before a word is looked up

    loaded: dict[str, str] = yaml.safe_load(read_glossary())
    return loaded


def read_glossary() -> str:
    """The data file as it stands."""
    return files("pipeline").joinpath("glossary.yaml").read_text(encoding="utf-8")
