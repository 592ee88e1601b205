"""Every family of markup, and every trap, gives exactly its posts."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from pipeline.extract.extraction import extract_page


def _load():
    spec = importlib.util.spec_from_file_location(
        "families", Path(__file__).with_name("families.py")
    )
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["families"] = module
    spec.loader.exec_module(module)
    return module


families = _load()


@pytest.mark.parametrize("name", sorted(families.FAMILIES))
def test_family_gives_its_posts(name):
    sample = families.FAMILIES[name]()
    captured = families.CAPTURED
    if sample.posts:
        captured = max(captured, max(p.at for p in sample.posts) + (captured - captured))
    got = extract_page(sample.html.encode(), url=sample.url, captured_at=captured)
    assert got.kind == sample.kind
    if sample.kind == "liveblog":
        assert got.coverage.state == sample.coverage
    said = " ".join(f"{e.headline} {e.text}" for e in got.entries)
    assert [word for word in sample.refused if word in said] == []
    assert [e.text for e in got.entries] == ["\n\n".join(p.paragraphs) for p in sample.posts] or [
        " ".join(e.text.split()) for e in got.entries
    ] == [" ".join(p.paragraphs) for p in sample.posts]
    if sample.has_headlines:
        assert [e.headline for e in got.entries] == [p.headline for p in sample.posts]
    if not sample.has_times:
        assert all(e.published_at is None for e in got.entries)
        return
    for entry, post in zip(got.entries, sample.posts, strict=True):
        assert entry.published_at is not None, name
        apart = abs((entry.published_at - post.at).total_seconds())
        assert apart < (1 if sample.is_second else 60), (name, entry.evidence)
