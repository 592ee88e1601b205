"""The body of an article: the right block, whole, without what stands around it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml.html import tostring

from pipeline.extract.article import extract_article, find_container
from pipeline.extract.page import Page, open_page

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
    assert find_container(open_html("<nav><a>Home</a></nav>").tree) is None


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
