"""JSON-LD: schema.org ``LiveBlogPosting`` with its ``liveBlogUpdate``; the nodes of the page.

https://schema.org/LiveBlogPosting. Publishers write arrays, ``@graph``, several blocks, updates as
objects or as references by ``@id``, bodies as text, HTML or lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.extract.candidate import Candidate, TimeMark, Witness
from pipeline.extract.tree.json_text import unescape

if TYPE_CHECKING:
    from pipeline.extract.tree.page import Page

Node = Mapping[str, Any]  # JSON is whatever it is
_MAX_DEPTH = 6
LONG_HEADLINE = 60
"""Characters at which systems cut a text that stands in for a headline."""
_UPDATE_KEYS = ("liveBlogUpdate", "liveBlogUpdates", "blogPost", "blogPosts")
_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "AdvertiserContentArticle",
    "Report",
)


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The nodes of a page that speak of the page itself."""

    live_blogs: tuple[Node, ...]
    articles: tuple[Node, ...]


def read_linked_data(page: Page) -> LinkedData:
    """Sorts the page's JSON-LD nodes by type."""
    nodes = list(_walk(list(page.json_ld), 0))
    return LinkedData(
        live_blogs=tuple(node for node in nodes if has_type(node, "LiveBlogPosting")),
        articles=tuple(node for node in nodes if has_type(node, *_ARTICLE_TYPES)),
    )


def read_updates(page: Page, linked: LinkedData) -> Witness | None:
    """The updates of the page's live blog; None when no node is a ``LiveBlogPosting``."""
    if not linked.live_blogs:
        return None
    by_id = {node["@id"]: node for node in _walk(list(page.json_ld), 0) if _is_full(node)}
    found: dict[tuple[str, ...], Candidate] = {}
    for blog in linked.live_blogs:
        given = (update for key in _UPDATE_KEYS for update in as_list(blog.get(key)))
        updates = [update for one in given for update in _open_list(one)]
        for place, update in enumerate(updates):
            node = _follow(update, by_id)
            if node is None:
                continue
            candidate = _read_update(node, place, read_text(blog.get("headline")))
            if candidate.headline or candidate.body or candidate.marks:
                found.setdefault(_fingerprint(candidate), candidate)
    return Witness("json_ld", tuple(found.values()), is_live=True)


def has_type(node: Node, *names: str) -> bool:
    """Whether a node is of one of these types: ``"@type"`` as text, list or full address."""
    return any(str(said).rpartition("/")[2] in names for said in as_list(node.get("@type")))


def as_list(value: object) -> list[Any]:
    """A value as a list: nothing gives none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def read_text(value: object) -> str | None:
    """Text of a value that may be text, a list, or an object with ``@value`` or ``text``."""
    if isinstance(value, str):
        return unescape(value).strip() or None
    if isinstance(value, list):
        parts = [read_text(part) for part in value]
        return "\n".join(part for part in parts if part) or None
    if isinstance(value, Mapping):
        for key in ("@value", "text", "articleBody", "name", "headline"):
            said = read_text(value.get(key))
            if said:
                return said
    return None


def read_name(value: object) -> str | None:
    """Names of a person or organisation, or of several, joined by commas."""
    names = []
    for one in as_list(value):
        name = read_text(one.get("name")) if isinstance(one, Mapping) else read_text(one)
        if name and not name.startswith("http") and name not in names:
            names.append(name)
    return ", ".join(names) or None


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, depth)
    elif isinstance(value, Mapping):
        if "@type" in value:
            yield value
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "hasPart",
            "item",
            "itemListElement",
        ):
            if key in value:
                yield from _walk(value[key], depth + 1)


def _is_full(node: Node) -> bool:
    return isinstance(node.get("@id"), str) and len(node) > 2


def _open_list(update: object) -> list[Any]:
    """What an ItemList holds, each in a ListItem or bare; another node alone."""
    if not isinstance(update, Mapping) or "itemListElement" not in update:
        return [update]
    items = as_list(update["itemListElement"])
    return [
        item["item"] if isinstance(item, Mapping) and "item" in item else item for item in items
    ]


def _follow(update: object, by_id: Mapping[str, Node]) -> Node | None:
    """An update in full: a bare string or an object of ``@id`` alone points to another node."""
    if isinstance(update, str):
        return by_id.get(update)
    if not isinstance(update, Mapping):
        return None
    if "@id" in update and len(update) <= 2:
        return by_id.get(update["@id"], None)
    return update


def _read_update(node: Node, place: int, title: str | None) -> Candidate:
    where = f"json_ld/liveBlogUpdate/{place}"
    marks = []
    for key, role in (
        ("datePublished", "published"),
        ("dateCreated", "published"),
        ("uploadDate", "published"),
        ("dateModified", "updated"),
    ):
        said = read_text(node.get(key))
        if said:
            marks.append(TimeMark(said, "json_ld", f"{where}/{key}", role))  # type: ignore[arg-type]
    headline = read_text(node.get("headline")) or read_text(node.get("name"))
    if headline and title and headline.split() == title.split():
        headline = None  # the page's, repeated on every update
    body = _read_body(node.get("articleBody") or node.get("text") or node.get("description"))
    if headline and _is_cut_from(headline, body):
        headline = None
    url = read_text(node.get("url"))
    return Candidate(
        witness="json_ld",
        headline=" ".join(headline.split()) if headline else None,
        author=read_name(node.get("author")),
        url=url,
        native_id=_read_id(node, url),
        body=body,
        marks=tuple(marks),
    )


def _is_cut_from(headline: str, body: str) -> bool:
    """The headline is all of the body, or its first words, cut within a word or at a length.

    A short one that ends with a word is a headline of its own: 'Rain all night'.

    >>> _is_cut_from("We stand on the bri", "We stand on the bridge and wait.")
    True
    >>> _is_cut_from("Rain all night", "Rain all night at the upper lock has filled the basin.")
    False
    """
    is_marked = headline.endswith(("...", "…"))
    start = " ".join(headline.removesuffix("...").removesuffix("…").split())
    said = " ".join(body[: 2 * len(headline) + 80].split())
    if not start or not said.startswith(start):
        return False
    rest = said[len(start) :]
    if not rest:
        return len(said) == len(" ".join(body.split()))
    is_open = rest[:1] == " " and rest[1:2].islower()
    return rest[:1].isalnum() or (is_open and (is_marked or len(start) >= LONG_HEADLINE))


def _read_body(value: object) -> str:
    text = read_text(value)
    return text or ""


def _read_id(node: Node, url: str | None) -> str | None:
    for value in (node.get("@id"), node.get("identifier"), url):
        said = read_text(value)
        if said and "#" in said:
            return said.rpartition("#")[2] or None
        if said and not said.startswith("http"):
            return said
    return None


def _fingerprint(candidate: Candidate) -> tuple[str, ...]:
    """Equal for an update that a second block repeats."""
    raw = candidate.marks[0].raw if candidate.marks else ""
    return (candidate.headline or "", candidate.body[:200], raw)
