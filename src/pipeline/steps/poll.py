"""Polling: the live blogs of a source that are due in a slot, and those that are announced new."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from pipeline.errors import FetchError
from pipeline.model import Assignment, Discovered, Interval, Source
from pipeline.steps.fetching import open_fetcher
from pipeline.steps.runtime import Counts, Runtime, find_source, open_batch

if TYPE_CHECKING:
    from pipeline.discover.due import Habits
    from pipeline.model import Batch

log = logging.getLogger(__name__)

WATCH = timedelta(days=7)
"""A live blog that was not captured for so long is left to be announced again."""
ANNOUNCED = timedelta(days=1)
"""What was announced in so much time before a poll may be a live blog that runs."""
ANNOUNCED_EVERY_MIN = 15
"""Feeds, sitemaps and section pages are asked in the slots that begin on such minutes."""


def list_due_sources(runtime: Runtime, names: Sequence[str], slot: Interval) -> list[str]:
    """Those of the sources that have something to do in a slot."""
    if asks_announcements(slot):
        return list(names)
    return [name for name in names if any(True for _ in list_due(runtime, name, slot))]


def discover_due(runtime: Runtime, job: Assignment) -> Counts:
    """Open the Batch of a poll: live blogs that are due, and announced ones that nobody has seen.

    Announcements that cannot be read are told and stop nothing: the next quarter asks again.
    """
    from pipeline.warehouse import close_batch, save_discovered

    slot = require_slot(job)
    source = find_source(runtime, job.source)
    batch = open_batch(runtime, job)
    close_batch(runtime.engine, batch.batch_id, "open")
    due = list(list_due(runtime, source.name, slot))
    fresh = list(find_fresh(runtime, source, batch)) if asks_announcements(slot) else []
    new = save_discovered(runtime.engine, batch.batch_id, [*due, *fresh][: job.limit])
    return {"source": source.name, "due": len(due), "announced": len(fresh), "new": new}


def asks_announcements(slot: Interval) -> bool:
    """Whether feeds, sitemaps and section pages are asked in this slot."""
    return slot.start.minute % ANNOUNCED_EVERY_MIN == 0


def require_slot(job: Assignment) -> Interval:
    """The slot of a poll's job."""
    if job.slot is None:
        raise ValueError(f"{job.source} {job.night}: a poll needs a slot")
    return job.slot


def list_due(runtime: Runtime, source: str, slot: Interval) -> Iterator[Discovered]:
    """The source's live blogs that are to be asked by the end of the slot."""
    from pipeline.discover.due import is_due
    from pipeline.warehouse import list_watched

    habits = read_habits(runtime)
    for blog in list_watched(runtime.engine, source, slot.end - WATCH, slot.end):
        if is_due(blog, habits, slot.end):
            yield Discovered(blog.url, "poll")


def read_habits(runtime: Runtime) -> Habits:
    """How the settings want live blogs to be polled."""
    from pipeline.discover.due import Habits

    settings = runtime.settings
    return Habits(
        min_interval=timedelta(seconds=settings.poll_min_interval_s),
        max_interval=timedelta(seconds=settings.poll_max_interval_s),
        quiet=timedelta(hours=settings.poll_quiet_h),
    )


def find_fresh(runtime: Runtime, source: Source, batch: Batch) -> Iterator[Discovered]:
    """Announced pages that speak of a live blog and are not known as one.

    One with a single post reads as an article: it is looked at again each ``poll_max_interval_s``.
    """
    from pipeline.discover import discover_pages
    from pipeline.discover.live import speaks_of_live
    from pipeline.warehouse import list_looked_at

    lately = Interval(batch.interval.end - ANNOUNCED, batch.interval.end)
    with open_fetcher(runtime, source, batch) as fetcher:
        try:
            found = discover_pages(
                source,
                lately,
                fetch=partial(fetcher.get, is_conditional=False),
                is_current=True,
                limit=source.politeness.max_pages,
            )
        except FetchError as error:
            log.warning("%s: %s", source.name, error)
            return
    for url, problem in found.problems:
        log.warning("%s: %s: %s", source.name, url, problem)
    patterns = [re.compile(pattern) for pattern in source.discovery.live]
    live = [
        page
        for page in found.pages
        if speaks_of_live(page) or any(pattern.search(page.url) for pattern in patterns)
    ]
    since = batch.interval.end - read_habits(runtime).max_interval
    urls = [page.url for page in live]
    seen = list_looked_at(runtime.engine, source.name, urls, since)
    yield from (page for page in live if page.url not in seen)
