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


def test_readers_comments_in_paragraphs_do_not_hide_a_text_parted_by_breaks():
    told = "<br><br>".join(TEXTS)
    comments = "".join(
        f"<div class=comment><span>user{at}</span><span>2024/03/12 02:1{at}pm</span>"
        f"<p>{text} I would not have believed it, had I not been there.</p></div>"
        for at, text in enumerate(TEXTS)
    )
    got = read(f"<div class=story><h1>East gate</h1>{told}</div><div id=cmt>{comments}</div>")
    assert got.text == "\n\n".join(TEXTS)


def test_text_in_runs_of_its_own_counts_for_the_box_that_holds_it():
    told = "<br><br>".join(TEXTS)
    item = "<p>A reader of this paper says that the gate should have been closed in the autumn.</p>"
    got = read(f"<div class=story><span><span>{told}</span></span></div><ul><li>{item}</li></ul>")
    assert got.text == "\n\n".join(TEXTS)


def test_windows_and_scattered_sentences_do_not_widen_an_article():
    lines = [f"{text} {more}" for text in TEXTS for more in TEXTS]
    story = "".join(f"<p>{line}</p>" for line in lines)
    window = f"<div class='mail modal'><h4>Email this</h4><p>{TEXTS[0]}</p><p>Thank you.</p></div>"
    notes = "".join(
        f"<div class=box{at}><p>You will be taken there in {at} seconds, so please wait.</p></div>"
        for at in range(4)
    )
    got = read(f"<div class=all><div class=pane>{story}</div>{window}{notes}</div>")
    assert got.text == "\n\n".join(lines)


def test_notices_about_the_browser_are_no_article():
    notices = (
        "<p>This page is best viewed in an up-to-date web browser with style sheets enabled.</p>"
        "<p>Your JavaScript is turned off or you have an old version of Adobe's Flash Player.</p>"
    )
    got = read(f"<div id=all><div class=info><p>{TEXTS[0]}</p></div><div>{notices}</div></div>")
    assert got.text == TEXTS[0]


def test_a_page_that_runs_on_with_other_stories_is_its_first():
    other = "".join(f"<p>{text} So it was told, and nobody knew better.</p>" for text in TEXTS * 4)
    story = "".join(f"<p>{text}</p>" for text in TEXTS * 4)
    got = read(
        f"<main><article class=item><h2>East gate</h2><div class=detail>{story}</div></article>"
        f"<article class=item><h2>West gate</h2><div class=detail>{other}</div></article></main>"
    )
    assert "nobody knew better" not in (got.text or "")
    assert TEXTS[0] in (got.text or "")


def test_the_main_part_of_a_page_with_a_sidebar_is_no_sidebar():
    story = "".join(f"<p>{text}</p>" for text in TEXTS)
    got = read(
        f"<div class=lay-sidebar><div class=sidebar__main><section>{story}</section></div></div>"
    )
    assert got.text == "\n\n".join(TEXTS)


def test_one_sign_of_several_bytes_proves_utf_8():
    page = "<meta charset=iso-8859-1><p>The county’s gate was opened by hand this morning.</p>"
    got = extract_page(page.encode(), url="https://www.kikoto.hu/hir-1", captured_at=None)
    assert got.text == "The county’s gate was opened by hand this morning."
