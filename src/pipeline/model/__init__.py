"""The words of the project as types: frozen values that travel from stage to stage.

Nothing here imports anything of ours. Every datetime is aware and in UTC; the publisher's own
text for a time stands beside it (``raw``, ``raw_time``). ``None`` means that the source did not
say, never that we failed.
"""

from pipeline.model.batch import Assignment, Batch, BatchKind, Interval
from pipeline.model.boilerplate import LearnedLine, LineSet, LineState, RepeatedLine, Sighting
from pipeline.model.capture import Archived, Capture, Discovered, DiscoveredVia, Origin, Watched
from pipeline.model.continued import PageBefore, SortOrder
from pipeline.model.history import (
    EntryHistory,
    EntryLink,
    Event,
    EventType,
    History,
    LinkType,
    Observation,
    PollGap,
    Version,
)
from pipeline.model.page import (
    Access,
    AccessState,
    Coverage,
    CoverageState,
    DatedBy,
    Entry,
    Evidence,
    Extraction,
    Kind,
    Precision,
    Removed,
    RemovedKind,
)
from pipeline.model.sources import (
    DEFAULT_HISTORY,
    Discovery,
    HistoryPlace,
    HistoryType,
    Politeness,
    Source,
)

__all__ = [
    "DEFAULT_HISTORY",
    "Access",
    "AccessState",
    "Archived",
    "Assignment",
    "Batch",
    "BatchKind",
    "Capture",
    "Coverage",
    "CoverageState",
    "DatedBy",
    "Discovered",
    "DiscoveredVia",
    "Discovery",
    "Entry",
    "EntryHistory",
    "EntryLink",
    "Event",
    "EventType",
    "Evidence",
    "Extraction",
    "History",
    "HistoryPlace",
    "HistoryType",
    "Interval",
    "Kind",
    "LearnedLine",
    "LineSet",
    "LineState",
    "LinkType",
    "Observation",
    "Origin",
    "PageBefore",
    "Politeness",
    "PollGap",
    "Precision",
    "Removed",
    "RemovedKind",
    "RepeatedLine",
    "Sighting",
    "SortOrder",
    "Source",
    "Version",
    "Watched",
]
