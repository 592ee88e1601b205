"""The live blogs over real sockets: a publisher a family of markup, a page as of one round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pipeline.newsroom.feeds import write_feed, write_robots, write_sitemap
from pipeline.newsroom.markup import View, load_phrases, write_block
from pipeline.newsroom.page import write_page
from pipeline.newsroom.script import Family, Fault, PageScript, Post, Publisher
from pipeline.newsroom.server import Newsroom
from pipeline.newsroom.site import HTML, XML, Resource
from pipeline.newsroom.stage import ShownPage, ShownPost
from pipeline.newsroom.stream.life import (
    FAMILIES,
    SHRUNK_POSTS,
    START,
    Moment,
    StreamBlog,
    StreamPost,
    cut_pages,
    live_blogs,
)

ZONES: Mapping[Family, str] = {
    "json_ld": "Europe/London",
    "amp": "Europe/Berlin",
    "microdata": "America/New_York",
    "blocks": "Asia/Kolkata",
    "records": "Europe/London",
}
FAULTS: Mapping[str, Fault] = {"unavailable": "unavailable", "truncated": "truncated"}
LANGUAGES: Mapping[Family, str] = {"amp": "de"}
"""Of what stands around the posts; the posts themselves are in English."""


class StreamNewsroom(Newsroom):
    """Twenty live blogs as of one round.

    Attributes:
        blogs: their lives.
        round: what is shown; set it to any of ``range(ROUNDS)``.
    """

    def __init__(self, seed: int = 7, base_port: int = 0) -> None:
        """Bind all ports; 0 takes free ones."""
        self.blogs = live_blogs(seed)
        self.round = 0
        super().__init__(base_port=base_port, publishers=tuple(map(_make_publisher, FAMILIES)))

    def find_resource(self, publisher: Publisher, path: str) -> Resource | None:
        """What the publisher serves at the path in this round."""
        origin = self.addresses[publisher.name]
        blogs = [blog for blog in self.blogs if blog.family == publisher.family]
        for blog in blogs:
            if path == blog.path or path.startswith(f"{blog.path}/page/"):
                return show_blog(publisher, blog, origin, path, blog.moments[self.round])
        shown = [_show_page(blog, blog.moments[self.round]) for blog in blogs]
        at = START + timedelta(days=9)
        if path == "/feed.xml":
            feed = write_feed(publisher, origin, shown)
            return Resource(feed.encode(), f"application/{publisher.feed}+xml", at)
        if path.startswith("/sitemap-"):
            return Resource(write_sitemap(publisher, origin, shown).encode(), XML, at)
        if path == "/robots.txt":
            robots = write_robots(publisher, origin)
            return Resource(robots.encode(), "text/plain; charset=utf-8", at)
        return None


def show_blog(
    publisher: Publisher, blog: StreamBlog, origin: str, path: str, moment: Moment
) -> Resource | None:
    """One page of a live blog at a round; None: it has no such page."""
    posts, further = _cut_page(blog, path, moment)
    if not posts:
        return None
    page = _show_page(blog, moment, posts, path)
    view = View(publisher, page, origin, load_phrases(publisher.language))
    html = write_page(view)
    if moment.view == "wall":
        html = _wall_off(view)
    if further:
        link = f'<a rel="next" href="{further}">Older posts</a>'
        html = html.replace("</main>", f'<nav class="pager">{link}</nav></main>')
    return Resource(html.encode(), HTML, page.modified_at, FAULTS.get(moment.view))


def _cut_page(
    blog: StreamBlog, path: str, moment: Moment
) -> tuple[tuple[StreamPost, ...], str | None]:
    """The posts of one page, and the path of the page after it."""
    if moment.view == "shrunk":
        return moment.posts[:SHRUNK_POSTS], None
    if moment.view != "paged":
        return (moment.posts if path == blog.path else ()), None
    number = int(path.rpartition("/page/")[2]) if "/page/" in path else 1
    pages = cut_pages(moment.posts)
    if number > len(pages):
        return (), None
    further = f"{blog.path}/page/{number + 1}" if number < len(pages) else None
    return pages[number - 1], further


def _wall_off(view: View) -> str:
    """Nothing but the question for consent."""
    return (
        f'<!doctype html>\n<html lang="{view.publisher.language}"><head><meta charset="utf-8">'
        f"<title>{view.publisher.publisher}</title></head><body>"
        f"{write_block(view, 'consent_notice')}</body></html>\n"
    )


def _show_page(
    blog: StreamBlog,
    moment: Moment,
    posts: tuple[StreamPost, ...] | None = None,
    path: str | None = None,
) -> ShownPage:
    shown = moment.posts if posts is None else posts
    changed = [post.edited_at or post.stated_at for post in moment.posts]
    script = PageScript(
        path=path or blog.path,
        is_live_blog=True,
        title=f"Storm week, {blog.name}: the water in the valley, as it happened",
        lead="Our reporters are along the river for three days and tell what they see.",
        published_at=START - timedelta(hours=3),
    )
    # The families write the last post first.
    return ShownPage(script, max(changed), tuple(_show_post(post) for post in shown[::-1]))


def _show_post(post: StreamPost) -> ShownPost:
    scripted = Post(
        id=post.id,
        at=post.stated_at,
        stated_at=post.stated_at,
        headline=post.headline,
        author=post.author,
        paragraphs=post.paragraphs,
    )
    return ShownPost(scripted, post.edited_at, is_pinned=post.is_pinned)


def _make_publisher(family: Family) -> Publisher:
    return Publisher(
        name=f"stream_{family}",
        publisher=f"The {family.replace('_', ' ').title()} Observer",
        language=LANGUAGES.get(family, "en"),
        time_zone=ZONES[family],
        family=family,
        feed="rss",
        section="live",
        disallowed="/preview/",
        pages=(),
    )
