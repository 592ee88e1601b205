"""A Fetcher for one Batch, its books in the warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Batch, Source
from pipeline.steps.runtime import Runtime

if TYPE_CHECKING:
    from pipeline.fetch import Fetcher


def open_fetcher(runtime: Runtime, source: Source, batch: Batch) -> Fetcher:
    """A polite fetcher that keeps its validators and its log in the warehouse."""
    from pipeline.fetch import Fetcher
    from pipeline.warehouse import WarehouseFetchLog, WarehouseValidators

    return Fetcher(
        source,
        user_agent=runtime.settings.user_agent,
        max_bytes=runtime.settings.max_page_bytes,
        clock=runtime.clock,
        sleep=runtime.sleep,
        validators=WarehouseValidators(runtime.engine, runtime.clock),
        log=WarehouseFetchLog(runtime.engine, source=source.name, batch_id=batch.batch_id),
    )
