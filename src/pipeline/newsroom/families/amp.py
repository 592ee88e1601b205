"""AMP live list: sort and update times in milliseconds, an ``amp-timeago`` that reads as an epoch.

Follows https://amp.dev/documentation/components/amp-live-list.
"""

from __future__ import annotations

from datetime import datetime
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
    """The component's script."""
    script = "https://cdn.example.org/v0/amp-live-list-0.1.js"
    return f'<script async custom-element="amp-live-list" src="{script}"></script>'


def write_stream(view: View) -> str:
    """The live list, newest first."""
    posts = "".join(
        _write_post(view, post) + write_blocks_after(view, post) for post in view.newest_first
    )
    return (
        f'<amp-live-list id="live-{len(view.page.script.path)}" data-max-items-per-page="50" '
        'data-poll-interval="60000" class="i-amphtml-layout-container">'
        f'<button update class="{name_class(view, "update")}">Neueste Beiträge anzeigen</button>'
        f"<div items>{posts}</div></amp-live-list>"
    )


def _write_post(view: View, shown: ShownPost) -> str:
    post = shown.post
    local = write_local(view, post.stated_at)
    sort_ms, update_ms = _to_ms(post.stated_at), _to_ms(shown.updated_at or post.stated_at)
    return (
        f'<div id="post-{post.id}" data-sort-time="{sort_ms}" data-update-time="{update_ms}" '
        f'class="{name_class(view, "post")}">'
        f'<a href="#post-{post.id}"><amp-timeago layout="fixed-height" height="20" '
        f'datetime="{post.stated_at:%Y-%m-%dT%H:%M:%S.000Z}" locale="de">{sort_ms // 1000}'
        "</amp-timeago></a>"
        f'<div class="{name_class(view, "body")}">'
        f"<h3>{escape(post.headline or '', quote=False)}</h3>"
        f"{write_paragraphs(post.paragraphs)}{write_inner_blocks(view, shown)}</div>"
        f'<div class="{name_class(view, "foot")}">'
        f'<span class="{name_class(view, "byline")} byline">{escape(post.author or "")}</span>'
        f"<span>{local:%d.%m.%Y %H:%M}</span></div></div>"
    )


def _to_ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
