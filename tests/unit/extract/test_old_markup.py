"""Live blogs of 2009 to 2014, in small: flat bodies, tables, clocks of four digits, page dates."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.extract.extraction import extract_page

LATER = datetime(2016, 1, 4, 12, 0, tzinfo=UTC)
LINES = (
    "The harbour office has stopped all sailings after a cable snapped at the eastern berth.",
    "Two divers have gone down to look at the hull of the ferry, the harbour master says.",
    "Councillors gather at the old exchange building for a session on the long closure.",
    "Three fishing boats begin to carry medicine and mail across the sound this afternoon.",
    "The operator expects to file a claim worth several million, a person at the firm said.",
    "Electricity is back along the quay and the cranes are working again, engineers say.",
)
CLOCKS = ("0912", "1027", "1140", "1305", "1411", "1526")


def read(body: str, url: str = "http://www.harbour-courier.co.uk/live/ferry", language: str = "en"):
    page = f"<html lang={language}><title>Ferry live</title><body>{body}</body></html>"
    return extract_page(page.encode(), url=url, captured_at=LATER)


def write_posts(form: str, joint: str = "") -> str:
    posts = zip(CLOCKS, LINES, strict=True)
    return joint.join(form.format(h=c[:2], m=c[2:], line=line) for c, line in posts)


def texts(found) -> list[str]:
    return [entry.text for entry in found.entries]


def minutes(found) -> list[str]:
    return [f"{e.published_at:%Y-%m-%d %H:%M}" if e.published_at else None for e in found.entries]


def test_four_digits_before_a_colon_are_a_clock():
    found = read(
        "<h1>Ferry live</h1><p>4 March 2010</p>" + write_posts("<p><b>{h}{m}:</b> {line}</p>")
    )
    assert texts(found) == list(LINES)
    assert minutes(found)[0] == "2010-03-04 09:12"


def test_four_digits_in_a_heading_open_a_post():
    posts = write_posts("<li><h3>{h}{m}: </h3><p>{line}</p></li>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ol>{posts}</ol>")
    assert texts(found) == list(LINES)
    assert not any(entry.headline for entry in found.entries)


def test_years_before_a_colon_are_no_clock():
    years = zip(("1776", "1815", "1914", "1945", "1951", "2010"), LINES, strict=True)
    found = read("<h1>Ferry live</h1>" + "".join(f"<p><b>{y}:</b> {x}</p>" for y, x in years))
    assert found.kind == "article"


def test_the_date_under_the_title_dates_bare_clocks():
    posts = write_posts("<dt>{h}:{m}</dt><dd><p>{line}</p></dd>")
    found = read(f"<h1>Ferry live</h1><p class=d>Posted on March 4, 2010 by Jo</p><dl>{posts}</dl>")
    assert minutes(found)[0] == "2010-03-04 09:12"


def test_the_date_in_the_address_dates_bare_clocks():
    posts = write_posts("<p><strong>{h}.{m}</strong> {line}</p>")
    found = read(f"<h1>Ferry live</h1>{posts}", "http://x.harbour.co.uk/2010/03/04/ferry-live")
    assert minutes(found)[-1] == "2010-03-04 15:26"


def test_a_date_in_prose_is_not_the_page_s():
    lead = "<p>The last closure of the harbour was on 3 May 2004, when a crane fell into it.</p>"
    posts = write_posts("<p><strong>{h}.{m}</strong> {line}</p>")
    found = read(
        f"<h1>Ferry live</h1>{lead}{posts}", "http://x.harbour.co.uk/2010/03/04/ferry-live"
    )
    assert minutes(found)[0].startswith("2010-03-04")


def test_the_first_post_stands_before_the_first_break():
    posts = write_posts("{h}:{m} - {line}", "<br><br>")
    found = read(f"<h1>Ferry live</h1><p>4.3.2010</p><div><p>{posts}</p></div>")
    assert texts(found) == list(LINES)


def test_lines_that_date_the_page_are_no_posts():
    dates = "<p>Published: 08:30 - 4 March 2010</p><p>Updated: 14:55 - 4 March 2010</p>"
    found = read(f"<h1>Ferry live</h1>{dates}" + write_posts("<p><b>{h}:{m}</b> – {line}</p>"))
    assert texts(found) == list(LINES)


def test_a_bold_line_in_post_after_post_is_a_headline():
    posts = write_posts("<li><i>{h}:{m}</i><p><b>All at {h}</b></p><p>{line}</p></li>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{posts}</ul>")
    assert [entry.headline for entry in found.entries] == [f"All at {c[:2]}" for c in CLOCKS]
    assert texts(found) == list(LINES)


def test_bold_sentences_are_no_headlines():
    posts = write_posts("<li><i>{h}:{m}</i><p><b>It is {h}.</b></p><p>{line}</p></li>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{posts}</ul>")
    assert not any(entry.headline for entry in found.entries)


def test_match_minutes_are_places_and_no_times():
    posts = "".join(
        f"<li><span>{minute}</span><div><p>{line}</p></div></li>"
        for minute, line in zip(("1'", "12'", "45+2'", "61'", "77'", "90'"), LINES, strict=True)
    )
    found = read(f"<h1>Rovers v Albion live</h1><ul>{posts}</ul>")
    assert texts(found) == list(LINES)
    assert minutes(found) == [None] * len(LINES)


def test_the_writer_of_a_quoted_message_did_not_write_the_post():
    quote = '<figure><b class="author">Fire brigade</b><p>Stay away from the quay.</p></figure>'
    posts = write_posts("<li><time>{h}:{m}</time><h3>At {h}</h3><p>{line}</p>" + quote + "</li>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{posts}</ul>")
    assert not any(entry.author for entry in found.entries)


def test_posted_by_with_any_sign_names_the_writer():
    posts = write_posts(
        "<li><time>{h}:{m}</time><h3>At {h}</h3><div>Posted by :- Mara Roe</div><p>{line}</p></li>"
    )
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{posts}</ul>")
    assert {entry.author for entry in found.entries} == {"Mara Roe"}
    assert texts(found) == list(LINES)


def test_a_day_s_word_beside_the_clock_is_no_text():
    posts = write_posts("<li><time>{h}:{m}</time><span>yesterday</span><p>{line}</p></li>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{posts}</ul>")
    assert texts(found) == list(LINES)
