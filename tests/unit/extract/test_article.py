"""The body of an article: the right block, whole, without what stands around it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml.html import tostring

from pipeline.extract.article.body import extract_article
from pipeline.extract.article.container import find_container
from pipeline.extract.tree.page import Page, open_page

PAGES = Path(__file__).parents[4] / "shared"
STORM = (
    (
        "The storm reached the coast of Velmar before dawn and cut power to two thousand homes, "
        "the harbour master said on Monday."
    ),
    (
        "Ferries stay in port until Friday, and the coast road is closed between Ormsby and the "
        "lighthouse, where a tree fell on the only bridge."
    ),
    (
        "“We have not seen such waves in thirty years,” said the harbour master, who has kept "
        "the log of the port since he was a boy."
    ),
    "Schools open again on Thursday, the council decided after a long night in the town hall.",
)
TEASER = "<div class='card'><h4><a href='/b'>Boats lost and found</a></h4><p><a>Short</a></p></div>"


def open_html(body: str, head: str = "") -> Page:
    html = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    return open_page(html.encode(), url="https://gazette.example/storm", captured_at=None)


def mark_up(paragraphs: tuple[str, ...] = STORM) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def read_paragraphs(page: Page) -> list[str]:
    return (extract_article(page).text or "").split("\n\n")


@pytest.mark.parametrize(
    "wrap",
    [
        "<article><h1>Storm</h1>{}</article>",
        "<main><div><h1>Storm</h1><div class='x1'>{}</div></div></main>",
        "<div id='a'><h1>Storm</h1><div itemprop='articleBody'>{}</div></div>",
        "<div><h1>Storm</h1>{}</div>",
        "<div class='paywall-content'>{}</div>",
    ],
)
def test_body_is_found_whatever_holds_it(wrap: str) -> None:
    around = f"<nav><a>Home</a></nav>{wrap.format(mark_up())}<aside>{TEASER * 9}</aside>"
    assert read_paragraphs(open_html(around)) == list(STORM)


def test_paragraphs_in_blocks_of_their_own_belong_together() -> None:
    body = "".join(f"<div class='s'><p>{p}</p></div><div class='advert'>Buy</div>" for p in STORM)
    article = extract_article(open_html(f"<article><h1>Storm</h1>{body}</article>"))
    assert (article.text or "").split("\n\n") == list(STORM)
    assert {removed.kind for removed in article.removed} == {"advertisement"}


def test_what_stands_around_the_prose_goes() -> None:
    body = (
        "<article><p>News</p><p>Velmar</p><h1>Storm</h1><p>Jane Roe</p>"
        f"{mark_up()}<h3>More from the Gazette</h3>"
        "<h4>Boats lost</h4><p>Ten boats were lost in the storm, owners told the Gazette.</p>"
        "<h4>Boats found</h4><p>Two boats were found on the shore of Ormsby.</p></article>"
    )
    assert read_paragraphs(open_html(body)) == list(STORM)


def test_standfirst_is_the_lead_and_not_in_the_text() -> None:
    lead = "Two thousand homes are without power after the worst night in thirty years"
    body = (
        f"<article><h1>Storm</h1><h2 class='standfirst'>{lead}</h2><div>{mark_up()}</div></article>"
    )
    article = extract_article(open_html(body))
    assert article.lead == lead
    assert lead not in (article.text or "")


def test_whole_article_body_judges_the_edges() -> None:
    told = {"@type": "NewsArticle", "articleBody": " ".join(STORM)}
    extra = "Jane Roe has written about the sea since 2009 and lives in a lighthouse near Ormsby."
    head = f"<script type='application/ld+json'>{json.dumps(told)}</script>"
    page = open_html(f"<article>{mark_up((*STORM, extra))}</article>", head)
    assert read_paragraphs(page) == list(STORM)


def test_cut_article_body_judges_nothing() -> None:
    told = {"@type": "NewsArticle", "articleBody": STORM[0][:90]}
    head = f"<script type='application/ld+json'>{json.dumps(told)}</script>"
    assert read_paragraphs(open_html(f"<article>{mark_up()}</article>", head)) == list(STORM)


def test_article_body_stands_in_for_a_page_that_shows_less() -> None:
    told = {"@graph": [{"@type": "NewsArticle", "articleBody": "\n".join(STORM)}]}
    head = f"<script type='application/ld+json'>{json.dumps(told)}</script>"
    page = open_html(f"<article><p>{STORM[0]}</p></article>", head)
    assert read_paragraphs(page) == list(STORM)


def test_page_without_prose_has_no_text() -> None:
    article = extract_article(open_html("<nav><a>Home</a></nav>"))
    assert article.text is None or "Home" in article.text
    assert find_container(open_html("<nav><a>Home</a></nav>").sheet) is None


def test_tree_is_not_changed() -> None:
    page = open_html(f"<article>{mark_up()}<form>Sign up</form></article>")
    before = tostring(page.tree)
    extract_article(page)
    assert tostring(page.tree) == before


def test_dense_scripts_are_prose_too() -> None:
    lines = (
        "気象庁は13日、日向灘で震度5弱の地震があったと発表した。震源の深さは約30キロと推定される。",
    ) * 3
    assert read_paragraphs(open_html(f"<div>{mark_up(lines)}</div>"))[0] == lines[0]


def test_a_short_body_comes_without_prompts_title_and_stamps() -> None:
    consent = (
        "<div class='x1 consent-notice'><p>We value your privacy. We use cookies on it.</p></div>"
    )
    login = "<div class='login-prompt'><p>Sign in to keep reading. It is free for all.</p></div>"
    story = (
        "<main><header><h1>Desk roster</h1><p>Not for all.</p><p>Published 12:30</p></header>"
        "<article><p>The night desk is covered by the sports section.</p></article></main>"
    )
    talk = "<div class='comment-prompt'><p>Join the conversation. Log in to comment.</p></div>"
    assert read_paragraphs(open_html(consent + login + story + talk)) == [
        "Not for all.",
        "The night desk is covered by the sports section.",
    ]


def test_a_link_to_another_story_ends_nothing() -> None:
    also = "<p>Read also: <a href='/b'>Boats lost and found in the bay</a></p>"
    for inset in (also, "<div class='related'><h3>Related</h3><a href='/b'>Boats lost</a></div>"):
        body = mark_up(STORM[:3]) + inset + "<h2>Schools</h2>" + mark_up(STORM[3:])
        assert read_paragraphs(open_html(f"<article>{body}</article>")) == [
            *STORM[:3],
            "Schools",
            STORM[3],
        ]


def test_bare_links_between_the_prose_are_other_stories() -> None:
    inset = "<ul><li><a href='/b'>Boats lost and found in the bay</a></li></ul>"
    loud = "<p><a href='/c'><b>FERRY TALKS END WITHOUT A DEAL</b></a></p>"
    cited = "<p><a href='/d'>The report lies in the town hall, for all to read.</a></p>"
    body = mark_up(STORM[:2]) + inset + loud + cited + mark_up(STORM[2:])
    assert read_paragraphs(open_html(f"<article>{body}</article>")) == [
        *STORM[:2],
        "The report lies in the town hall, for all to read.",
        *STORM[2:],
    ]


def test_points_that_sum_the_story_up_stay_and_a_byline_goes() -> None:
    points = (
        "<ul><li>Two thousand homes without power</li><li>Ferries stay in port all week</li></ul>"
    )
    body = f"<article>{points}<p>By Jane Roe, Velmar</p>{mark_up()}</article>"
    assert read_paragraphs(open_html(body)) == [
        "Two thousand homes without power",
        "Ferries stay in port all week",
        *STORM,
    ]


@pytest.mark.parametrize(
    "standfirst",
    [
        "<div class='x7'>{}</div>",
        "<p class='article__desc'>{}</p>",
        "<p class='atc-IntroText'>{}</p>",
        "<ul class='x8'><li>{}</li><li>{}</li></ul>",
    ],
)
def test_standfirst_is_told_by_its_place_or_its_name(standfirst: str) -> None:
    said = "The night was the worst in thirty years, and nobody in the port had slept."
    page = open_html(
        f"<article><header><h1>Storm</h1>{standfirst.format(said, said)}</header>"
        f"<div class='body'>{mark_up(STORM * 3)}</div></article>"
    )
    assert (extract_article(page).lead or "").startswith(said)


def test_a_caption_or_a_teaser_beside_the_headline_is_no_standfirst() -> None:
    said = "Waves over the old wall in the night, when nobody in the port had slept."
    for box in ("<div class='carousel'><p>{}</p></div>", "<figure><p>{}</p></figure>"):
        head = f"<header><h1>Storm</h1>{box.format(said)}</header>"
        page = open_html(f"<article>{head}<div class='body'>{mark_up()}</div></article>")
        assert extract_article(page).lead is None


def test_what_readers_wrote_is_no_body_however_long() -> None:
    talk = "".join(f"<div><p>{p}</p><time>8:0{n}</time></div>" for n, p in enumerate(STORM * 4))
    page = open_html(f"<div>{mark_up()}<section class='reader-comments'>{talk}</section></div>")
    assert read_paragraphs(page) == list(STORM)


def test_a_box_named_after_pictures_holds_a_caption() -> None:
    caption = "Waves over the old wall of the port on the night of the great storm."
    box = f"<div class='inline-image'><img src='a.jpg'><p>{caption}</p></div>"
    page = open_html(f"<article>{mark_up(STORM[:2])}{box}{mark_up(STORM[2:])}</article>")
    assert read_paragraphs(page) == list(STORM)


def test_a_standfirst_in_the_body_itself_is_the_lead() -> None:
    lead = "What a town knew of its stones"
    for name in ("subtitle", "stand-first-alone", "pw-subtitle-paragraph"):
        body = (
            f"<article><h1>Storm</h1><h3 class='{name}'>{lead}</h3>{mark_up(STORM * 2)}</article>"
        )
        assert extract_article(open_html(body)).lead == lead


def test_a_title_may_be_a_part_of_what_the_page_tells() -> None:
    said = "Three reports had warned of it, and the water stands in the old town."
    body = (
        f"<article><h2>Storm over Velmar</h2><div class='intro'>{said}</div><div>{mark_up()}</div>"
    )
    head = "<meta property='og:title' content='Velmar: Storm over Velmar - Gazette'>"
    assert extract_article(open_html(f"{body}</article>", head)).lead == said


def test_first_headings_between_paragraphs_are_crossheads() -> None:
    body = f"<h1>Storm</h1>{mark_up(STORM[:2])}<h1>The foot</h1>{mark_up(STORM[2:])}"
    assert "The foot" in read_paragraphs(open_html(f"<article>{body}</article>"))


def test_a_quotation_drawn_out_of_the_text_is_said_once() -> None:
    quote = "<blockquote>“We have not seen such waves in thirty years”</blockquote>"
    body = mark_up(STORM[:2]) + quote + mark_up(STORM[2:])
    assert read_paragraphs(open_html(f"<article>{body}</article>")) == list(STORM)


def test_labels_above_and_an_address_below_the_text_go() -> None:
    said = "<p>The night was the worst in thirty years, and nobody in the port had slept.</p>"
    labels = "<div><div>Jane Roe</div><div>Text</div></div>"
    last = "<p>• Jane Roe can be reached at jroe@gazette.example</p>"
    body = f"<article>{said}{labels}{mark_up(STORM * 2)}{last}</article>"
    assert read_paragraphs(open_html(body))[1:] == [*STORM, *STORM]


def test_blurbs_below_a_promo_heading_go_with_their_linked_titles() -> None:
    teasers = "".join(
        f"<h4><a href='/{n}'>Boats lost and found, part {n}</a></h4><p>{said}</p>"
        for n, said in enumerate(STORM[:3])
    )
    body = f"<article>{mark_up(STORM * 2)}<h3>More from The Gazette</h3>{teasers}</article>"
    assert read_paragraphs(open_html(body)) == [*STORM, *STORM]


def test_linked_headings_that_part_the_whole_text_are_its_own() -> None:
    places = "".join(
        f"<h2><a href='https://h{n}.example'>{n}. The old harbour of Velmar</a></h2><p>{said}</p>"
        for n, said in enumerate(STORM, 1)
    )
    read_back = read_paragraphs(open_html(f"<article>{mark_up(STORM[:1])}{places}</article>"))
    assert [line for line in read_back if line.endswith("harbour of Velmar")] == [
        f"{n}. The old harbour of Velmar" for n in range(1, 5)
    ]


def test_linked_headings_without_prose_above_them_are_teasers() -> None:
    cards = "".join(
        f"<h2><a href='/{n}'>{n}. The old harbour of Velmar</a></h2><p>{said}</p>"
        for n, said in enumerate(STORM * 2, 1)
    )
    assert not any("old harbour" in line for line in read_paragraphs(open_html(cards)))
