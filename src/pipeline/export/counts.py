"""What an exported dataset holds, counted while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class DatasetCounts:
    """What was written."""

    rows: dict[str, int] = field(default_factory=dict)
    """By table."""
    files: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    """Entries by source."""
    languages: set[str] = field(default_factory=set)
    parser_versions: set[str] = field(default_factory=set)
    first_date: str | None = None
    last_date: str | None = None
