"""Pages that look like live blogs and are none, and live blogs that hide: each an invention."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.extract.clean.wording import match_phrases
from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2024, 3, 12, 18, 30, tzinfo=UTC)
PROSE = (
    "The harbour council has postponed the vote on the coastal barrier after weeks of talks.",
    "A team of engineers repaired the northern bridge, because the money had come in spring.",
    "The regional hospital asked for a longer inquiry, while hundreds waited at the town hall.",
    "Police in Ormsby found traces of lead in the water, although a report had warned of it.",
)


def read(
    body: str, *, title: str = "Harbour wall falls", head: str = "", path: str = "news/harbour-wall"
) -> Extraction:
    markup = (
        f"<html lang=en><head><title>{title}</title><meta property='og:title' content='{title}'>"
        f"{head}</head><body>{body}</body></html>"
    )
    url = f"https://www.gazette.example/{path}"
    return extract_page(markup.encode(), url=url, captured_at=CAPTURED)


def mark_up(paragraphs: tuple[str, ...] = PROSE) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def test_an_article_with_readers_and_related_stories_is_no_live_blog() -> None:
    told = "<p class=stamp>12 March 2024 10:4{}AM</p>" + mark_up(PROSE[:1])
    page = read(
        "<h1>Harbour wall falls</h1><div id=content><div id=story><div id=body>"
        "<ul><li>Jane Roe</li><li><time datetime='2024-03-12T10:31Z'>10.31</time></li></ul>"
        f"{mark_up(PROSE * 3)}</div></div>"
        f"<div id=related><h2>Related</h2>{told.format(0)}</div>"
        f"<div id=discussion-comments><h2>Comments</h2>{told.format(1)}{told.format(2)}</div></div>"
    )
    assert page.kind == "article"


@pytest.mark.parametrize(
    ("language", "line", "kind"),
    [
        ("el", "Εγγραφείτε στο newsletter μας για τα νέα της ημέρας", "newsletter_signup"),
        ("zh", "相关阅读", "promo"),
        ("ko", "관련기사", "promo"),
        ("ar", "اقرأ أيضا", "promo"),
        ("bn", "আরও পড়ুন", "promo"),
        ("ca", "Només per a subscriptors", "paywall_prompt"),
    ],
)
def test_labels_of_further_languages_are_known(language: str, line: str, kind: str) -> None:
    verdict = match_phrases(line, language=language)
    assert verdict is not None
    assert (verdict.kind, verdict.is_strong) == (kind, True)


def write_posts(count: int, *, name: str = "live-post", clock: str = "{}:{}3") -> str:
    return "".join(
        f"<article class={name} id=post-{90 - n}><time>{clock.format(17 - n // 5, n % 5)}</time>"
        f"<h3>Item {n} of the night by the sea</h3>"
        f"<p>{PROSE[n % 4]} {PROSE[(n + 1) % 4]}</p></article>"
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (("12 March 2019", "4 June 2020", "18 May 2021", "7 August 2022"), "Timeline of the wall"),
        (("1 March 2024, 11:21", "2 March 2024, 12:22", "4 March 2024, 9:07"), "Harbour reviews"),
    ],
)
def test_items_of_a_day_each_are_no_live_blog(days: tuple[str, ...], title: str) -> None:
    items = "".join(
        f"<div class=timeline-item><span>{day}</span><h3>Item of {day}</h3>{mark_up()}</div>"
        for day in days
    )
    page = read(f"<main><h1>{title}</h1><div class=timeline>{items}</div></main>", title=title)
    assert page.kind == "article"


def test_a_tag_page_with_long_teasers_is_no_live_blog() -> None:
    link = "<h2><a href='/2024/03/story-{0}-of-it'>Story {0} of the sea</a></h2>"
    text = " ".join(PROSE)
    teasers = "".join(
        f"<li class=item><span class=time>{8 + n}:1{n}</span>{link.format(n)}<p>{text}</p></li>"
        for n in range(6)
    )
    page = read(
        f"<main><h1>Ormsby</h1><ul>{teasers}</ul></main>", title="Ormsby", path="tag/ormsby"
    )
    assert page.kind == "article"


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Liveblog: Storm hits the coast", "news/storm-123"),
        ("Storm hits the coast", "live/storm-hits-the-coast"),
        ("Tempesta, la diretta", "esteri/tempesta-1"),
    ],
)
def test_a_shell_that_calls_itself_live_is_a_live_blog_without_entries(
    title: str, path: str
) -> None:
    page = read("<a>Menu</a><div id=root></div><script>boot()</script>", title=title, path=path)
    assert (page.kind, page.coverage.state, page.entries) == ("liveblog", "unavailable", ())


def test_a_live_video_without_words_is_no_live_blog() -> None:
    page = read("<h1>LIVE: Harbour cam</h1><video></video>", title="LIVE: Harbour cam")
    assert page.kind == "article"


@pytest.mark.parametrize(
    ("control", "declared"),
    [
        ("<button>Show 417 more posts</button>", 427),
        ("<a href='#'>Show more updates (32)</a>", 42),
        ("<button>Load 10 more</button>", None),
        ("<button>Visa äldre inlägg</button>", None),
        ("<button>Pokaż starsze wpisy</button>", None),
        ("<button>Korábbi bejegyzések betöltése</button>", None),
        ("<button>Načíst další příspěvky</button>", None),
        ("<button>Näytä lisää</button>", None),
        ("<button>Încarcă mai multe</button>", None),
        ("<button>Vis flere indlæg</button>", None),
        ("<div class=pagination><span>1 of 12</span></div>", None),
    ],
)
def test_what_leads_to_older_posts_makes_a_part(control: str, declared: int | None) -> None:
    body = f"<main><h1>Storm live</h1><div class=posts>{write_posts(10)}</div>{control}</main>"
    page = read(body, title="Storm live", path="live/storm-of-today")
    assert len(page.entries) == 10
    assert (page.coverage.state, page.coverage.declared) == ("partial", declared)


@pytest.mark.parametrize(
    "control",
    [
        "<header><button>Show more</button></header>",
        "<section class=comments><p>Well said.</p><button>Show more</button></section>",
        "<aside><button>Load more</button></aside>",
        "<span>1 of 12</span>",
    ],
)
def test_controls_of_other_things_leave_a_live_blog_whole(control: str) -> None:
    body = f"<main><h1>Storm live</h1><div class=posts>{write_posts(8)}</div></main>{control}"
    page = read(body, title="Storm live", path="live/storm-of-today")
    assert (len(page.entries), page.coverage.state) == (8, "complete")


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("You have 2 free articles left this month.", "metered"),
        ("You’ve read 3 of 5 free articles this month.", "metered"),
        ("Il vous reste 2 articles gratuits à lire ce mois-ci.", "metered"),
        ("The paper said that readers have 2 free articles a month.", "open"),
    ],
)
def test_a_line_that_counts_free_articles_is_a_meter(line: str, state: str) -> None:
    page = read(f"<article><h1>Wall</h1>{mark_up(PROSE * 4)}</article><div><p>{line}</p></div>")
    assert page.access.state == state


def test_a_closed_part_alone_says_that_a_page_is_not_free() -> None:
    part = '{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".p"}'
    told = '{"@context":"https://schema.org","@type":"NewsArticle","hasPart":' + part + "}"
    head = f"<script type='application/ld+json'>{told}</script>"
    assert read(f"<article>{mark_up()}</article>", head=head).access.state == "paywalled"


@pytest.mark.parametrize(
    ("wall", "state"),
    [
        ("この記事は有料会員限定です。", "paywalled"),
        ("Tämä artikkeli on tilaajille. Tilaa lehti lukeaksesi koko jutun.", "paywalled"),
        ("Ez a cikk csak előfizetőinknek érhető el.", "paywalled"),
        ("Weiterlesen mit Plus: Dieser Artikel ist nur für Abonnenten.", "paywalled"),
        (
            "Um der Nutzung mit Werbung und Tracking zuzustimmen, klicken Sie auf Weiter. "
            "Wir verwenden Cookies und andere Technologien, um Informationen zu speichern. " * 3,
            "consent_wall",
        ),
    ],
)
def test_walls_of_further_languages(wall: str, state: str) -> None:
    assert read(f"<main><h1>Wall</h1><div><p>{wall}</p></div></main>").access.state == state


def test_dates_of_old_weblogs_are_read() -> None:
    stamp = "<abbr class=published title='2012-03-12T10:11:00+01:00'>10:11 AM</abbr>"
    changed = "<time class='updated dt-updated' datetime='2012-03-12T11:00:00+01:00'>11:00</time>"
    page = read(f"<div class=post><h3>The wall</h3>{mark_up()}{stamp}{changed}</div>")
    assert page.published_at == datetime(2012, 3, 12, 9, 11, tzinfo=UTC)
    assert page.modified_at == datetime(2012, 3, 12, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "This content is imported from X. You may find it in another format."),
        ("en", "Please refresh the page to see the latest updates"),
        ("en", "We want our comments to be a lively and valuable part of our community."),
        ("en", "© 2024 Quay News Ltd, all rights reserved."),
        ("en", "Copyright Quay News. All rights reserved. Printed in Ormsby."),
        ("fr", "Tous droits réservés."),
        ("de", "Jetzt Abo abschließen"),
        ("de", "Bereits Abonnent? Hier anmelden"),
        ("sv", "Logga in för att se hela artikeln"),
        ("hu", "Már előfizető? Jelentkezzen be!"),
        ("en", "Were you forwarded this newsletter? Subscribe here."),
        ("de", "Hier klicken, um den Inhalt von X anzuzeigen"),
        ("de", "Haben Sie Informationen zum Thema? Schreiben Sie uns an die Redaktion."),
        ("fr", "Pour pouvoir visualiser ce contenu, vous devez accepter l’usage de cookies"),
        ("es", "Este contenido no se puede mostrar porque no has aceptado las cookies"),
        ("it", "Per vedere questo contenuto devi accettare i cookie"),
        ("pt", "Entre no nosso canal do WhatsApp"),
        ("nl", "Om deze inhoud te tonen moet je cookies accepteren"),
        ("pl", "Otrzymuj najważniejsze informacje dnia na swoją skrzynkę"),
        ("hu", "Csatlakozz te is támogatóinkhoz"),
        ("ru", "Подписывайтесь на наш телеграм-канал"),
        ("uk", "Приєднуйтесь до нашого телеграм-каналу"),
        ("el", "Συνδεθείτε για να σχολιάσετε"),
        ("id", "Berlangganan untuk terus membaca"),
        ("hi", "टिप्पणी करने के लिए लॉग इन करें"),
        ("tr", "Yorum yapmak için giriş yapın"),
    ],
)
def test_what_speaks_to_the_reader_goes(language: str, line: str) -> None:
    verdict = match_phrases(line, language=language)
    assert verdict is not None
    assert verdict.is_strong


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The minister was not available for comment on Tuesday."),
        ("en", "Readers of the paper are allowed ten free articles this month, it says."),
        ("en", "All rights reserved for the print edition will pass to a new company."),
        ("en", "The deed has all rights reserved to the town, the clerk told the court."),
        ("es", "El contrato deja todos los derechos reservados a la viuda, dijo el juez."),
        ("de", "Wer weiterlesen will, muss ein Abo abschließen, teilte das Haus mit."),
        ("de", "Bereits Abonnent zweier Dienste, verzichtet jeder Dritte auf das Fernsehen."),
        ("sv", "Banken bad kunderna logga in för att kontrollera sina konton."),
        ("de", "Nutzer müssen der Verwendung von Cookies künftig zustimmen, sagt das Gericht."),
        ("de", "Das Ticket kostet vier Wochen lang neun Euro und gilt auf allen Fähren."),
        ("de", "Der Konzern lebt von Werbung und Tracking, urteilte der Richter."),
        ("es", "Nosotros y nuestros socios perdimos la casa, dijo el pescador."),
        ("fi", "Sarja näkyy vain tilaajille, kanava kertoi maanantaina."),
        ("hi", "मंत्री मंगलवार को टिप्पणी करने के लिए उपलब्ध नहीं थीं।"),
        ("hu", "A sorozatot csak előfizetők láthatják, közölte hétfőn a csatorna."),
        ("nl", "Ouders moeten toestemming geven voor de operatie, zei het ziekenhuis."),
        ("pt", "Os navios devem seguir o canal até a ponte, disse a capitania."),
        ("tr", "Bakan salı günü yorum yapmak için ulaşılabilir değildi."),
        ("uk", "Джерело: рада порту, яка повідомила про це вранці."),
    ],
)
def test_what_speaks_of_such_things_stays(language: str, line: str) -> None:
    verdict = match_phrases(line, language=language)
    assert verdict is None or not verdict.is_strong


@pytest.mark.parametrize(
    "label",
    [
        "<time datetime='2024-03-12T08:11:00Z'>today</time>",
        "<span>Updated 13 March 2024 09:00</span><span>Published 12 March 2024 08:11</span>",
        "<div><ul><li>By Jane Roe</li><li>12/03/2024 08:11</li></ul></div>",
    ],
)
def test_the_date_below_the_headline_dates_an_article_that_tells_none(label: str) -> None:
    page = read(f"<main><h1>Wall</h1><div class=meta>{label}</div>{mark_up(PROSE * 4)}</main>")
    assert page.published_at is not None
    assert page.published_at.date().isoformat() == "2024-03-12"


def test_a_date_in_the_text_dates_no_article() -> None:
    told = f"<p>{' '.join(PROSE)}</p><p>12 March 2019</p>"
    assert read(f"<main><h1>Wall</h1>{told}</main>").published_at is None


def test_a_box_of_live_news_beside_a_story_is_no_live_blog() -> None:
    link = "<h3><a href='/x/{0}-of-the-sea'>Story {0} of the sea, told short</a></h3>"
    items = "".join(
        f"<article><span>{17 - n}:1{n}</span>{link.format(n)}<p>{PROSE[n % 4]}</p></article>"
        for n in range(8)
    )
    box = f"<section class=live-feed><h2>Live</h2>{items}</section>"
    page = read(f"<div><article><h1>Wall</h1>{mark_up(PROSE * 2)}</article></div><div>{box}</div>")
    assert page.kind == "article"


@pytest.mark.parametrize(
    ("place", "item"),
    [
        (
            "market_snapshot ticker_groups",
            "<table><tr><td>Index {0}</td><td>15,548.50</td></tr></table>",
        ),
        (
            "grid-liveblog-promo",
            "<p>Reader {0} writes: a happy day to everybody at the new wall.</p>",
        ),
        (
            "page has-no-ticker",
            "<p>Daily {0}: the wall has fallen, and the ferry stays in port</p>",
        ),
    ],
)
def test_what_stands_in_a_margin_named_live_is_no_live_blog(place: str, item: str) -> None:
    items = "".join(
        f"<li class='item {place}' data-time='{1710259200000 + n * 600_000}'>{item.format(n)}"
        f"<span>1{n}:2{n}</span></li>"
        for n in range(6)
    )
    page = read(f"<h1>Harbour wall falls</h1>{mark_up(PROSE * 3)}<ul class='{place}'>{items}</ul>")
    assert page.kind == "article"
    assert page.text is not None
    assert PROSE[0] in page.text


@pytest.mark.parametrize(
    "opening", ["At 1{0}:0{1} on Tuesday, ", "1{0}.0{1} Uhr am Dienstag war es, als "]
)
def test_sentences_that_tell_when_something_happened_open_no_posts(opening: str) -> None:
    told = (
        f"{opening.format(n, n + 2)}{line[0].lower()}{line[1:]}" for n, line in enumerate(PROSE)
    )
    assert read(mark_up(tuple(told))).kind == "article"


def test_minute_by_minute_and_how_is_told_afterwards() -> None:
    told = tuple(f"<strong>1{n}:1{n}</strong> {line}" for n, line in enumerate(PROSE * 2))
    page = read(mark_up(PROSE[:2]) + mark_up(told), title="Minute by minute: how the wall fell")
    assert page.kind == "article"


def test_clocks_that_run_back_are_a_live_blog_though_the_data_says_article() -> None:
    posts = "".join(
        f"<p>{clock} p.m.</p><p>{line}</p>"
        for clock, line in zip(("5:42", "4:58", "3:31", "1:19"), PROSE, strict=True)
    )
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Wall"}</script>'
    )
    page = read(f"<h1>The Latest: Harbour wall falls</h1>{posts}", head=data)
    assert page.kind == "liveblog"
    assert [entry.text for entry in page.entries] == list(PROSE)
