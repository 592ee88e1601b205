"""What the audit takes and gives: staged rows in (by shape), results and failed rows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Severity = Literal["info", "warning", "critical"]
StagedTable = Literal["pages", "entries", "batch"]
"""``batch`` stands for the whole: checks that no single row can fail."""


class StagedPage(Protocol):
    """One parsed Capture of the Batch, as staged."""

    @property
    def row_key(self) -> str:
        """Names the row in quarantine."""

    @property
    def capture_id(self) -> str:
        """The Capture that was parsed."""

    @property
    def url(self) -> str:
        """The address asked for."""

    @property
    def kind(self) -> str:
        """Live blog or article."""

    @property
    def title(self) -> str | None:
        """As the page gives it."""

    @property
    def text(self) -> str | None:
        """Body of an article; None for a live blog."""

    @property
    def published_at(self) -> datetime | None:
        """As the page gives it."""

    @property
    def captured_at(self) -> datetime:
        """When it was fetched."""

    @property
    def coverage_state(self) -> str:
        """How much of the live blog it shows."""

    @property
    def shown(self) -> int:
        """How many Entries it shows."""

    @property
    def declared(self) -> int | None:
        """How many Entries it says there are."""


class StagedEntry(Protocol):
    """One Entry of a live blog of the Batch, as staged."""

    @property
    def row_key(self) -> str:
        """Names the row in quarantine."""

    @property
    def capture_id(self) -> str:
        """The Capture that shows it."""

    @property
    def entry_key(self) -> str | None:
        """What tells it from others in its page."""

    @property
    def position(self) -> int:
        """Its place in the page."""

    @property
    def headline(self) -> str | None:
        """As the page gives it."""

    @property
    def text(self) -> str | None:
        """Paragraphs joined by a blank line."""

    @property
    def published_at(self) -> datetime | None:
        """The verdict on its time."""

    @property
    def precision(self) -> str | None:
        """What is known of that time."""

    @property
    def dated_by(self) -> str | None:
        """The witness that gave it."""

    @property
    def updated_at(self) -> datetime | None:
        """When the publisher says that it changed last."""


class StagedBatch(Protocol):
    """All that one (Source, night) staged."""

    @property
    def source(self) -> str:
        """Name of the Source."""

    @property
    def captures(self) -> int:
        """Responses captured: with none of them parsed something is very wrong."""

    @property
    def pages(self) -> Sequence[StagedPage]:
        """In order of capture."""

    @property
    def entries(self) -> Sequence[StagedEntry]:
        """In order of capture and page."""

    @property
    def removed_texts(self) -> Sequence[str]:
        """Texts of the blocks that were stripped from the Batch's pages."""

    @property
    def usual_dated_share(self) -> float | None:
        """Share (0 to 1) of dated Entries in earlier nights; None: there are none."""


@dataclass(frozen=True, slots=True)
class QualityResult:
    """How one expectation fared over the Batch."""

    table: StagedTable
    expectation: str
    """Our name of it, stable over versions: ``entry_key_is_unique``."""
    column: str | None
    severity: Severity
    is_success: bool
    checked: int
    """Rows looked at."""
    unexpected: int
    """Rows that failed; for an expectation on the whole Batch 0 or 1."""
    observed: str | None
    """A value for people: a share, a count, examples."""


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row that goes to quarantine, with the expectation that it failed."""

    table: StagedTable
    row_key: str
    expectation: str
    column: str | None
    value: str | None
    """What stood there, cut to 500 characters; None where nothing stood."""
    severity: Severity


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The verdict on a Batch."""

    results: tuple[QualityResult, ...]
    failures: tuple[FailedRow, ...]
    """Rows that must not be published; warnings are in ``results`` alone."""
    has_critical_failure: bool
    """True: nothing of the Batch may be published."""
