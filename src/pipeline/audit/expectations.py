"""Great Expectations at work: the one module that knows the library.

Its import takes seconds of CPU, half of them for two libraries (altair, scipy.stats) that it uses
in one expectation that we do not. They are imported late: when something of them is asked for,
which does not happen here. The objects of an import live on, so the collector rests meanwhile.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import warnings
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pipeline.audit.batch import FailedRow, QualityResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.audit.checks import Check
    from pipeline.audit.rows import Row

LATE_MODULES = ("altair", "scipy.stats")
VALUE_CHARACTERS = 500
EXAMPLES = 3
TIME_COLUMNS = ("published_at", "updated_at", "earliest", "latest")


class Expectations:
    """An ephemeral context without analytics or progress bars, to validate rows with."""

    __slots__ = ("_context", "_library")

    def __init__(self) -> None:
        self._library = import_library()
        context = self._library.get_context(mode="ephemeral")
        bars = importlib.import_module("great_expectations.data_context.types.base")
        context.variables.progress_bars = bars.ProgressBarsConfig(globally=False)
        self._context = context

    def validate(
        self, table: str, rows: Sequence[Row], checks: Sequence[Check]
    ) -> tuple[list[QualityResult], list[FailedRow]]:
        """Validate rows of one table; each has a ``row_key``.

        Returns:
            One result a check, in their order; one failed row a check and row that failed it.
        """
        suite = self._library.ExpectationSuite(name=table)
        for check in checks:
            expectation = getattr(self._library.expectations, check.expectation)
            suite.add_expectation(
                expectation(**check.arguments, severity=check.severity, meta={"name": check.name})
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of its own use of pandas
            outcome = self._open_batch(table, rows).validate(
                suite,
                result_format={
                    "result_format": "COMPLETE",
                    "unexpected_index_column_names": ["row_key"],
                },
            )
        by_name = {one.expectation_config.meta["name"]: one for one in outcome.results}
        by_key = {row["row_key"]: row for row in rows}
        results: list[QualityResult] = []
        failures: list[FailedRow] = []
        for check in checks:
            failed = _list_failures(check, by_name[check.name], by_key)
            results.append(_describe_result(check, by_name[check.name], failed, len(rows)))
            failures.extend(failed)
        return results, failures

    def _open_batch(self, table: str, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - untyped library
        asset = self._context.data_sources.add_pandas(table).add_dataframe_asset(table)
        definition = asset.add_batch_definition_whole_dataframe(table)
        return definition.get_batch({"dataframe": _frame_rows(rows)})


def _frame_rows(rows: Sequence[Row]) -> Any:  # noqa: ANN401 - untyped library
    import pandas as pd

    columns = list(rows[0])
    frame = pd.DataFrame({name: pd.Series([row[name] for row in rows]) for name in columns})
    for name in TIME_COLUMNS:
        if name in frame:
            frame[name] = pd.to_datetime(frame[name], utc=True)
    return frame


def _list_failures(check: Check, outcome: Any, by_key: dict[str, Row]) -> list[FailedRow]:  # noqa: ANN401
    if outcome.success:
        return []
    if outcome.exception_info.get("raised_exception"):
        raise RuntimeError(f"{check.name}: {outcome.exception_info.get('exception_message')}")
    keys = dict.fromkeys(one["row_key"] for one in outcome.result["unexpected_index_list"] or ())
    return [
        FailedRow(
            table=check.table,
            row_key=key,
            expectation=check.name,
            column=check.column,
            value=_show_value(by_key[key].get(check.column or "")),
            severity=check.severity,
        )
        for key in keys
    ]


def _describe_result(
    check: Check,
    outcome: Any,  # noqa: ANN401 - untyped library
    failed: Sequence[FailedRow],
    rows: int,
) -> QualityResult:
    values = [row.value if row.value is not None else "nothing" for row in failed[:EXAMPLES]]
    return QualityResult(
        table=check.table,
        expectation=check.name,
        column=check.column,
        severity=check.severity,
        is_success=bool(outcome.success),
        checked=int(outcome.result.get("element_count", rows)),
        unexpected=len(failed),
        observed="; ".join(values) or None,
    )


def _show_value(value: object) -> str | None:
    if value is None:
        return None
    isoformat = getattr(value, "isoformat", None)
    text = str(isoformat()) if isoformat is not None else str(value)
    return text[:VALUE_CHARACTERS]


def import_library() -> Any:  # noqa: ANN401 - untyped library
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read by the library when it is imported
    if "great_expectations" in sys.modules:
        return importlib.import_module("great_expectations")
    with warnings.catch_warnings(), _resting_collector(), _late_modules():
        warnings.simplefilter("ignore")
        return importlib.import_module("great_expectations")


@contextmanager
def _resting_collector() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _late_modules() -> Iterator[None]:
    late = [_LateModule(name) for name in LATE_MODULES if name not in sys.modules]
    sys.modules.update({module.__name__: module for module in late})
    try:
        yield
    finally:
        for module in late:
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]


class _LateModule(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)
