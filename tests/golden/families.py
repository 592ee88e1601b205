# ruff: noqa: E501 - markup stands on one line
"""Synthetic live blogs: one page for each way in which publishers mark entries up, with traps.

All text is invented. Each family takes the same posts, so that one expectation fits all of them.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Post:
    at: datetime
    headline: str
    paragraphs: tuple[str, ...]
    author: str = "Mara Lindqvist"
    number: int = 0


@dataclass(frozen=True)
class Sample:
    """A page, how to read it, and what must come out."""

    html: str
    posts: tuple[Post, ...]
    url: str = "https://www.harbour-courier.co.uk/news/live/storm-brenna-updates"
    has_headlines: bool = True
    has_times: bool = True
    is_second: bool = False
    kind: str = "liveblog"
    coverage: str = "complete"
    refused: tuple[str, ...] = ()
    """Strings that must be in no entry."""
    lead: str | None = None


LONDON = ZoneInfo("Europe/London")
START = datetime(2024, 3, 12, 8, 4, 11, tzinfo=LONDON)
CAPTURED = datetime(2024, 3, 12, 18, 30, tzinfo=UTC)

_TEXTS = (
    (
        "Storm Brenna reaches the west coast",
        (
            "Winds of 110 km/h were measured at Porthallow shortly after dawn.",
            "Ferries to the outer islands will stay in port until at least noon.",
        ),
    ),
    (
        "Rail line closed after tree falls",
        (
            "The line between Marlow Bridge and Eastgate is closed in both directions after a tree fell on the overhead wires.",
        ),
    ),
    (
        "Schools told to close early",
        (
            "County officials have asked head teachers to send pupils home by one o'clock.",
            "Exams planned for the afternoon will be held on Thursday instead.",
        ),
    ),
    (
        "Power cut affects 4,200 homes",
        (
            "Engineers say a substation near Alder Hill flooded and that repairs may take until the evening.",
            "A reception centre has opened in the town hall, with hot meals and beds for 60 people.",
            "Residents are asked not to call the emergency number about the power cut.",
        ),
    ),
    (
        "Lifeboat crew brings trawler home",
        ("The five men aboard the Silver Heron are cold but unhurt, the coastguard reports.",),
    ),
    (
        "Council leader visits flooded streets",
        (
            "Joan Pettifer called the damage in Mill Lane heartbreaking and promised grants for small shops.",
            "Opposition members asked why the barrier had not been raised in time.",
        ),
    ),
    (
        "Bridge reopens to lorries",
        ("High-sided vehicles may use the Severn crossing again, with a limit of 50 km/h.",),
    ),
    (
        "Forecasters lower the warning",
        (
            "The red warning becomes amber at nine o'clock tonight, and all warnings end at midnight.",
            "Saturday will be dry and cold.",
        ),
    ),
)


def make_posts() -> tuple[Post, ...]:
    """Eight posts in a day, newest first."""
    gaps = (0, 43, 118, 161, 240, 305, 388, 516)
    posts = [
        Post(START + timedelta(minutes=gap, seconds=7 * i), head, text, number=830411 + 7 * i)
        for i, (gap, (head, text)) in enumerate(zip(gaps, _TEXTS, strict=True))
    ]
    return tuple(reversed(posts))


POSTS = make_posts()


def esc(text: str) -> str:
    return html.escape(text, quote=False)


def paras(post: Post) -> str:
    return "".join(f"<p>{esc(p)}</p>" for p in post.paragraphs)


def clock(post: Post) -> str:
    return f"{post.at:%H:%M}"


def page(
    body: str,
    *,
    head: str = "",
    title: str = "Storm Brenna live: latest updates as gales hit the coast",
    lang: str = "en-GB",
    traps: str = "",
    above: str = "",
) -> str:
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Harbour Courier">
<meta property="article:published_time" content="2024-03-12T08:00:00Z">
<meta property="og:description" content="Gales and floods have closed roads and schools along the coast.">{head}</head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><h1>{title}</h1>{above}{body}</main>{traps}
<footer><p>© 2024 Harbour Courier. All rights reserved.</p></footer></body></html>"""


def article_json(kind: str = "NewsArticle") -> str:
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": "Storm Brenna live: latest updates as gales hit the coast",
        "datePublished": "2024-03-12T08:00:00+00:00",
        "dateModified": "2024-03-12T18:00:00+00:00",
        "publisher": {"@type": "Organization", "name": "Harbour Courier"},
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def update_of(post: Post, **extra: object) -> dict[str, object]:
    return {
        "@type": "BlogPosting",
        "headline": post.headline,
        "datePublished": post.at.isoformat(),
        "articleBody": "\n".join(post.paragraphs),
        "url": f"https://www.harbour-courier.co.uk/news/live/storm-brenna-updates#p{post.number}",
        "author": {"@type": "Person", "name": post.author},
    } | extra


def blog_of(updates: Sequence[object], **extra: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Storm Brenna live: latest updates as gales hit the coast",
        "coverageStartTime": "2024-03-12T08:00:00Z",
        "datePublished": "2024-03-12T08:00:00Z",
        "liveBlogUpdate": list(updates),
    } | extra


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


FAMILIES: dict[str, Callable[[], Sample]] = {}


def family(make: Callable[[], Sample]) -> Callable[[], Sample]:
    FAMILIES[make.__name__] = make
    return make


COMMENTS = """<section class="comments"><h2>Comments</h2>
<div class="c-item"><b>gullwatcher</b> <span>14:10</span><p>Our street is under water again and nobody came to help us at all.</p><a href="#">Reply</a></div>
<div class="c-item"><b>oldsalt</b> <span>14:25</span><p>They said the same thing in 2014 and nothing was ever done about the wall.</p><a href="#">Reply</a></div>
<div class="c-item"><b>tidepool</b> <span>14:31</span><p>Thank you to the lifeboat crew, you are heroes every one of you, really.</p><a href="#">Reply</a></div>
<div class="c-item"><b>northwind</b> <span>14:48</span><p>Has anyone seen a grey cat near Alder Hill since this morning, please say.</p><a href="#">Reply</a></div>
<div class="c-item"><b>marlowfan</b> <span>15:02</span><p>Trains are never on time anyway so what is the difference to any of us.</p><a href="#">Reply</a></div>
<div class="c-item"><b>brine</b> <span>15:20</span><p>The pumps at Mill Lane have been broken since the winter before last winter.</p><a href="#">Reply</a></div>
<div class="c-item"><b>skua</b> <span>15:41</span><p>My neighbour's roof is in my garden and I have no idea whom to call now.</p><a href="#">Reply</a></div>
<div class="c-item"><b>heron2</b> <span>15:59</span><p>Stay safe everybody and check on older people who live on their own tonight.</p><a href="#">Reply</a></div>
<div class="c-item"><b>fogbell</b> <span>16:05</span><p>Proud of this town, truly, we look after each other when it matters the most.</p><a href="#">Reply</a></div>
</section>"""
COMMENT_WORDS = ("grey cat near Alder Hill", "broken since the winter")

TICKER = (
    "<aside><h3>Latest news</h3><ul>"
    + "".join(
        f'<li><time>{9 + i}:1{i}</time> <a href="/news/{700 + i}">Market report number {i}: shares close slightly higher today</a></li>'
        for i in range(9)
    )
    + "</ul></aside>"
)
TICKER_WORDS = ("Market report number",)

RELATED = (
    "<section><h2>More stories</h2>"
    + "".join(
        f'<div class="card"><a href="/world/{i}"><img src="x.jpg" alt=""><h3>Parliament debates budget item {i} at length</h3></a><span>{i} hours ago</span></div>'
        for i in range(2, 10)
    )
    + "</section>"
)
RELATED_WORDS = ("Parliament debates budget item",)


@family
def json_ld_whole() -> Sample:
    return Sample(
        page('<div id="app"></div>', head=ld(blog_of([update_of(p) for p in POSTS]))),
        POSTS,
        is_second=True,
    )


@family
def json_ld_graph_html_twice() -> Sample:
    updates = [
        update_of(p, articleBody="".join(f"<p>{esc(x)}</p>" for x in p.paragraphs)) for p in POSTS
    ]
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage", "name": "x"}, blog_of(updates)],
    }
    return Sample(page('<div id="root"></div>', head=ld(graph) + ld(graph)), POSTS, is_second=True)


@family
def json_ld_broken() -> Sample:
    text = json.dumps(blog_of([update_of(p) for p in POSTS]), ensure_ascii=False)
    text = text.replace("\\n", "\n").replace("}]}", "},]}") + ";"
    return Sample(
        page(
            "<div></div>",
            head=f'<script type="application/ld+json">\n//<![CDATA[\n{text}\n//]]>\n</script>',
        ),
        POSTS,
        is_second=True,
    )


@family
def json_ld_by_reference() -> Sample:
    nodes = [update_of(p) | {"@id": f"#u{p.number}"} for p in POSTS]
    graph = {"@graph": [blog_of([{"@id": n["@id"]} for n in nodes]), *nodes]}
    return Sample(page("<div></div>", head=ld(graph)), POSTS, is_second=True)


@family
def json_ld_object_body_single_type_list() -> Sample:
    updates = [
        update_of(p, articleBody={"@type": "TextObject", "text": "\n".join(p.paragraphs)})
        for p in POSTS
    ]
    blog = blog_of(updates) | {"@type": ["LiveBlogPosting", "NewsArticle"]}
    return Sample(page("<div></div>", head=ld([blog])), POSTS, is_second=True)


@family
def json_ld_cut_beside_tree() -> Sample:
    updates = [update_of(p, articleBody=p.paragraphs[0][:60] + "...") for p in POSTS]
    body = "".join(
        f'<div class="x9a" id="p{p.number}"><span class="k2">{clock(p)}</span><h3>{esc(p.headline)}</h3><div>{paras(p)}</div></div>'
        for p in POSTS
    )
    return Sample(
        page(body, head=ld(blog_of(updates)), traps=TICKER),
        POSTS,
        is_second=True,
        refused=TICKER_WORDS,
    )


@family
def json_ld_page_date_everywhere() -> Sample:
    updates = [update_of(p, datePublished="2024-03-12T18:00:00Z", articleBody="") for p in POSTS]
    body = "".join(
        f'<article id="block-65f0{p.number:x}"><header><time datetime="{p.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z">{clock(p)}</time><h2>{esc(p.headline)}</h2></header>{paras(p)}</article>'
        for p in POSTS
    )
    return Sample(page(body, head=ld(blog_of(updates))), POSTS, is_second=True)


@family
def json_ld_z_is_local() -> Sample:
    """July in London: the data writes local time with a Z."""
    posts = tuple(
        Post(p.at.replace(month=7), p.headline, p.paragraphs, number=p.number) for p in POSTS
    )
    updates = [update_of(p, datePublished=f"{p.at:%Y-%m-%dT%H:%M:%S}Z") for p in posts]
    body = "".join(
        f'<div class="entry" id="p{p.number}" data-ts="{int(p.at.timestamp())}" data-time="{int(p.at.timestamp() * 1000)}"><span>{clock(p)}</span><h3>{esc(p.headline)}</h3>{paras(p)}</div>'
        for p in posts
    )
    return Sample(
        page(body, head=ld(blog_of(updates)).replace("2024-03-12", "2024-07-12")).replace(
            "2024-03-12", "2024-07-12"
        ),
        posts,
        is_second=True,
    )


@family
def microdata() -> Sample:
    body = (
        '<div itemscope itemtype="https://schema.org/LiveBlogPosting">'
        + "".join(
            f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"><meta itemprop="datePublished" content="{p.at.isoformat()}"><h3 itemprop="headline">{esc(p.headline)}</h3><span itemprop="author">{p.author}</span><div itemprop="articleBody">{paras(p)}</div></div>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, is_second=True)


@family
def rdfa() -> Sample:
    body = (
        '<div vocab="https://schema.org/" typeof="LiveBlogPosting">'
        + "".join(
            f'<div property="liveBlogUpdate" typeof="BlogPosting"><span property="datePublished" content="{p.at.isoformat()}"></span><h3 property="headline">{esc(p.headline)}</h3><div property="articleBody">{paras(p)}</div></div>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, is_second=True)


@family
def amp_live_list() -> Sample:
    body = (
        '<amp-live-list id="l" layout="container" data-max-items-per-page="20"><button update on="tap:l.update">New posts</button><div items>'
        + "".join(
            f'<div id="post-{p.number}" data-sort-time="{int(p.at.timestamp() * 1000)}"><amp-timeago layout="fixed-height" height="20" datetime="{p.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z">{int(p.at.timestamp())}</amp-timeago><h3>{esc(p.headline)}</h3>{paras(p)}</div>'
            for p in POSTS
        )
        + "</div></amp-live-list>"
    )
    return Sample(page(body), POSTS, is_second=True)


@family
def hashed_divs_relative_and_clock() -> Sample:
    body = (
        "<div>"
        + "".join(
            f'<div class="a{p.number % 7}x sc-1{p.number}"><div class="hd"><span>{clock(p)}</span></div><div><h2>{esc(p.headline)}</h2>{paras(p)}</div></div>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body, traps=COMMENTS), POSTS, refused=COMMENT_WORDS)


@family
def list_items_bold_clock() -> Sample:
    body = (
        '<div class="story"><p>Gales have hit the coast since early morning and are moving east.</p><ul>'
        + "".join(f"<li><b>{clock(p)}</b> – {esc(' '.join(p.paragraphs))}</li>" for p in POSTS)
        + "</ul></div>"
    )
    return Sample(page(body, traps=RELATED), POSTS, has_headlines=False, refused=RELATED_WORDS)


@family
def paragraphs_strong_clock() -> Sample:
    body = (
        '<div class="story">'
        + "".join(
            f"<p><strong>{clock(p)}</strong> {esc(p.paragraphs[0])}</p>"
            + "".join(f"<p>{esc(x)}</p>" for x in p.paragraphs[1:])
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, has_headlines=False)


@family
def headings_with_clock_and_title() -> Sample:
    body = (
        '<div class="story">'
        + "".join(
            f"<h2>{p.at:%-I.%M} {'am' if p.at.hour < 12 else 'pm'}: {esc(p.headline)}</h2>{paras(p)}"
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS)


@family
def headings_clock_only() -> Sample:
    body = (
        '<div class="story">' + "".join(f"<h4>{clock(p)}</h4>{paras(p)}" for p in POSTS) + "</div>"
    )
    return Sample(page(body), POSTS, has_headlines=False)


@family
def paragraph_plain_clock() -> Sample:
    body = (
        '<div class="story">'
        + "".join(
            f"<p>{clock(p)}: {esc(p.paragraphs[0])}</p>"
            + "".join(f"<p>{esc(x)}</p>" for x in p.paragraphs[1:])
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, has_headlines=False)


@family
def update_paragraphs_american() -> Sample:
    posts = tuple(
        Post(p.at.replace(tzinfo=ZoneInfo("America/New_York")), p.headline, p.paragraphs)
        for p in POSTS[::-1]
    )
    body = (
        '<div class="story"><p>A storm is moving up the coast. This story is updated through the day.</p>'
        + "".join(
            f"<p><strong>Update {p.at:%-I:%M} {'a.m.' if p.at.hour < 12 else 'p.m.'} EDT:</strong> {esc(p.paragraphs[0])}</p>"
            + "".join(f"<p>{esc(x)}</p>" for x in p.paragraphs[1:])
            for p in posts
        )
        + "</div>"
    )
    return Sample(
        page(body, lang="en-US"),
        posts,
        url="https://www.capital-ledger.com/2024/03/12/storm-live-updates",
        has_headlines=False,
    )


@family
def definition_list() -> Sample:
    body = "<dl>" + "".join(f"<dt>{clock(p)}</dt><dd>{paras(p)}</dd>" for p in POSTS) + "</dl>"
    return Sample(page(body), POSTS, has_headlines=False)


@family
def table_with_time_column() -> Sample:
    body = (
        '<table width="100%" border="0">'
        + "".join(
            f'<tr><td valign="top"><font color="red">{clock(p)}</font></td><td>{"<br><br>".join(map(esc, p.paragraphs))}</td></tr>'
            for p in POSTS
        )
        + "</table>"
    )
    return Sample(page(body), POSTS, has_headlines=False)


@family
def bold_clock_line_breaks_2009() -> Sample:
    body = (
        '<div id="cikk">'
        + "<br><br>".join(f"<b>{clock(p)}</b> {esc(' '.join(p.paragraphs))}" for p in POSTS)
        + "</div>"
    )
    return Sample(page(body), POSTS, has_headlines=False)


@family
def time_and_body_as_siblings() -> Sample:
    body = (
        '<div class="feed">'
        + "".join(
            f'<div class="t">{clock(p)}</div><div class="b"><h3>{esc(p.headline)}</h3>{paras(p)}</div>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS)


@family
def grouped_by_hour() -> Sample:
    groups: dict[int, list[Post]] = {}
    for p in POSTS:
        groups.setdefault(p.at.hour // 3, []).append(p)
    body = (
        '<div class="feed">'
        + "".join(
            '<section class="grp"><h2>Block</h2>'
            + "".join(
                f'<article class="u"><time datetime="{p.at.isoformat()}">{clock(p)}</time><h3>{esc(p.headline)}</h3>{paras(p)}</article>'
                for p in ps
            )
            + "</section>"
            for ps in groups.values()
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, is_second=True)


@family
def ads_and_cards_between() -> Sample:
    ad = '<div class="ad-slot"><span>Advertisement</span></div>'
    card = '<div class="teaser"><a href="/x/1"><img src="a.jpg"><h4>Ten gardens to visit this spring</h4></a></div>'
    body = (
        '<div class="feed">'
        + "".join(
            f'<div class="post" id="e{p.number}"><time datetime="{p.at.isoformat()}">{clock(p)}</time><h3>{esc(p.headline)}</h3>{paras(p)}</div>{ad if i % 2 else card}'
            for i, p in enumerate(POSTS)
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, is_second=True, refused=("Ten gardens", "Advertisement"))


@family
def pinned_copy_and_key_events() -> Sample:
    def one(p: Post, extra: str = "") -> str:
        return f'<article class="post{extra}" id="e{p.number}"><time datetime="{p.at.isoformat()}">{clock(p)}</time><h3>{esc(p.headline)}</h3>{paras(p)}</article>'

    keys = (
        '<ul class="keys">'
        + "".join(
            f'<li><a href="#e{p.number}"><span>{clock(p)}</span> {esc(p.headline)}</a></li>'
            for p in POSTS
        )
        + "</ul>"
    )
    pinned = POSTS[4]
    body = (
        keys
        + '<div class="top">'
        + one(pinned, " pinned")
        + '</div><div class="feed">'
        + "".join(map(one, POSTS))
        + "</div>"
    )
    return Sample(page(body), POSTS, is_second=True)


@family
def paginated_ten_of_many() -> Sample:
    body = (
        '<div class="feed">'
        + "".join(
            f'<article class="post" id="e{p.number}"><time datetime="{p.at.isoformat()}">{clock(p)}</time><h3>{esc(p.headline)}</h3>{paras(p)}</article>'
            for p in POSTS
        )
        + '</div><div class="pg"><span>8 of 428</span><a href="?page=2">2</a><a href="?page=3">3</a></div>'
    )
    return Sample(page(body), POSTS, is_second=True, coverage="partial")


@family
def load_more_button() -> Sample:
    body = (
        '<div class="feed">'
        + "".join(
            f'<article class="post" id="e{p.number}"><time datetime="{p.at.isoformat()}">{clock(p)}</time><h3>{esc(p.headline)}</h3>{paras(p)}</article>'
            for p in POSTS
        )
        + "</div><button>Load more</button>"
    )
    return Sample(page(body), POSTS, is_second=True, coverage="partial")


@family
def state_next_data() -> Sample:
    state = {
        "props": {
            "pageProps": {
                "article": {
                    "id": 12,
                    "posts": [
                        {
                            "id": f"ab{p.number}",
                            "title": p.headline,
                            "publishedAt": p.at.isoformat(),
                            "body": "".join(f"<p>{x}</p>" for x in p.paragraphs),
                            "author": {"name": p.author},
                        }
                        for p in POSTS
                    ],
                    "related": [
                        {
                            "id": i,
                            "title": f"Other story number {i}",
                            "url": f"/o/{i}",
                            "publishedAt": "2024-03-01T10:00:00Z",
                        }
                        for i in range(12)
                    ],
                }
            }
        }
    }
    return Sample(
        page(
            '<div id="__next"><div class="spinner"></div></div>',
            head=f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>',
        ),
        POSTS,
        is_second=True,
        refused=("Other story number",),
    )


@family
def state_window_assignment() -> Sample:
    state = {
        "liveblog": {
            "entries": [
                {
                    "uuid": f"ab{p.number}",
                    "headline": p.headline,
                    "timestamp": int(p.at.timestamp() * 1000),
                    "content": [{"type": "text", "value": x} for x in p.paragraphs],
                }
                for p in POSTS
            ]
        }
    }
    return Sample(
        page(
            '<div id="root"></div>',
            head=f"<script>window.__INITIAL_STATE__ = {json.dumps(state)};window.x=1;</script>",
        ),
        POSTS,
        is_second=True,
    )


@family
def german_uhr() -> Sample:
    zone = ZoneInfo("Europe/Berlin")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = (
        '<div class="text">'
        + "".join(f"<h3>{p.at:%-H.%M} Uhr: {esc(p.headline)}</h3>{paras(p)}" for p in posts)
        + "</div>"
    )
    return Sample(
        page(body, lang="de", title="Sturm Brenna im Liveticker"),
        posts,
        url="https://www.elbblick-zeitung.de/liveticker/sturm-brenna",
    )


@family
def french_h_clock() -> Sample:
    zone = ZoneInfo("Europe/Paris")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = (
        '<div class="txt">'
        + "".join(
            f"<p><b>{p.at.hour}h{p.at:%M}.</b> {esc(' '.join(p.paragraphs))}</p>" for p in posts
        )
        + "</div>"
    )
    return Sample(
        page(body, lang="fr", title="Tempête Brenna : suivez la situation en direct"),
        posts,
        url="https://www.la-gazette-du-cap.fr/direct/tempete-brenna",
        has_headlines=False,
    )


@family
def over_midnight() -> Sample:
    start = datetime(2024, 3, 12, 23, 58, tzinfo=LONDON)
    ats = [
        start - timedelta(minutes=40),
        start - timedelta(minutes=11),
        start,
        *(start + timedelta(minutes=m) for m in (9, 31, 64, 95, 140)),
    ]
    posts = tuple(Post(at.replace(second=0), h, t) for at, (h, t) in zip(ats, _TEXTS, strict=True))[
        ::-1
    ]
    body = (
        '<div class="story">'
        + "".join(
            f"<p><strong>{clock(p)}</strong> {esc(p.paragraphs[0])}</p>"
            + "".join(f"<p>{esc(x)}</p>" for x in p.paragraphs[1:])
            for p in posts
        )
        + "</div>"
    )
    return Sample(
        page(body).replace("2024-03-12T08:00:00Z", "2024-03-12T23:10:00Z"),
        posts,
        has_headlines=False,
    )


@family
def match_minutes() -> Sample:
    minutes = ("90+3'", "88'", "71'", "60'", "45'", "33'", "12'", "1'")
    body = (
        '<div class="feed">'
        + "".join(
            f'<div class="ev" id="ev{p.number}"><span class="m">{m}</span><div>{paras(p)}</div></div>'
            for m, p in zip(minutes, POSTS, strict=True)
        )
        + "</div>"
    )
    return Sample(
        page(body, title="Marlow v Eastgate live: commentary"),
        POSTS,
        has_headlines=False,
        has_times=False,
    )


@family
def wordpress_plugin() -> Sample:
    body = (
        '<div class="liveblog-feed">'
        + "".join(
            f'<div class="liveblog-entry" id="id_{p.number}"><header class="liveblog-meta"><a class="liveblog-meta-time" href="#id_{p.number}"><span>{(CAPTURED - p.at).seconds // 60}m ago</span><span>{clock(p)}</span></a><span class="liveblog-author-name">{p.author}</span></header><div class="liveblog-entry-content"><h2>{esc(p.headline)}</h2>{paras(p)}</div><div class="share"><a href="https://x.com/intent">Share</a></div></div>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS)


@family
def client_rendered_empty() -> Sample:
    return Sample(
        page('<div id="liveblog-container"></div>', traps=TICKER),
        (),
        coverage="unavailable",
        refused=TICKER_WORDS,
    )


@family
def json_ld_no_updates_empty() -> Sample:
    blog = blog_of([])
    del blog["liveBlogUpdate"]
    return Sample(
        page('<div class="embed"></div>', head=ld(blog), traps=TICKER + RELATED),
        (),
        coverage="unavailable",
        refused=(*TICKER_WORDS, *RELATED_WORDS),
    )


ARTICLE = "".join(f"<p>{esc(x)}</p>" for _, text in _TEXTS for x in text)


@family
def article_with_traps() -> Sample:
    return Sample(
        page(
            f'<article class="story">{ARTICLE}</article>',
            head=article_json(),
            title="How the coast lived through the storm",
            traps=COMMENTS + TICKER + RELATED,
        ),
        (),
        url="https://www.harbour-courier.co.uk/news/how-the-coast-lived",
        kind="article",
    )


@family
def article_live_in_address() -> Sample:
    return Sample(
        page(
            f'<article class="story">{ARTICLE}</article>',
            head=article_json(),
            title="Where to live by the sea",
            traps=COMMENTS + TICKER,
        ),
        (),
        url="https://www.harbour-courier.co.uk/property/live/where-to-live",
        kind="article",
    )


@family
def article_with_few_times_in_text() -> Sample:
    text = (
        "<p>At 10:42 the first call came in.</p><p>The crew left at 10:50.</p>"
        + ARTICLE
        + "<p>By 11:30 all were ashore.</p>"
    )
    return Sample(
        page(
            f'<article class="story">{text}</article>',
            head=article_json(),
            title="The night of the Silver Heron",
        ),
        (),
        url="https://www.harbour-courier.co.uk/news/silver-heron",
        kind="article",
    )


@family
def section_front() -> Sample:
    cards = "".join(
        f'<article class="card"><a href="/news/{i}"><h3>Headline of story number {i} on this front page</h3></a><time datetime="2024-03-12T{8 + i:02d}:00:00Z">{8 + i}:00</time><p>A short teaser of story {i} that says little of it.</p></article>'
        for i in range(9)
    )
    return Sample(
        page(f'<div class="grid">{cards}</div>', title="News"),
        (),
        url="https://www.harbour-courier.co.uk/news",
        kind="article",
    )


__all__ = ["CAPTURED", "FAMILIES", "POSTS", "Post", "Sample", "field"]


def with_day(post: Post, days: int) -> Post:
    return Post(post.at - timedelta(days=days), post.headline, post.paragraphs)


@family
def day_headings_over_clocks() -> Sample:
    posts = tuple(with_day(p, 0 if i < 3 else 1 if i < 6 else 3) for i, p in enumerate(POSTS))
    body, last = '<div class="story">', None
    for p in posts:
        if p.at.date() != last:
            last = p.at.date()
            body += f"<h2>{p.at:%A, %-d %B %Y}</h2>"
        body += f"<h3>{clock(p)}</h3>{paras(p)}"
    return Sample(page(body + "</div>"), posts, has_headlines=False)


@family
def day_headings_over_records() -> Sample:
    posts = tuple(with_day(p, 0 if i < 3 else 1 if i < 6 else 3) for i, p in enumerate(POSTS))
    body, last = '<div class="feed">', None
    for p in posts:
        if p.at.date() != last:
            last = p.at.date()
            body += f'<div class="day">{p.at:%-d %B %Y}</div>'
        body += f'<div class="post" id="e{p.at:%d%H%M}"><span class="t">{clock(p)}</span><h3>{esc(p.headline)}</h3>{paras(p)}</div>'
    return Sample(page(body + "</div>"), posts)


@family
def bold_clock_and_headline() -> Sample:
    body = (
        '<div class="story">'
        + "".join(
            f"<p><strong>{clock(p)} – {esc(p.headline)}</strong></p>{paras(p)}" for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS)


@family
def clock_in_footer_of_post() -> Sample:
    body = (
        '<div class="feed">'
        + "".join(
            f'<div class="it"><h3>{esc(p.headline)}</h3>{paras(p)}<div class="ft">Posted by {p.author} at {clock(p)}</div></div>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS)


@family
def american_full_label() -> Sample:
    zone = ZoneInfo("America/New_York")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = (
        '<div class="feed">'
        + "".join(
            f'<article class="sc-x"><header><h2>{esc(p.headline)}</h2><span>Updated {p.at:%-I:%M} {"a.m." if p.at.hour < 12 else "p.m."} ET, {p.at:%B %-d, %Y}</span></header><p class="by">By Capital Ledger staff</p>{paras(p)}</article>'
            for p in posts
        )
        + "</div>"
    )
    return Sample(
        page(body, lang="en-US"),
        posts,
        url="https://www.capital-ledger.com/2024/03/12/storm-live-updates",
    )


@family
def article_with_schedule_and_chronology() -> Sample:
    plan = "".join(f"<li>{8 + i}:30 Ferry to Gull Island {i}</li>" for i in range(10))
    dates = "".join(
        f"<p><b>{i} March 2011</b> The harbour board met for the {i}th time that year.</p>"
        for i in range(1, 7)
    )
    return Sample(
        page(
            f'<article class="story">{ARTICLE}<ul class="plan">{plan}</ul>{dates}</article>',
            head=article_json(),
            title="Ferries run again",
        ),
        (),
        url="https://www.harbour-courier.co.uk/news/ferries-run-again",
        kind="article",
    )


@family
def third_party_embed_only() -> Sample:
    return Sample(
        page(
            '<p>Follow the storm with us.</p><iframe src="https://live.24liveblog.com/x/123"></iframe>'
        ),
        (),
        coverage="unavailable",
    )


@family
def hungarian_full_dates() -> Sample:
    zone = ZoneInfo("Europe/Budapest")
    months = {3: "március"}
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = (
        "<ul>"
        + "".join(
            f'<li class="poszt" id="b{p.number}{i}"><div><em>{p.at.year}. {months[p.at.month]} {p.at.day}., kedd {clock(p)}</em></div><h2>{esc(p.headline)}</h2><div>{paras(p)}</div></li>'
            for i, p in enumerate(posts)
        )
        + "</ul>"
    )
    return Sample(
        page(body, lang="hu", title="Percről percre: Brenna vihar"),
        posts,
        url="https://partvidek.hu/2024/03/12/brenna-percrol-percre",
    )


PLAIN_COMMENTS = (
    '<div class="zq">'
    + "".join(
        f'<div class="zi" id="r{500 + i}"><b>reader{i}</b> <span>1{i}:1{i}</span><p>I have lived on this street for {i + 20} years and have never seen the water as high as it was this morning, nor so little help from the council for anybody here.</p></div>'
        for i in range(9)
    )
    + "</div>"
)


@family
def article_with_unnamed_comments() -> Sample:
    return Sample(
        page(
            f'<article class="story">{ARTICLE}</article>{PLAIN_COMMENTS}',
            head=article_json(),
            title="How the coast lived through the storm",
        ),
        (),
        url="https://www.harbour-courier.co.uk/news/how-the-coast-lived",
        kind="article",
    )


@family
def live_blog_drawn_by_scripts_beside_teasers() -> Sample:
    teasers = "".join(
        f'<div class="tz"><time>{9 + i}:0{i}</time><h4><a href="/news/{i}">Story number {i} of another matter</a></h4><p>A line or two that says what the other story {i} is about.</p></div>'
        for i in range(9)
    )
    return Sample(
        page('<div id="liveblog"></div>', traps=teasers),
        (),
        coverage="unavailable",
        refused=("Story number",),
    )


@family
def two_posts_only() -> Sample:
    posts = POSTS[-2:]
    body = (
        '<div class="liveblog">'
        + "".join(
            f'<article class="liveblog-post" id="e{p.number}"><time datetime="{p.at.isoformat()}">{clock(p)}</time><h3>{esc(p.headline)}</h3>{paras(p)}</article>'
            for p in posts
        )
        + "</div>"
    )
    return Sample(page(body), posts, is_second=True)


@family
def nepali_digits() -> Sample:
    zone = ZoneInfo("Asia/Kathmandu")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    digits = str.maketrans("0123456789", "०१२३४५६७८९")
    body = (
        '<div class="feed">'
        + "".join(
            f'<div class="it"><span>{clock(p).translate(digits)}</span><h3>{esc(p.headline)}</h3>{paras(p)}</div>'
            for p in posts
        )
        + "</div>"
    )
    return Sample(
        page(body, lang="ne", title="LIVE: Storm Brenna"),
        posts,
        url="https://himaldainik.com.np/live/2024/03/12/storm-brenna",
    )


@family
def indian_label_with_zone() -> Sample:
    zone = ZoneInfo("Asia/Kolkata")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = (
        "<div>"
        + "".join(
            f'<div class="ins"><div class="dt">{p.at:%b %d, %Y %H:%M} (IST)</div><div><h2>{esc(p.headline)}</h2>{paras(p)}</div></div>'
            for p in posts
        )
        + "</div>"
    )
    return Sample(
        page(body, lang="en-IN"),
        posts,
        url="https://www.dakshin-observer.com/india-news/live-updates-storm-brenna-4411",
    )


@family
def relative_times_only_in_attributes() -> Sample:
    body = (
        "<div>"
        + "".join(
            f'<section class="q1"><relative-time datetime="{p.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}">some hours ago</relative-time><h2>{esc(p.headline)}</h2>{paras(p)}</section>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, is_second=True)


@family
def swedish_kl() -> Sample:
    zone = ZoneInfo("Europe/Stockholm")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = (
        "<div>"
        + "".join(
            f'<div class="n"><span>Idag kl. {p.at:%H.%M}</span><h3>{esc(p.headline)}</h3>{paras(p)}</div>'
            for p in posts
        )
        + "</div>"
    )
    return Sample(
        page(body, lang="sv", title="Stormen Brenna: senaste nytt direkt"),
        posts,
        url="https://www.skargardsbladet.se/nyheter/stormen-brenna-direkt",
    )


@family
def post_without_headline_in_json_cut_in_tree() -> Sample:
    updates = [update_of(p, headline="") for p in POSTS]
    body = (
        "<div>"
        + "".join(
            f'<div class="u" id="p{p.number}"><span>{clock(p)}</span><p>{esc(p.paragraphs[0][:40])}… <a href="#p{p.number}">Read more</a></p></div>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body, head=ld(blog_of(updates))), POSTS, is_second=True, has_headlines=False)


@family
def live_article_with_unnamed_comments() -> Sample:
    return Sample(
        page(
            f'<article class="story">{ARTICLE * 2}</article>{PLAIN_COMMENTS}',
            head=article_json(),
            title="Live music returns to the pier",
        ),
        (),
        url="https://www.harbour-courier.co.uk/culture/live-music-returns",
        kind="article",
    )


@family
def live_story_with_list_of_stories_in_state() -> Sample:
    state = {
        "page": {
            "posts": [
                {
                    "id": i,
                    "title": f"Other story number {i}",
                    "url": f"/o/story-{i}",
                    "description": "Eight or more words that say what this other story is about.",
                    "publishedAt": "2024-03-01T10:00:00Z",
                }
                for i in range(12)
            ]
        }
    }
    return Sample(
        page(
            f'<article class="story">{ARTICLE}</article>',
            head=article_json() + f'<script type="application/json">{json.dumps(state)}</script>',
            title="Live music returns to the pier",
        ),
        (),
        url="https://www.harbour-courier.co.uk/culture/live-music-returns",
        kind="article",
    )


@family
def openers_of_two_kinds() -> Sample:
    body = (
        '<div class="story">'
        + "".join(
            f"<p><strong>{clock(p)}</strong> {esc(p.paragraphs[0])}</p>"
            + "".join(f"<p>{esc(x)}</p>" for x in p.paragraphs[1:])
            if i % 3
            else f"<h4>{clock(p)}</h4>{paras(p)}"
            for i, p in enumerate(POSTS)
        )
        + "</div>"
    )
    return Sample(page(body), POSTS, has_headlines=False)


@family
def headlines_without_markup() -> Sample:
    body = (
        '<div class="feed">'
        + "".join(
            f'<section class="pp"><span class="t">{clock(p)}</span><div><h2></h2><p>{esc(p.headline)}</p>{paras(p)}</div></section>'
            for p in POSTS
        )
        + "</div>"
    )
    return Sample(page(body), POSTS)


@family
def commentary_with_unnamed_bylines() -> Sample:
    """A class that says 'commentary'; the zone behind the clock's own element; a name in no class."""
    zone = ZoneInfo("America/New_York")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = (
        '<section class="commentary"><ol>'
        + "".join(
            f'<li class="css-w2"><header><h3>{esc(p.headline)}</h3><p class="css-q8">From {p.author}</p></header><div class="css-t1"><span>{p.at:%-I:%M %p}</span> ET, {p.at:%B %-d, %Y}</div>{paras(p)}</li>'
            for p in posts
        )
        + "</ol></section>"
    )
    return Sample(page(body), posts, url="https://www.capital-ledger.com/2024/03/12/storm-live")


@family
def year_glued_to_clock() -> Sample:
    zone = ZoneInfo("America/New_York")
    posts = tuple(Post(p.at.replace(tzinfo=zone), p.headline, p.paragraphs) for p in POSTS)
    body = "".join(
        f'<div class="live-post"><time>{p.at:%a, %b} {p.at.day} {p.at.year}{p.at:%-I:%M %p} EDT</time><h2>{esc(p.headline)}</h2>{paras(p)}</div>'
        for p in posts
    )
    return Sample(page(f'<div class="posts">{body}</div>'), posts)


@family
def update_in_class_of_post() -> Sample:
    body = "".join(
        f'<div class="c-live-update"><time class="c-live-update__time" datetime="{p.at.isoformat()}">{p.at:%-I:%M:%S %p}</time><h3>{esc(p.headline)}</h3>{paras(p)}</div>'
        for p in POSTS
    )
    return Sample(page(f'<div class="feed">{body}</div>', lang="en"), POSTS, is_second=True)
