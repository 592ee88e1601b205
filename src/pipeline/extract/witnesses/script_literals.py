"""Values as scripts write them: object literals that are no JSON, and the functions around them.

``{id:1,title:'Storm',live:!0,body:a}``: keys without quotes, strings in single ones, ``undefined``,
``!0`` and names. ECMAScript, https://tc39.es/ecma262/#sec-object-initializer; only what states no
more than data is read, whatever computes is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)
    |(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<date>new\s+Date\(\s*(?P<instant>"[^"]*"|'[^']*'|\d+)\s*\))
    |(?P<flag>!\s*[01])
    |(?P<nothing>void\s+0|undefined|-?Infinity|NaN|Array\(\d*\))
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<mark>[{}\[\]:,])
    """,
    re.VERBOSE | re.DOTALL,
)
# '\'' '\x3c' '\v', a line that goes on: escapes of scripts that JSON does not have
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|\r?\n|(.))", re.DOTALL)
_KEPT = frozenset('"\\/bfnrtu')
_BARE_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)"')
# '(function(a,b,c){': the values of its names stand behind its body
_FUNCTION = re.compile(r"\(\s*function\s*\(([\w$,\s]*)\)\s*\{")
_RETURN = re.compile(r"\breturn\s*(?=[{\[])")
_CALL = re.compile(r"\s*;?\s*\}\s*\)?\s*\(")
_CALL_END = re.compile(r"\)+\s*;?\s*\Z")


class LiteralRefused(ValueError):
    """What stands there is no literal, or it computes; ``place``: where that shows."""

    def __init__(self, reason: str, place: int) -> None:
        super().__init__(f"{reason} at {place}")
        self.place = place


def read_literal(
    text: str, start: int = 0, names: Mapping[str, Any] | None = None
) -> tuple[Any, int]:
    """The object or list that begins at ``start``, and the place behind it.

    ``names``: values of the names that may stand in it.

    Raises:
        LiteralRefused: no literal stands there, or it computes.

    >>> read_literal("{id:7,live:!0,'head line':'It rains',body:a,tail:void 0,}", 0, {"a": 1})
    ({'id': 7, 'live': True, 'head line': 'It rains', 'body': 1, 'tail': None}, 57)
    """
    pieces: list[str] = []
    open_marks: list[str] = []
    place = start
    while True:
        token = _TOKEN.match(text, place)
        if token is None:
            raise LiteralRefused("no literal", place)
        place = token.end()
        if token.lastgroup == "space":
            continue
        try:
            if token.lastgroup == "mark":
                _add_mark(token["mark"], pieces, open_marks)
            else:
                is_key = bool(open_marks) and open_marks[-1] == "{" and pieces[-1] in "{,"
                pieces.append(_write_key(token) if is_key else _write_value(token, names or {}))
            if not open_marks:
                return json.loads("".join(pieces), strict=False), place
        except (ValueError, RecursionError) as error:
            raise LiteralRefused(str(error), place) from error


def read_called(text: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """What a function returns that is called on the spot: ``(function(a){return {x:a}}(1))``.

    Raises:
        ValueError: there is no such function, or it does more than return data.

    >>> read_called("window.__STATE__=(function(a,b){return {live:a,posts:[b,b]}}(true,'Rain'));")
    {'live': True, 'posts': ['Rain', 'Rain']}
    """
    function = _FUNCTION.search(text)
    returned = _RETURN.search(text, function.end()) if function else None
    if function is None or returned is None:
        raise ValueError("no function that returns data")
    names = [name.strip() for name in function[1].split(",") if name.strip()]
    _, end = read_literal(text, returned.end(), dict.fromkeys(names))
    call = _CALL.match(text, end)
    if call is None:
        raise ValueError("the function is not called")
    given, _ = read_literal(f"[{_CALL_END.sub('', text[call.end() :])}]")
    value, _ = read_literal(text, returned.end(), dict(zip(names, given, strict=False)))
    return value


def read_string(text: str, start: int = 0) -> str:
    """The string that begins at ``start``, in quotes of either kind.

    Raises:
        ValueError: no string stands there.
    """
    token = _TOKEN.match(text, start)
    if token is None or token.lastgroup != "string":
        raise ValueError(f"no string at {start}")
    return str(json.loads(_write_string(token["string"]), strict=False))


def _add_mark(mark: str, pieces: list[str], open_marks: list[str]) -> None:
    if mark in "{[":
        open_marks.append(mark)
    elif not open_marks:
        raise ValueError("nothing is open")
    elif mark in "}]":
        open_marks.pop()
        if pieces[-1] == ",":
            pieces.pop()
    elif mark == "," and pieces[-1] in "[,":
        pieces.append("null")  # a hole: [,1]
    pieces.append(mark)


def _write_key(token: re.Match[str]) -> str:
    if token.lastgroup == "string":
        return _write_string(token["string"])
    return json.dumps(token[0])


def _write_value(token: re.Match[str], names: Mapping[str, Any]) -> str:
    said = token[0]
    if token.lastgroup == "string":
        return _write_string(said)
    if token.lastgroup == "number":
        return json.dumps(float(said) if re.search("[.eE]", said) else int(said))
    if token["date"]:
        return _write_string(token["instant"]) if token["instant"][0] in "\"'" else token["instant"]
    if token.lastgroup == "flag":
        return "true" if said[-1] == "0" else "false"
    if token.lastgroup == "nothing":
        return "[]" if said.startswith("Array") else "null"
    if said in {"true", "false", "null"}:
        return said
    if said in names:
        return json.dumps(names[said])
    raise ValueError(f"{said} is computed")


def _write_string(said: str) -> str:
    """As JSON writes it."""
    quote, inner = said[0], said[1:-1]
    if quote == "`" and "${" in inner:
        raise ValueError("a template computes")
    inner = _ESCAPE.sub(_mend_escape, inner)
    if quote != '"':
        inner = _BARE_QUOTE.sub(r'\1\\"', inner)
    return f'"{inner}"'


def _mend_escape(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\u00{found[1]}"
    said = found[2]
    if said is None:
        return ""
    return found[0] if said in _KEPT else str(said)
