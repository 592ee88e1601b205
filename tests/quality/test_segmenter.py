"""The cutting of bare texts: its held-out figures, and what it may learn from."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the benchmarks are no part of the installed package

from benchmarks.quality.__main__ import print_segmentation  # noqa: E402
from benchmarks.quality.segment_texts import (  # noqa: E402
    Article,
    compose_articles,
    describe_entries,
    list_features,
    name_house,
    vary_entries,
)
from pipeline.extract.segment.scorer import load_model  # noqa: E402

ENTRIES = [[f"Ship {name} left port {at}." for at in range(1 + len(name) % 3)] for name in "abcdef"]


@pytest.fixture(scope="module")
def held_out():
    return load_model()["trained_on"]["held_out"]


def test_texts_of_unseen_publishers_are_cut_as_well_as_was_reached(held_out):
    reached = held_out["houses"]["long_entries"]
    assert reached["f1"] >= 0.64
    assert reached["window_diff"] <= 0.38
    assert held_out["houses"]["all"]["f1"] >= 0.67


def test_every_baseline_is_beaten(held_out):
    for name, baseline in held_out["baselines"].items():
        for group, figures in held_out["houses"].items():
            assert figures["pk"] < baseline[group]["pk"], (name, group)


def test_unseen_languages_are_cut_better_than_at_every_paragraph(held_out):
    by_paragraph = held_out["baselines"]["every paragraph"]["long_entries"]
    assert held_out["languages"]["long_entries"]["f1"] > by_paragraph["f1"]


def test_the_figures_are_printed(held_out, capsys):
    print_segmentation(held_out)
    printed = capsys.readouterr().out
    assert str(held_out["houses"]["long_entries"]["f1"]) in printed
    assert "hu, never seen" in printed


def test_titles_of_one_house_are_one_publisher():
    assert name_house("Daily Mirror (Reach)") == name_house("Cork Beo (Reach)")
    assert name_house("TheIndependent") == name_house("The Independent")


def test_rows_say_where_entries_begin():
    matrix = describe_entries([["One.", "Two."], ["Three."]])
    assert matrix.begins.tolist() == [0, 1]
    assert matrix.rows.shape == (2, len(list_features()))


def test_variants_hold_entries_whole_or_from_their_start():
    for varied in vary_entries(ENTRIES, Random(3)):  # noqa: S311  must repeat
        assert all(one in [entry[: len(one)] for entry in ENTRIES] for one in varied)


def test_a_turned_article_has_one_boundary_and_an_only_one_is_in_no_mixture():
    article = Article("house", "en", [f"Sentence {at} stands here." for at in range(9)])
    composed = compose_articles([article])
    assert [int(one.begins.sum()) for one in composed] == [1] * len(composed)


def test_what_is_composed_of_articles_is_the_same_again():
    articles = [
        Article("house", "en", [f"{name} sentence {at}." for at in range(6)]) for name in "ABC"
    ]
    first, second = compose_articles(articles), compose_articles(articles)
    assert [one.rows.tolist() for one in first] == [one.rows.tolist() for one in second]
