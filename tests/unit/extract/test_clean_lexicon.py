"""The lexicon as data: kinds and uses that exist, phrases that cannot be mere words."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import get_args

import pytest
import yaml

from pipeline.extract.clean.wording import match_phrases, normalise_phrase
from pipeline.model import RemovedKind

FOLDER = resources.files("pipeline.extract") / "lexicon"
LANGUAGES = tuple(path.name[:2] for path in FOLDER.iterdir() if len(path.name) == len("en.yaml"))
USES = {"exact", "opens", "says", "begins", "alone", "hints", "labels"}


def read_lexicon(language: str) -> dict[str, dict[str, list[str]]]:
    return yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_phrase_has_a_kind_and_a_use(language: str) -> None:
    for kind, uses in read_lexicon(language).items():
        assert kind in get_args(RemovedKind)
        assert set(uses) <= USES
        for phrases in uses.values():
            assert all(isinstance(phrase, str) and normalise_phrase(phrase) for phrase in phrases)


@pytest.mark.parametrize(
    "language", [name for name in sorted(LANGUAGES) if name not in {"ja", "zh"}]
)
def test_what_is_enough_anywhere_in_a_line_is_more_than_a_word(language: str) -> None:
    for uses in read_lexicon(language).values():
        for phrase in (*uses.get("says", ()), *uses.get("begins", ())):
            words = normalise_phrase(phrase).split()
            assert len(words) > 1 or len(phrase) >= 8, phrase


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_whole_line_is_known_in_its_own_language(language: str) -> None:
    for uses in read_lexicon(language).values():
        for phrase in uses.get("exact", ()):
            verdict = match_phrases(phrase, language=language)
            assert verdict is not None
            assert verdict.is_strong


def test_structure_words_name_kinds() -> None:
    words = yaml.safe_load((FOLDER / "structure.yaml").read_text("utf-8"))
    assert set(words) <= set(get_args(RemovedKind))
    for tiers in words.values():
        assert set(tiers) <= {"always", "likely", "gate"}


def test_one_word_counts_only_where_it_is_at_home() -> None:
    assert match_phrases("Del", language="da") is not None
    assert match_phrases("Del", language="es") is None
    assert match_phrases("Del", language=None) is not None


@pytest.mark.parametrize(
    ("language", "line", "kind"),
    [
        ("sk", "Prečítajte si aj: Ako sa mení počasie", "promo"),
        ("bg", "Сподели", "share"),
        ("hr", "Tekst se nastavlja ispod oglasa", "advertisement"),
        ("sr", "Pošaljite komentar", "comment_prompt"),
        ("sl", "Preberite tudi: Reke upadajo", "promo"),
        ("lt", "Rodyti daugiau", "navigation"),
        ("lv", "Lasi arī: Upes atkāpjas", "promo"),
        ("et", "Jaga lugu", "share"),
        ("vi", "Đăng nhập để bình luận", "login_prompt"),
        ("th", "อ่านข่าวเพิ่มเติม: ฝนตกหนักภาคเหนือ", "promo"),
        ("he", "הוספת תגובה חדשה", "comment_prompt"),
        ("fa", "بیشتر بخوانید: باران در شمال", "promo"),
        ("is", "Afrita hlekk", "share"),
        ("ms", "Baca juga: Sungai kembali surut", "promo"),
    ],
)
def test_prompts_of_smaller_languages_are_known(language, line, kind):
    found = match_phrases(line, language=language)
    assert found is not None
    assert (found.kind, found.is_strong) == (kind, True)


@pytest.mark.parametrize(
    "path",
    [*FOLDER.iterdir(), *(FOLDER.parent / "times" / "words").iterdir()],
    ids=lambda p: p.name,
)
def test_no_word_was_read_as_a_truth_value(path: Traversable) -> None:
    """YAML reads an unquoted 'no' or 'on' as false or true: the word would be lost."""
    assert list_truth_values(yaml.safe_load(path.read_text("utf-8"))) == []


def list_truth_values(said: object) -> list[object]:
    if isinstance(said, dict):
        return [*list_truth_values(list(said)), *list_truth_values(list(said.values()))]
    if isinstance(said, list):
        return [found for one in said for found in list_truth_values(one)]
    return [said] if isinstance(said, bool) else []
