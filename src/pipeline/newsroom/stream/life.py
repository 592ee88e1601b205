"""The lives of the live blogs: what stands on each page at each round, and how much is shown.

Every life is made from a seed alone. Deeds (an edit, a pin, a move, a deletion, a restoration) are
done to named posts, so that the truth knows them without comparing texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from pipeline.model import LinkType
from pipeline.newsroom.script import Family
from pipeline.newsroom.stream.words import (
    pick_author,
    write_correction,
    write_headline,
    write_paragraph,
)

View = Literal["whole", "paged", "shrunk", "wall", "unavailable", "truncated"]
Habit = Literal["plain", "shrinking", "paged", "faulty"]

START = datetime(2026, 3, 27, 1, 15, tzinfo=UTC)
"""The first round."""
GAP = timedelta(hours=2, minutes=24)
ROUNDS = 30
"""Ten a day, three days."""
FAMILIES: tuple[Family, ...] = ("json_ld", "amp", "microdata", "blocks", "records")
HABITS: tuple[Habit, ...] = ("plain", "shrinking", "paged", "faulty")
PAGE_POSTS = 8
"""Posts on a page of a live blog that has several."""
SHRUNK_POSTS = 4
EDITED_BEFORE = timedelta(minutes=1)
"""An edit is made so long before its round."""
RESTORED_AFTER = 7
"""Rounds between a deletion and a restoration: it is settled by then."""


@dataclass(frozen=True, slots=True)
class StreamPost:
    """One post as it stands now."""

    id: str
    stated_at: datetime
    headline: str
    author: str
    paragraphs: tuple[str, ...]
    edits: int = 0
    edited_at: datetime | None = None
    is_pinned: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """Text that went from one post to another: a post cut in two, or two that became one."""

    type: LinkType
    from_id: str
    to_id: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A live blog at one round."""

    round: int
    at: datetime
    posts: tuple[StreamPost, ...]
    """All that stand, newest first unless one was moved."""
    deleted: frozenset[str]
    moved: str | None
    """The post that was moved since the round before."""
    shifts: tuple[Shift, ...]
    """What was cut or merged since the round before."""
    view: View


@dataclass(frozen=True, slots=True)
class StreamBlog:
    """One live blog over all rounds."""

    family: Family
    habit: Habit
    moments: tuple[Moment, ...]

    @property
    def name(self) -> str:
        """Names it within its publisher."""
        return f"{self.habit}-day"

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"/live/2026/mar/27/{self.name}"


def cut_pages(posts: tuple[StreamPost, ...]) -> list[tuple[StreamPost, ...]]:
    """The posts page by page; the last page may hold a single one."""
    return [posts[at : at + PAGE_POSTS] for at in range(0, len(posts), PAGE_POSTS)]


def live_blogs(seed: int = 7) -> tuple[StreamBlog, ...]:
    """Twenty lives: each family of markup with each habit."""
    return tuple(
        StreamBlog(family, habit, tuple(_Life(family, habit, seed).live()))
        for family in FAMILIES
        for habit in HABITS
    )


@dataclass(slots=True)
class _Life:
    family: Family
    habit: Habit
    seed: int
    posts: list[StreamPost] = field(default_factory=list)
    gone: dict[str, tuple[int, StreamPost]] = field(default_factory=dict)
    """Deleted posts: the round, the post."""
    merged: set[str] = field(default_factory=set)
    """Posts that became part of another, for good."""
    random: Random = field(init=False)
    shears: Random = field(init=False)

    def live(self) -> list[Moment]:
        self.random = Random(f"{self.seed}/{self.family}/{self.habit}")
        self.shears = Random(f"{self.seed}/{self.family}/{self.habit}/shears")
        return [self._pass_round(number) for number in range(ROUNDS)]

    def _pass_round(self, number: int) -> Moment:
        at = START + number * GAP
        moved = None
        view = self._choose_view(number)
        if number > 1:
            moved = self._do_deeds(number, at, may_move=view in {"whole", "paged"})
        shifts = tuple(self._shift_texts(at)) if self.habit == "plain" and number > 2 else ()
        count = self.random.randint(1, 3) if number else 3
        for ago_min in sorted(self.random.sample(range(3, 130), count))[::-1]:
            self.posts.insert(0, self._write_post(at - timedelta(minutes=ago_min)))
        return Moment(
            round=number,
            at=at,
            posts=tuple(self.posts),
            deleted=frozenset(self.gone) | frozenset(self.merged),
            moved=moved,
            shifts=shifts,
            view=view,
        )

    def _write_post(self, at: datetime) -> StreamPost:
        random = self.random
        return StreamPost(
            id=f"{random.getrandbits(48):012x}",
            stated_at=at.replace(second=0 if self.family == "records" else random.randint(0, 59)),
            headline=write_headline(random),
            author=pick_author(random),
            paragraphs=tuple(write_paragraph(random) for _ in range(random.randint(1, 3))),
        )

    def _do_deeds(self, number: int, at: datetime, *, may_move: bool) -> str | None:
        random = self.random
        ripe = [name for name, (when, _) in self.gone.items() if number - when >= RESTORED_AFTER]
        if ripe and random.random() < 0.5:
            _, post = self.gone.pop(ripe[0])
            newer = [i for i, one in enumerate(self.posts) if one.stated_at > post.stated_at]
            self.posts.insert(newer[-1] + 1 if newer else 0, post)
        if random.random() < 0.6:
            self._edit(at)
        if self.family == "json_ld" and random.random() < 0.3:
            place = random.randrange(min(len(self.posts), 5))
            post = self.posts[place]
            self.posts[place] = replace(post, is_pinned=not post.is_pinned)
        if random.random() < 0.25 and len(self.posts) > 4:
            self._delete(number)
        elif may_move and self.family in {"blocks", "microdata"} and random.random() < 0.15:
            return self._move()
        return None

    def _edit(self, at: datetime) -> None:
        place = self.random.randrange(len(self.posts))
        post = self.posts[place]
        kind = self.random.randrange(3)
        paragraphs = post.paragraphs
        if kind == 0:
            paragraphs = (*paragraphs, write_correction(self.random))
        elif kind == 1:
            paragraphs = (*paragraphs[:-1], f"{paragraphs[-1]} {write_correction(self.random)}")
        headline = f"{post.headline}, says {post.author}" if kind == 2 else post.headline
        self.posts[place] = _edit_text(replace(post, headline=headline), paragraphs, at)

    def _delete(self, number: int) -> None:
        """Neither the newest two nor the oldest two: there a page's end and a loss look alike."""
        places = [
            place for place in range(2, len(self.posts) - 2) if not self.posts[place].is_pinned
        ]
        if places:
            place = self.random.choice(places)
            post = self.posts.pop(place)
            self.gone[post.id] = (number, post)

    def _move(self) -> str | None:
        """A post of the middle goes to the top, with its time unchanged."""
        if len(self.posts) < 6:
            return None
        place = self.random.randrange(3, min(len(self.posts) - 2, PAGE_POSTS - 2))
        post = self.posts.pop(place)
        self.posts.insert(0, post)
        return post.id

    def _shift_texts(self, at: datetime) -> Iterator[Shift]:
        """Cut a post of the middle in two, or merge it into the one below."""
        chance = self.shears.random()
        places = [place for place in range(2, len(self.posts) - 2) if self._may_shift(place, at)]
        if chance > 0.3 or not places:
            return
        place = self.shears.choice(places)
        upper, lower = self.posts[place], self.posts[place + 1]
        if chance > 0.15:
            yield from self._cut(place, at)
        elif self._may_shift(place + 1, at):
            self.posts[place : place + 2] = [_join(upper, lower, at)]
            self.merged.add(upper.id)
            yield Shift("merge", upper.id, lower.id)

    def _may_shift(self, place: int, at: datetime) -> bool:
        post = self.posts[place]
        return not post.is_pinned and post.edited_at != at - EDITED_BEFORE

    def _cut(self, place: int, at: datetime) -> Iterator[Shift]:
        post, newer = self.posts[place], self.posts[place - 1]
        stated_at = post.stated_at + timedelta(minutes=1)
        if len(post.paragraphs) < 2 or newer.stated_at <= stated_at:
            return
        cut = StreamPost(
            id=f"{self.shears.getrandbits(48):012x}",
            stated_at=stated_at,
            headline=write_headline(self.shears),
            author=post.author,
            paragraphs=post.paragraphs[-1:],
        )
        self.posts[place : place + 1] = [cut, _edit_text(post, post.paragraphs[:-1], at)]
        yield Shift("split", post.id, cut.id)

    def _choose_view(self, number: int) -> View:
        chance = self.random.random()
        if self.habit == "paged":
            return "paged" if len(self.posts) > PAGE_POSTS else "whole"
        if number < 3 or number > ROUNDS - 3 or chance > 0.3:
            return "whole"
        if self.habit == "shrinking":
            return "shrunk" if len(self.posts) > 3 * SHRUNK_POSTS else "wall"
        if self.habit == "faulty":
            return "unavailable" if chance < 0.15 else "truncated"
        return "whole"


def _join(upper: StreamPost, lower: StreamPost, at: datetime) -> StreamPost:
    """The lower post with the upper one's text behind its own."""
    return _edit_text(lower, (*lower.paragraphs, *upper.paragraphs), at)


def _edit_text(post: StreamPost, paragraphs: tuple[str, ...], at: datetime) -> StreamPost:
    return replace(post, paragraphs=paragraphs, edits=post.edits + 1, edited_at=at - EDITED_BEFORE)
