"""What a live blog says of its own beginning and end; a hint that is never guessed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.extract.about.closing import find_closing
from pipeline.extract.extraction import extract_page
from pipeline.model import Coverage

CAPTURED = datetime(2026, 3, 27, 22, tzinfo=UTC)


def make_page(
    *, above: str = "", newest: str = "The last ferry is in.", title: str = "Storm", data: str = ""
) -> bytes:
    middle = [f"Trees are down along the coast road near milestone {n}." for n in range(5)]
    texts = [newest, *middle, "The harbour gates were closed before the wind came."]
    posts = "".join(
        f'<article class="post" id="p{n}"><time datetime="2026-03-27T{20 - n}:00:00Z">{20 - n}:00'
        f"</time><h3>Post number {n}</h3><p>{text}</p></article>"
        for n, text in enumerate(texts)
    )
    return (
        f"<html lang=en><head><title>{title}</title>{data}</head><body><main><h1>{title}</h1>"
        f"{above}<div class=posts>{posts}</div></main>"
        "<footer><p>Elsewhere: this live blog is closed.</p></footer></body></html>"
    ).encode()


def read(**parts: str) -> Coverage:
    url = "https://www.harbour-courier.co.uk/news/live/storm"
    extraction = extract_page(make_page(**parts), url=url, captured_at=CAPTURED)
    assert extraction.kind == "liveblog"
    assert len(extraction.entries) == 7
    return extraction.coverage


def write_json_ld(**said: str) -> str:
    node = {"@context": "https://schema.org", "@type": "LiveBlogPosting", **said}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_a_live_blog_that_says_nothing_has_no_end() -> None:
    said = read()
    assert (said.starts_at, said.ends_at, said.closing_words) == (None, None, None)


def test_json_ld_tells_beginning_and_end() -> None:
    said = read(
        data=write_json_ld(
            coverageStartTime="2026-03-27T08:00:00+01:00", coverageEndTime="2026-03-27T22:30:00Z"
        )
    )
    assert said.starts_at == datetime(2026, 3, 27, 7, tzinfo=UTC)
    assert said.ends_at == datetime(2026, 3, 27, 22, 30, tzinfo=UTC)


def test_microdata_tells_it_too() -> None:
    said = read(data='<meta itemprop="coverageEndTime" content="2026-03-27T22:30:00Z">')
    assert said.ends_at == datetime(2026, 3, 27, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("2026-03-27T08:00:00Z", id="equal to the beginning"),
        pytest.param("2026-03-26T08:00:00Z", id="before the beginning"),
        pytest.param("2026-03-28", id="a mere day"),
        pytest.param("soon", id="no time"),
    ],
)
def test_an_end_that_says_nothing_is_none(end: str) -> None:
    data = write_json_ld(coverageStartTime="2026-03-27T08:00:00Z", coverageEndTime=end)
    assert read(data=data).ends_at is None


def test_words_above_the_posts_close_it() -> None:
    above = "<p><em>This live blog is now closed. All our reports are <a href=/x>here</a>.</em></p>"
    assert read(above=above).closing_words == "This live blog is now closed."


def test_the_newest_post_closes_it() -> None:
    said = read(newest="The wind has dropped. We are closing this live blog. Thank you.")
    assert said.closing_words == "We are closing this live blog."


def test_a_title_closes_nothing() -> None:
    assert read(title="Storm over the coast, as it happened").closing_words is None


def test_an_older_post_closes_nothing() -> None:
    page = make_page().replace(
        b"The harbour gates were closed before the wind came.", b"This live blog is closed."
    )
    got = extract_page(page, url="https://www.harbour-courier.co.uk/live/x", captured_at=CAPTURED)
    assert got.coverage.closing_words is None


@pytest.mark.parametrize(
    "line",
    [
        "This live blog is now closed.",
        "Our live coverage has now ended.",
        "Dieser Liveblog ist beendet.",
        "Wir beenden diesen Liveticker.",
        "Ce direct est terminé. Merci de l’avoir suivi.",
        "C'est la fin de ce direct.",
        "Hasta aquí nuestra cobertura en directo.",
        "La nostra diretta finisce qui.",
        "Esta cobertura ao vivo terminou.",
        "Dit liveblog is gesloten.",
        "Denne liveblog er lukket.",
        "Liverapporteringen är avslutad.",
        "Livedekningen er avsluttet.",
        "Ta relacja została zakończona.",
        "Élő közvetítésünk véget ért.",
        "Canlı anlatımımız sona erdi.",
        "Онлайн-трансляцію завершено.",
        "Онлайн-трансляция завершена.",
    ],
)
def test_words_that_close(line: str) -> None:
    assert find_closing(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "The road along the coast is now closed.",
        "Live coverage of the match has begun.",
        "This live blog will be closed at six.",
        "This live blog is not closed.",
        "Our live coverage has ended for tonight.",
        "This live blog is now closed. We will be back tomorrow morning.",
        "Has our live coverage ended? Our live coverage has ended?",
        "Dieser Liveblog ist für heute beendet.",
        "Wir beenden diesen Liveblog für heute.",
        "It happened as the gates were opened.",
        "",
    ],
)
def test_words_that_do_not(line: str) -> None:
    assert find_closing(line) is None
