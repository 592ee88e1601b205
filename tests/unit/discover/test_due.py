"""When a live blog is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.discover.due import Habits, is_due, next_poll
from pipeline.discover.live import speaks_of_live
from pipeline.model import Discovered, Watched

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HABITS = Habits(min_interval=2 * MINUTE, max_interval=60 * MINUTE, quiet=timedelta(hours=12))


def watch(*minutes_ago: int, failures: int = 0, ends: tuple[int, ...] = ()) -> Watched:
    """News and declared ends so many minutes before noon; a negative number lies after it."""
    news = tuple(NOON - ago * MINUTE for ago in sorted(minutes_ago, reverse=True))
    return Watched(
        "https://example.org/live", NOON, news, failures, tuple(NOON - ago * MINUTE for ago in ends)
    )


@pytest.mark.parametrize(
    ("blog", "minutes"),
    [
        pytest.param(watch(1, 11, 21, 31), 5, id="half the usual gap"),
        pytest.param(watch(1, 2, 3, 4), 2, id="never below the least"),
        pytest.param(watch(1), 2, id="one piece of news"),
        pytest.param(watch(), 2, id="no news yet"),
        pytest.param(watch(120, 130, 140), 20, id="silent for two hours"),
        pytest.param(watch(600, 610), 60, id="never above the most"),
        pytest.param(watch(1, 11, 21, failures=2), 20, id="doubled with each failure"),
        pytest.param(watch(1, 11, failures=60), 60, id="many failures"),
        pytest.param(watch(20, 30, ends=(5,)), 60, id="ended by its own word"),
        pytest.param(watch(20, 30, ends=(25,)), 5, id="posts after its end"),
        pytest.param(watch(20, 30, ends=(25, 5)), 5, id="moves its end with each post"),
        pytest.param(watch(1, 11, 21, ends=(1,)), 5, id="its end is its latest post"),
        pytest.param(watch(20, 30, ends=(-60,)), 5, id="ends later"),
        pytest.param(watch(20, 30, ends=(5, -60)), 5, id="goes on longer than it said first"),
    ],
)
def test_interval(blog: Watched, minutes: float) -> None:
    assert next_poll(blog, HABITS) == NOON + minutes * MINUTE


@pytest.mark.parametrize(
    "blog",
    [
        pytest.param(watch(720), id="quiet for long enough"),
        pytest.param(watch(130, ends=(5,)), id="ended, and two hours silent"),
    ],
)
def test_ended(blog: Watched) -> None:
    assert next_poll(blog, HABITS) is None
    assert not is_due(blog, HABITS, NOON + timedelta(days=3))


def test_posts_after_a_declared_end_keep_it_followed() -> None:
    assert next_poll(watch(130, 140, ends=(135,)), HABITS) is not None
    assert next_poll(watch(130, 140, ends=(128,)), HABITS) is None


def test_due_from_the_instant_on() -> None:
    blog = watch(1, 11, 21, 31)
    assert not is_due(blog, HABITS, NOON + 4 * MINUTE)
    assert is_due(blog, HABITS, NOON + 5 * MINUTE)


@pytest.mark.parametrize(
    ("url", "title", "is_live"),
    [
        ("https://example.org/live/2026/mar/27/floods", None, True),
        ("https://example.org/news/storm-liveticker-104.html", None, True),
        ("https://example.org/deportes/final-en-directo.html", None, True),
        ("https://example.org/sport/relacja-na-zywo,123", None, True),
        ("https://example.org/story-1", "Élő: közvetítés a folyóról", True),
        ("https://example.org/story-2", "Storm – live updates from the coast", True),
        ("https://example.org/olive-harvest", "Olive harvest delivers", False),
        ("https://example.org/opinion/alive-and-well", "He lives by the river", False),
        ("https://example.org/delivery", None, False),
    ],
)
def test_words_of_live_blogs(url: str, title: str | None, is_live: bool) -> None:
    assert speaks_of_live(Discovered(url, "feed", title=title)) is is_live
