"""JSON as publishers write it: with raw newlines, trailing commas, entities, CDATA and comments.

One reader for JSON-LD blocks and embedded application state. Pure.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

# '<!--', '-->', '//<![CDATA[', '//]]>', '/* <![CDATA[ */' around the block
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*\Z"
)
# A comma before a closing bracket, as in [1, ]
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# '\x' or '\'' : escapes that JSON does not have
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
# '}{' or '} {': two objects in a row
_MISSING_COMMA = re.compile(r"\}(\s*)\{")


def read_json(text: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """The value that the text holds, mended where it is broken in usual ways; None when hopeless.

    ``NaN`` and ``Infinity`` become None.

    >>> read_json('{"a": "line\\nbreak",}')
    {'a': 'line\\nbreak'}
    """
    for attempt in _mend_in_steps(text):
        try:
            return json.loads(attempt, strict=False, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            continue
    return None


def _mend_in_steps(text: str) -> Iterator[str]:
    """Generator of ever more mended texts; each costs only if the ones before it failed."""
    stripped = text.strip().rstrip(";")
    yield stripped
    bare = _WRAPPING.sub("", _WRAPPING.sub("", stripped)).strip().rstrip(";")
    yield bare
    mended = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", bare))
    yield mended
    if "&quot;" in bare[:200] or "&#34;" in bare[:200]:
        yield html.unescape(bare)
    yield "[" + _MISSING_COMMA.sub(r"},\1{", mended) + "]"
    yield escape_inner_quotes(mended)


def escape_inner_quotes(text: str) -> str:
    """Escapes quotes that stand inside a string: ``"a": "he said "no" twice",``.

    A quote closes a string only when a comma, colon or bracket follows it.
    """
    out: list[str] = []
    is_inside = False
    for index, char in enumerate(text):
        if char != '"' or (index and text[index - 1] == "\\"):
            out.append(char)
            continue
        if not is_inside:
            is_inside = True
            out.append(char)
        elif _closes_string(text, index):
            is_inside = False
            out.append(char)
        else:
            out.append('\\"')
    return "".join(out)


# '",  "next"', '": ', '"}', '"]' : what may follow a closing quote
_AFTER_STRING = re.compile(r"\s*(?:[}\]:]|,\s*[\"{\[\dtfn-]|,?\s*\Z)")


def _closes_string(text: str, index: int) -> bool:
    return _AFTER_STRING.match(text, index + 1) is not None


def unescape(text: str) -> str:
    """Entities as characters, also where they were escaped twice."""
    if "&" not in text:
        return text
    once = html.unescape(text)
    return html.unescape(once) if "&" in once else once
