"""A whole page: head, chrome, stream or body, and what stands around it."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from types import ModuleType
from typing import TYPE_CHECKING

from pipeline.newsroom.families import amp, bare, blocks, flat, json_ld, microdata, records
from pipeline.newsroom.markup import (
    View,
    name_class,
    write_block,
    write_iso,
    write_local,
    write_paragraphs,
)

if TYPE_CHECKING:
    from pipeline.newsroom.script import Family

TICKER_STEP = timedelta(minutes=7)
FAMILIES: dict[Family, ModuleType] = {
    "json_ld": json_ld,
    "amp": amp,
    "records": records,
    "flat": flat,
    "microdata": microdata,
    "bare": bare,
    "blocks": blocks,
}


def write_page(view: View) -> str:
    """The HTML of a live blog or of an article."""
    is_bare = view.publisher.family == "bare"
    body = _write_bare(view) if is_bare else _write_dressed(view)
    return (
        f'<!doctype html>\n<html lang="{view.publisher.language}">\n'
        f"<head>{_write_head(view)}</head>\n<body>{body}</body>\n</html>\n"
    )


def write_front(view: View, links: list[tuple[str, str]]) -> str:
    """A page of links: the titles of all that is up, or of a section, newest first."""
    items = "".join(
        f'<li><a href="{escape(path)}">{escape(title)}</a></li>' for path, title in links
    )
    return (
        f'<!doctype html>\n<html lang="{view.publisher.language}">\n<head><meta charset="utf-8">'
        f"<title>{escape(view.publisher.publisher)}</title></head>\n<body>"
        f"<h1>{escape(view.publisher.publisher)}</h1><ul>{items}</ul>"
        f'<p><a href="{_closed_link(view)}">{escape(view.phrases.words["terms"])}</a></p>'
        "</body>\n</html>\n"
    )


def _write_head(view: View) -> str:
    script = view.page.script
    common = (
        f'<meta charset="utf-8"><title>{escape(script.title)} | '
        f"{escape(view.publisher.publisher)}</title>"
        f'<link rel="canonical" href="{escape(view.url)}">'
    )
    stream = FAMILIES[view.publisher.family].write_head(view) if script.is_live_blog else ""
    if view.publisher.family == "bare":
        day = write_local(view, script.published_at)
        return (
            f'{common}<meta name="date" content="{day:%Y-%m-%d}">'
            f'<meta property="article:published_time" content="{day:%Y-%m-%d}">{stream}'
        )
    meta = {
        "og:type": "article",
        "og:title": script.title,
        "og:description": script.lead,
        "og:site_name": view.publisher.publisher,
        "article:published_time": write_iso(view, script.published_at),
        "article:modified_time": write_iso(view, view.page.modified_at),
    }
    tags = "".join(
        f'<meta property="{name}" content="{escape(value)}">' for name, value in meta.items()
    )
    return common + tags + stream


def _write_bare(view: View) -> str:
    script = view.page.script
    title = f"<h1>{escape(script.title, quote=False)}</h1>"
    lead = write_paragraphs([script.lead]) if script.is_live_blog else ""
    return title + lead + _write_middle(view)


def _write_dressed(view: View) -> str:
    script = view.page.script
    words = view.phrases.words
    local = write_local(view, script.published_at)
    return (
        f"{write_block(view, 'consent_notice')}{_write_nav(view)}"
        f"{write_block(view, 'login_prompt')}"
        f'<main class="{name_class(view, "main")}"><header>'
        f"<h1>{escape(script.title, quote=False)}</h1>"
        f'<p class="{name_class(view, "lead")} lead">{escape(script.lead, quote=False)}</p>'
        f'<p class="{name_class(view, "dateline")}">{escape(words["published"])} '
        f'<time datetime="{local.isoformat()}">{local:%Y-%m-%d %H:%M}</time></p></header>'
        f"{_write_key_events(view)}{_write_middle(view)}</main>"
        f"{_write_sidebar(view)}{write_block(view, 'comment_prompt')}{_write_footer(view)}"
    )


def _write_middle(view: View) -> str:
    script = view.page.script
    if script.is_live_blog:
        stream: str = FAMILIES[view.publisher.family].write_stream(view)
        return stream
    paragraphs = write_paragraphs(script.paragraphs)
    if view.publisher.family == "bare":
        return paragraphs
    return f'<article class="{name_class(view, "article")}">{paragraphs}</article>'


def _write_nav(view: View) -> str:
    words = view.phrases.words
    links = "".join(
        f'<li><a href="/{name}/">{escape(words[name])}</a></li>'
        for name in ("home", "sport", "opinion")
    )
    return f'<nav class="{name_class(view, "nav")}"><ul>{links}</ul></nav>'


def _write_key_events(view: View) -> str:
    if view.publisher.family not in {"json_ld", "amp"} or len(view.page.posts) < 4:
        return ""
    prefix = "block-" if view.publisher.family == "json_ld" else "post-"
    items = "".join(
        f'<li><a href="#{prefix}{shown.post.id}">{escape(shown.post.headline or "")}</a></li>'
        for shown in view.newest_first[:3]
    )
    heading = escape(view.phrases.words["key_events"])
    return (
        f'<aside class="{name_class(view, "keys")} key-events"><h2>{heading}</h2>'
        f"<ul>{items}</ul></aside>"
    )


def _write_sidebar(view: View) -> str:
    words = view.phrases.words
    latest = view.page.modified_at
    ticker = "".join(
        f"<li><span>{write_local(view, latest - i * TICKER_STEP):%H:%M}</span> "
        f'<a href="/{view.publisher.section}/">{escape(headline)}</a></li>'
        for i, headline in enumerate(view.phrases.ticker)
    )
    return (
        f'<aside class="{name_class(view, "sidebar")} sidebar"><h3>{escape(words["latest"])}</h3>'
        f"<ul>{ticker}</ul><h3>{escape(words['related'])}</h3>{write_block(view, 'promo')}</aside>"
    )


def _write_footer(view: View) -> str:
    words = view.phrases.words
    return (
        f'<footer class="{name_class(view, "footer")}">{write_block(view, "newsletter_signup")}'
        f'<a href="{_closed_link(view)}">{escape(words["terms"])}</a> '
        f'<a href="/privacy">{escape(words["privacy"])}</a></footer>'
    )


def _closed_link(view: View) -> str:
    """A link into what robots.txt closes."""
    return view.publisher.disallowed.replace("*", "service").rstrip("$")
