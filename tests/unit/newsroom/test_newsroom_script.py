"""The scripts hold what the pipeline is to be tried on."""

from collections import Counter
from itertools import chain

import pytest

from pipeline.newsroom.script import NIGHTS, PUBLISHERS, load_publishers, read_clock
from pipeline.newsroom.stage import end_of, list_nights, show_page

SCRIPTS = load_publishers()
PAGES = [(script.name, page) for script in SCRIPTS for page in script.pages]
BLOGS = [page for _, page in PAGES if page.is_live_blog]


def test_seven_publishers_differ_in_markup_language_and_zone() -> None:
    assert tuple(script.name for script in SCRIPTS) == PUBLISHERS
    assert len({script.family for script in SCRIPTS}) == 7
    assert len({script.language.split("-")[0] for script in SCRIPTS}) >= 5
    assert len({script.time_zone for script in SCRIPTS}) >= 5


@pytest.mark.parametrize(("name", "page"), PAGES, ids=lambda value: getattr(value, "path", value))
def test_a_page_changes_in_every_night_of_its_life(name: str, page) -> None:
    """Else a night would be asked for again once a later one has moved its last change."""
    lived = [night for night in NIGHTS if show_page(page, night) is not None]
    nights = list_nights(page)
    assert nights, name
    assert list(nights) == lived[: len(nights)]


@pytest.mark.parametrize("page", BLOGS, ids=lambda page: page.path)
def test_changes_and_blocks_name_posts_of_the_page(page) -> None:
    posts = {post.id: post for post in page.posts}
    assert len(posts) == len(page.posts)
    assert all(change.at > posts[change.post_id].at for change in page.changes)
    assert {block.post_id for block in page.blocks} <= set(posts)
    assert all(post.at >= page.published_at for post in page.posts)
    deleted = {change.post_id for change in page.changes if change.is_deleted}
    assert not deleted & {block.post_id for block in page.blocks}


def test_some_live_blogs_run_over_several_nights_and_lose_posts() -> None:
    long = [page for page in BLOGS if len(list_nights(page)) == 3]
    assert len(long) >= 2
    assert all(any(change.is_deleted for change in page.changes) for page in long)


def test_no_two_posts_say_the_same() -> None:
    counts = Counter(chain.from_iterable(post.paragraphs for page in BLOGS for post in page.posts))
    assert max(counts.values()) == 1


def test_a_night_is_a_day_in_utc() -> None:
    assert end_of(NIGHTS[0]) == read_clock("28 00:00")
    assert read_clock("2099-03-27 10:00:00").year == 2099
