"""Keys of the index: the spellings of one page have one key."""

from __future__ import annotations

import pytest

from pipeline.archive.surt import make_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://news.example/", "example,news)/"),
        ("https://www.News.example", "example,news)/"),
        ("https://www2.news.example:443/Live/Storm/", "example,news)/live/storm"),
        ("http://news.example:8080/a?b=2&a=1", "example,news:8080)/a?a=1&b=2"),
        ("http://news.example/a?#top", "example,news)/a"),
        ("http://news.example/a?sid=" + "0" * 32, "example,news)/a"),
        ("http://news.example/a//b/../c?x=%41&Y", "example,news)/a/c?x=a&y"),
        ("http://news.example/\u00dc?", "example,news)/%c3%9c"),
        ("http://m\u00fcnchen.example/x", "example,xn--mnchen-3ya)/x"),
        ("http://127.0.0.1:8710/live", "1,0,0,127:8710)/live"),
    ],
)
def test_key(url: str, key: str) -> None:
    assert make_key(url) == key


@pytest.mark.parametrize("url", ["file:///a.html", "urn:x", "http:///a", "dns:news.example"])
def test_no_key(url: str) -> None:
    with pytest.raises(ValueError, match="not an http"):
        make_key(url)
