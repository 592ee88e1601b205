"""Each family's pages are what its convention says, and the same every time."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import feedparser
import pytest
from lxml import etree, html

from pipeline.newsroom.script import NIGHTS, load_publishers
from pipeline.newsroom.site import build_site
from pipeline.newsroom.stage import list_nights, show_page

SCRIPTS = {script.name: script for script in load_publishers()}
ORIGIN = "http://127.0.0.1:8710"
# A clock such as 13:47
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")


def open_blog(name: str, night=NIGHTS[2], number: int = 0):
    script = SCRIPTS[name]
    page = [page for page in script.pages if page.is_live_blog][number]
    return show_page(page, night), html.fromstring(
        build_site(script, ORIGIN, night)[page.path].body
    )


@pytest.mark.parametrize("night", NIGHTS, ids=str)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_site_is_the_same_bytes_each_time(name: str, night) -> None:
    assert build_site(SCRIPTS[name], ORIGIN, night) == build_site(SCRIPTS[name], ORIGIN, night)


@pytest.mark.parametrize("night", NIGHTS, ids=str)
@pytest.mark.parametrize("name", SCRIPTS)
def test_html_is_well_formed(name: str, night) -> None:
    """Void elements aside, the markup is XML: no tag is left open or closed twice."""
    for path, resource in build_site(SCRIPTS[name], ORIGIN, night).items():
        if not resource.media_type.startswith("text/html"):
            continue
        text = resource.body.decode().removeprefix("<!doctype html>")
        text = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
        text = re.sub(r"<(meta|link|img|input)\b([^>]*)>", r"<\1\2/>", text)
        text = re.sub(r" (async|items|update|itemscope)(?=[ >])", r' \1=""', text)
        assert etree.fromstring(text).tag == "html", path


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_post_stands_on_its_page_and_none_that_was_taken_down(name: str) -> None:
    script = SCRIPTS[name]
    for night in NIGHTS:
        site = build_site(script, ORIGIN, night)
        for page in filter(None, (show_page(page, night) for page in script.pages)):
            text = unescape(site[page.script.path].body.decode())
            shown = {one.post.id: one.post for one in page.posts}
            assert all(part in text for one in shown.values() for part in one.paragraphs)
            gone = [post for post in page.script.posts if post.id not in shown]
            assert not any(post.headline in text for post in gone)


def test_json_ld_says_what_the_articles_say() -> None:
    page, tree = open_blog("marlbridge")
    data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    updates = data["liveBlogUpdate"]
    assert data["@type"] == "LiveBlogPosting"
    assert [one["headline"] for one in updates] == [
        one.post.headline for one in reversed(page.posts)
    ]
    times = tree.xpath("//div[@id='liveblog-body']//article//time/@datetime")
    assert times == [one["datePublished"] for one in updates]
    assert any(time.endswith("+01:00") for time in times)
    assert any(time.endswith("+00:00") for time in times)


def test_the_pinned_post_stands_twice_on_its_night_alone() -> None:
    assert [len(open_blog("marlbridge", night)[1].xpath(PINNED)) for night in NIGHTS] == [0, 1, 0]


PINNED = "//article[starts-with(@id, 'pinned-')]"


def test_amp_sorts_by_milliseconds_and_reads_as_an_epoch() -> None:
    page, tree = open_blog("nordhafen")
    items = tree.xpath("//amp-live-list/div[@items]/div")
    for item, shown in zip(items, reversed(page.posts), strict=True):
        at = datetime.fromtimestamp(int(item.get("data-sort-time")) / 1000, UTC)
        assert at == shown.post.stated_at
        assert item.xpath("string(.//amp-timeago)") == str(int(at.timestamp()))
        assert item.get("id") == f"post-{shown.post.id}"


def test_clocks_run_down_across_midnight_and_skip_the_lost_hour() -> None:
    _, tree = open_blog("tiszavar", number=1)
    clocks = [text for text in tree.xpath("//main//div/span/text()") if CLOCK.fullmatch(text)]
    assert clocks == ["03:04", "01:55", "00:20", "22:40", "21:05"]


def test_a_flat_body_opens_each_post_with_its_local_time() -> None:
    page, tree = open_blog("puerto_alba")
    headings = tree.xpath("//main/div/h3/text()")
    assert headings[0] == "09:10 Amanece sin viento en la bahía"
    assert len(headings) == len(page.posts)


def test_microdata_carries_offset_times() -> None:
    page, tree = open_blog("kadalpuram")
    updates = tree.xpath("//*[@itemprop='liveBlogUpdate']")
    for item, shown in zip(updates, reversed(page.posts), strict=True):
        stated = item.xpath("string(./meta[@itemprop='datePublished']/@content)")
        assert stated.endswith("+05:30")
        assert datetime.fromisoformat(stated) == shown.post.stated_at


def test_the_bare_family_tells_no_time_and_has_no_containers() -> None:
    for number in range(3):
        _, tree = open_blog("pinefall", number=number)
        assert not CLOCK.search(tree.body.text_content())
        assert not tree.xpath("//time | //div | //article | //*[@class] | //body//*[@id]")


def test_blocks_are_one_element_and_one_line_each() -> None:
    page, tree = open_blog("valmere")
    for block in page.script.blocks:
        found = tree.xpath(
            "//main//*[contains(concat(' ', @class, ' '), $name)]",
            name=f" {block.kind.replace('_', '-')} ",
        )
        assert len(found) == 1
        assert len([text for text in found[0].itertext() if text.strip()]) == 1


@pytest.mark.parametrize("name", SCRIPTS)
def test_feeds_and_sitemaps_say_when_a_page_lived(name: str) -> None:
    script, night = SCRIPTS[name], NIGHTS[2]
    site = build_site(script, ORIGIN, night)
    feed = feedparser.parse(site["/feed.xml"].body)
    assert not feed.bozo
    announced = {entry.link: entry for entry in feed.entries}
    pages = [show_page(page, night) for page in script.pages]
    assert set(announced) == {
        ORIGIN + page.script.path for page in pages if not page.script.is_disallowed
    }
    for page in pages:
        entry = announced.get(ORIGIN + page.script.path)
        if entry:
            assert to_utc(entry.published_parsed) == page.script.published_at
            assert to_utc(entry.updated_parsed) == page.modified_at


def to_utc(parts) -> datetime:
    return datetime(*parts[:6], tzinfo=UTC)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_dated_sitemap_lists_the_pages_of_its_night(name: str) -> None:
    script = SCRIPTS[name]
    for night in NIGHTS:
        site = build_site(script, ORIGIN, NIGHTS[2])
        tree = etree.fromstring(site[f"/sitemap-{night}.xml"].body)
        found = {text.removeprefix(ORIGIN) for text in tree.xpath("//*[local-name()='loc']/text()")}
        assert found == {page.path for page in script.pages if night in list_nights(page)}


def test_nothing_of_the_next_night_shows() -> None:
    site = build_site(SCRIPTS["marlbridge"], ORIGIN, NIGHTS[0])
    assert "/sitemap-2026-03-28.xml" not in site
    assert all(resource.modified_at.day <= 28 for resource in site.values())
    assert not any("/mar/28/" in path for path in site)
