"""What a pipeline must tell of the live blogs, worked out from their lives and from its looks.

A deletion is seen by the first look at the place where the post stood, and settled by the second.
A look at a part of the page says nothing of the rest, a page that lost most of its posts nothing of
what it lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pipeline.model import EventType
from pipeline.newsroom.stream.life import (
    SHRUNK_POSTS,
    Moment,
    Shift,
    StreamBlog,
    StreamPost,
    cut_pages,
)

RETRACT_AFTER = 2


@dataclass(frozen=True, slots=True)
class Look:
    """One time that a live blog was asked."""

    at: datetime
    round: int
    """What stood there then."""
    is_whole: bool
    """All further pages were followed (a night); else until one showed a known post (a poll)."""


@dataclass(frozen=True, slots=True, order=True)
class StreamEvent:
    """One change that must be told."""

    at: datetime
    """The look that showed it first."""
    type: EventType
    post_id: str


@dataclass(slots=True)
class _Observer:
    events: list[StreamEvent] = field(default_factory=list)
    seen: dict[str, StreamPost] = field(default_factory=dict)
    retracted: set[str] = field(default_factory=set)
    missed: dict[str, list[datetime]] = field(default_factory=dict)
    last_round: int = -1

    def look(self, moment: Moment, look: Look, moves: frozenset[str]) -> None:
        visible = _list_visible(moment, self.seen, look)
        for post in visible:
            self._see(post, look.at)
        names = {post.id for post in visible}
        for post_id in sorted(moves & names & set(self.seen)):
            self.events.append(StreamEvent(look.at, "moved", post_id))
        if moment.view in {"whole", "paged"} and visible:
            for post_id in moment.deleted & set(self.seen) - self.retracted:
                if _is_looked_at(self.seen[post_id], visible, moment, look):
                    self._miss(post_id, look.at)
        for post in visible:
            self.seen[post.id] = post

    def _see(self, post: StreamPost, at: datetime) -> None:
        before = self.seen.get(post.id)
        changes: list[EventType] = []
        if before is None:
            changes = ["added", *(["pinned"] if post.is_pinned else [])]  # type: ignore[list-item]
        else:
            if post.id in self.retracted:
                changes.append("restored")
                self.retracted.discard(post.id)
            if post.edits != before.edits:
                changes.append("edited")
            if post.is_pinned != before.is_pinned:
                changes.append("pinned" if post.is_pinned else "unpinned")
        self.missed.pop(post.id, None)
        self.events += [StreamEvent(at, change, post.id) for change in changes]

    def _miss(self, post_id: str, at: datetime) -> None:
        misses = self.missed.setdefault(post_id, [])
        misses.append(at)
        if len(misses) == RETRACT_AFTER:
            self.retracted.add(post_id)
            self.events.append(StreamEvent(misses[0], "retracted", post_id))


def tell_events(blog: StreamBlog, looks: list[Look]) -> list[StreamEvent]:
    """The events that a pipeline must tell which asked the live blog at these times, in order."""
    observer = _Observer()
    asked_round = -1
    for look in sorted(looks, key=lambda one: one.at):
        moment = blog.moments[look.round]
        if moment.view in {"wall", "unavailable", "truncated"}:
            continue
        between = blog.moments[asked_round + 1 : look.round + 1]
        moves = frozenset(one.moved for one in between if one.moved)
        observer.look(moment, look, moves)
        asked_round = look.round
    return sorted(observer.events)


def tell_shifts(blog: StreamBlog, looks: list[Look]) -> list[tuple[datetime, Shift]]:
    """The splits and merges that must be told, each with the look that showed it first.

    A merge is settled with the retraction of what was merged: by a second look.
    """
    starts = sorted((look.at, look.round) for look in looks)
    return [
        (after[0], shift)
        for moment in blog.moments
        for shift in moment.shifts
        if len(after := [at for at, number in starts if number >= moment.round])
        >= (RETRACT_AFTER if shift.type == "merge" else 1)
    ]


def _list_visible(
    moment: Moment, seen: dict[str, StreamPost], look: Look
) -> tuple[StreamPost, ...]:
    """The posts that are shown on the pages which are asked, in their order."""
    if moment.view == "shrunk":
        return moment.posts[:SHRUNK_POSTS]
    if moment.view != "paged" or look.is_whole:
        return moment.posts
    visible: list[StreamPost] = []
    for page in cut_pages(moment.posts):
        visible += page
        if any(post.id in seen for post in page):
            break
    return tuple(visible)


def _is_looked_at(
    post: StreamPost, visible: tuple[StreamPost, ...], moment: Moment, look: Look
) -> bool:
    """Whether the place of a deleted post lies between posts that are shown."""
    if moment.view == "whole" or look.is_whole:
        return True
    times = [one.stated_at for one in visible if one.id != moment.moved]
    return min(times) < post.stated_at < max(times)
