"""What is made of the public tables once they changed."""

from __future__ import annotations

from dataclasses import asdict

from pipeline.steps.runtime import Counts, Runtime


def refresh_marts(runtime: Runtime, *, is_all: bool = False) -> Counts:
    """Count the days that publications touched since they were counted last; or all of them."""
    from pipeline import warehouse

    return asdict(warehouse.refresh_marts(runtime.engine, is_all=is_all))
