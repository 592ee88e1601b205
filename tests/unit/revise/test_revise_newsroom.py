"""The invented publishers' own account of their nights, against what revise makes of them."""

from collections import Counter
from datetime import timedelta

import pytest

from pipeline.model import Coverage, Entry, Observation
from pipeline.newsroom.script import NIGHTS, load_publishers
from pipeline.newsroom.stage import list_nights, show_page
from pipeline.newsroom.truth import count_night
from pipeline.revise import revise_live_blog

PUBLISHERS = {publisher.name: publisher for publisher in load_publishers()}
TYPES = ("added", "edited", "retracted", "pinned", "unpinned")


def is_captured(page):
    return not page.is_disallowed and page.fault in {None, "flaky"}


def observe(page, night, *, newest_first):
    earliest, latest = page.published_at - timedelta(days=1), page.published_at + timedelta(days=9)
    posts = show_page(page, night).posts
    shown = [post for post in posts if earliest <= post.post.stated_at < latest]
    shown = sorted(shown[::-1] if newest_first else shown, key=lambda post: not post.is_pinned)
    entries = tuple(
        Entry(
            entry_key=one.post.id,
            position=position,
            headline=one.post.headline,
            author=one.post.author,
            text="\n\n".join(one.post.paragraphs),
            published_at=one.post.stated_at,
            precision="second",
            dated_by="time_element",
            updated_at=one.updated_at,
            is_pinned=one.is_pinned,
        )
        for position, one in enumerate(shown)
    )
    at = show_page(page, night).modified_at + timedelta(days=1)
    return Observation(str(night), at, Coverage("complete", len(entries)), entries)


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("name", PUBLISHERS)
def test_nights_equal_the_publishers_account(name, newest_first):
    publisher = PUBLISHERS[name]
    found = Counter()
    for page in publisher.pages:
        nights = list_nights(page) if is_captured(page) else ()
        captures = [observe(page, night, newest_first=newest_first) for night in nights]
        history = revise_live_blog(page.path, captures[::-1], retract_after=2)
        found.update((event.confirmed_by, event.type) for event in history.events)
    for night in NIGHTS:
        truth = count_night(publisher, night)
        for change in TYPES:
            assert found[str(night), change] == getattr(truth, change), (str(night), change)
    assert not any(change == "moved" for _, change in found)
