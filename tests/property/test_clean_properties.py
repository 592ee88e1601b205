"""Whatever stands in a text or page: nothing is lost, order is kept, twice is once, no error."""

from __future__ import annotations

from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from pipeline.extract.clean import CleanContext, clean_element, clean_lines
from pipeline.extract.clean.text import squeeze_text

PIECES = (
    "The storm reached the coast of Velmar before dawn and cut power to two thousand homes.",
    "Ferries stay in port until Friday.",
    "Sign up to our newsletter",
    "Our journalism matters",
    "Your donation allows us to report.",
    "Share",
    "Facebook",
    "Twitter",
    "Related articles",
    "Read more: Boats",
    "21:15",
    "14 August 2023 10:01",
    "1692003712",
    "{{ x }}",
    "Harbour Premium",
    "“Log in to continue,” it said.",
    "Goal!",
    "Unterstützen Sie uns",
    "関連記事",
    "यह भी पढ़ें",
    "•",
)
CLASSES = ("", "newsletter", "paywall-content", "share-bar", "related", "caption", "x", "ad", "nav")
TAGS = ("p", "div", "li", "h3", "span", "a", "b", "button", "form", "aside", "blockquote", "td")

line = st.one_of(st.sampled_from(PIECES), st.text(max_size=60))
lines = st.lists(line, max_size=14)
language = st.sampled_from([None, "en", "de", "hu", "ja", "xx", ""])
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def squash(text: str) -> str:
    return "".join(squeeze_text(text).split())


def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, name, parts: f"<{tag} class='{name}'>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(CLASSES),
        st.lists(inner, max_size=4),
    )


markup = st.recursive(st.sampled_from(PIECES).map(escape), nest, max_leaves=14)


@quick
@given(lines, language)
def test_lines_lose_nothing_and_keep_their_order(given_lines: list[str], tag: str | None) -> None:
    kept, removed = clean_lines(given_lines, CleanContext(language=tag))
    before = sorted(squash("".join(given_lines)))
    after = sorted(squash("".join([*(k.text for k in kept), *(r.text for r in removed)])))
    assert after == before
    places = [keep.index for keep in kept]
    assert places == sorted(set(places))
    for keep in kept:
        assert keep.text in squeeze_text(given_lines[keep.index])


@quick
@given(lines, language)
def test_clean_lines_stay_clean(given_lines: list[str], tag: str | None) -> None:
    context = CleanContext(language=tag)
    kept, _ = clean_lines(given_lines, context)
    again, removed = clean_lines([keep.text for keep in kept], context)
    assert [keep.text for keep in again] == [keep.text for keep in kept]
    assert removed == []


@quick
@given(st.lists(markup, max_size=5), language)
def test_elements_lose_nothing(parts: list[str], tag: str | None) -> None:
    root = fromstring(f"<div>{''.join(parts)}</div>")
    block = clean_element(root, CleanContext(language=tag))
    before = sorted(squash("".join(root.itertext())).replace("|", ""))
    texts = [*block.paragraphs, *(removed.text for removed in block.removed)]
    assert sorted(squash("".join(texts)).replace("|", "")) == before
    assert len(block.reasons) == len(block.removed)


@quick
@given(st.lists(markup, max_size=5))
def test_paragraphs_keep_the_order_of_the_page(parts: list[str]) -> None:
    root = fromstring(f"<div>{''.join(parts)}</div>")
    page = iter(squash("".join(root.itertext())))
    letters = squash("".join(clean_element(root).paragraphs)).replace("|", "")
    assert all(letter in page for letter in letters)


@quick
@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    clean_lines(text.split("\n"))
