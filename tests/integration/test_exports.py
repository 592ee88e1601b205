"""The three nights in open formats: valid by each format's rules, the same bytes twice."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree

from pipeline.commands.export import export_rows
from pipeline.errors import UnknownLiveBlog, UsageError
from pipeline.extract.extraction import extract_page
from pipeline.warehouse import run_query

FLOODS = "https://marlbridge.example/live/2026/mar/27/marl-valley-floods"
FORMATS = ("json-feed", "atom", "json-ld", "cloudevents")
ATOM = {"a": "http://www.w3.org/2005/Atom"}

NAMED = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
ADDRESS = {"type": "string", "pattern": "^https?://[^ ]+$"}

JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "description": {"type": "string"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": NAMED},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "patternProperties": {"^_[a-z]+$": {"type": "object"}},
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": ADDRESS,
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": TIME,
                    "date_modified": TIME,
                    "authors": {"type": "array", "items": NAMED},
                    "language": {"type": "string"},
                },
            },
        },
    },
}
"""https://www.jsonfeed.org/version/1.1/, as far as we use it; other members are refused."""

CLOUDEVENT = {
    "type": "object",
    "required": ["specversion", "id", "source", "type"],
    "propertyNames": {"pattern": "^[a-z0-9]{1,20}$"},
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "minLength": 1},
        "source": {"type": "string", "minLength": 1},
        "type": {"type": "string", "pattern": r"^dateline\.(entry|event)\.[a-z]+$"},
        "subject": {"type": "string", "minLength": 1},
        "time": TIME,
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"const": "urn:dateline:entry-event:1"},
        "sequence": {"type": "string", "minLength": 1},
        "data": {"type": "object"},
    },
}
"""https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/cloudevents.json."""


@pytest.fixture
def export(newsroom_warehouse, monkeypatch, tmp_path):
    url = newsroom_warehouse.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATELINE_WAREHOUSE_URL", url.replace("+psycopg", ""))

    def write(form, url=None, **options):
        given = {"source": None, "first": None, "last": None, "as_of": None} | options
        export_rows(form, url, out=tmp_path / "out", **given)
        return (tmp_path / "out").read_bytes()

    return write


def check(schema, value):
    errors = list(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(value))
    assert errors == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("url", [FLOODS, None])
def test_the_same_bytes_twice(export, form, url):
    assert export(form, url) == export(form, url)


@pytest.mark.parametrize("url", [FLOODS, None])
def test_json_feed(export, newsroom_warehouse, url):
    feed = json.loads(export("json-feed", url))
    check(JSON_FEED, feed)
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    where = f" and live_blog_url = '{url}'" if url else ""
    sql = f"select count(*) as n from entries where not is_retracted{where}"  # noqa: S608
    assert run_query(newsroom_warehouse, sql).rows == ((len(ids),),)
    times = [item["date_published"] for item in feed["items"] if "date_published" in item]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("url", [FLOODS, None])
def test_atom(export, url):
    written = export("atom", url)
    root = etree.fromstring(written)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    check_atom_element(root)
    assert root.xpath("count(a:author)", namespaces=ATOM) == 1
    entries = root.xpath("a:entry", namespaces=ATOM)
    for entry in entries:
        check_atom_element(entry)
        assert entry.xpath("count(a:author/a:name)", namespaces=ATOM) == 1
        assert entry.xpath("count(a:content[@type='html'])", namespaces=ATOM) == 1
        assert entry.xpath("string(a:link[@rel='alternate']/@href)", namespaces=ATOM)
    ids = root.xpath("//a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids) == len(entries) + 1
    assert all(one.startswith("urn:uuid:") for one in ids)
    updated = root.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    assert root.xpath("a:updated/text()", namespaces=ATOM) == [max(updated)]
    read = feedparser.parse(written)
    assert not read.bozo
    assert len(read.entries) == len(entries)


def check_atom_element(element):
    """RFC 4287, 4.1.1 and 4.1.2: exactly one of each, and times of RFC 3339."""
    for name in ("id", "title", "updated"):
        assert element.xpath(f"count(a:{name})", namespaces=ATOM) == 1, name
    for time in element.xpath("a:updated/text() | a:published/text()", namespaces=ATOM):
        assert time.endswith("Z")
        datetime.fromisoformat(time)


def test_json_ld_is_read_back_as_the_same_entries(export, newsroom_warehouse):
    blogs = run_query(newsroom_warehouse, "select url, title from live_blogs order by url")
    for url, title in blogs.rows:
        found = run_query(
            newsroom_warehouse,
            "select headline, author, text, published_at, precision, entry_key, url, updated_at"
            " from entry_states where live_blog_url = :url and known_to is null",
            {"url": url},
        )
        page = read_back(export("json-ld", url), url)
        assert (page.kind, page.title) == ("liveblog", title)
        assert sorted(map(describe, page.entries), key=str) == sorted(found.rows, key=str), url


def read_back(document, url):
    html = b'<html><head><meta charset="utf-8"><script type="application/ld+json">'
    body = b"</script></head><body></body></html>"
    return extract_page(html + document + body, url=url, captured_at=None)


def describe(entry):
    return (
        entry.headline,
        entry.author,
        entry.text,
        write(entry.published_at),
        entry.precision,
        entry.entry_key,
        entry.url,
        write(entry.updated_at),
    )


def write(instant):
    return instant and instant.isoformat().replace("+00:00", "Z")


def test_json_ld_as_of_an_instant_and_of_all(export):
    then = json.loads(export("json-ld", FLOODS, as_of="2026-03-28T14:05"))
    texts = [update["headline"] for update in then["liveBlogUpdate"]]
    assert "Forty homes without power in Lower Garth" in texts
    graph = json.loads(export("json-ld"))["@graph"]
    assert len({blog["url"] for blog in graph}) == len(graph) > 15


def test_cloudevents(export, newsroom_warehouse):
    events = [json.loads(line) for line in export("cloudevents").splitlines()]
    schema = files("pipeline.export").joinpath("entry_event.schema.json").read_text()
    for event in events:
        check(CLOUDEVENT, event)
        check(json.loads(schema), event["data"])
    found = run_query(newsroom_warehouse, "select event_id from events").rows
    assert sorted(event["id"] for event in events) == sorted(row[0] for row in found)
    by_type = {event["type"] for event in events}
    assert {"dateline.entry.added", "dateline.entry.edited", "dateline.entry.retracted"} <= by_type
    for event in events:
        before, after = event["data"]["before"], event["data"]["after"]
        assert (after is None) == (event["type"] == "dateline.entry.retracted")
        if event["type"] == "dateline.entry.edited":
            assert before["content_sha256"] != after["content_sha256"]
    times = [event["time"] for event in events]
    assert times == sorted(times)


def test_a_source_and_a_span_of_days(export):
    feed = json.loads(
        export("json-feed", source="marlbridge", first="2026-03-28", last="2026-03-28")
    )
    assert feed["title"] == "Live blogs of marlbridge"
    days = {item["date_published"][:10] for item in feed["items"]}
    sources = {item["_dateline"]["source"] for item in feed["items"]}
    assert (days, sources) == ({"2026-03-28"}, {"marlbridge"})


def test_a_selection_of_nothing_is_still_valid(export):
    chosen = {"first": "1999-01-01", "last": "1999-01-02"}
    check(JSON_FEED, json.loads(export("json-feed", **chosen)))
    check_atom_element(etree.fromstring(export("atom", **chosen)))
    assert json.loads(export("json-ld", **chosen))["@graph"] == []
    assert export("cloudevents", **chosen) == b""


def test_what_cannot_be_asked(export, tmp_path):
    with pytest.raises(UnknownLiveBlog, match="near: "):
        export("atom", f"{FLOODS}-2")
    with pytest.raises(UsageError, match="before the first"):
        export("atom", first="2026-03-28", last="2026-03-27")
    with pytest.raises(UsageError, match="every change"):
        export("cloudevents", as_of="2026-03-28")
    assert not (tmp_path / "out").exists()
    with pytest.raises(UsageError, match="--out FOLDER"):
        export_rows("parquet", None, source=None, first=None, last=None, as_of=None, out=None)
