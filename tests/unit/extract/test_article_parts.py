"""What is an article's own: its text, whole, without parts of the page that stand near it."""

from __future__ import annotations

import pytest
from harbour_pages import TEXTS, read

from pipeline.extract.extraction import extract_page


def test_utf_8_that_proves_itself_is_believed_against_a_declaration():
    page = (
        "<meta charset=iso-8859-2><p>Az őszi áradás után újra nyílik a keleti kapu a kikötőben.</p>"
    )
    got = extract_page(page.encode(), url="https://www.kikoto.hu/hir-1", captured_at=None)
    assert got.text == "Az őszi áradás után újra nyílik a keleti kapu a kikötőben."


def test_titles_below_an_article_are_none_of_it():
    story = "".join(f"<p>{text}</p>" for text in TEXTS)
    tail = "".join(
        f"<div><p>AUTO NEWS</p><p>All-new saloon {at} revealed with more power from a smaller "
        "tank</p><p>Adam Penhale</p></div>"
        for at in range(4)
    )
    got = read(f"<div><div>{story}</div><div><p>MORE STORIES</p>{tail}</div></div>")
    assert got.text == "\n\n".join(TEXTS)


def test_a_body_that_opens_with_the_description_is_no_standfirst():
    story = "".join(f"<p>{text}</p>" for text in TEXTS)
    head = (
        '<meta property="og:description" content="By Rosa Field The east gate of the harbour is">'
    )
    got = read(f"{head}<main><div>By Rosa Field</div><div>{story}</div></main>")
    assert got.lead is None
    assert (got.text or "").count(TEXTS[0]) == 1


def test_text_beside_other_blocks_in_no_element_of_its_own_is_the_article():
    told = "\n\n".join(TEXTS)
    notice = "<div class=tip>To hear this text read aloud, please agree to the policy below.</div>"
    got = read(f"<div class=info><div>12 March 2024</div>{told}</div>{notice}")
    assert got.text == " ".join(TEXTS)


def test_an_archive_s_toolbar_is_no_article():
    about = "".join(f"<p>{text} {text}</p>" for text in TEXTS)
    toolbar = f"<div id=wm-ipp-base><div id=wm-collected-by-content>{about}</div></div>"
    got = read(f"{toolbar}<div><p>{TEXTS[0]}</p><p>{TEXTS[1]}</p></div>")
    assert got.text == "\n\n".join(TEXTS[:2])


def test_paragraphs_in_links_are_other_stories():
    links = "".join(f"<li><a href=/s/{at}><p>{text}</p></a></li>" for at, text in enumerate(TEXTS))
    story = "The gate at the old mill was opened by hand, for the first time in forty years."
    told = f"{story} {story}"
    got = read(f"<div><p>{told}</p><p>{told}</p></div><ul>{links}</ul>")
    assert got.text == f"{told}\n\n{told}"


def write_story() -> str:
    return "".join(f"<p>{text} {text}</p>" for text in TEXTS)


@pytest.mark.parametrize(
    "heading", ["Related posts", "Ähnliche Beiträge", "Articles similaires", "Похожие записи"]
)
def test_a_story_ends_where_related_ones_begin(heading: str):
    others = "".join(
        f"<h4><a href=/s/{at}>Boats of the north quay, part {at}</a></h4><p>{text[::-1]}</p>"
        for at, text in enumerate(TEXTS)
    )
    got = read(f"<article>{write_story()}<h3>{heading}</h3>{others}</article>")
    assert got.text == "\n\n".join(f"{text} {text}" for text in TEXTS)


def test_blurbs_in_a_sidebar_do_not_widen_the_story():
    blurbs = "".join(f"<div class=snippet><p>{text} {text}</p></div>" for text in TEXTS[:2])
    page = (
        f"<div><div>{write_story()}</div><div class=sidebar-wrapper><div>{blurbs}</div></div></div>"
    )
    assert read(page).text == "\n\n".join(f"{text} {text}" for text in TEXTS)


def test_the_id_of_a_heading_says_nothing_of_its_part():
    first, *others = (f"<p>{text} {text}</p>" for text in TEXTS)
    crosshead = "<h3 id=nav_the_gate__1>The gate stays open</h3>"
    got = read(f"<article>{first}{crosshead}{''.join(others)}</article>")
    assert got.text is not None
    assert "The gate stays open" in got.text


def test_the_list_of_comments_is_no_part_of_the_story():
    said = "".join(f"<li>Pingback of Quay news<br>{text[::-1]}</li>" for text in TEXTS[:2])
    got = read(f"<div>{write_story()}<ol class=commentlist>{said}</ol></div>")
    assert got.text == "\n\n".join(f"{text} {text}" for text in TEXTS)
