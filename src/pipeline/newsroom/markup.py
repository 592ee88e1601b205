"""Small pieces of HTML that all families share: escaping, hashed classes, times, blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

import yaml

if TYPE_CHECKING:
    from pipeline.model import RemovedKind
    from pipeline.newsroom.script import Publisher
    from pipeline.newsroom.stage import ShownPage, ShownPost

PHRASES = Path(__file__).parent / "phrases.yaml"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The wording of one block."""

    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """All wording around the reporting in one language."""

    words: Mapping[str, str]
    ticker: tuple[str, ...]
    """Headlines beside the page, of no page of ours."""
    blocks: Mapping[RemovedKind, Phrase]


@dataclass(frozen=True, slots=True)
class View:
    """What a family needs to draw one page."""

    publisher: Publisher
    page: ShownPage
    origin: str
    phrases: Phrases

    @property
    def url(self) -> str:
        """The page's own address."""
        return self.origin + self.page.script.path

    @property
    def newest_first(self) -> tuple[ShownPost, ...]:
        """The posts in the order of most families."""
        return self.page.posts[::-1]


@cache
def load_phrases(language: str) -> Phrases:
    """The wording for a language tag: ``en-IN`` reads ``en``."""
    raw = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))[language.split("-", maxsplit=1)[0]]
    blocks = cast("dict[RemovedKind, dict[str, str]]", raw["blocks"])
    phrases = {kind: Phrase(**phrase) for kind, phrase in blocks.items()}
    return Phrases(raw["words"], tuple(raw["ticker"]), phrases)


def name_class(view: View, role: str) -> str:
    """A class as build tools make them: ``sc-1f3a9c-0 kQvTzb``, steady per publisher and role."""
    digest = hashlib.sha256(f"{view.publisher.name}/{role}".encode()).hexdigest()
    letters = "".join(chr(ord("a") + int(digit, 16)) for digit in digest[8:14])
    return f"sc-{digest[:6]}-{int(digest[6], 16)} {letters[0]}{letters[1:3].upper()}{letters[3:]}"


def write_local(view: View, at: datetime) -> datetime:
    """The instant on the publisher's own clock."""
    return at.astimezone(ZoneInfo(view.publisher.time_zone))


def write_local_day(publisher: Publisher, at: datetime) -> date:
    """The day of the instant on the publisher's own calendar."""
    return at.astimezone(ZoneInfo(publisher.time_zone)).date()


def write_iso(view: View, at: datetime) -> str:
    """ISO 8601 with the publisher's offset: ``2026-03-27T06:10:00+00:00``."""
    return write_local(view, at).isoformat(timespec="seconds")


def write_paragraphs(paragraphs: Iterable[str]) -> str:
    """Paragraphs as ``<p>`` elements."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


def write_block(view: View, kind: RemovedKind) -> str:
    """One block that is not reporting, as one element."""
    if kind == "share":
        return write_share_bar(view, view.url)
    classes = f"{name_class(view, kind)} {kind.replace('_', '-')}"
    return f'<div class="{classes}">{_write_inside(kind, view.phrases.blocks[kind])}</div>'


def write_inner_blocks(view: View, post: ShownPost) -> str:
    """The blocks that stand inside a post."""
    return _write_blocks(view, post, is_inside=True)


def write_blocks_after(view: View, post: ShownPost) -> str:
    """The blocks that stand in the stream after a post."""
    return _write_blocks(view, post, is_inside=False)


def _write_blocks(view: View, post: ShownPost, *, is_inside: bool) -> str:
    return "".join(
        write_block(view, block.kind)
        for block in view.page.script.blocks
        if block.post_id == post.post.id and block.is_inside is is_inside
    )


def _write_inside(kind: RemovedKind, phrase: Phrase) -> str:
    """One line of text; what one presses is an input, whose label is no text of the page."""
    match kind:
        case "advertisement":
            return f"<span>{escape(phrase.text)}</span>"
        case "media_caption":
            still = '<img src="/static/still.svg" alt="">'
            return f"<figure>{still}<figcaption>{escape(phrase.text)}</figcaption></figure>"
        case "promo":
            return f'<a href="/gallery/month">{escape(phrase.text)}</a>'
        case "newsletter_signup":
            field = '<input type="email" name="email" placeholder="name@example.org">'
            form = f'<form action="/newsletter">{field}{_write_button(phrase)}</form>'
            return f"<p>{escape(phrase.text)}</p>{form}"
        case _:
            return f"<p>{escape(phrase.text)}</p>{_write_button(phrase)}"


def write_share_bar(view: View, address: str) -> str:
    """A share bar with a placeholder that its script never filled in."""
    icon = f'<a href="/share?u={escape(address)}"><svg width="16" height="16"></svg></a>'
    label = f"<span>{escape(view.phrases.words['share'])} {{{{ share.count }}}}</span>"
    return f'<div class="{name_class(view, "share")} share-bar">{icon}{label}</div>'


def _write_button(phrase: Phrase) -> str:
    return f'<input type="submit" value="{escape(phrase.action)}">'
