"""Who wrote a post: found in the tree by what the page calls a writer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.shown import SILENT
from pipeline.extract.tree.words import find_words, load_words

if TYPE_CHECKING:
    from pipeline.extract.tree.sheet import Attributes, Sheet

# a writer's page: /szerzo/juhasz_edina, /author/bedem, /journalist/123/Jon-King
_AUTHOR_LINK = re.compile(rf"/{load_words('author_links')}/", re.IGNORECASE)
# 'By ', 'Von ', 'Par '
BY = re.compile(rf"\A{load_words('by_words')}\s+", re.IGNORECASE)
# "From QNN's ": the desk before its reporter
_DESK = re.compile(r"\A[Ff]rom (?:[^\W\d_]\w*\s){0,3}?\w+['’]s?\s+(?=[^\W\d_a-z])")
# 'By', 'Von:' alone, in an element of its own
BY_ALONE = re.compile(rf"\A(?:{load_words('by_words')}|from)\W*\Z", re.IGNORECASE)
# 'mailto:roe@daily.example'; a share link has no address: 'mailto:?subject='
_MAIL = re.compile(r"mailto:[^?@\s]+@", re.IGNORECASE)
_EMBEDDING = frozenset({"blockquote", "figure"})
_SIGNATURES = frozenset({"name", "nick", "nickname", "username", "by", "signature", "firma"})
_WORDLESS = frozenset({"br", "hr", "img", "wbr", "source", "input", "meta", "link", "path", "use"})
LONGEST_BYLINE = 300
MOST_NAME_PARTS = 12
"""Elements of a line that names writers."""


def find_author(sheet: Sheet, place: int) -> int | None:
    """``rel=author``, ``itemprop=author``, else the innermost element whose class says author."""
    best: int | None = None
    for at in range(place + 1, sheet.ends[place]):
        tag = sheet.tags[at]
        given = () if tag in _WORDLESS else sheet.list_attributes(at)
        if not given and tag != "mark":
            continue
        is_stated = ("rel", "author") in given or ("itemprop", "author") in given
        if not is_stated and not _is_author_like(tag, given):
            continue
        if tag in SILENT or sheet.stands_in(at, _EMBEDDING, place):
            continue
        line = read_line_at(sheet, at)
        if is_stated:
            if line:
                return at
        elif BY_ALONE.match(line):
            continue
        elif 2 <= len(line) <= 60 and len(line.split()) <= 8 and not any(c.isdigit() for c in line):
            best = at if best is None or best < at < sheet.ends[best] else best
    return _join_authors(sheet, place, best) if best is not None else None


def _join_authors(sheet: Sheet, post: int, author: int) -> int:
    """The element round several writers of one shape, joined by commas and a word."""
    name, line = author, read_line_at(sheet, author)
    while sheet.parents[name] > post and read_line_at(sheet, sheet.parents[name]) == line:
        name = sheet.parents[name]
    box = sheet.parents[name]
    if box <= post or sheet.ends[box] - box > MOST_NAME_PARTS:
        return author
    shape = (sheet.tags[name], sheet.get(name, "class"))
    inside = range(box + 1, sheet.ends[box])
    names = [at for at in inside if (sheet.tags[at], sheet.get(at, "class")) == shape]
    line = read_line_at(sheet, box)
    said = sum(len(read_line_at(sheet, at).split()) for at in names)
    joints = len(line.split()) - said
    is_names = len(names) > 1 and joints <= len(names) and not any(map(str.isdigit, line))
    return box if is_names and len(line) <= LONGEST_BYLINE else author


def _is_author_like(tag: str, given: Attributes) -> bool:
    if tag == "mark":
        return True
    for name, value in given:
        if name == "class" and names_author(value, is_link=tag == "a"):
            return True
        if name == "href" and tag == "a" and _leads_to_author(value):
            return True
    return False


def _leads_to_author(href: str) -> bool:
    return _MAIL.match(href) is not None or _AUTHOR_LINK.search(href) is not None


@lru_cache(maxsize=1024)
def names_author(names: str, *, is_link: bool) -> bool:
    """Whether a class names who wrote; a link's may not be a mere 'name' or 'by'."""
    if find_words("author_names").search(names):
        return True
    return not is_link and not _SIGNATURES.isdisjoint(names.lower().split())


def clean_author(line: str) -> str | None:
    """'By Caroline Linton' is Caroline Linton, and "From QNN's Caroline Linton" as well."""
    bare = _DESK.sub("", BY.sub("", line)).strip(" ,|–-•·:")
    return bare or None
