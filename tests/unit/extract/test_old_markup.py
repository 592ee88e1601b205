"""Live blogs of 2009 to 2014, in small: flat bodies, tables, clocks of four digits, page dates."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.extract.extraction import extract_page
from pipeline.extract.times import TimeContext, read_time

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


def test_a_clock_in_the_evening_is_one_where_others_are():
    posts = "".join(
        f"<p><b>{clock}:</b> {line}</p>"
        for clock, line in zip(("1745", "1812", "1945", "2010", "2030", "2055"), LINES, strict=True)
    )
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p>{posts}")
    assert minutes(found)[2] == "2010-03-04 19:45"
    assert texts(found) == list(LINES)


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


def test_a_heading_above_the_time_opens_the_post():
    posts = write_posts("<h3>All at {h}</h3><div class=t>{h}:{m}</div><p>{line}</p>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><div>{posts}</div>")
    assert [entry.headline for entry in found.entries] == [f"All at {c[:2]}" for c in CLOCKS]
    assert texts(found) == list(LINES)
    assert minutes(found)[0] == "2010-03-04 09:12"


def test_a_row_with_the_time_opens_a_post_in_the_row_below():
    posts = write_posts(
        "<tr><td>{h}:{m}</td><td><b>All at {h}</b></td></tr><tr><td><p>{line}</p></td></tr>"
    )
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><table>{posts}</table>")
    assert texts(found) == list(LINES)
    assert {entry.headline for entry in found.entries} >= {"All at 09", "All at 15"}


def test_a_time_inside_a_heading_is_no_part_of_the_headline():
    posts = write_posts("<li><h4>All at {h} <small>4 Mar {h}:{m}</small></h4><p>{line}</p></li>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{posts}</ul>")
    assert [entry.headline for entry in found.entries] == [f"All at {c[:2]}" for c in CLOCKS]


def test_a_date_beside_the_clock_dates_it():
    days = ["4 March", "4 March", "5 March", "5 March", "6 March", "6 March"]
    posts = "".join(
        f"<div><i><b>{day}</b> <u>{clock[:2]}:{clock[2:]}</u></i><p>{line}</p></div>"
        for day, clock, line in zip(days, CLOCKS, LINES, strict=True)
    )
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p>{posts}")
    assert minutes(found)[2] == "2010-03-05 11:40"
    assert minutes(found)[5] == "2010-03-06 15:26"


def test_a_page_of_a_day_keeps_its_clocks_on_that_day():
    posts = write_posts("<p><b>{h}:{m}</b> {line}</p>")
    page = f"<html lang=en><h1>Ferry live</h1><p>4 March 2010</p>{posts}</html>"
    captured = datetime(2010, 3, 5, 20, 0, tzinfo=UTC)
    found = extract_page(page.encode(), url="http://x.harbour.co.uk/live", captured_at=captured)
    assert minutes(found)[0] == "2010-03-04 09:12"


def test_balls_are_places_and_no_times():
    balls = ("14.1", "14.2", "14.3", "14.4", "14.5", "14.6")
    posts = "".join(
        f"<tr><td>{ball}</td><td>{line}</td></tr>" for ball, line in zip(balls, LINES, strict=True)
    )
    found = read(f"<h1>North v South live commentary</h1><table>{posts}</table>")
    assert texts(found) == list(LINES)
    assert minutes(found) == [None] * len(LINES)


def test_a_plan_of_full_hours_is_no_live_blog():
    items = "".join(
        f"<div><b>{9 + n}:00</b><h3>Tour {n}</h3><p>{line}</p></div>"
        for n, line in enumerate(LINES)
    )
    page = f"<html lang=en><h1>What is on this weekend</h1>{items}</html>"
    found = extract_page(page.encode(), url="http://x.harbour.co.uk/whats-on", captured_at=LATER)
    assert found.kind == "article"


def test_the_writer_in_the_line_with_the_time():
    posts = write_posts("<li><h4>At {h}</h4><p>Posted by Mara Roe at {h}:{m}</p><p>{line}</p></li>")
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{posts}</ul>")
    assert {entry.author for entry in found.entries} == {"Mara Roe"}
    assert texts(found) == list(LINES)


def test_links_to_posts_that_only_a_data_attribute_names_hide_nothing():
    links = "".join(f'<li><a href="#p{n}7">Point {n}</a></li>' for n in range(3))
    posts = "".join(
        f'<div class=post data-id="p{n}7"><time>{c[:2]}:{c[2:]}</time>'
        f"<h3>At {n}</h3><p>{x}</p></div>"
        for n, (c, x) in enumerate(zip(CLOCKS, LINES, strict=True))
    )
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><ul>{links}</ul>{posts}")
    assert found.coverage.state == "complete"


def test_a_post_without_a_time_between_its_like_is_kept():
    clocks = [f"<time>{c[:2]}:{c[2:]}</time>" if n != 2 else "" for n, c in enumerate(CLOCKS)]
    posts = "".join(
        f"<div class=item>{clock}<h3>Point {n}</h3><p>{line}</p></div>"
        for n, (clock, line) in enumerate(zip(clocks, LINES, strict=True))
    )
    teaser = (
        '<div class="item"><a href="/b">Another story of the harbour, and all that came</a></div>'
    )
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p><div>{posts}{teaser}</div>")
    assert texts(found) == list(LINES)
    assert minutes(found)[2] is None or found.entries[2].precision == "day"


def test_digits_in_elements_of_their_own_are_one_clock():
    posts = write_posts(
        "<div><p><i>{h}</i><i>:</i><i>{m}</i></p><h3>At {h}</h3><p>{line}</p></div>"
    )
    found = read(f"<h1>Ferry live</h1><p>4 March 2010</p>{posts}")
    assert texts(found) == list(LINES)
    assert minutes(found)[0] == "2010-03-04 09:12"


def test_the_zone_beside_the_page_s_date_is_that_of_bare_clocks():
    posts = write_posts("<p><strong>{h}.{m}:</strong> {line}</p>")
    found = read(
        f"<h1>Ferry live</h1><p>Thursday 6 May 2010 08.08 BST</p>{posts}",
        "https://www.harbour-courier.com/live/ferry",
    )
    assert minutes(found)[0] == "2010-05-06 08:12"


def test_a_zone_s_letters_behind_an_iso_date():
    assert read_time("2010-04-15T08:08BST", TimeContext()).zone == "Europe/London"
