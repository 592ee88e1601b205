"""Tools that run in this process: ours, trafilatura alone, and a reader of JSON-LD alone."""

from __future__ import annotations

import json
from typing import Any

from lxml import html

from benchmarks.quality.cases import Case
from benchmarks.quality.scoring import UNTOLD
from pipeline.errors import UnreadablePage

Said = dict[str, Any]  # JSON: Any


def read_ours(case: Case) -> Said:
    """What `dateline extract` prints, with no hint about the publisher."""
    from pipeline.extract.extraction import extract_page
    from pipeline.extract.to_json import to_json

    try:
        got = extract_page(case.data, url=case.url, captured_at=case.captured_at)
    except UnreadablePage:
        return {}
    said: Said = json.loads(to_json(got))
    return said


def read_trafilatura(case: Case) -> Said:
    """The page's main text by trafilatura's defaults."""
    import trafilatura

    return wrap_text(trafilatura.extract(case.data, include_comments=False), case.is_article)


def wrap_text(text: str | None, is_article: bool) -> Said:
    """A tool that knows no entries: the whole page is one, so that what leaked is seen."""
    untold: Said = {"kind": UNTOLD, "coverage": UNTOLD}
    if is_article:
        return untold | {"entries": [], "text": text}
    return untold | {"entries": [{"position": 0, "text": text}] if text else []}


def read_json_ld(case: Case) -> Said:
    """The updates of LiveBlogPosting nodes that parse as they stand; nothing else."""
    nodes = [node for block in _parse_blocks(case.data) for node in _walk(block)]
    updates = [
        update
        for node in nodes
        if "LiveBlogPosting" in str(node.get("@type"))
        for update in _list(node.get("liveBlogUpdate"))
        if isinstance(update, dict)
    ]
    bodies = [node["articleBody"] for node in nodes if isinstance(node.get("articleBody"), str)]
    return {
        "kind": "liveblog" if updates else "article",
        "coverage": UNTOLD,
        "entries": [_make_entry(place, update) for place, update in enumerate(updates)],
        "text": None if updates else next(iter(bodies), None),
    }


def _make_entry(place: int, update: Said) -> Said:
    body = update.get("articleBody")
    return {
        "position": place,
        "headline": update.get("headline"),
        "text": body if isinstance(body, str) else "",
        "published_at": update.get("datePublished"),
    }


def _parse_blocks(data: bytes) -> list[object]:
    found = []
    tree = html.document_fromstring(data)
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            found.append(json.loads(script.text or ""))
        except (ValueError, RecursionError):
            continue
    return found


def _walk(value: object) -> list[Said]:
    if isinstance(value, list):
        return [node for one in value for node in _walk(one)]
    if not isinstance(value, dict):
        return []
    return [value, *_walk(value.get("@graph"))]


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
