"""No structure but text, and no time at all: topic headings and paragraphs, oldest first."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from pipeline.newsroom.markup import View, write_iso, write_paragraphs

if TYPE_CHECKING:
    from pipeline.newsroom.stage import ShownPost


def write_head(view: View) -> str:
    """That it is a live blog, and its dates; not a word of its posts."""
    page = view.page
    described = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": page.script.title,
        "datePublished": write_iso(view, page.script.published_at),
        "dateModified": write_iso(view, page.modified_at),
    }
    text = json.dumps(described, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def write_stream(view: View) -> str:
    """Headings and paragraphs, one after the other; a block is a paragraph as well."""
    return "".join(_write_post(view, post) for post in view.page.posts)


def _write_post(view: View, shown: ShownPost) -> str:
    headline = escape(shown.post.headline or "", quote=False)
    blocks = [
        view.phrases.blocks[block.kind]
        for block in view.page.script.blocks
        if block.post_id == shown.post.id
    ]
    boxes = write_paragraphs(phrase.text for phrase in blocks)
    return f"<h3>{headline}</h3>{write_paragraphs(shown.post.paragraphs)}{boxes}"
