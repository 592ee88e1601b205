"""One flat body, oldest first: a heading that leads with a time opens a post."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipeline.newsroom.markup import (
    View,
    name_class,
    write_blocks_after,
    write_inner_blocks,
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
    """The body, oldest first."""
    posts = "".join(_write_post(view, post) for post in view.page.posts)
    return f'<div class="{name_class(view, "body")} article-body">{posts}</div>'


def _write_post(view: View, shown: ShownPost) -> str:
    local = write_local(view, shown.post.stated_at)
    headline = escape(shown.post.headline or "", quote=False)
    return (
        f"<h3>{local:%H:%M} {headline}</h3>{write_paragraphs(shown.post.paragraphs)}"
        f"{write_inner_blocks(view, shown)}{write_blocks_after(view, shown)}"
    )
