"""Announcements in, the pages of an interval out."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from pipeline.discover import DiscoverReport, discover_pages
from pipeline.errors import FetchFailed, FetchRefused, FetchUnavailable
from pipeline.model import Discovered, Discovery, Interval, Source

SITE = "https://news.example"
NIGHT = Interval(datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 28, tzinfo=UTC))


@dataclass(frozen=True)
class Document:
    body: bytes
    final_url: str


class Web:
    """Answers of the publisher; what is missing fails."""

    def __init__(self, **pages: bytes) -> None:
        self.pages = {f"{SITE}/{name}": body for name, body in pages.items()}
        self.asked: list[str] = []

    def fetch(self, url: str) -> Document:
        self.asked.append(url)
        if url not in self.pages:
            raise FetchFailed("answered 404", url=url, status=404)
        return Document(self.pages[url], url)


def look(
    web: Web, *, is_current: bool = False, known=(), limit=None, zone=None, **places
) -> DiscoverReport:
    given = {
        key: tuple(
            f"{SITE}/{name}" if key not in ("include", "exclude") else name for name in names
        )
        for key, names in places.items()
    }
    source = Source("s", "S", ("news.example",), time_zone=zone, discovery=Discovery(**given))
    return discover_pages(
        source, NIGHT, fetch=web.fetch, is_current=is_current, known=known, limit=limit
    )


def paths(report: DiscoverReport) -> list[str]:
    return [page.url.removeprefix(SITE) for page in report.pages]


def rss(*items: tuple[str, str | None]) -> bytes:
    told = "".join(
        f"<item><title>T</title><link>{link}</link>"
        f"{f'<pubDate>{at}</pubDate>' if at else ''}</item>"
        for link, at in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{told}</channel></rss>'.encode()


def urlset(*items: tuple[str, str | None, str | None]) -> bytes:
    told = "".join(
        f"<url><loc>{loc}</loc>"
        + (f"<lastmod>{mod}</lastmod>" if mod else "")
        + (
            f"<n:news><n:publication_date>{pub}</n:publication_date><n:title>T</n:title></n:news>"
            if pub
            else ""
        )
        + "</url>"
        for loc, pub, mod in items
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{told}</urlset>'
    ).encode()


def index(*items: tuple[str, str | None]) -> bytes:
    told = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{mod}</lastmod>' if mod else ''}</sitemap>"
        for loc, mod in items
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<sitemapindex xmlns="{space}">{told}</sitemapindex>'.encode()


def test_a_feed_gives_what_falls_into_the_interval():
    web = Web(
        feed=rss(
            (f"{SITE}/late", "Fri, 27 Mar 2026 23:30:00 GMT"),
            (f"{SITE}/zoned", "Sat, 28 Mar 2026 00:30:00 +0100"),
            (f"{SITE}/next", "Sat, 28 Mar 2026 00:00:00 GMT"),
            (f"{SITE}/first", "Fri, 27 Mar 2026 00:00:00 GMT"),
            (f"{SITE}/undated", None),
        )
    )
    assert paths(look(web, feeds=["feed"])) == ["/first", "/late", "/zoned"]
    assert paths(look(web, feeds=["feed"], is_current=True))[-1] == "/undated"


def test_atom_has_published_and_updated():
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/live"/>
      <published>2026-03-26T20:00:00Z</published><updated>2026-03-27T02:00:00Z</updated></entry>
      <entry><link href="{SITE}/old"/><published>2026-03-26T20:00:00Z</published></entry></feed>"""
    report = look(Web(feed=atom.encode()), feeds=["feed"])
    assert paths(report) == ["/live"]
    assert report.pages[0].modified_at == datetime(2026, 3, 27, 2, tzinfo=UTC)
    assert report.pages[0].via == "feed"


def test_a_news_sitemap_keeps_what_runs_over_the_interval():
    web = Web(
        map=urlset(
            (f"{SITE}/runs", "2026-03-25T10:00:00Z", "2026-03-29T10:00:00Z"),
            (f"{SITE}/ended", "2026-03-25T10:00:00Z", "2026-03-26T10:00:00Z"),
            (f"{SITE}/later", "2026-03-28T10:00:00Z", None),
            (f"{SITE}/changed", None, "2026-03-27"),
            (f"{SITE}/2026/mar/27/by-address", None, "2026-04-02"),
        )
    )
    report = look(web, sitemaps=["map"])
    assert paths(report) == ["/runs", "/changed", "/2026/mar/27/by-address"]
    assert report.pages[0].title == "T"


def test_a_zoneless_date_is_the_sources():
    web = Web(map=urlset((f"{SITE}/a", None, "2026-03-27"), (f"{SITE}/b", None, "2026-03-28")))
    assert paths(look(web, sitemaps=["map"], zone="Asia/Tokyo")) == ["/a", "/b"]


def test_an_index_is_followed_where_it_can_matter():
    web = Web(
        index=index(
            (f"{SITE}/sitemap-2026-03-27.xml", None),
            (f"{SITE}/sitemap-2026-03-20.xml", "2026-04-05T00:00:00Z"),
            (f"{SITE}/sitemap-2026-02.xml", None),
            (f"{SITE}/sitemap-2025.xml", None),
            (f"{SITE}/old.xml", "2026-03-01T00:00:00Z"),
            (f"{SITE}/news.xml.gz", "2026-03-27T23:00:00Z"),
        )
    )
    web.pages[f"{SITE}/sitemap-2026-03-27.xml"] = urlset((f"{SITE}/a", "2026-03-27T08:00Z", None))
    web.pages[f"{SITE}/news.xml.gz"] = gzip.compress(
        urlset((f"{SITE}/b", "2026-03-27T09:00Z", None))
    )
    report = look(web, sitemaps=["index"])
    assert paths(report) == ["/a", "/b"]
    assert len(web.asked) == 3
    assert report.problems == ()


def test_an_index_that_leads_to_itself_or_too_far_ends():
    children = [(f"{SITE}/index", None), *((f"{SITE}/c{i}", None) for i in range(80))]
    web = Web(index=index(*children))
    report = look(web, sitemaps=["index"])
    assert len(web.asked) == 50
    assert "leads to 80 sitemaps" in report.problems[0][1]


def test_templates_are_filled_with_the_days_of_the_interval():
    web = Web(**{"2026/03/27.xml": urlset((f"{SITE}/a", "2026-03-27T08:00Z", None))})
    report = look(web, sitemaps=["{yyyy}/{mm}/{dd}.xml"])
    assert (paths(report), web.asked) == (["/a"], [f"{SITE}/2026/03/27.xml"])
    look(web, sitemaps=["{yyyy}/{mm}/{dd}.xml"], zone="Asia/Tokyo")
    assert web.asked[1:] == [f"{SITE}/2026/03/27.xml", f"{SITE}/2026/03/28.xml"]


SECTION = b"""<html><head><base href="/top/"></head><body>
  <a href="storm-latest-from-the-coast">1</a> <a href="/about">2</a> <a href="#x">3</a>
  <a href="https://elsewhere.example/a-b-c-d-e">4</a> <a href="mailto:a@b">5</a>
  <a href="/2026/03/20/an-old-story-told-again">6</a> <a href="http://[bad">7</a>
  <a href="https://sub.news.example/story-12345678?utm_source=front">8</a></body></html>"""


def test_sections_tell_of_the_current_night_alone():
    web = Web(world=SECTION)
    assert look(web, sections=["world"]).pages == ()
    assert web.asked == []
    report = look(web, sections=["world"], is_current=True)
    assert [page.url for page in report.pages] == [
        f"{SITE}/top/storm-latest-from-the-coast",
        "https://sub.news.example/story-12345678",
    ]


def test_patterns_choose():
    web = Web(world=SECTION)
    report = look(web, sections=["world"], is_current=True, include=["about"], exclude=["storm"])
    assert paths(report) == ["/about"]


def test_declared_addresses_are_of_the_night_that_runs_or_that_they_name():
    web = Web()
    places = {"urls": ["live", "{yyyy}/{mm}/{dd}/live"]}
    assert paths(look(web, **places)) == ["/2026/03/27/live"]
    assert set(paths(look(web, **places, is_current=True))) == {"/live", "/2026/03/27/live"}


def test_one_address_once_with_its_best_dates():
    web = Web(
        feed=rss((f"{SITE}/a?utm_source=rss#top", "Fri, 27 Mar 2026 10:00:00 GMT")),
        map=urlset(("https://NEWS.example:443/a", "2026-03-27T09:00:00Z", "2026-03-27T11:00:00Z")),
    )
    report = look(web, feeds=["feed"], sitemaps=["map"])
    assert [(page.url, page.published_at, page.modified_at) for page in report.pages] == [
        (
            f"{SITE}/a",
            datetime(2026, 3, 27, 9, tzinfo=UTC),
            datetime(2026, 3, 27, 11, tzinfo=UTC),
        )
    ]


def test_known_pages_and_limit():
    web = Web(feed=rss((f"{SITE}/b", "Fri, 27 Mar 2026 10:00:00 GMT")))
    due = Discovered(f"{SITE}/running", "running", datetime(2026, 3, 26, tzinfo=UTC))
    report = look(web, feeds=["feed"], known=[due])
    assert paths(report) == ["/running", "/b"]
    assert report.pages[0].via == "running"
    assert paths(look(web, feeds=["feed"], known=[due], limit=1)) == ["/running"]


def test_one_failure_hides_no_other():
    web = Web(feed=rss((f"{SITE}/a", "Fri, 27 Mar 2026 10:00:00 GMT")), broken=b"<urlset><url>")
    report = look(web, feeds=["none", "feed"], sitemaps=["broken"])
    assert paths(report) == ["/a"]
    assert [url for url, _ in report.problems] == [f"{SITE}/none", f"{SITE}/broken"]


def test_when_all_fail_the_first_failure_is_raised():
    def refuse(url: str) -> Document:
        if url.endswith("one"):
            raise FetchUnavailable("answered 503", url=url, status=503)
        raise FetchRefused("robots.txt says no", url=url, reason="robots")

    source = Source(
        "s", "S", ("news.example",), discovery=Discovery(feeds=(f"{SITE}/one", f"{SITE}/two"))
    )
    with pytest.raises(FetchUnavailable):
        discover_pages(source, NIGHT, fetch=refuse, is_current=True)
    declared = replace(source, discovery=replace(source.discovery, urls=(f"{SITE}/live",)))
    report = discover_pages(declared, NIGHT, fetch=refuse, is_current=True)
    assert len(report.problems) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>no feed</body></html>",
        b"\x1f\x8bbroken",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>&a;</loc></url></urlset>',
    ],
)
def test_what_is_no_sitemap_is_a_problem_or_empty(body):
    web = Web(map=body, feed=rss())
    assert look(web, sitemaps=["map"], feeds=["feed"]).pages == ()
    with pytest.raises(FetchFailed):
        look(Web(feed=body), feeds=["feed"])


def test_a_domain_may_name_its_port():
    source = Source(
        "s",
        "S",
        ("127.0.0.1:8081",),
        discovery=Discovery(urls=("http://127.0.0.1:8081/a", "http://127.0.0.1:8082/b")),
    )
    report = discover_pages(source, NIGHT, fetch=Web().fetch, is_current=True)
    assert [page.url for page in report.pages] == ["http://127.0.0.1:8081/a"]


def test_a_neighbouring_days_sitemap_that_is_not_there_is_no_problem() -> None:
    web = Web(**{"2026/03/27.xml": b"<urlset/>"})
    report = look(web, zone="Europe/London", sitemaps=("{yyyy}/{mm}/{dd}.xml",))
    assert (report.problems, report.asides) == ((), ())
    web = Web(**{"2026/03/27.xml": b"<urlset/>"})
    report = look(web, zone="Asia/Kolkata", sitemaps=("{yyyy}/{mm}/{dd}.xml",))
    assert report.problems == ()
    assert [url for url, _ in report.asides] == [f"{SITE}/2026/03/28.xml"]
