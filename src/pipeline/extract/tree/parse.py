"""Decoded bytes to one lxml tree, in which each element stands where a browser puts it.

What lxml would lose in silence is an error here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from pipeline.errors import UnreadablePage

MAX_ATTRIBUTES = 2_000
"""Of one tag. lxml's time grows with the square of this number: 40,000 take 20 s."""

# ' class="lede" hidden' inside a tag
_INSIDE = r"""(?:=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|[^>])*+"""
# '<p class="lede">', and what only looks so: '<!-- <p> -->', '<script>if (i<n) ...'
_TOKEN = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<tag>(?:(?P<code>script|style)\b|[a-z]){_INSIDE})(?:>|\Z)"
    r"(?(code).*?(?=</(?P=code)|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_LONG_TAG = 8_000
"""Characters; a shorter tag cannot hold too many attributes."""
# ' data-x="..."' inside a tag
_ATTRIBUTE = re.compile(r"""[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_HEAD_TAGS = frozenset(
    {"title", "meta", "link", "script", "style", "base", "noscript", "template", "object"}
)


def parse_html(raw: str, url: str | None = None) -> HtmlElement:
    """One tree of ``HtmlElement``, without comments and processing instructions.

    Raises:
        UnreadablePage: lxml lost text (nesting deeper than 254, a text node over 10 MB).
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    cleaned = raw.replace("\x00", "") if "\x00" in raw else raw
    try:
        tree = etree.fromstring(cleaned.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePage(f"cannot be parsed: {error.msg}", url=url) from error
    for entry in parser.error_log.filter_from_fatals():
        lost = " ".join(entry.message.split())
        raise UnreadablePage(f"the parser would lose text: {lost}", url=url)
    if tree is None:
        raise UnreadablePage("the page has no text", url=url)
    _empty_head(tree)
    return cast("HtmlElement", tree)


def _empty_head(tree: etree._Element) -> None:
    """Moves what no head may hold to the body, as a browser does.

    ``</head>`` and ``<body>`` may be left out. lxml's rules are older than ``<header>``,
    ``<main>`` or elements with names of the publisher's own, and leave those in the head.
    """
    head = tree.find("head")
    if head is None:
        return
    strays = list(dropwhile(lambda child: child.tag in _HEAD_TAGS, head))
    if not strays:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    for place, stray in enumerate(strays):
        body.insert(place, stray)


def refuse_attribute_floods(raw: str, url: str | None) -> None:
    """Says which page would hold the parser for long.

    Raises:
        UnreadablePage: a tag has more than ``MAX_ATTRIBUTES``.
    """
    if not any(map(_is_flood, _list_long_tags(raw))):
        return
    if any(_is_flood(found["tag"]) for found in _TOKEN.finditer(raw) if found["tag"]):
        raise UnreadablePage(f"a tag has more than {MAX_ATTRIBUTES} attributes", url=url)


def _is_flood(tag: str) -> bool:
    if len(tag) <= _LONG_TAG:
        return False
    return any(count > MAX_ATTRIBUTES for count, _ in enumerate(_ATTRIBUTE.finditer(tag)))


def _list_long_tags(raw: str) -> Iterator[str]:
    """What may be tags of more than ``_LONG_TAG`` characters, without their brackets.

    Only a stretch of half that length without a bracket can be part of one: few are looked at.
    Scripts that compare hold some that are none.
    """
    step, done = _LONG_TAG // 2, 0
    for at in range(0, len(raw), step):
        if at < done or "<" in (stretch := raw[at : at + step]) or ">" in stretch:
            continue
        start = raw.rfind("<", done, at)
        done = raw.find("<", at)
        done = done if done >= 0 else len(raw)
        tag = raw[start + 1 : done].partition(">")[0]
        if start >= 0 and tag[:1].isalpha():
            yield tag
