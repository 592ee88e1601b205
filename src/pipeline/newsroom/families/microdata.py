"""schema.org microdata: ``itemprop=liveBlogUpdate`` in the body, newest first.

Follows https://html.spec.whatwg.org/multipage/microdata.html.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipeline.newsroom.markup import (
    View,
    name_class,
    write_blocks_after,
    write_inner_blocks,
    write_iso,
    write_local,
    write_paragraphs,
)

if TYPE_CHECKING:
    from pipeline.newsroom.stage import ShownPost

_SCHEMA = "https://schema.org"


def write_head(view: View) -> str:
    """Nothing: the properties stand in the body."""
    del view
    return ""


def write_stream(view: View) -> str:
    """The live blog as one item, newest first."""
    posts = "".join(
        _write_post(view, post) + write_blocks_after(view, post) for post in view.newest_first
    )
    page = view.page
    return (
        f'<div itemscope itemtype="{_SCHEMA}/LiveBlogPosting" class="{name_class(view, "blog")}">'
        f'<meta itemprop="headline" content="{escape(page.script.title)}">'
        f'<meta itemprop="datePublished" content="{write_iso(view, page.script.published_at)}">'
        f'<meta itemprop="dateModified" content="{write_iso(view, page.modified_at)}">'
        f'<meta itemprop="coverageStartTime" content="{write_iso(view, page.script.published_at)}">'
        f"{posts}</div>"
    )


def _write_post(view: View, shown: ShownPost) -> str:
    post = shown.post
    local = write_local(view, post.stated_at)
    modified = write_iso(view, shown.updated_at or post.stated_at)
    return (
        f'<div id="{post.id}" itemprop="liveBlogUpdate" itemscope '
        f'itemtype="{_SCHEMA}/BlogPosting" class="{name_class(view, "update")}">'
        f'<meta itemprop="datePublished" content="{write_iso(view, post.stated_at)}">'
        f'<meta itemprop="dateModified" content="{modified}">'
        f'<link itemprop="url" href="{view.url}#{post.id}">'
        f'<span class="{name_class(view, "time")}">{local:%d %b %Y, %I:%M %p} IST</span>'
        f'<h3 itemprop="headline">{escape(post.headline or "", quote=False)}</h3>'
        f'<div itemprop="articleBody">{write_paragraphs(post.paragraphs)}'
        f"{write_inner_blocks(view, shown)}</div>"
        f'<span itemprop="author" itemscope itemtype="{_SCHEMA}/Person">'
        f'<span itemprop="name">{escape(post.author or "")}</span></span></div>'
    )
