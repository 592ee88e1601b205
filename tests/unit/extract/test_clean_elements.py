"""Elements: reading order, words kept whole, blocks judged by what they are and what they hold."""

from __future__ import annotations

import pytest
from call_counts import count_calls
from lxml.html import HtmlElement, fromstring, tostring

from pipeline.extract.clean import CleanContext, clean_element, clean_elements
from pipeline.extract.clean.structure import suspect

STORM = "The storm reached the coast of Velmar before dawn and cut power to two thousand homes."
PORT = "Ferries stay in port until Friday, the harbour master said on Monday evening in Ormsby."


def parse(body: str) -> HtmlElement:
    return fromstring(f"<div>{body}</div>")


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("<p>It ra<b>in</b>ed <i>hard</i>.</p>", ["It rained hard."]),
        ("<p>One</p>tail<p>Two</p>", ["One", "tail", "Two"]),
        ("One<br><br>Two<br>still two", ["One", "Two still two"]),
        ("<h3>Head</h3><ul><li>a b</li><li>c</li></ul>", ["Head", "a b", "c"]),
        ("<blockquote><p>Said so</p></blockquote>— A", ["Said so", "— A"]),
        ("<table><tr><td>Velmar</td><td>2</td></tr><tr><td>Ormsby</td><td>1</td></tr></table>",
         ["Velmar | 2", "Ormsby | 1"]),
        ("<p>a&nbsp; \n b\u200bc</p>", ["a bc"]),
        ("<p>H<sub>2</sub>O and 1<sup>st</sup></p>", ["H2O and 1st"]),
        ("<span>1</span><span>3</span> people", ["13 people"]),
        ("<span>Jane</span><span>Roe</span>", ["Jane Roe"]),
        ("<p>No <script>var a = 1;</script><style>p{}</style>code</p>", ["No code"]),
    ],
)  # fmt: skip
def test_reading_order(body: str, paragraphs: list[str]) -> None:
    assert list(clean_element(parse(body)).paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<nav><a>Home</a> <a>Sport</a></nav>", "navigation"),
        ("<button>Share this</button>", "share"),
        (
            "<div class='newsletter-signup'><p>Waves, every day</p><input></div>",
            "newsletter_signup",
        ),
        ("<div class='c-most-read'><ol><li>Ten storms of the past</li></ol></div>", "promo"),
        ("<aside class='relatedArticles'><a>Ten storms of the past</a></aside>", "promo"),
        ("<div data-component='share-buttons'><a>f</a></div>", "share"),
        ("<figure><img><figcaption>Waves at Velmar</figcaption></figure>", "media_caption"),
        ("<span class='photo-credit'>Jane Roe / Agency</span>", "media_caption"),
        ("<div class='advert'>Buy boats</div>", "advertisement"),
        ("<div class='cookie-banner'>We like biscuits</div>", "consent_notice"),
        ("<div class='paywall-prompt'>Get the whole story</div>", "paywall_prompt"),
        ("<div style='display: none'>Try again later</div>", "navigation"),
        ("<div aria-hidden='true'>Loading wheel</div>", "navigation"),
        ("<div role='dialog'><p>Create your account</p></div>", "login_prompt"),
        ("<amp-timeago>1692003712</amp-timeago>", "timestamp"),
        ("<div class='comments'><a>12 comments</a></div>", "comment_prompt"),
        ("<p><a href='/x'>Read more: ten storms of the past</a></p>", "promo"),
    ],
)
def test_block_goes_with_its_kind(body: str, kind: str) -> None:
    block = clean_element(parse(f"<p>{STORM}</p>{body}<p>{PORT}</p>"))
    assert block.paragraphs == (STORM, PORT)
    assert {removed.kind for removed in block.removed} == {kind}
    assert len(block.reasons) == len(block.removed)


@pytest.mark.parametrize(
    "name",
    ["paywall-content", "premium", "subscriber-only", "article--subscription", "has-newsletter",
     "post with-share", "social-post", "promo", "comment", "no-ads", "login", "ad", "related"],
)  # fmt: skip
def test_prose_stays_under_a_suspicious_name(name: str) -> None:
    block = clean_element(parse(f"<div class='{name}'><p>{STORM}</p><p>{PORT}</p></div>"))
    assert block.paragraphs == (STORM, PORT)


def test_related_links_below_a_heading_go() -> None:
    body = (
        f"<p>{STORM}</p><h4>Related articles</h4><p><a>Boats lost</a></p><p><a>Boats found</a></p>"
    )
    block = clean_element(parse(body))
    assert block.paragraphs == (STORM,)
    assert [removed.kind for removed in block.removed] == ["promo"] * 3


def test_list_of_nothing_but_links_goes_and_a_list_of_facts_stays() -> None:
    links = "".join(f"<li><a>Story number {n} about the storm</a></li>" for n in range(3))
    facts = "<li>Two dead in <a>Velmar</a></li><li>Forty hurt</li><li>Roads closed</li>"
    block = clean_element(parse(f"<ul>{links}</ul><p>{STORM}</p><ul>{facts}</ul>"))
    assert block.paragraphs == (STORM, "Two dead in Velmar", "Forty hurt", "Roads closed")


def test_link_inside_a_sentence_stays_whatever_its_class() -> None:
    block = clean_element(parse("<p>The mayor <a class='related-link'>resigned</a> on Monday.</p>"))
    assert block.paragraphs == ("The mayor resigned on Monday.",)


def test_button_is_taken_out_of_a_sentence() -> None:
    block = clean_element(parse(f"<p>{STORM}<button>Copy link</button></p>"))
    assert block.paragraphs == (STORM,)
    assert block.removed[0].kind == "share"


def test_known_elements_and_lines_are_left_out() -> None:
    root = parse(f"<h3>Storm</h3><time>13:47</time><span>Jane Roe</span><p>{STORM}</p>")
    context = CleanContext(left_out_elements={root[0], root[1]}, left_out_lines=("Jane Roe",))
    block = clean_element(root, context)
    assert block.paragraphs == (STORM,)
    assert block.removed == ()


def test_byline_with_its_time_goes() -> None:
    body = f"<p>{STORM}</p><div><span>Jane Roe</span><span>14 August 2023 10:01</span></div>"
    block = clean_element(parse(body), CleanContext(left_out_lines=("Jane Roe",)))
    assert block.paragraphs == (STORM,)
    assert block.removed[0].kind == "timestamp"


def test_byline_that_nobody_named_stays() -> None:
    assert "By Jane Roe" in clean_element(parse(f"<p>By Jane Roe</p><p>{STORM}</p>")).paragraphs


def test_tweet_text_stays() -> None:
    body = "<blockquote class='twitter-tweet'><p>Waves!</p>— Jane (@jane)</blockquote>"
    assert clean_element(parse(body)).paragraphs == ("Waves!", "— Jane (@jane)")


def test_siblings_make_one_block() -> None:
    root = parse(f"<p>{STORM}</p><p>{PORT}</p><p>Later</p>")
    assert clean_elements(list(root)[:2]).paragraphs == (STORM, PORT)


def test_tree_is_not_changed() -> None:
    root = parse(f"<p>{STORM}</p><form>Sign up<input></form><nav>Home</nav>")
    before = tostring(root)
    clean_element(root)
    assert tostring(root) == before


def test_names_of_wrappers_are_read_as_words() -> None:
    assert suspect("div", (("class", "btn shareBar"),)) is not None
    assert suspect("div", (("class", "downshare"),)) is None
    assert suspect("div", (("class", "shareholders-meeting"),)) is None
    assert suspect("div", (("class", "adventure"),)) is None


def test_cost_grows_with_size_and_not_faster() -> None:
    row = f"<div class='related'><div class='promo'><p>{STORM}</p><a>Read more</a></div></div>"

    def count(rows: int) -> int:
        root = parse(row * rows)
        return count_calls(lambda: clean_element(root))

    count(50)
    assert count(1000) < 12 * count(100)


def test_deep_nesting_is_survived() -> None:
    body = "<div class='promo'>" * 200 + STORM + "</div>" * 200
    assert clean_element(parse(body)).paragraphs == (STORM,)


CARD = (
    "<div class='x1'><h4><a href='/boats'>Boats lost and found</a></h4><img><p>Ten more.</p></div>"
)


def test_card_of_another_story_inside_an_entry_goes() -> None:
    block = clean_element(parse(f"<p>{STORM}</p>{CARD}<p>{PORT}</p>"))
    assert block.paragraphs == (STORM, PORT)
    assert {removed.kind for removed in block.removed} == {"promo"}


def test_what_opens_an_entry_or_stands_in_a_stream_is_no_card() -> None:
    assert "Boats lost and found" in clean_element(parse(f"{CARD}<p>{STORM}</p>")).paragraphs
    stream = clean_element(parse(f"<p>{STORM}</p>{CARD * 6}"))
    assert stream.paragraphs.count("Boats lost and found") == 6
    own = CARD.replace("/boats", "#post-7")
    assert "Boats lost and found" in clean_element(parse(f"<p>{STORM}</p>{own}")).paragraphs


@pytest.mark.parametrize("name", ["sc-1ad7x", "x7ad5", "css-3ad9k", "_adXk3", "p2ad4f-0"])
def test_a_name_that_a_build_made_says_nothing(name: str) -> None:
    assert suspect("div", (("class", name),)) is None


@pytest.mark.parametrize("name", ["ad", "adSlot", "ad300x250", "ad-2", "top_ad"])
def test_a_name_with_a_number_or_more_words_says_advertisement(name: str) -> None:
    found = suspect("div", (("class", name),))
    assert found is not None
    assert found.kind == "advertisement"
