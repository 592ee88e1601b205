"""Pages with their truth: the invented ones of this project, and real ones where they are given.

Invented: the newsroom's sites (each night of each publisher) and the families of tests/golden.
Real: a folder of pages and one of annotations, by default ``shared`` beside the project; their
texts belong to their publishers, so they are never part of it.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from pipeline.model import RemovedKind
from pipeline.newsroom.markup import load_phrases
from pipeline.newsroom.script import NIGHTS, PageScript, Publisher, load_publishers
from pipeline.newsroom.site import build_site
from pipeline.newsroom.stage import end_of, list_nights
from pipeline.newsroom.truth import describe_posts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FAMILIES = ROOT / "tests" / "golden" / "families.py"
NO_SHARED = "no folder `shared` with annotated pages beside the project"


@dataclass(frozen=True, slots=True)
class Case:
    """One page, what is known of it from outside, and what must come out."""

    name: str
    family: str
    publisher: str
    url: str
    captured_at: datetime | None
    data: bytes
    truth: dict[str, Any]
    """In the shape that ``scoring`` reads. JSON: Any."""

    @property
    def is_article(self) -> bool:
        """No live blog: no entries are wanted."""
        return bool(self.truth["kind"] == "article")


def list_invented() -> list[Case]:
    """All pages of our own, steady from run to run."""
    return [*_list_newsroom(), *_list_families()]


def list_real(pages: Path, gold: Path) -> list[Case]:
    """The annotated pages: ``gold/liveblogs/*.json`` and ``gold/articles.json``."""
    blogs = sorted((gold / "liveblogs").glob("*.json"))
    articles = json.loads((gold / "articles.json").read_text(encoding="utf-8"))
    return [
        *(_make_blog(pages, json.loads(one.read_text(encoding="utf-8"))) for one in blogs),
        *(_make_article(pages, name, truth) for name, truth in articles.items()),
    ]


def load_module(path: Path, name: str) -> ModuleType:
    """A Python file outside any package, imported under ``name``."""
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot be imported: {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _list_newsroom() -> Iterator[Case]:
    for publisher in load_publishers():
        for page in publisher.pages:
            if page.fault not in {None, "flaky"}:
                continue
            yield from (_play_page(publisher, page, night) for night in list_nights(page))


def _play_page(publisher: Publisher, page: PageScript, night: date) -> Case:
    origin = f"http://{publisher.name.replace('_', '-')}.example"
    resource = build_site(publisher, origin, night)[page.path]
    posts = describe_posts(publisher, page, night) if page.is_live_blog else ()
    kinds: set[RemovedKind] = {block.kind for block in page.blocks}
    kinds |= {"login_prompt", "newsletter_signup"}
    blocks = load_phrases(publisher.language).blocks
    return Case(
        name=f"{publisher.name}{page.path}@{NIGHTS.index(night) + 1}",
        family=f"newsroom {publisher.family}" if page.is_live_blog else "newsroom article",
        publisher=publisher.name,
        url=origin + page.path,
        captured_at=end_of(night),
        data=resource.body,
        truth={
            "kind": "liveblog" if page.is_live_blog else "article",
            "coverage": {"accept_states": ["complete", "partial"]},
            "boilerplate": [blocks[kind].text for kind in sorted(kinds) if kind in blocks],
            "entries": [_make_entry(*post) for post in posts],
            "text": None if page.is_live_blog else "\n\n".join((page.lead, *page.paragraphs)),
        },
    )


def _make_entry(
    headline: str | None, text: str, published_at: str, precision: str
) -> dict[str, Any]:  # JSON: Any
    times = [] if precision == "day" else [published_at]
    return {"headline": headline, "text": text, "accept_times": times}


def _list_families() -> Iterator[Case]:
    families = load_module(FAMILIES, "families")
    for name, make in families.FAMILIES.items():
        sample = make()
        latest = max((post.at for post in sample.posts), default=families.CAPTURED)
        yield Case(
            name=f"golden/{name}",
            family=f"golden {name}",
            publisher="harbour courier",
            url=sample.url,
            captured_at=max(families.CAPTURED, latest.astimezone(UTC)),
            data=sample.html.encode(),
            truth={
                "kind": sample.kind,
                "coverage": {"accept_states": [sample.coverage]},
                "boilerplate": list(sample.refused) if sample.kind == "liveblog" else [],
                "entries": [_make_golden(sample, post) for post in sample.posts],
                "text": None,
            },
        )


class _Post(Protocol):
    """A post of tests/golden."""

    at: datetime
    headline: str
    paragraphs: tuple[str, ...]


class _Sample(Protocol):
    """A page of tests/golden."""

    has_headlines: bool
    has_times: bool


def _make_golden(sample: _Sample, post: _Post) -> dict[str, Any]:  # JSON: Any
    return {
        "headline": post.headline if sample.has_headlines else None,
        "text": "\n\n".join(post.paragraphs),
        "accept_times": [post.at.isoformat()] if sample.has_times else [],
    }


def _make_blog(pages: Path, truth: dict[str, Any]) -> Case:  # JSON: Any
    at = truth.get("captured_at")
    return Case(
        name=truth["file"],
        family="real live blog",
        publisher=truth["publisher"],
        url=truth["url"],
        captured_at=datetime.fromisoformat(at) if at else None,
        data=read_bytes(pages / truth["file"]),
        truth=truth,
    )


def _make_article(pages: Path, name: str, known: dict[str, Any]) -> Case:  # JSON: Any
    truth = {"kind": "article", "entries": [], "boilerplate": [], **known}
    return Case(
        name=name,
        family="real article",
        publisher=known["publisher"],
        url=known["url"],
        captured_at=None,
        data=read_bytes(pages / name),
        truth=truth,
    )


def read_bytes(path: Path) -> bytes:
    """The page as it is, or from the gzip file beside it."""
    if path.exists():
        return path.read_bytes()
    return gzip.decompress(path.with_name(path.name + ".gz").read_bytes())
