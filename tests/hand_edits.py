"""Edits by hand on a stored page: a post left out, moved or changed, in tree and data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from pipeline.model import Entry

SKIPPED = frozenset({"script", "style", "head", "html", "body"})
MIN_CHARACTERS = 80
WORD = re.compile(r"[^\W\d_]{7,}")
"""``ceasefire``"""


def squash(text: str | None) -> str:
    """Letters and digits alone, for comparing texts however they are set."""
    return re.sub(r"\W+", "", text or "").casefold()


def name_encoding(html: bytes) -> str | None:
    """UTF-8 where the bytes are; else what the page declares."""
    try:
        html.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


class HandEdits:
    """A page as a tree, and the elements that show its posts."""

    def __init__(self, html: bytes, entries: Sequence[Entry]) -> None:
        parser = lxml.html.HTMLParser(encoding=name_encoding(html))
        self.tree: HtmlElement = lxml.html.document_fromstring(html, parser=parser)
        self.entries = entries
        self.texts = {id(one): squash(one.text) for one in entries}

    def write(self) -> bytes:
        """The page as it stands now."""
        written: bytes = etree.tostring(self.tree, method="html", encoding="utf-8")
        return written

    def copy(self) -> HandEdits:
        """The same page, to be edited otherwise."""
        return HandEdits(self.write(), self.entries)

    def find_block(self, entry: Entry) -> HtmlElement | None:
        """The largest element that shows this post and no other; None: there is no such one."""
        wanted = [squash(part) for part in entry.text.split("\n\n") if squash(part)]
        others = [self.texts[id(one)][:50] for one in self.entries if one is not entry]
        others = [text for text in others if len(text) > 25]
        block = self._find_deepest(wanted)
        while block is not None and (above := block.getparent()) is not None:
            shown = squash(above.text_content())
            if above.tag in SKIPPED or any(text in shown for text in others):
                break
            block = above
        if block is None or any(text in squash(block.text_content()) for text in others):
            return None
        return block if len(block.text_content()) < 3 * len(entry.text) + 500 else None

    def is_whole(self, entry: Entry) -> bool:
        """Whether the post's element holds its time too, or data does: nothing would be left."""
        block = self.find_block(entry)
        shown = block is not None and squash(entry.raw_time) in squash(block.text_content())
        return shown or self.has_data() or _has_attribute(block, entry.raw_time)

    def leave_out(self, entry: Entry) -> None:
        """Take a post out of the tree and of linked data."""
        block = self.find_block(entry)
        assert block is not None
        block.drop_tree()
        for data, script in self._list_data():
            for holder in _list_holders(data):
                holder["liveBlogUpdate"] = [
                    one for one in holder["liveBlogUpdate"] if not _is_update_of(one, entry)
                ]
            script.text = json.dumps(data)

    def move_up(self, entry: Entry, before: Entry) -> None:
        """Show a post above another."""
        block, other = self.find_block(entry), self.find_block(before)
        assert block is not None
        assert other is not None
        other.addprevious(_without_tail(block))

    def has_data(self) -> bool:
        """Whether linked data tells of the posts too."""
        return any(True for _ in self._list_data())

    def _find_deepest(self, wanted: Sequence[str]) -> HtmlElement | None:
        found = None
        for element in self.tree.iter():
            if isinstance(element.tag, str) and element.tag not in SKIPPED:
                shown = squash(element.text_content())
                if all(part in shown for part in wanted):
                    found = element
        return found

    def _list_data(self) -> Iterator[tuple[Any, HtmlElement]]:
        for script in self.tree.iter("script"):
            if "liveBlogUpdate" in (script.text or "") and "ld+json" in script.get("type", ""):
                try:
                    yield json.loads(script.text or "", strict=False), script
                except ValueError:
                    continue


def find_word(html: bytes, entries: Sequence[Entry], field: str) -> tuple[Entry, str] | None:
    """A word in the text or headline of one post, nearest the middle, that no other post has."""
    page = html.decode("utf-8", "replace")
    for entry in sorted(entries, key=lambda one: abs(one.position - len(entries) // 2)):
        said: str = getattr(entry, field) or ""
        for word in WORD.findall(said[len(said) // 2 :]):
            uses = sum(word.casefold() in f"{e.headline} {e.text}".casefold() for e in entries)
            if uses == 1 and 1 <= page.count(word) <= 2:
                return entry, word
    return None


def _list_holders(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if isinstance(data.get("liveBlogUpdate"), list):
            yield data
        for value in data.values():
            yield from _list_holders(value)
    elif isinstance(data, list):
        for value in data:
            yield from _list_holders(value)


def _is_update_of(update: Any, entry: Entry) -> bool:
    body = lxml.html.fromstring(f"<p>{update.get('articleBody') or ''}</p>").text_content()
    headline = squash(entry.headline)
    return (
        squash(entry.text)[:60] in squash(body)
        or bool(headline and squash(update.get("headline")) == headline)
        or str(update.get("@id") or update.get("url") or "none") in entry.entry_key
    )


def _has_attribute(block: HtmlElement | None, value: str | None) -> bool:
    elements = [] if block is None else block.iter()
    return any(value in str(one.attrib.values()) for one in elements if value)


def _without_tail(block: HtmlElement) -> HtmlElement:
    copied = deepcopy(block)
    copied.tail = None
    block.drop_tree()
    return copied
