"""What the segmenter learns from: live blogs in many rhythms, and articles put together anew.

Each live blog stands beside variants of itself (entries left out, shortened, in another order), so
that the usual length of an entry is read from the text and not from its publisher or language.
Articles come from other publishers and languages: mixtures of one language's articles, and articles
turned round, their later part before their opening. Nothing is learned from one text about another:
all word statistics are a text's own.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np

from pipeline.extract.segment.features import describe_gaps
from pipeline.extract.segment.profile import read_profile

OWNERS = ("Reach", "HVG", "444", "Index")  # several titles of one house are held out together
VARIANTS = 12
TURNS = 3
LINE_WORDS = 5
"""Shorter lines of an article are subheadings and credits."""
MEAN_LENGTHS = (1.2, 2.0, 3.5, 5.0)

Entries = list[list[str]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Gaps of one text: a row of features each, and whether an entry begins there."""

    rows: np.ndarray[Any, Any]  # Any: numpy's shape and dtype
    begins: np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """One live blog of the annotations with what is learned from it."""

    name: str
    house: str
    language: str
    paragraphs: list[str]
    starts: list[int]
    own: Matrix
    variants: list[Matrix]


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs of an article."""

    house: str
    language: str
    paragraphs: list[str]


def list_features() -> list[str]:
    """Names of the columns."""
    return list(describe_gaps([read_profile("One."), read_profile("Two.")])[0])


def read_texts(folder: Path, score: ModuleType) -> list[Text]:
    """The annotated live blogs of four paragraphs or more."""
    texts = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        paragraphs, starts = score.paras_of(gold)
        if gold["kind"] != "liveblog" or len(paragraphs) < 4:
            continue
        ends = [*starts[1:], len(paragraphs)]
        entries = [paragraphs[a:b] for a, b in zip(starts, ends, strict=True)]
        language = gold["language"]
        varied = vary_entries(entries, Random(path.name))  # noqa: S311  must repeat
        texts.append(
            Text(
                name=gold["file"],
                house=name_house(gold["publisher"]),
                language=language,
                paragraphs=paragraphs,
                starts=starts,
                own=describe_entries(entries, language),
                variants=[describe_entries(one, language) for one in varied],
            )
        )
    return texts


def read_articles(path: Path) -> list[Article]:
    """The annotated articles of four paragraphs or more."""
    articles = []
    for one in json.loads(path.read_text("utf-8")).values():
        lines = [" ".join(line.split()) for line in one["text"].splitlines()]
        paragraphs = [line for line in lines if len(line.split()) >= LINE_WORDS]
        if len(paragraphs) >= 4:
            articles.append(Article(name_house(one["publisher"]), one["language"], paragraphs))
    return articles


def name_house(publisher: str) -> str:
    """The owner where it has several titles, spelled one way: 'The Independent', 'Reach'.

    >>> name_house("TheIndependent") == name_house("The Independent")
    True
    """
    owner = next((owner for owner in OWNERS if owner in publisher), publisher)
    return owner.replace(" ", "").casefold()


def describe_entries(entries: Sequence[Sequence[str]], language: str | None = None) -> Matrix:
    """Features of each gap by the words of the language, and whether an entry begins there."""
    profiles = [read_profile(text, language) for entry in entries for text in entry]
    gaps = describe_gaps(profiles)
    begins = [int(not at) for entry in entries for at in range(len(entry))]
    return Matrix(np.array([list(gap.values()) for gap in gaps]), np.array(begins[1:]))


def vary_entries(entries: Entries, random: Random) -> list[Entries]:
    """The same entries as texts of other rhythms."""
    varied = (_vary_once(entries, random) for _ in range(VARIANTS))
    return [one for one in varied if len(one) >= 4]


def _vary_once(entries: Entries, random: Random) -> Entries:
    turn = random.random()
    most, slope = random.randint(1, 3), random.uniform(-1.5, 1.5)
    chosen = list(entries)
    if turn < 0.25:
        chosen = [one for one in entries if len(one) >= 2]
    elif turn < 0.45:
        chosen = [one for one in entries if len(one) <= 2]
    elif turn < 0.6:
        chosen = [one[:most] for one in entries]
    elif turn < 0.8:
        chosen = [
            one for one in entries if random.random() < 1 / (1 + math.exp(-slope * (len(one) - 2)))
        ]
    if random.random() < 0.5:
        random.shuffle(chosen)
    return chosen


def compose_articles(articles: Iterable[Article]) -> list[Matrix]:
    """Mixtures and turned articles; an article opens an entry at its first paragraph."""
    known = list(articles)
    by_language: dict[str, Entries] = {}
    for one in known:
        by_language.setdefault(one.language, []).append(one.paragraphs)
    mixer, turner = Random(1), Random(5)  # noqa: S311  must repeat
    composed = [
        (_mix_pieces(group, mean, mixer), language)
        for language, group in sorted(by_language.items())
        if len(group) > 1
        for mean in MEAN_LENGTHS
    ]
    composed += [
        (_turn_round(one.paragraphs, turner), one.language) for one in known for _ in range(TURNS)
    ]
    return [describe_entries(*one) for one in composed]


def _mix_pieces(articles: Entries, mean: float, random: Random) -> Entries:
    pieces = []
    for _ in range(min(25, 6 * len(articles))):
        article = random.choice(articles)
        length = min(10, 1 + int(random.expovariate(1 / mean)))
        start = random.randrange(max(1, len(article) - length)) if random.random() < 0.3 else 0
        pieces.append(article[start : start + length])
    return pieces


def _turn_round(paragraphs: list[str], random: Random) -> Entries:
    """A later part of an article, then its opening: a boundary within one subject."""
    opening = paragraphs[: random.randint(2, min(8, len(paragraphs) // 2))]
    later = paragraphs[len(opening) :]
    length = random.randint(2, min(8, len(later)))
    start = random.randrange(len(later) - length + 1)
    return [later[start : start + length], opening]
