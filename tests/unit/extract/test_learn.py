"""Which recurring lines are learned, and the dangerous ones that never are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from pipeline.extract.learn.proposals import LearnRule, learn_lines, merge_learned
from pipeline.extract.learn.wording import find_doubt
from pipeline.fingerprint import fingerprint_line, name_line_set
from pipeline.model import RepeatedLine, Sighting

APPEAL = "Sole dunta mire kasu, nolem ta velis pari ondra."
FIRST = date(2026, 3, 1)
NAMES = ("The Velmar Post", "velmar.example")


def sight(text=APPEAL, *, blogs=5, nights=3, entries=1, **how):
    """Live blogs on nights in turn, each of which shows the line."""
    return [
        Sighting(f"https://velmar.example/live/{blog}", FIRST + timedelta(days=blog % nights),
                 f"{blog}-{entry}", text, **how)
        for blog in range(blogs)
        for entry in range(entries)
    ]  # fmt: skip


def begin(blogs=5, nights=3):
    return {one.live_blog: one.night for one in sight(blogs=blogs, nights=nights)}


def learn(sightings, blogs=5, **how):
    return learn_lines(sightings, begun=begin(blogs), names=NAMES, **how)


def test_an_appeal_that_no_lexicon_knows_is_learned_with_what_speaks_for_it():
    (line,) = learn(sight(entries=2))
    assert (line.text, line.kind, line.state) == (APPEAL, "promo", "proposed")
    assert (line.live_blogs, line.nights, line.entries) == (5, 3, 10)
    assert line.fingerprint == fingerprint_line(APPEAL)
    assert line.examples[0] == "https://velmar.example/live/0#0-0"
    assert "5 of 5 live blogs begun from 2026-03-01 to 2026-03-03" in line.why


def test_the_lexicon_names_the_kind_where_it_knows_words():
    (line,) = learn(sight("Your support keeps the Velmar Post going", language="en"))
    assert line.kind == "donation_appeal"
    assert "hint: your support" in line.why


def test_case_and_white_space_make_no_other_line_and_the_most_frequent_form_is_shown():
    mixed = [*sight(blogs=3), *(replace(one, text=APPEAL.upper()) for one in sight()[3:])]
    (line,) = learn(mixed)
    assert line.text == APPEAL


@pytest.mark.parametrize(
    "sightings",
    [
        pytest.param(sight(blogs=4, entries=9), id="too few live blogs"),
        pytest.param(sight(nights=2), id="too few nights"),
        pytest.param([*sight(), *sight(blogs=1, is_whole=True)], id="all that one entry says"),
        pytest.param(sight("velis " * 80 + "."), id="too long"),
    ],
)
def test_what_recurs_too_little_or_is_a_post_of_its_own_is_not_learned(sightings):
    assert learn(sightings) == []


def test_a_line_of_a_small_part_of_the_live_blogs_is_an_idiom():
    assert learn(sight(), blogs=26) == []
    assert len(learn(sight(), blogs=25)) == 1


def test_the_rule_is_the_callers():
    assert len(learn(sight(blogs=2, nights=2), rule=LearnRule(2, 2))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Reuters",
        "More to follow",
        "More to follow.",
        "Analysis",
        "Half-time in Velmar",
        "Velmar Rovers 2-1 Port United.",
        "Watch:",
        "Here is what we know so far about the storm:",
        "What we know so far about the storm",
        "WHAT WE KNOW SO FAR",
        "Additional reporting by Mara Lindqvist and Ole Brandt.",
        "(Reporting by Mara Lindqvist; editing by Ole Brandt)",
        "Press conference of the ministry begins at 14:05.",
        "The bridge has been closed since the storm of 2019.",
        "“We will rebuild every house,” the mayor has said.",
        "We will rebuild, 'every single house', the mayor said.",
        "The islands are claimed by both Velmar and Nordhafen.",
        "Die Inseln werden von beiden Staaten beansprucht.",
        "तूफ़ान के बारे में अब तक हम यह जानते हैं।",
        "嵐についてこれまでに分かっていることをまとめました。",
    ],
)
def test_lines_that_may_be_reporting_are_never_proposed(text):
    doubt = find_doubt(text, NAMES)
    (line,) = learn(sight(text, blogs=30, nights=10), blogs=30)
    assert line.state == "doubted"
    assert doubt
    assert doubt in line.why


def test_the_publishers_own_name_is_no_doubt():
    text = "Sole dunta Velmar Post kasu, nolem ta velis."
    assert find_doubt(text, NAMES) is None
    assert find_doubt(text, ("Nordhafen",)) == "names somebody or something"


def test_what_is_learned_does_not_depend_on_the_order_of_sightings():
    other = "Vosu kendra mire ta, palo lume sure doni."
    sightings = [*sight(blogs=5), *sight(other, blogs=6)]
    expected = learn(sightings, blogs=6)
    assert [line.text for line in expected] == [other, APPEAL]
    for order in permutations(range(4)):
        shuffled = [one for part in order for one in sightings[part::4]]
        assert learn(shuffled, blogs=6) == expected


def test_a_decision_stands_and_a_proposal_without_support_is_retired():
    (found,) = learn(sight())
    active, refused = replace(found, state="active"), replace(found, state="refused")
    (more,) = learn(sight(blogs=7), blogs=7)
    assert merge_learned([], [found]) == [found]
    assert merge_learned([found], [found]) == []
    assert merge_learned([refused], [more]) == [replace(more, state="refused")]
    assert merge_learned([active], []) == []
    (retired,) = merge_learned([found], [])
    assert retired.state == "retired"
    assert merge_learned([retired], [found]) == [found]
    doubted = replace(found, state="doubted")
    assert merge_learned([found], [doubted]) == [doubted]
    assert merge_learned([doubted], [])[0].state == "retired"
    assert merge_learned([active], [replace(more, state="doubted")])[0].state == "active"
    assert merge_learned([retired], []) == []


def test_a_set_is_named_by_its_lines_alone():
    one, two = RepeatedLine("aa", "promo"), RepeatedLine("bb", "share")
    assert name_line_set([]) == ""
    assert name_line_set([one, two]) == name_line_set([two, one])
    assert len({name_line_set(lines) for lines in ([one], [two], [one, two])}) == 3
    assert name_line_set([one]) != name_line_set([replace(one, kind="share")])
