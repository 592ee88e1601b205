"""French live pages: 'DIRECT.' before a title, and clocks spread wide."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2022, 3, 9, 18, 2, tzinfo=UTC)
POSTS = [
    ("18 : 41", "Le pont est fermé à toute circulation, a fait savoir le département ce soir."),
    ("17 : 58", "Des ingénieurs sont en route pour examiner la deuxième pile du vieux pont."),
    ("17 : 15", "Selon la gendarmerie, le chauffeur du camion était seul à bord de son véhicule."),
]


def read(title: str) -> Extraction:
    posts = "".join(
        f"<li class=message><div class=when>{clock}</div><p>{text}</p></li>"
        for clock, text in POSTS
    )
    page = (
        f"<html lang=fr><head><title>{title}</title></head><body><main><h1>{title}</h1>"
        f"<ul class=messages>{posts}</ul></main></body></html>"
    )
    return extract_page(page.encode(), url="https://tarne.fr/meteo/tempete", captured_at=CAPTURED)


def test_direct_before_a_title_says_live() -> None:
    got = read("DIRECT. Tempête : le pont fermé")
    assert [entry.text for entry in got.entries] == [text for _, text in POSTS]
    assert [f"{entry.published_at:%H:%M}" for entry in got.entries] == ["17:41", "16:58", "16:15"]


@pytest.mark.parametrize("title", ["Tempête : le pont fermé", "Un impôt direct ou indirect ?"])
def test_other_titles_do_not(title: str) -> None:
    assert read(title).kind == "article"
