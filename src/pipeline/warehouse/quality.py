"""Results of the audit, as rows: the same verdict leaves the same rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Engine, select

from pipeline.warehouse.audit_tables import quality_result
from pipeline.warehouse.engine import writing
from pipeline.warehouse.rows import synchronise

if TYPE_CHECKING:
    from pipeline.model import Batch


class QualityResult(Protocol):
    """How one expectation fared, as the audit tells it."""

    @property
    def table(self) -> str: ...
    @property
    def expectation(self) -> str: ...
    @property
    def column(self) -> str | None: ...
    @property
    def severity(self) -> str: ...
    @property
    def is_success(self) -> bool: ...
    @property
    def checked(self) -> int: ...
    @property
    def unexpected(self) -> int: ...
    @property
    def observed(self) -> str | None: ...


def save_quality_results(engine: Engine, batch: Batch, results: Iterable[QualityResult]) -> None:
    """Replace what was known of a Batch's quality; equal results stay untouched."""
    wanted = [
        {
            "batch_id": batch.batch_id,
            "row_table": one.table,
            "expectation": one.expectation,
            "column_name": one.column or "",
            "severity": one.severity,
            "is_success": one.is_success,
            "checked": one.checked,
            "unexpected": one.unexpected,
            "observed": one.observed,
            "source": batch.source,
            "run_id": batch.run_id,
        }
        for one in results
    ]
    with writing(engine, lock=batch.source) as connection:
        query = select(quality_result).where(quality_result.c.batch_id == batch.batch_id)
        stored = [dict(row) for row in connection.execute(query).mappings()]
        synchronise(connection, quality_result, stored, wanted)
