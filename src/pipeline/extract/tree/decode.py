"""Bytes to text: byte order mark, header's charset, the page's own meta, a guess."""

from __future__ import annotations

import codecs
import re

MIN_PROOF = 8
"""Bytes above one a letter that prove UTF-8; two letters of Chinese in GBK may look like it."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Matches: <meta charset="iso-8859-2">; also text/html; charset=windows-1250
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""")
# Dashes, quotation marks and '…' in UTF-8; in another charset no letters that belong together
_PUNCTUATION = re.compile(rb"\xe2\x80[\x93-\x9e\xa6]")
# What the encoding standard of the web reads under these names.
_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


def decode_text(data: bytes, charset: str | None = None) -> str:
    """The text of a page. UTF-8 that proves itself wins over a declaration that does not fit.

    >>> decode_text("<meta charset=iso-8859-2>őszi".encode("iso-8859-2"))
    '<meta charset=iso-8859-2>őszi'
    >>> decode_text("<meta charset=iso-8859-2>őszi idő, meleg eső, fűtött ház és tűz".encode())
    '<meta charset=iso-8859-2>őszi idő, meleg eső, fűtött ház és tűz'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    proven = _prove_utf8(data)
    if proven is not None:
        return proven
    for declared in (charset, _find_declared(data)):
        text = _try_decode(data, declared)
        if text is not None:
            return text
    text = _try_decode(data, "utf-8")
    return text if text is not None else _guess(data, charset or _find_declared(data))


def _prove_utf8(data: bytes) -> str | None:
    """The text, if letters or signs of several bytes stand in it and none is broken.

    No text in another charset does that by chance; one saved anew often keeps its old declaration.
    """
    text = None if data.isascii() else _try_decode(data, "utf-8")
    if text is None:
        return None
    is_proven = len(data) - len(text) >= MIN_PROOF or _PUNCTUATION.search(data)
    return text if is_proven else None


def _find_declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _try_decode(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    wanted = name.strip().strip("\"'").lower()
    try:
        return data.decode(_WEB_NAMES.get(wanted, wanted))
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _guess(data: bytes, declared: str | None) -> str:
    """A few wrong bytes do not change the charset; else charset-normalizer looks at a sample."""
    for name in (declared, "utf-8"):
        try:
            text = data.decode(_WEB_NAMES.get((name or "").lower(), name or "utf-8"), "replace")
        except LookupError:
            continue
        if text.count("�") * 1000 <= len(text):
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")
