"""What the segmenter sees of a text: its paragraphs, how they hang together, each gap."""

import pytest

from pipeline.extract.segment.cohesion import multiply, read_cohesion, weigh
from pipeline.extract.segment.features import describe_gaps
from pipeline.extract.segment.profile import is_ended, read_profile
from pipeline.extract.segment.scorer import join_odds, score_parts
from pipeline.extract.segment.words import read_lists

FERRY = [
    "The ferry Northern Star ran aground off Kestrel Point before dawn on Tuesday.",
    "Captain Ada Wren of the ferry said the rudder of the Northern Star had jammed.",
    "Divers looked at the rudder of the ferry, and later Ms Wren thanked them.",
]
CHEESE = [
    "Judges gave the golden spoon for cheese to dairyman Oto Lind of Harrowfield.",
    "The dairyman smokes his cheese over apple wood, and judges liked the smoke.",
    "Cheese from Harrowfield won the spoon twice before, judges said of Mr Lind.",
]


def read_all(texts):
    return [read_profile(text) for text in texts]


def test_names_are_capitalised_words_that_open_no_sentence():
    profile = read_profile("Rain fell. Mayor Ines Calloway spoke in Port Merrow.")
    assert {"ines", "callow", "port", "merrow"} <= profile.names
    assert "rain" not in profile.names
    assert "port merrow" in profile.full_names
    assert profile.sentences == 2


def test_a_title_makes_no_full_name():
    profile = read_profile("Rain fell on Mr Calloway.")
    assert profile.names == {"callow"}
    assert not profile.full_names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She left."),
        ("en", "It’s gone."),
        ("de", "Er ging."),
        ("fr", "C'est fini."),
        ("es", "Sin embargo, la niebla sigue."),
        ("ne", "उनले भने"),
        (None, "Er ging."),
    ],
)
def test_what_leans_back_opens_with_a_word_that_does(language, text):
    assert read_profile(text, language).is_back
    assert not read_profile("Ships left.", language).is_back


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "A ship sank."), ("hu", "A hajó elsüllyedt."), ("nl", "Er is mist.")],
)
def test_another_languages_word_leans_on_nothing(language, text):
    assert not read_profile(text, language).is_back


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "The ship sank."), ("hu", "A hajó elsüllyedt."), ("fr", "L’épave a coulé.")],
)
def test_the_article_is_each_languages_own(language, text):
    assert read_profile(text, language).is_the
    assert not read_profile("A ship sank.", "en").is_the


def test_a_phrase_opens_only_whole():
    assert read_profile("Nel frattempo la nave affonda.", "it").is_open
    assert not read_profile("Nel porto c'è nebbia.", "it").is_open
    assert read_profile("Тем временем порт закрыт.", "ru").is_open


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "It sank on Tuesday.", 1),
        ("hu", "Elsüllyedt kedden.", 1),
        ("de", "Das Schiff sank gestern.", 1),
        ("fr", "Il a coulé hier, aujourd’hui il repose.", 2),
        ("nl", "Het schip ligt hier.", 0),
        ("uk", "Судно затонуло в п’ятницю.", 1),
        ("ne", "जहाज सोमबार डुब्यो।", 1),
        (None, "Das Schiff sank gestern.", 1),
        ("en", "It sank.", 0),
    ],
)
def test_days_are_each_languages_own(language, text, count):
    assert read_profile(text, language).days == count


def test_reporting_verbs_are_each_languages_own():
    assert read_profile("Mae ha detto no.", "it").said == 1
    assert not read_profile("Los buzos ha visto.", "es").said
    assert not read_profile("Dit schip zinkt.", "nl").said


def test_each_kind_of_word_knows_the_languages_of_the_first():
    lists = read_lists()
    known = set(lists["back"]) | {"und"}
    assert all(set(words) <= known for kind, words in lists.items() if kind != "common")


def test_a_sentence_may_end_in_the_stop_of_its_script():
    assert is_ended("जहाज सोमबार डुब्यो।")
    assert read_profile("जहाज डुब्यो। बन्दरगाह बन्द छ।", "ne").sentences == 2


def test_a_sentence_may_end_inside_quotation_marks():
    assert is_ended("“Go.”")
    assert not is_ended("Flood closes the bridge")


def test_neighbours_of_one_report_share_more_than_paragraphs_apart():
    cohesion = read_cohesion(read_all(FERRY + CHEESE))
    assert cohesion.excess > 0
    assert cohesion.near[2] < min(cohesion.near[:2])


def test_cosines_of_a_vector_with_itself_and_with_nothing():
    rarity = {"ferry": 1.0, "rudder": 2.0}
    vector = weigh(read_profile("ferry rudder").terms, rarity)
    assert multiply(vector, vector) == pytest.approx(1.0)
    assert multiply(vector, {}) == 0.0


def test_the_gap_between_two_reports_stands_out():
    gaps = describe_gaps(read_all(FERRY + CHEESE))
    between = gaps[len(FERRY) - 1]
    assert between["depth"] == max(gap["depth"] for gap in gaps)
    assert between["new_share"] > gaps[0]["new_share"]
    assert between["cohesion_relative"] < 0


def test_a_surname_after_a_full_name_goes_back():
    gaps = describe_gaps(read_all(FERRY))
    assert gaps[0]["introduced"] == 1
    assert gaps[1]["surname_back"] == 1


def test_texts_without_gaps_have_no_features():
    assert describe_gaps([]) == []
    assert describe_gaps(read_all(["Rain fell."])) == []


def test_two_forests_vote_and_rank():
    gaps = describe_gaps(read_all(FERRY[:2]))
    leaf, twig = [[0.75]], [[0, 1e9, 1, 2], [0.5], [9.0]]
    model = {"features": list(gaps[0]), "voting": [leaf, [[0.25]]], "ranking": [twig, twig]}
    assert score_parts(gaps, model) == [(0.0, 1.0)]
    assert join_odds(0.0, 1.0, 0.25) == 0.25
