"""Which live blogs are to be asked again, and when: from what earlier captures showed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from pipeline.model import Watched

RECENT_NEWS = 12
"""So many of the latest pieces of news tell how often there is one."""
ASKS_A_PIECE = 2
"""Twice as often as news comes, so that a change is seen before the next."""
PATIENCE = 6
"""One that was silent for six hours is asked every hour."""
GRACE = timedelta(hours=2)
"""A live blog whose coverage has ended by its own word is followed so much longer."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How live blogs are polled."""

    min_interval: timedelta
    max_interval: timedelta
    quiet: timedelta
    """One that says nothing for so long has ended."""


def next_poll(blog: Watched, habits: Habits) -> datetime | None:
    """When a live blog is to be asked again; None: it has ended.

    The interval is half the usual time between pieces of news, longer the longer it has been
    silent, doubled with each failure; within the bounds of ``habits``. The end that its page
    declares is a hint: see ``find_end``.
    """
    silent = blog.asked_at - blog.news_at[-1] if blog.news_at else timedelta(0)
    ends_at = find_end(blog)
    has_ended = ends_at is not None and blog.asked_at >= ends_at
    if silent >= habits.quiet or (has_ended and silent >= GRACE):
        return None
    usual = _usual_gap(blog.news_at)
    interval = max(usual / ASKS_A_PIECE, silent / PATIENCE, habits.min_interval)
    if has_ended and silent > usual:
        interval = habits.max_interval
    doublings: int = 2 ** min(blog.failures, 16)
    return blog.asked_at + min(interval * doublings, habits.max_interval)


def is_due(blog: Watched, habits: Habits, now: datetime) -> bool:
    """Whether a live blog is to be asked by then."""
    due_at = next_poll(blog, habits)
    return due_at is not None and due_at <= now


def find_end(blog: Watched) -> datetime | None:
    """When its coverage ends, by its latest word; None where its word does not hold.

    Whoever posted after an end that was declared may do so again: some publishers move the end
    with every post. Such a live blog is followed as if it had declared none.
    """
    if not blog.ends_at:
        return None
    has_gone_on = bool(blog.news_at) and blog.news_at[-1] > min(blog.ends_at)
    return None if has_gone_on else blog.ends_at[-1]


def _usual_gap(news_at: tuple[datetime, ...]) -> timedelta:
    recent = news_at[-RECENT_NEWS:]
    gaps_s = [(later - earlier).total_seconds() for earlier, later in pairwise(recent)]
    return timedelta(seconds=median(gaps_s) if gaps_s else 0)
