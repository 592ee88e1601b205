"""The suites as code: what is expected of staged pages, entries and of the Batch as a whole.

Severity says what follows. ``info``: it is noted. ``warning``: a row is set aside, the rest goes on
(on the whole Batch: it is noted). ``critical``: nothing of the Batch is published. A row alone is
never critical; only a structural disaster is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from pipeline.model import CoverageState, DatedBy, Kind, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.audit.batch import Severity, StagedTable

MIN_WORDS_CHARACTERS = 2
"""Headline and text together; less is a stray bullet."""

MAX_DUPLICATE_SHARE = 0.5
MAX_FAILED_SHARE = 0.5
"""Of a Batch's Entries: where more fail, the page was misread, and the rest is as doubtful."""

MIN_DATED_SHARE = 0.5
"""Of a Batch's Entries. Less is noted: some live blogs show no times."""


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation: our name of it, and Great Expectations' class with its arguments."""

    name: str
    table: StagedTable
    column: str | None
    """The staged column that it is about, and that quarantine shows."""
    severity: Severity
    expectation: str
    """Name of a class in ``great_expectations.expectations``."""
    arguments: Mapping[str, Any] = field(default_factory=dict)  # Any: as the class wants them


def list_entry_checks(removed_words: frozenset[str]) -> list[Check]:
    """List what is expected of each staged Entry.

    Args:
        removed_words: texts that were stripped from the Batch's pages as boilerplate.
    """
    return [
        _expect_present("entry_key_is_present", "entries", "entry_key", "warning"),
        _expect_at_most("entry_key_is_unique", "entry_key", "repeats", 0),
        _expect_present("words_are_present", "entries", "text", "warning", of="words"),
        Check(
            "words_are_long_enough",
            "entries",
            "text",
            "warning",
            "ExpectColumnValueLengthsToBeBetween",
            {"column": "words", "min_value": MIN_WORDS_CHARACTERS},
        ),
        Check(
            "text_is_not_boilerplate",
            "entries",
            "text",
            "warning",
            "ExpectColumnValuesToNotBeInSet",
            {"column": "words", "value_set": sorted(removed_words) or ["\x00"]},
        ),
        _expect_order("published_at_is_not_in_future", "published_at", "latest", "published_at"),
        _expect_order("published_at_is_in_window", "published_at", "published_at", "earliest"),
        _expect_order(
            "updated_at_is_not_before_published_at",
            "updated_at",
            "updated_at",
            "published_at",
            severity="info",
        ),
        _expect_member("precision_is_known", "entries", "precision", get_args(Precision)),
        _expect_member("dated_by_is_known", "entries", "dated_by", get_args(DatedBy)),
        _expect_member(
            "time_has_provenance", "entries", "published_at", ("dated", "undated"), of="time_claim"
        ),
        _expect_member(
            "day_has_no_clock", "entries", "published_at", (True,), of="is_as_precise_as_said"
        ),
        Check(
            "position_is_contiguous",
            "entries",
            "position",
            "info",
            "ExpectColumnPairValuesToBeEqual",
            {"column_A": "position", "column_B": "expected_position"},
        ),
    ]


def list_page_checks() -> list[Check]:
    """List what is expected of each staged page."""
    return [
        _expect_member("kind_is_known", "pages", "kind", get_args(Kind)),
        _expect_member(
            "coverage_state_is_known", "pages", "coverage_state", get_args(CoverageState)
        ),
        _expect_member("url_is_in_domains", "pages", "url", (True,), of="is_in_domains"),
        _expect_order(
            "entries_are_not_below_shown", "shown", later="entries", earlier="shown", table="pages"
        ),
        _expect_order(
            "page_is_not_of_the_future",
            "published_at",
            later="latest",
            earlier="published_at",
            table="pages",
            severity="info",
        ),
        _expect_member(
            "page_is_of_the_web_s_time",
            "pages",
            "published_at",
            (True,),
            of="is_of_the_web_s_time",
            severity="info",
        ),
        _expect_order(
            "declared_is_not_below_shown",
            "declared",
            later="declared",
            earlier="shown",
            table="pages",
            severity="info",
        ),
        _expect_present("title_is_present", "pages", "title", "info"),
        _expect_member(
            "page_has_content", "pages", "text", (True,), of="has_content", severity="info"
        ),
    ]


def list_batch_checks() -> list[Check]:
    """List what is expected of the Batch as a whole: the same for every Batch, in every run."""
    return [
        _expect_share("captures_were_parsed", "parsed_share", "critical", above=0.0),
        _expect_share(
            "entry_keys_are_distinct", "duplicate_share", "critical", most=MAX_DUPLICATE_SHARE
        ),
        _expect_share("most_entries_pass", "failed_share", "critical", most=MAX_FAILED_SHARE),
        _expect_share("source_still_dates_entries", "lost_dates", "critical", most=0.0),
        _expect_share("enough_entries_are_dated", "dated_share", "warning", least=MIN_DATED_SHARE),
    ]


def _expect_present(
    name: str, table: StagedTable, column: str, severity: Severity, of: str | None = None
) -> Check:
    arguments = {"column": of or column}
    return Check(name, table, column, severity, "ExpectColumnValuesToNotBeNull", arguments)


def _expect_at_most(name: str, column: str, of: str, most: int) -> Check:
    arguments = {"column": of, "max_value": most}
    return Check(name, "entries", column, "warning", "ExpectColumnValuesToBeBetween", arguments)


def _expect_member(
    name: str,
    table: StagedTable,
    column: str,
    members: tuple[object, ...],
    *,
    of: str | None = None,
    severity: Severity = "warning",
) -> Check:
    arguments = {"column": of or column, "value_set": list(members)}
    return Check(name, table, column, severity, "ExpectColumnValuesToBeInSet", arguments)


def _expect_order(
    name: str,
    column: str,
    later: str,
    earlier: str,
    *,
    table: StagedTable = "entries",
    severity: Severity = "warning",
) -> Check:
    arguments = {
        "column_A": later,
        "column_B": earlier,
        "or_equal": True,
        "ignore_row_if": "either_value_is_missing",
    }
    return Check(
        name, table, column, severity, "ExpectColumnPairValuesAToBeGreaterThanB", arguments
    )


def _expect_share(
    name: str,
    column: str,
    severity: Severity,
    *,
    most: float | None = None,
    least: float | None = None,
    above: float | None = None,
) -> Check:
    arguments = {
        "column": column,
        "min_value": above if above is not None else least,
        "max_value": 1.0 if most is None else most,
        "strict_min": above is not None,
    }
    return Check(name, "batch", column, severity, "ExpectColumnValuesToBeBetween", arguments)
