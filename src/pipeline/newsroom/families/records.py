"""Repeated records whose only time is a clock, newest first, across midnight; no ids."""

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
    """The records, newest first."""
    posts = "".join(
        _write_post(view, post) + write_blocks_after(view, post) for post in view.newest_first
    )
    return f'<div class="{name_class(view, "feed")}">{posts}</div>'


def _write_post(view: View, shown: ShownPost) -> str:
    local = write_local(view, shown.post.stated_at)
    return (
        f'<div class="{name_class(view, "row")}">'
        f'<span class="{name_class(view, "clock")}">{local:%H:%M}</span>'
        f'<div class="{name_class(view, "cell")}">'
        f"<h3>{escape(shown.post.headline or '', quote=False)}</h3>"
        f"{write_paragraphs(shown.post.paragraphs)}{write_inner_blocks(view, shown)}</div></div>"
    )
