"""What the page before a further page of a live blog (``?page=2``) tells of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.model.page import Extraction

SortOrder = Literal["newest_first", "oldest_first"]


@dataclass(frozen=True, slots=True)
class PageBefore:
    """Where a live blog's page broke off: its further page goes on from there.

    A page that shows clocks alone (``23:50``) does not say of which day; one that shows a single
    post has nothing that repeats. The page before tells both.
    """

    last_at: datetime | None = None
    """The time of its last Entry that is not pinned; midnight UTC for a day alone."""
    order: SortOrder | None = None
    """Which way its Entries run."""
    post_shape: str | None = None
    """The path of tags and class names that holds each of its posts."""

    @classmethod
    def of(cls, extraction: Extraction) -> PageBefore | None:
        """What a page tells of its further page; None of one that shows no Entry."""
        shown = [entry for entry in extraction.entries if not entry.is_pinned]
        if extraction.kind != "liveblog" or not shown:
            return None
        times = [entry.published_at for entry in shown if entry.published_at is not None]
        return cls(
            last_at=shown[-1].published_at,
            order=_read_order(times),
            post_shape=extraction.post_shape,
        )


def _read_order(times: list[datetime]) -> SortOrder | None:
    """The way that most steps go; None where they do not agree."""
    steps = [(after > before) - (after < before) for before, after in itertools.pairwise(times)]
    forward, backward = steps.count(1), steps.count(-1)
    if forward == backward:
        return None
    return "oldest_first" if forward > backward else "newest_first"
