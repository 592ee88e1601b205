"""Cutting paragraphs into entries: what the model scores, and what needs no judgement."""

import json

import pytest
from call_counts import count_calls

from pipeline.extract.segment import cut_paragraphs
from pipeline.extract.segment.cut import find_starts
from pipeline.extract.segment.features import describe_gaps
from pipeline.extract.segment.joints import find_glued
from pipeline.extract.segment.profile import read_profile
from pipeline.extract.segment.scorer import load_model, score_gaps

HARBOUR = [
    "Harbour master Ines Calloway closed the northern quay of Port Merrow on Monday morning.",
    "She said that the quay had sunk by a hand's breadth since the storm, and that it must wait.",
    "“We will not let a single crane stand there until the divers are done,” Ms Calloway said.",
]
BAKERS = [
    "The bakers' guild of Oldenthal has elected Tomas Brill as its first new chairman in 20 years.",
    "He told members that flour prices would come first, and that their fees would not rise.",
]


def test_every_paragraph_stays_in_its_order():
    texts = (HARBOUR + BAKERS) * 5
    assert [text for block in cut_paragraphs(texts) for text in block] == texts


def test_nothing_and_one_paragraph():
    assert cut_paragraphs([]) == []
    assert cut_paragraphs(["Rain fell."]) == [["Rain fell."]]
    assert cut_paragraphs(["…", "—", ""]) != []


def test_two_reports_part_where_the_second_begins():
    starts = {block[0] for block in cut_paragraphs(HARBOUR + BAKERS)}
    assert BAKERS[0] in starts
    assert HARBOUR[1] not in starts


def test_the_same_text_is_cut_the_same_way_again():
    texts = HARBOUR + BAKERS
    assert [cut_paragraphs(texts) for _ in range(3)] == [cut_paragraphs(texts)] * 3


def test_an_entry_begins_where_a_start_is_stated():
    blocks = cut_paragraphs(HARBOUR, stated={2})
    assert blocks[-1] == HARBOUR[2:]


def test_a_lead_in_and_its_headline_stay_in_the_entry_before():
    texts = [*HARBOUR, "Lena Orr reports:", "Divers find a cracked pillar under the quay", *BAKERS]
    glued = find_glued([read_profile(text) for text in texts])
    assert glued[2:4] == [True, True]
    assert not glued[4]


def test_a_persons_pronoun_opens_no_entry():
    texts = [*HARBOUR, *BAKERS, "She’s said nothing."]
    assert find_glued([read_profile(text, "en") for text in texts]) == [
        True, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["de", "de-AT"])
def test_a_pronoun_of_the_texts_own_language_glues(language):
    texts = ["Der Hafen ist zu.", "Er bleibt es bis Montag."]
    assert find_glued([read_profile(text, language) for text in texts]) == [True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Er zijn drie schepen vergaan."),
        ("da", "Er havnen sikker? Det spørger mange om."),
        ("es", "Han cerrado el puerto."),
        ("tr", "Ona göre liman kapalı kalacak."),
        (None, "Er zijn drie schepen vergaan."),
    ],
)
def test_another_languages_pronoun_glues_nothing(language, text):
    texts = ["Merrow Kerrel 12 Orsa.", text]
    assert find_glued([read_profile(one, language) for one in texts]) == [False]


def test_a_pronoun_that_is_one_everywhere_glues_where_no_language_is_known():
    assert find_glued([read_profile(text) for text in HARBOUR])[0]


def test_a_statement_that_opens_with_a_colon_is_no_lead_in():
    texts = [*HARBOUR, "The mayor wrote:", "“I have never seen the quay so empty.”", *BAKERS]
    glued = find_glued([read_profile(text) for text in texts])
    assert glued[2:4] == [False, True]


def test_a_caption_sticks_to_the_paragraph_it_repeats():
    caption = "The northern quay of Port Merrow closed on Monday"
    texts = [*BAKERS, HARBOUR[0], caption, BAKERS[0]]
    glued = find_glued([read_profile(text) for text in texts])
    assert glued[2]
    assert not glued[3]


def test_scores_below_zero_leave_one_entry_and_above_it_many():
    assert find_starts([-9.0] * 5, 0.25) == [0]
    assert find_starts([9.0] * 5, 0.25) == [0, 1, 2, 3, 4, 5]


def test_the_model_is_small_and_says_where_it_comes_from():
    model = load_model()
    names = list(describe_gaps([read_profile(text) for text in HARBOUR])[0])
    assert model["features"] == names
    assert len(json.dumps(model)) < 2_000_000
    held_out = model["trained_on"]["held_out"]
    assert held_out["languages"]["all"]["gold"] == held_out["houses"]["all"]["gold"]


def test_scores_do_not_depend_on_numbers_of_calls():
    gaps = describe_gaps([read_profile(text) for text in HARBOUR])
    assert score_gaps(gaps, load_model()) == score_gaps(gaps, load_model())


def test_cost_grows_in_line_with_the_text():
    texts = HARBOUR + BAKERS
    few = count_calls(lambda: cut_paragraphs(texts * 20))
    many = count_calls(lambda: cut_paragraphs(texts * 200))
    assert many < 12 * few
