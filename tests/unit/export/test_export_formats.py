"""What no format's own syntax may break, and that writers read their rows as a stream."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.export import Feed, write_atom, write_cloudevents, write_json_feed, write_json_ld
from pipeline.extract.extraction import extract_page

URL = "https://news.example/live/storm"
FEED = Feed("Storm & <calm>", URL, "The Harbour", "2026-03-27T18:00:00Z", URL, None, "en")
BLOG = {
    "source": "harbour",
    "url": URL,
    "title": "Storm",
    "publisher": "The Harbour",
    "language": "en",
    "lead": None,
    "published_at": "2026-03-27T06:00:00Z",
}
NASTY = "A\x0b\x1b bridge </script> & <b>bold</b> ]]> \"quoted\" 'too' \u2028 end"


def row_of(number=1, **said):
    return {
        "source": "harbour",
        "live_blog_url": URL,
        "live_blog_title": "Storm",
        "publisher": "The Harbour",
        "language": "en",
        "lead": None,
        "live_blog_published_at": "2026-03-27T06:00:00Z",
        "entry_id": f"{number:020x}",
        "entry_key": f"post-{number}",
        "position": number,
        "is_pinned": False,
        "is_key_event": False,
        "published_at": "2026-03-27T14:05:00Z",
        "precision": "second",
        "dated_by": "json_ld",
        "updated_at": None,
        "edits": 0,
        "headline": f"Post {number}",
        "author": None,
        "text": "The ferry sails again.",
        "url": f"{URL}#post-{number}",
        "changed_at": "2026-03-27T14:05:00Z",
    } | said


def event_of(**said):
    return {
        "sequence": 7,
        "is_withdrawn": False,
        "event_id": "e1",
        "source": "harbour",
        "live_blog_url": URL,
        "entry_id": "n1",
        "type": "added",
        "observed_at": "2026-03-27T14:10:00Z",
        "url": None,
        "published_at": None,
        "updated_at": None,
        "is_declared": None,
        "author": None,
        "headline": None,
        "text": "The ferry sails again.",
        "before_value": None,
        "after_value": "aa",
        "capture_id": "c1",
        "confirmed_by": "c1",
        "parser_version": "1",
    } | said


def test_text_that_would_break_the_syntax():
    rows = [row_of(headline=NASTY, text=NASTY, author=NASTY)]
    root = etree.fromstring(b"".join(write_atom(FEED, rows)))
    content = root.findtext("{*}entry/{*}content")
    assert "&lt;/script&gt; &amp; &lt;b&gt;bold" in content
    assert "\x0b" not in content
    item = json.loads(b"".join(write_json_feed(FEED, rows)))["items"][0]
    assert item["content_text"] == NASTY
    written = b"".join(write_json_ld(rows, BLOG))
    assert b"</script" not in written
    assert json.loads(written)["liveBlogUpdate"][0]["articleBody"] == NASTY


def test_an_entry_without_headline_author_and_time():
    rows = [row_of(headline=None, published_at=None, precision=None, text="word " * 60)]
    entry = etree.fromstring(b"".join(write_atom(FEED, rows))).find("{*}entry")
    assert entry.findtext("{*}title").endswith("word…")
    assert entry.findtext("{*}author/{*}name") == "The Harbour"
    assert entry.find("{*}published") is None
    item = json.loads(b"".join(write_json_feed(FEED, rows)))["items"][0]
    assert not {"title", "date_published", "date_modified"} & set(item)
    update = json.loads(b"".join(write_json_ld(rows, BLOG)))["liveBlogUpdate"][0]
    assert not {"headline", "author", "datePublished"} & set(update)


def test_identifiers_stay_through_edits():
    before, after = row_of(), row_of(headline="Another", text="Another.", edits=1)
    ids = {
        json.loads(b"".join(write_json_feed(FEED, [row])))["items"][0]["id"]
        for row in (before, after)
    }
    assert len(ids) == 1


@pytest.mark.parametrize("write", [write_atom, write_json_feed])
def test_rows_are_read_as_a_stream(write):
    read = []

    def rows():
        for number in range(5):
            read.append(number)
            yield row_of(number)

    pieces = write(FEED, rows())
    while b"Post 1" not in next(pieces):
        pass
    assert read == [0, 1]


@pytest.mark.parametrize("precision", ["second", "minute", "day"])
def test_precision_is_read_back(precision):
    instant = "2026-03-27T00:00:00Z" if precision == "day" else "2026-03-27T14:05:00Z"
    rows = [row_of(number, published_at=instant, precision=precision) for number in range(3)]
    entry = read_back(rows).entries[0]
    assert (entry.precision, entry.published_at.isoformat()[:19]) == (precision, instant[:19])


SENTENCES = (
    "The bridge at Otterhithe opens to lorries < 7.5 tonnes & to buses.",
    "“Nobody was hurt,” said the harbour master – and left.",
    "A közép-tengeri vihar elérte a kikötőt; 3 > 2 hajó maradt.",
    "Prices rose 4% (from £3 to £3.12), the council's office said.",
    "समुद्र शांत है, बंदरगाह फिर से खुल गया।",
)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
def test_texts_are_read_back(paragraphs):
    text = "\n\n".join(paragraphs)
    rows = [row_of(1, text=text), row_of(2), row_of(3, text="A third entry stands here.")]
    assert text in [entry.text for entry in read_back(rows).entries]


def read_back(rows):
    document = b"".join(write_json_ld(rows, BLOG))
    html = b'<html lang="en"><head><meta charset="utf-8"><script type="application/ld+json">'
    return extract_page(html + document + b"</script></head></html>", url=URL, captured_at=None)


def test_a_live_blog_before_its_first_capture():
    assert json.loads(b"".join(write_json_ld([], BLOG)))["liveBlogUpdate"] == []


def test_an_event_that_stands_no_more():
    told = event_of(is_withdrawn=True, capture_id=None)
    event = json.loads(next(write_cloudevents([told], is_sequenced=True)))
    assert event["type"] == "dateline.event.withdrawn"
    assert event["id"] != "e1"
    assert event["data"] == {"withdrawn": "e1"}
    assert event["sequence"] == "0000000000000007"


def test_a_move_tells_both_places():
    moved = event_of(type="moved", before_value="3", after_value="0")
    data = json.loads(next(write_cloudevents([moved])))["data"]
    assert (data["before"], data["after"]) == ({"position": 3}, {"position": 0})
