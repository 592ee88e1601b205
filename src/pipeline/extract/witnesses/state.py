"""Embedded application state: posts as JSON inside scripts, on pages that scripts draw.

Looks for lists of objects that each hold a time and prose. Only asked when the tree and the
JSON-LD show no posts, for it is the dearest of the witnesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from pipeline.extract.candidate import Candidate, TimeMark, Witness
from pipeline.extract.signals.shapes import is_instant
from pipeline.extract.tree.json_text import unescape
from pipeline.extract.witnesses.json_ld import read_name
from pipeline.extract.witnesses.script_values import list_script_values

if TYPE_CHECKING:
    from pipeline.extract.tree.page import Page

MIN_POSTS = 3
MIN_WORDS = 8
"""Median words of a post's text; lists of links have fewer."""
MAX_DEPTH = 80
MAX_NODES = 400_000

_PUBLISHED_KEY = re.compile(
    r"\A(?:(?:first|date)?_?-?(?:published?|created?|posted|display|event|post|entry)_?-?(?:at|on|date|time|timestamp|utc|iso)?|"
    r"date(?:published|created|time)?|time(?:stamp)?|datetime|pub_?date|ts|sort_?(?:time|date)|cdate|creation_?date)\Z",
    re.IGNORECASE,
)
_UPDATED_KEY = re.compile(
    r"\A(?:(?:last_?)?(?:updated?|modified|edited)_?(?:at|on|date|time|timestamp)?|date_?modified|mdate)\Z",
    re.IGNORECASE,
)
_TITLE_KEY = re.compile(r"\A(?:headlines?|title|heading|head|titel|titulo)\Z", re.IGNORECASE)
_BODY_KEY = re.compile(
    r"\A(?:(?:article|body|content|post|entry)?_?(?:body|text|content|contents|html|description|message|markup|copy)|"
    r"bodyhtml|body_?html|blocks|elements|paragraphs|components|story|value|children|data|rich_?text)\Z",
    re.IGNORECASE,
)
_ID_KEY = re.compile(r"\A(?:_?id|uuid|guid|key|post_?id|entry_?id|slug|hash)\Z", re.IGNORECASE)
_LINK_KEY = re.compile(r"\A(?:url|permalink|link|canonical_?url|share_?url)\Z", re.IGNORECASE)
_AUTHOR_KEY = re.compile(
    r"\A(?:authors?|byline|contributors?|creator|reporter|user)\Z", re.IGNORECASE
)
_LIVE_PATH = re.compile(
    r"live|ticker|blog|posts?|entries|updates?|events?|stream|timeline|messages", re.IGNORECASE
)
_INLINE = frozenset({"b", "strong", "em", "i", "a", "span", "link", "u"})

Node = Mapping[str, Any]  # JSON is whatever it is


@dataclass(frozen=True, slots=True)
class _Found:
    path: str
    posts: tuple[Node, ...]
    score: float


def read_state(page: Page) -> Witness | None:
    """The list in the page's scripts that reads like posts; None when there is none."""
    best: _Found | None = None
    for value in list_script_values(page):
        for found in _find_lists(value):
            if best is None or found.score > best.score:
                best = found
    if best is None:
        return None
    posts = tuple(_read_post(node) for node in best.posts)
    return Witness("state", posts, is_live=bool(_LIVE_PATH.search(best.path)))


def _find_lists(root: object) -> Iterator[_Found]:
    """Every list (or object of objects by id) below ``root`` whose items look like posts."""
    waiting: list[tuple[object, str, int]] = [(root, "", 0)]
    seen = 0
    while waiting and seen < MAX_NODES:
        value, path, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, Mapping):
            children = list(value.items())
            items = [child for _, child in children] if len(children) >= MIN_POSTS else []
        elif isinstance(value, list):
            children = [("", child) for child in value]
            items = value
        else:
            continue
        found = _judge_items(items, path)
        if found is not None:
            yield found
        waiting.extend(
            (child, f"{path}/{key}", depth + 1)
            for key, child in children
            if isinstance(child, Mapping | list)
        )


def _judge_items(items: Sequence[object], path: str) -> _Found | None:
    posts = [one for one in (_unwrap(item) for item in items) if one is not None]
    if len(posts) < MIN_POSTS or len(posts) < 0.6 * len(items):
        return None
    lengths = [len(_read_body(post).split()) for post in posts[:200]]
    if median(lengths) < MIN_WORDS:
        return None
    live = 2.0 if _LIVE_PATH.search(path) else 1.0
    return _Found(path, tuple(posts), live * len(posts) * min(60.0, float(median(lengths))))


def _unwrap(item: object) -> Node | None:
    """An item that has a time, or the only object in it that has ('node', 'attributes', 'post')."""
    if not isinstance(item, Mapping):
        return None
    if _read_time(item, _PUBLISHED_KEY) or _read_time(item, _UPDATED_KEY):
        return item
    inner = [
        one for one in item.values() if isinstance(one, Mapping) and _read_time(one, _PUBLISHED_KEY)
    ]
    return inner[0] if len(inner) == 1 else None


def _read_time(node: Node, key: re.Pattern[str]) -> tuple[str, str] | None:
    for name, value in node.items():
        if not key.match(str(name)):
            continue
        said = value.get("iso") or value.get("date") if isinstance(value, Mapping) else value
        if isinstance(said, int | float) and not isinstance(said, bool):
            said = str(int(said))
        if isinstance(said, str) and is_instant(said):
            return str(name), said
    return None


def _read_post(node: Node) -> Candidate:
    marks = []
    for key, role in ((_PUBLISHED_KEY, "published"), (_UPDATED_KEY, "updated")):
        found = _read_time(node, key)
        if found:
            where = f"state/{found[0]}"
            marks.append(TimeMark(found[1], "data_attribute", where, role))  # type: ignore[arg-type]
    title = _first_text(node, _TITLE_KEY)
    return Candidate(
        witness="state",
        headline=" ".join(unescape(_TAGS.sub(" ", title)).split()) if title else None,
        author=next((read_name(v) for k, v in node.items() if _AUTHOR_KEY.match(str(k))), None),
        url=_first_text(node, _LINK_KEY),
        native_id=_first_id(node),
        body=_read_body(node),
        marks=tuple(marks),
    )


# '<b>' in a title
_TAGS = re.compile(r"<[^<>]{1,200}>")


def _first_text(node: Node, key: re.Pattern[str]) -> str | None:
    for name, value in node.items():
        if key.match(str(name)):
            said = (
                value.get("rendered") or value.get("text") or value.get("basic")
                if isinstance(value, Mapping)
                else value
            )
            if isinstance(said, str) and said.strip():
                return said
    return None


def _first_id(node: Node) -> str | None:
    for name, value in node.items():
        if _ID_KEY.match(str(name)) and isinstance(value, str | int) and str(value).strip():
            return str(value)
    return None


def _read_body(node: Node) -> str:
    """The longest of the fields that may hold the text, flattened to HTML or lines."""
    texts = [_flatten(value, 0) for name, value in node.items() if _BODY_KEY.match(str(name))]
    return max(texts, key=len, default="")


def _flatten(value: object, depth: int) -> str:
    if isinstance(value, str):
        return value
    if depth > 8:
        return ""
    if isinstance(value, list):
        return "\n".join(text for text in (_flatten(one, depth + 1) for one in value) if text)
    if isinstance(value, Mapping):
        parts = [
            _flatten(one, depth + 1)
            for name, one in value.items()
            if isinstance(one, Mapping | list) or _BODY_KEY.match(str(name)) or name == "rendered"
        ]
        return "\n".join(part for part in parts if part and not _is_code(part))
    return ""


def _is_code(text: str) -> bool:
    return " " not in text.strip() and len(text) < 40
