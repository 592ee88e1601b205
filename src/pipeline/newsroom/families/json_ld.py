"""JSON-LD ``LiveBlogPosting`` in the head, an ``article`` a post in the body, a pinned copy.

Follows https://schema.org/LiveBlogPosting.
"""

from __future__ import annotations

import json
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
    write_share_bar,
)

if TYPE_CHECKING:
    from pipeline.newsroom.stage import ShownPost


def write_head(view: View) -> str:
    """The structured data of the live blog."""
    text = json.dumps(_describe_blog(view), ensure_ascii=False, indent=1)
    safe = text.replace("</", "<\\/")
    return f'<script type="application/ld+json">{safe}</script>'


def write_stream(view: View) -> str:
    """The pinned copies, then the posts, newest first."""
    pinned = "".join(_write_pinned(view, post) for post in view.newest_first if post.is_pinned)
    posts = "".join(
        _write_post(view, post) + write_blocks_after(view, post) for post in view.newest_first
    )
    return f'{pinned}<div class="{name_class(view, "stream")}" id="liveblog-body">{posts}</div>'


def _describe_blog(view: View) -> dict[str, object]:
    page = view.page
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": view.url,
        "url": view.url,
        "headline": page.script.title,
        "description": page.script.lead,
        "inLanguage": view.publisher.language,
        "datePublished": write_iso(view, page.script.published_at),
        "dateModified": write_iso(view, page.modified_at),
        "coverageStartTime": write_iso(view, page.script.published_at),
        "publisher": {"@type": "NewsMediaOrganization", "name": view.publisher.publisher},
        "liveBlogUpdate": [_describe_post(view, post) for post in view.newest_first],
    }


def _describe_post(view: View, shown: ShownPost) -> dict[str, object]:
    post = shown.post
    return {
        "@type": "BlogPosting",
        "@id": _link(view, shown),
        "url": _link(view, shown),
        "headline": post.headline,
        "datePublished": write_iso(view, post.stated_at),
        "dateModified": write_iso(view, shown.updated_at or post.stated_at),
        "author": {"@type": "Person", "name": post.author},
        "articleBody": "\n\n".join(post.paragraphs),
    }


def _link(view: View, shown: ShownPost) -> str:
    return f"{view.url}#block-{shown.post.id}"


def _write_post(view: View, shown: ShownPost) -> str:
    post = shown.post
    return (
        f'<article id="block-{post.id}" class="{name_class(view, "post")} block">'
        f"{_write_header(view, shown)}"
        f'<div class="{name_class(view, "post-body")}">{write_paragraphs(post.paragraphs)}'
        f"{write_inner_blocks(view, shown)}</div>"
        f"{write_share_bar(view, _link(view, shown))}</article>"
    )


def _write_header(view: View, shown: ShownPost) -> str:
    post = shown.post
    local = write_local(view, post.stated_at)
    return (
        f'<header><a href="#block-{post.id}"><time datetime="{local.isoformat()}">'
        f"{local:%H.%M} {local:%Z}</time></a>"
        f"<h2>{escape(post.headline or '', quote=False)}</h2>"
        f'<span class="{name_class(view, "byline")} byline">{escape(post.author or "")}</span>'
        "</header>"
    )


def _write_pinned(view: View, shown: ShownPost) -> str:
    post = shown.post
    return (
        f'<section class="{name_class(view, "pinned")} pinned-post">'
        f"<strong>{escape(view.phrases.words['pinned'])}</strong>"
        f'<article id="pinned-block-{post.id}" class="{name_class(view, "post")} block">'
        f"{_write_header(view, shown)}"
        f'<div class="{name_class(view, "post-body")}">{write_paragraphs(post.paragraphs)}</div>'
        "</article></section>"
    )
