"""Cutting a short text into tokens of time: numbers, clocks, dates and words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_CHARS = 160
"""A longer text is no time stamp."""

_WORD = r"[^\W\d_][^\s\d.,:;/|()\[\]–—\-·•+@!?\"“”«»$€£¥₹%'’|=<>#*&،؛、。]*"
# One alternative a kind, most telling first; each is bounded, so the scan is linear.
_TOKEN = re.compile(
    r"(?P<space>[\s.,;:/|()\[\]–—·•@،؛、。]+)"
    # 2014. 03. 02  2024/07/18  2024-7-8
    r"|(?P<ymd>(?P<y1>\d{4})(?:\. ?|[-/])(?P<m1>\d{1,2})(?:\. ?|[-/])(?P<d1>\d{1,2})(?![\d:]))"
    # 2. 11. 2023  03/04/2024  14-08-23
    r"|(?P<dmy>(?P<a2>\d{1,2})(?P<s2>\. ?|[-/])(?P<b2>\d{1,2})(?:\. ?|[-/])"
    r"(?P<y2>\d{4}|\d{2})(?![\d:]))"
    # 2024年7月18日  2024년 7월 18일  7月18日
    r"|(?P<cjkd>(?:(?P<y3>\d{4})[年년] ?)?(?P<m3>\d{1,2})[月월] ?(?P<d3>\d{1,2})[日号號일])"
    # 13:47  13:47:05  13:47:05.123; Bengali writes a space: ১৩: ৪৭
    r"|(?P<colon>(?P<h4>\d{1,2})(?::|(?<=[০-৯]): )(?P<i4>\d{2})"
    r"(?::(?P<s4>\d{2})(?:[.,]\d{1,9})?)?(?![\d:]))"
    # 13時47分  13点  13시 47분
    r"|(?P<cjkt>(?P<h5>\d{1,2})(?:[時时点點](?![間间])|시(?!간)) ?"
    r"(?:(?P<i5>\d{1,2})[分분] ?(?:(?P<s5>\d{1,2})[秒초])?)?)"
    # 14h05  14 h 05  14u05; not 2h 11m or 2h11 of flight; '14h05 The' opens a sentence
    r"|(?P<letter>(?P<h6>\d{1,2}) ?[hHuU] ?(?P<i6>\d{2})(?!\d)"
    r"(?:(?! ?[^\W\d_])|(?<=\d[hHu]\d\d)(?= [A-ZÀ-Þ])))"
    # 13.47  13.47.05  14.05: (a colon and a space)
    r"|(?P<dot>(?P<h7>\d{1,2})\.(?P<i7>\d{2})(?:\.(?P<s7>\d{2}))?(?!\d|:\d))"
    # 14/08  2.11.
    r"|(?P<dm>(?P<a8>\d{1,2})(?P<s8>[./])(?P<b8>\d{1,2})(?![\d:/]))"
    # UTC+2  GMT-05:30
    r"|(?P<named>(?:UTC|GMT) ?[+\-−](?P<z9>\d{1,2}(?::?\d{2})?)(?!\d))"
    # +02:00  -0500
    r"|(?P<offset>[+\-−](?P<z10>\d{2}:?\d{2})(?!\d))"
    r"|(?P<dash>-+)"
    # 14th  1er  2º
    r"|(?P<num>\d{1,4}(?![\d]))(?:(?:st|nd|rd|th|er|ère|º|ª|°)(?![^\W\d_]))?"
    # p.m.  a. m.  μ.μ.
    r"|(?P<half>(?:[apAP]\.? ?[mM]|[πμΠΜ]\.[μΜ])\.?)(?![^\W\d_])"
    r"|(?P<oclock>o['’]clock)"
    # พ.ค.  มิ.ย.
    r"|(?P<word>[ก-ฮเ]{1,2}[ิี]?\.[ก-ฮ]\.|" + _WORD + r"(?:[-'’](?=[^\W\d_])" + _WORD + r")*)"
    r"|(?P<other>.)",
    re.DOTALL,
)
# 1 3:47 and 1 0 : 1 1, digits of one clock in elements of their own; 10 11
_SPACED = re.compile(r"(\d) (\d) ?[:.] ?(\d) ?(\d)|(\d) ?(\d) ?[:.] ?(\d) (\d)|(\d\d) (\d\d)")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202C, 0x2060, 0xFEFF])


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text with its kind (a group of the scanner) and its numbers."""

    kind: str
    text: str
    start: int
    end: int
    numbers: tuple[int, ...] = ()
    mark: str = ""
    """Separator of a numeric date, or the digits of an offset with their sign."""


# A clock spread wide, as in 18 : 41
_WIDE_CLOCK = re.compile(r"(?<!\d)(\d{1,2}) : ([0-5]\d)(?!\d)")


def tidy(raw: str) -> str:
    """One line of NFKC text: no invisible marks, spaces single, ends stripped; '18 : 41' joined."""
    text = unicodedata.normalize("NFKC", raw).translate(_INVISIBLE).replace("−", "-")
    line = " ".join(text.split())
    return _WIDE_CLOCK.sub(r"\1:\2", line) if " : " in line else line


def join_spaced(text: str) -> str | None:
    """A clock whose digits were split over elements ('1 3:47', '10 11'); None otherwise.

    >>> join_spaced("1 3:47")
    '13:47'
    """
    found = _SPACED.fullmatch(text)
    if found is None:
        return None
    digits = "".join(part for part in found.groups() if part)
    return f"{digits[:2]}:{digits[2:]}"


def halve(text: str) -> str:
    """A text that stands twice (for the eye and for a screen reader), once.

    >>> halve("10:0510:05")
    '10:05'
    """
    middle = len(text) // 2
    if len(text) >= 8 and text[:middle].strip() == text[-middle:].strip():
        return text[:middle].strip()
    return text


def scan(text: str) -> list[Token]:
    """The tokens of a tidied text, without the spaces and marks between them."""
    return [
        _make_token(found)
        for found in _TOKEN.finditer(text)
        if found["space"] is None and found["dash"] is None
    ]


def _make_token(found: re.Match[str]) -> Token:
    kind = found.lastgroup or "other"  # the outer group: it closes last
    names = _KINDS[kind]
    numbers = tuple(int(found[name]) for name in names if found[name] is not None)
    mark = _read_mark(found, kind)
    if kind == "num":
        numbers = (int(found["num"]),)
    return Token(kind, found[0], found.start(), found.end(), numbers, mark)


def _read_mark(found: re.Match[str], kind: str) -> str:
    if kind == "dmy":
        return found["s2"]
    if kind == "dm":
        return found["s8"]
    if kind == "cjkd":
        return "" if found["y3"] is None else "y"
    if kind in {"named", "offset"}:
        digits = (found["z9"] or found["z10"]).replace(":", "")
        sign = "-" if "-" in found[0] else "+"
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{sign}{int(hours):02d}:{minutes}"
    return ""


_KINDS: dict[str, tuple[str, ...]] = {
    "ymd": ("y1", "m1", "d1"),
    "dmy": ("a2", "b2", "y2"),
    "cjkd": ("y3", "m3", "d3"),
    "colon": ("h4", "i4", "s4"),
    "cjkt": ("h5", "i5", "s5"),
    "letter": ("h6", "i6"),
    "dot": ("h7", "i7", "s7"),
    "dm": ("a8", "b8"),
    "named": (),
    "offset": (),
    "num": (),
    "half": (),
    "oclock": (),
    "word": (),
    "other": (),
}
