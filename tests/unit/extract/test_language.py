"""The language of a page: as it says, or as its texts speak."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.extract.tree.language import guess_language
from pipeline.extract.tree.page import open_page

SPOKEN = {
    "bg": "Мостът беше затворен, след като водата се повиши, а хората ще бъдат изведени.",
    "cs": "Most je uzavřen, protože voda se podle hasičů zvedá, ale není jasné, která bude dál.",
    "da": "Broen blev lukket i morges, efter at vandet var steget, siger borgmesteren nu.",
    "fa": "این پل پس از بارش باران بسته شد و مردم را به خانه های خود در شهر بردند",
    "fi": "Silta on suljettu, mutta se avataan kun vesi laskee, kertoo mies, joka oli siellä.",
    "hr": "Most je zatvoren nakon kiše, rekao je gradonačelnik, a prije toga su ljudi otišli.",
    "hu": "A hidat lezárták, és nem tudni, hogy mikor nyílik meg, mert az eső csak most állt el.",
    "ko": "다리는 비가 그친 뒤 다시 열릴 예정이라고 시장이 밝혔다.",
    "nl": "De brug is gesloten omdat het water nog stijgt, zegt de burgemeester van de stad.",
    "no": "Broen ble stengt i morges etter at vannet hadde steget, sier ordføreren nå.",
    "pl": "Most jest zamknięty, ale nie wiadomo, czy przed nocą zostanie otwarty przez służby.",
    "pt": "A ponte foi fechada após a chuva e não há previsão de abertura, segundo o prefeito.",
    "ro": "Podul a fost închis după ploaie și nu este clar când va fi deschis, a spus primarul.",
    "sk": "Most je od rána uzavretý, pretože voda podľa hasičov stúpa, ktorý bol aj opravený.",
    "sl": "Most je zaprt, ker je voda po dežju še narasla, in ne vedo, kdaj bo spet odprt.",
    "sv": "Bron är stängd efter regnet och det är inte klart när den öppnas, säger polisen nu.",
    "tr": "Köprü yağmur sonra kapatıldı ve ne zaman açılacak olan bu yol için bir karar yok.",
    "uk": "Міст закрили після дощу, і ще не ясно, коли його відкриють, але вода також спадає.",
}
TOLD = (
    "A hidat lezárták, és nem tudni, hogy mikor nyílik meg újra.",
    "A polgármester szerint az eső csak most állt el, és a víz még nem apad.",
    "Egy busz már a hídon volt, de meg tudott fordulni.",
    "Az iskolák is zárva vannak, mert nem lehet az úton járni.",
    "A tűzoltók azt kérik, hogy senki se menjen ki a partra.",
)


@pytest.mark.parametrize("language", SPOKEN)
def test_language_is_told_by_its_common_words(language: str) -> None:
    assert guess_language([SPOKEN[language]]) == language


def test_few_words_tell_no_language() -> None:
    assert guess_language(["Bern, 7:1", "OK"]) is None


@pytest.mark.parametrize(
    ("stated", "language"),
    [(' lang="hu-HU"', "hu-hu"), ("", "hu"), (' lang="en-US"', "hu"), (' lang="sk"', "sk")],
    ids=["stated", "unsaid", "a system's default", "another"],
)
def test_page_is_in_the_language_that_its_texts_speak(stated: str, language: str) -> None:
    page = open_page(_write_page(stated), url=None, captured_at=None)
    assert page.language == language


def test_a_page_of_two_languages_is_believed() -> None:
    quote = "<q>The bridge over the river was closed to all of us, and it is not safe.</q>"
    page = open_page(_write_page(' lang="en-GB"', after=quote * 5), url=None, captured_at=None)
    assert page.language == "en-gb"


@pytest.mark.parametrize("stated", ["", ' lang="en-US"'], ids=["unsaid", "refuted"])
def test_dates_are_read_where_the_page_does_not_say_its_language(stated: str) -> None:
    got = extract_page(
        _write_page(stated),
        url="https://hirek.example/elo/hidak",
        captured_at=datetime(2024, 3, 5, 20, 3, tzinfo=UTC),
    )
    assert [entry.published_at for entry in got.entries] == [
        datetime(2024, 3, 5, 17 - hour, 7 + 9 * hour, tzinfo=UTC) for hour in range(len(TOLD))
    ]


def _write_page(stated: str, after: str = "") -> bytes:
    posts = "".join(
        f"<article><b>2024. március 5., kedd, {18 - at}:{7 + 9 * at:02d}</b><p>{text}</p></article>"
        for at, text in enumerate(TOLD)
    )
    return f"<html{stated}><title>Hidak élőben</title><main>{posts}{after}</main></html>".encode()


def test_few_words_in_letters_of_their_own_refute_a_system_s_default() -> None:
    told = "<p>Это уже было, но что и как будет после дождя, пока не ясно, сказал мэр города."
    page = f"<html lang=en><title>Мост открыт</title><h1>Мост открыт</h1>{told}{told}</html>"
    assert open_page(page.encode(), url=None, captured_at=None).language == "ru"
