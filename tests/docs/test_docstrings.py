"""Every example in a docstring gives what stands below it."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src"


def list_modules() -> list[str]:
    """Modules that hold an example."""
    files = sorted(SOURCES.rglob("*.py"))
    shown = (file for file in files if ">>> " in file.read_text(encoding="utf-8"))
    return [
        ".".join(file.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__")
        for file in shown
    ]


@pytest.mark.parametrize("name", list_modules())
def test_examples(name: str) -> None:
    ran = doctest.testmod(importlib.import_module(name))
    assert ran.attempted
    assert ran.failed == 0
