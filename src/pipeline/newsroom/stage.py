"""What a page of a script shows at the end of a night."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from pipeline.newsroom.script import NIGHTS, Change, PageScript, Post


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post as it stands at the end of a night."""

    post: Post
    updated_at: datetime | None
    """When it was changed last; None: never."""
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as it stands at the end of a night."""

    script: PageScript
    modified_at: datetime
    posts: tuple[ShownPost, ...]
    """Oldest first."""


def end_of(night: date) -> datetime:
    """The instant at which a night (one UTC day) is over."""
    return datetime.combine(night, time(), UTC) + timedelta(days=1)


def show_page(page: PageScript, night: date) -> ShownPage | None:
    """The page at the end of the night, or None where it was not published yet."""
    if page.published_at >= end_of(night):
        return None
    changes = [change for change in page.changes if change.at < end_of(night)]
    posts = [post for post in page.posts if post.at < end_of(night)]
    shown = (_show_post(post, changes) for post in sorted(posts, key=lambda post: post.at))
    return ShownPage(
        script=page,
        modified_at=max(
            [page.published_at, *(post.at for post in posts), *(one.at for one in changes)]
        ),
        posts=tuple(post for post in shown if post is not None),
    )


def is_due(page: PageScript, night: date) -> bool:
    """The span from publication to the last change, as of that night, touches the night."""
    shown = show_page(page, night)
    return shown is not None and shown.modified_at >= end_of(night) - timedelta(days=1)


def list_nights(page: PageScript) -> tuple[date, ...]:
    """The nights in which the page is captured."""
    return tuple(night for night in NIGHTS if is_due(page, night))


def _show_post(post: Post, changes: list[Change]) -> ShownPost | None:
    shown = ShownPost(post, None, is_pinned=False)
    for change in sorted(changes, key=lambda change: change.at):
        if change.post_id == post.id:
            if change.is_deleted:
                return None
            shown = _apply(shown, change)
    return shown


def _apply(shown: ShownPost, change: Change) -> ShownPost:
    if change.is_pinned is not None:
        return replace(shown, is_pinned=change.is_pinned)
    post = replace(
        shown.post,
        stated_at=change.stated_at or shown.post.stated_at,
        headline=change.headline or shown.post.headline,
        paragraphs=change.paragraphs or shown.post.paragraphs,
    )
    return replace(shown, post=post, updated_at=change.at)
