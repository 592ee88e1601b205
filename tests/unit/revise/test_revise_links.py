"""Posts that were cut in two, and posts that became one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.model import Coverage, Entry, Observation
from pipeline.revise import revise_live_blog

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
FERRY = "The harbour master closed the eastern quay at noon, and both ferries turned back to port."
SCHOOL = "Schools along the river open at ten tomorrow, the council says, an hour later than usual."
BRIDGE = "Engineers found a crack in the third arch of the old bridge and want a second opinion."


def make_post(number, *paragraphs, headline=None):
    return Entry(
        entry_key=f"post-{number}",
        position=0,
        headline=headline or f"Headline {number}",
        author=None,
        text="\n\n".join(paragraphs),
        published_at=START + timedelta(minutes=10 * number),
        precision="minute",
        dated_by="time_element",
    )


def observe(at, *posts, state="complete"):
    placed = tuple(replace(post, position=n) for n, post in enumerate(posts))
    taken = START + timedelta(hours=3, minutes=at)
    return Observation(f"c{at:03d}", taken, Coverage(state=state, shown=len(placed)), placed)


def list_links(*observations):
    history = revise_live_blog("blog", observations, retract_after=2)
    keys = {one.entry_id: one.versions[0].entry.entry_key for one in history.entries}
    return [
        (one.type, keys[one.from_entry_id], keys[one.to_entry_id], one.capture_id)
        for one in history.links
    ]


OTHERS = (make_post(1, "A first post that stays as it is."), make_post(9, "And a last one."))


def frame(*posts):
    """Posts between others that stay."""
    return (OTHERS[1], *posts, OTHERS[0])


def test_a_post_that_is_cut_in_two():
    whole = observe(0, *frame(make_post(5, FERRY, SCHOOL)))
    cut = observe(1, *frame(make_post(6, SCHOOL), make_post(5, FERRY)))
    assert list_links(whole, cut) == [("split", "post-5", "post-6", "c001")]
    assert list_links(cut, whole) == list_links(whole, cut)


def test_a_post_that_is_cut_in_three():
    whole = observe(0, *frame(make_post(5, FERRY, SCHOOL, BRIDGE)))
    cut = observe(1, *frame(make_post(7, BRIDGE), make_post(6, SCHOOL), make_post(5, FERRY)))
    assert list_links(whole, cut) == [
        ("split", "post-5", "post-7", "c001"),
        ("split", "post-5", "post-6", "c001"),
    ]


def test_two_posts_that_become_one():
    two = observe(0, *frame(make_post(6, SCHOOL), make_post(5, FERRY)))
    one = frame(make_post(5, FERRY, SCHOOL))
    assert list_links(two, observe(1, *one)) == []  # not missed often enough to be gone
    links = list_links(two, observe(1, *one), observe(2, *one))
    assert links == [("merge", "post-6", "post-5", "c001")]


def test_a_score_says_how_alike_the_text_is():
    whole = observe(0, *frame(make_post(5, FERRY, SCHOOL)))
    cut = observe(1, *frame(make_post(6, SCHOOL.replace("ten", "eleven")), make_post(5, FERRY)))
    (link,) = revise_live_blog("blog", (whole, cut), retract_after=2).links
    assert 0.9 <= link.score < 1.0
    assert link.observed_at == cut.captured_at


@pytest.mark.parametrize(
    "after",
    [
        frame(make_post(6, SCHOOL), make_post(5, FERRY, SCHOOL + " Buses run.")),
        frame(make_post(6, "Goal!"), make_post(5, FERRY)),
        frame(make_post(6, BRIDGE), make_post(5, FERRY)),
        frame(make_post(6, SCHOOL), make_post(5, FERRY, SCHOOL)),
    ],
    ids=["still there too", "too short", "new text", "a copy"],
)
def test_what_is_no_split(after):
    assert list_links(observe(0, *frame(make_post(5, FERRY, SCHOOL))), observe(1, *after)) == []


def test_a_post_that_goes_while_another_gains_other_text_is_not_merged():
    two = observe(0, *frame(make_post(6, SCHOOL), make_post(5, FERRY)))
    one = frame(make_post(5, FERRY, BRIDGE))
    assert list_links(two, observe(1, *one), observe(2, *one)) == []
