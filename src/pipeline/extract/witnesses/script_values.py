"""What the scripts of a page hold as data, whichever framework wrote it there.

JSON in a script of its own or in an attribute of the element that a script fills, objects that a
script assigns, hands on or returns, JSON in a string (``JSON.parse("...")``, ``state = "{...}"``),
the rows that a server streams to React (``self.__next_f.push``), lists whose numbers stand for
places in themselves (Nuxt's devalue), and stores of objects that name one another by reference
(Apollo).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipeline.extract.tree.json_text import read_json
from pipeline.extract.witnesses.script_literals import (
    LiteralRefused,
    read_called,
    read_literal,
    read_string,
)

if TYPE_CHECKING:
    from pipeline.extract.tree.page import Page

MIN_CHARACTERS = 400
"""A shorter script holds no posts."""
MAX_READ = 40
"""Values of one script that are read."""
_HINT = re.compile(r"publish|created|timestamp|datetime|date\b|time\b|_at\b", re.IGNORECASE)
# What stands before an object in a script: an equals sign, a bracket, an argument, return
_ASSIGNED = re.compile(r"(?:=|\(|return|[\"']\s*,)\s*(?=[{\[])")
# What stands before JSON in a string: JSON.parse(, decodeURIComponent(, an equals sign
_QUOTED = re.compile(
    r"(?:JSON\.parse\(|decodeURIComponent\(|=)\s*(?=[\"'`](?:\{|\[|%7B|%5B|\\[\"x]|\\u00))"
)
_STREAMED = re.compile(r"__next_f\.push\(\s*\[\s*1\s*,\s*(?=\")")
# '1a:', '1a:T4f2,', '1a:I[': the number of a row and what kind it is
_ROW = re.compile(r"([0-9a-f]+):(?:T([0-9a-f]+),|[A-Z]*)")
_JSON_OPENS = ("{", "[")
_MAX_DEPTH = 80
_REFERENCE_DEPTH = 4
_STORE_DEPTH = 5
_WRAPPERS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "Date", "EmptyRef"})


def list_script_values(page: Page) -> Iterator[Any]:
    """Every value of some size that a script of the page holds and that may speak of times."""
    streamed: list[str] = []
    for script in page.tree.iter("script"):
        text = script.text
        kind = (script.get("type") or "").lower()
        if not text or "ld+json" in kind:
            continue
        if "__next_f" in text:
            streamed.extend(_list_streamed(text))
        elif len(text) >= MIN_CHARACTERS and _HINT.search(text):
            values = [read_json(text)] if "json" in kind else _read_script(text)
            yield from map(_untangle, values)
    yield from _read_rows("".join(streamed))
    yield from _list_attribute_values(page)


def _list_attribute_values(page: Page) -> Iterator[Any]:
    """JSON that an element hands to the script that fills it: ``<div data-props='{...}'>``."""
    sheet = page.sheet
    for place in range(len(sheet.tags)):
        for name, value in sheet.list_attributes(place):
            is_data = name.startswith("data-") and len(value) >= MIN_CHARACTERS
            if is_data and value.lstrip()[:1] in _JSON_OPENS and _HINT.search(value):
                with suppress(ValueError, RecursionError):
                    yield json.loads(value, strict=False)


def _read_script(text: str) -> Iterator[Any]:
    place = 0
    for _ in range(MAX_READ):
        found = _ASSIGNED.search(text, place)
        if found is None:
            break
        try:
            value, place = _read_object(text, found.end())
        except LiteralRefused as refusal:
            place = refusal.place  # what was read on the way is not read again
            continue
        if value:
            yield value
    for found in _QUOTED.finditer(text):
        try:
            said = read_string(text, found.end())
            yield json.loads(unquote(said) if said.startswith("%") else said, strict=False)
        except (ValueError, RecursionError):
            continue
    try:
        yield read_called(text)
    except (ValueError, RecursionError):
        return


def _read_object(text: str, place: int) -> tuple[Any, int]:
    """JSON, which is quick, else a literal.

    Raises:
        LiteralRefused: neither stands there.
    """
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, place)
    except ValueError:
        return read_literal(text, place)
    except RecursionError as error:
        raise LiteralRefused("too deep", place + 1) from error
    return value, end


def _list_streamed(text: str) -> Iterator[str]:
    decoder = json.JSONDecoder(strict=False)
    for found in _STREAMED.finditer(text):
        try:
            said, _ = decoder.raw_decode(text, found.end())
        except ValueError:
            continue
        if isinstance(said, str):
            yield said


def _read_rows(stream: str) -> Iterator[Any]:
    """The rows of React's stream; where one stands for a long text, the text itself."""
    rows, texts = [], {}
    place = 0
    while (row := _ROW.match(stream, place)) is not None:
        if row[2]:
            text = stream[row.end() : row.end() + int(row[2], 16)]
            text = text.encode()[: int(row[2], 16)].decode(errors="ignore")
            texts[f"${row[1]}"] = text
            place = row.end() + len(text)
            continue
        end = stream.find("\n", row.end())
        end = len(stream) if end < 0 else end
        with suppress(ValueError, RecursionError):
            rows.append(json.loads(stream[row.end() : end], strict=False))
        place = end + 1
    for value in rows:
        yield _fill_texts(value, texts, 0)


def _fill_texts(value: Any, texts: Mapping[str, str], depth: int) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        # '$1a' is a text of its own row, '$D2026-...' an instant
        return texts.get(value, value.removeprefix("$D"))
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, list):
        return [_fill_texts(one, texts, depth + 1) for one in value]
    if isinstance(value, dict):
        return {name: _fill_texts(one, texts, depth + 1) for name, one in value.items()}
    return value


def _untangle(value: Any) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """A value whose parts stand elsewhere in it, put together."""
    if isinstance(value, list) and _is_places(value):
        return _follow_places(value, 0, {}, 0)
    return _join_stores(value, 0)


def _is_places(value: list[Any]) -> bool:
    """Whether the first item holds nothing but numbers of others (devalue)."""
    first = value[0] if value else None
    if isinstance(first, dict):
        parts = list(first.values())
    elif isinstance(first, list):
        parts = first[1:] if first and first[0] in _WRAPPERS else first
    else:
        return False
    return bool(parts) and all(type(one) is int and one < len(value) for one in parts)


def _follow_places(whole: list[Any], place: int, made: dict[int, Any], depth: int) -> Any:  # noqa: ANN401
    """The value at a place of the list, what it names put in; made once a place."""
    if place in made:
        return made[place]
    if not 0 <= place < len(whole) or depth > _MAX_DEPTH:
        return None
    value = made[place] = whole[place]
    if isinstance(value, dict):
        filled: Any = {}
        made[place] = filled
        for name, at in value.items():
            filled[name] = _follow_places(whole, at, made, depth + 1) if type(at) is int else at
    elif isinstance(value, list) and value and isinstance(value[0], str):
        inner = value[1] if len(value) > 1 else None
        if isinstance(inner, int) and value[0] != "Date":
            inner = _follow_places(whole, inner, made, depth + 1)
        made[place] = inner
    elif isinstance(value, list):
        made[place] = [_follow_places(whole, at, made, depth + 1) for at in value]
    return made[place]


def _join_stores(value: Any, depth: int) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """Stores of objects by name as lists, one a kind, with what they refer to put in."""
    if not isinstance(value, Mapping) or depth > _STORE_DEPTH:
        return value
    kinds: dict[str, list[Any]] = {}
    made: dict[tuple[str, int], Any] = {}
    for one in value.values():
        if isinstance(one, Mapping) and isinstance(one.get("__typename"), str):
            kinds.setdefault(one["__typename"], []).append(_fill_references(one, value, made, 0))
    return kinds or {name: _join_stores(one, depth + 1) for name, one in value.items()}


def _fill_references(
    value: Any,  # noqa: ANN401 - JSON is whatever it is
    store: Mapping[str, Any],
    made: dict[tuple[str, int], Any],
    depth: int,
) -> Any:  # noqa: ANN401
    if depth > _REFERENCE_DEPTH:
        return None
    if isinstance(value, list):
        return [_fill_references(one, store, made, depth) for one in value]
    if not isinstance(value, Mapping):
        return value
    named = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
    if isinstance(named, str) and isinstance(store.get(named), Mapping):
        if (named, depth) not in made:
            made[named, depth] = _fill_references(store[named], store, made, depth + 1)
        return made[named, depth]
    return {name: _fill_references(one, store, made, depth) for name, one in value.items()}
