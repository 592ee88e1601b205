"""extract_page: one call from bytes to Extraction, whatever the bytes are."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from pipeline.errors import UnreadablePage
from pipeline.extract.extraction import extract_page
from pipeline.extract.to_json import to_json
from pipeline.fingerprint import fingerprint_line
from pipeline.model import RepeatedLine

CAPTURED = datetime(2024, 3, 12, 18, 30, tzinfo=UTC)


def read(markup: str | bytes, **more):
    data = markup.encode() if isinstance(markup, str) else markup
    more.setdefault("url", "https://www.harbour-courier.co.uk/news/live/storm")
    return extract_page(data, captured_at=CAPTURED, **more)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"%PDF-1.7\nx", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"<html><body><div></div></body></html>", "no text"),
        (b"<html><script>var a = 1</script></html>", "no text"),
        (b"<div>" * 400 + b"deep", "lose text"),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(40_000)) + b">x</p>", "attributes"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line(data, why):
    with pytest.raises(UnreadablePage, match=why) as refused:
        read(data)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("https://www.harbour-courier.co.uk")


def test_media_type_of_an_image_is_refused():
    with pytest.raises(UnreadablePage, match="image/jpeg"):
        read(b"<p>text", media_type="image/jpeg")


def test_text_without_markup_takes_the_day_it_is_given():
    lines = "\n".join(f"The harbour board met for the {n}th time on that day." for n in range(9))
    dated = read(lines, media_type="text/plain", published_on=date(2024, 3, 11))
    assert dated.kind == "liveblog"
    assert {entry.precision for entry in dated.entries} == {"day"}
    assert {entry.dated_by for entry in dated.entries} <= {"page", "text"}
    undated = read(lines)
    assert all(entry.published_at is None and entry.precision is None for entry in undated.entries)


def test_json_is_the_contract():
    markup = "<html lang=en><h1>A story</h1>" + "<p>Words of a story that is long enough.</p>" * 9
    told = json.loads(to_json(read(markup)))
    assert list(told) == [
        "url", "captured_at", "kind", "publisher", "title", "language", "published_at",
        "modified_at", "lead", "text", "access", "coverage", "entries", "removed",
    ]  # fmt: skip
    assert told["captured_at"] == "2024-03-12T18:30:00Z"
    assert told["kind"] == "article"
    assert told["coverage"] == {
        "state": "complete",
        "shown": 0,
        "declared": None,
        "next_page": None,
        "starts_at": None,
        "ends_at": None,
        "closing_words": None,
    }


def test_times_and_keys_of_entries_in_json():
    posts = "".join(
        f'<article class="post" id="p{n}"><time datetime="2024-03-12T1{n}:00:00+00:00">1{n}:00'
        f"</time><h3>Post number {n}</h3><p>Gulls were seen over pier {n} at that hour.</p>"
        "</article>"
        for n in range(6, 0, -1)
    )
    told = json.loads(to_json(read(f"<html lang=en><h1>Gulls live</h1><main>{posts}</main>")))
    assert [entry["entry_key"] for entry in told["entries"]] == [f"p{n}" for n in range(6, 0, -1)]
    assert told["entries"][0]["published_at"] == "2024-03-12T16:00:00Z"
    assert told["entries"][0]["url"].endswith("#p6")
    assert all(a["published_at"] > b["published_at"] for a, b in pairwise(told["entries"]))


def test_same_bytes_give_the_same_extraction():
    markup = "<html lang=en><h1>Live</h1>" + "".join(
        f"<p><b>1{n}:05</b> The ferry left pier {n} with all its passengers.</p>" for n in range(6)
    )
    assert read(markup) == read(markup)


def test_keys_are_unique_where_posts_are_alike():
    markup = "<html lang=en><h1>Live</h1>" + "".join(
        f"<p><b>1{n}:05</b> Goal! The crowd at the harbour stadium cheers again, number {n}.</p>"
        for n in range(6)
    )
    keys = [entry.entry_key for entry in read(markup).entries]
    assert len(set(keys)) == len(keys) == 6


def test_lines_known_to_recur_leave_posts_articles_and_texts():
    line = "The Harbour Courier has sailed with you since 1871"
    known = frozenset({RepeatedLine(fingerprint_line(line), "promo")})
    story = (
        "The storm reached the coast of Velmar before dawn and cut power to two thousand homes. "
    )
    posts = "".join(
        f"<article><time datetime='2024-03-12T1{n}:00:00Z'>1{n}:00</time>"
        f"<p>{n} {story}</p><p>{line}</p></article>"
        for n in range(4)
    )
    live = read(
        f"<html lang=en><h1>Storm live</h1><main>{posts}</main></html>", repeated_lines=known
    )
    article = read(
        f"<html lang=en><h1>Storm</h1><article><p>{story * 2}</p><p>{line}</p><p>{story * 3}</p>",
        repeated_lines=known,
    )
    plain = read(f"{story}\n{line}\n{story * 2}", media_type="text/plain", repeated_lines=known)
    assert len(live.entries) == 4
    assert [removed.text for removed in live.removed] == [line] * 4
    assert line not in article.text
    assert article.removed[0].kind == "promo"
    assert plain.removed[0].text == line
    assert all(line not in entry.text for entry in (*live.entries, *plain.entries))
