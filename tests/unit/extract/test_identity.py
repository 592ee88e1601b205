"""Keys of entries: the publisher's own where they are its own, unique on the page."""

from __future__ import annotations

from pipeline.extract.dating.verdict import Verdict
from pipeline.extract.posts.identity import hash_words, make_keys
from pipeline.extract.posts.reconcile import Draft


def draft(text: str, *, native_id: str | None = None, url: str | None = None) -> Draft:
    return Draft(None, None, url, native_id, (text,), (), (), frozenset(), ("records",))


UNDATED = Verdict(None, None, None, None, None, ())


def keys(*drafts: Draft) -> list[str]:
    return make_keys(drafts, [UNDATED] * len(drafts))


def test_native_id_then_fragment_then_path_then_words():
    assert keys(
        draft("a", native_id="p1", url="https://x.example/s#q"),
        draft("b", url="https://x.example/s#q"),
        draft("c", url="https://x.example/s/post-9/"),
        draft("d"),
    ) == ["p1", "q", "post-9", hash_words("", "d")]


def test_link_that_all_posts_share_names_none_of_them():
    page = "https://x.example/story"
    assert keys(draft("one", url=page), draft("two", url=page)) == [
        hash_words("", "one"),
        hash_words("", "two"),
    ]


def test_equal_posts_are_numbered():
    first, second = keys(draft("Goal!"), draft("Goal!"))
    assert second == f"{first}-2"
