"""French live pages: 'DIRECT.' before a title, and clocks spread wide."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2022, 3, 9, 18, 2, tzinfo=UTC)
BRIDGE = "Le pont est fermé à toute circulation ce soir. La déviation passe par la rive nord."
PILLAR = "Des ingénieurs examinent la deuxième pile du pont. Ils diront demain si elle tient bon."
DRIVER = (
    "Le chauffeur du camion était seul à bord de son véhicule. Il a été entendu dans la soirée."
)
FERRY = "Le bac a quitté le quai avec quarante personnes à bord. Il revient dans une heure au plus."
POSTS = [("18 : 41", BRIDGE), ("17 : 58", PILLAR), ("17 : 15", DRIVER), ("16 : 32", FERRY)]


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
    assert [f"{entry.published_at:%H:%M}" for entry in got.entries] == [
        "17:41",
        "16:58",
        "16:15",
        "15:32",
    ]


@pytest.mark.parametrize("title", ["Tempête : le pont fermé", "Un impôt direct ou indirect ?"])
def test_other_titles_do_not(title: str) -> None:
    assert read(title).kind == "article"
