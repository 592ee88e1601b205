"""An ``article`` a post with ``time[datetime]``, newest first; no structured data."""

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


def write_head(view: View) -> str:
    """Nothing: these pages describe themselves by meta elements alone."""
    del view
    return ""


def write_stream(view: View) -> str:
    """The posts, newest first."""
    posts = "".join(
        _write_post(view, post) + write_blocks_after(view, post) for post in view.newest_first
    )
    return f'<div class="{name_class(view, "live")}">{posts}</div>'


def _write_post(view: View, shown: ShownPost) -> str:
    post = shown.post
    local = write_local(view, post.stated_at)
    return (
        f'<article id="post-{post.id}" class="{name_class(view, "post")}">'
        f'<time datetime="{write_iso(view, post.stated_at)}">{local:%Hh%M}</time>'
        f"<h2>{escape(post.headline or '', quote=False)}</h2>"
        f"{write_paragraphs(post.paragraphs)}{write_inner_blocks(view, shown)}"
        f'<footer class="{name_class(view, "byline")} byline">{escape(post.author or "")}</footer>'
        "</article>"
    )
