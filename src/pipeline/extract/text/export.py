"""The lines that newspaper archives put around an article's text when they export it.

Three conventions: labels ('LENGTH: 312 words', 'Load-Date: ...'), field codes of two or three
capitals ('HD', 'WC 312 words', 'AN'), and bare values in a fixed order ('312 words' on its line).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal, cast

import yaml

from pipeline.extract.clean.text import squeeze_text
from pipeline.extract.times import TimeContext, read_time

Mark = Literal["title", "writer", "other", "body", "count", "rights", "document", "code"]
_STRONG = frozenset[Mark]({"count", "document"})
_FEWEST_KINDS = 2
_FEWEST_CODES = 4
_PROSE_WORDS = 20
"""A line of so many words that no mark opens is text; the lines around the text are shorter."""
# As in 'Copyright 2020 The Courier', 'All rights reserved'
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright\b).{0,80}\b(?:19|20)\d\d\b"
    r"|(?:.{0,80}\W)?(?:all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|tutti i diritti riservati)\.?\Z",
    re.IGNORECASE,
)
# '1 of 214 DOCUMENTS', 'Document 1 of 9', 'End of Document', 'Document MERCOU0020200203eg2300012'
_DOCUMENT = re.compile(
    r"(?:\d+ of \d+ documents|document \d+ of \d+|end of document"
    r"|document (?=\w*\d{8})\w{18,}|proquest document id:.*|load-date:.*)\Z",
    re.IGNORECASE,
)
# A code alone or with its value, as in 'HD Crack closes the quay'
_CODE = re.compile(
    r"(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|SE|CX|CLM)"
    r"(?:\s+(.*))?\Z"
)
_CODES: dict[str, Mark] = {"HD": "title", "BY": "writer", "LP": "body", "TD": "body", "WC": "count"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# As in '03.02.2020', '2020-02-03'
_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{4}-\d\d-\d\d\b")
# Label and value, as in 'LENGTH: 312 words'
_LABEL = re.compile(r"([^\W\d_][\w -]{2,40}?)\s*:\s*(.*)\Z")


@dataclass(frozen=True, slots=True)
class Export:
    """What an archive's lines say of the text that they stand around."""

    title: str | None
    published_on: date | None
    body: list[str]
    """The lines as given, those of the archive emptied: every line keeps its place."""
    around: list[str]
    """The archive's lines."""


@dataclass(frozen=True, slots=True)
class _Line:
    at: int
    text: str
    mark: Mark | None = None
    value: str = ""


def read_export(lines: Sequence[str], context: TimeContext) -> Export | None:
    """The text within an archive's lines; None for any other text, and for several in one file."""
    marked = _mark_lines(lines)
    if not _is_export(marked):
        return None
    first, end = _find_body(marked)
    head = [line for line in marked if line.at < first]
    body = [line if first <= at < end else "" for at, line in enumerate(lines)]
    for line in marked:
        if line.mark == "body":
            body[line.at] = line.value
    titled = _find_title(head)
    return Export(
        title=titled,
        published_on=_find_day(head, context),
        body=body,
        around=[one.text for one in marked if not body[one.at] and one.text != titled],
    )


def _mark_lines(lines: Sequence[str]) -> list[_Line]:
    """All lines that hold something; codes count only where several stand."""
    squeezed = [(at, squeeze_text(line)) for at, line in enumerate(lines)]
    codes = [found[1] for _, text in squeezed if (found := _CODE.match(text))]
    has_codes = len(set(codes)) >= _FEWEST_CODES and "WC" in codes
    return [_mark_line(at, text, has_codes) for at, text in squeezed if text]


def _mark_line(at: int, text: str, has_codes: bool) -> _Line:
    code = _CODE.match(text) if has_codes else None
    if code:
        return _Line(at, text, _CODES.get(code[1], "code"), code[2] or "")
    if _DOCUMENT.match(text):
        return _Line(at, text, "document")
    if _read_labels()[1].fullmatch(text):
        return _Line(at, text, "count")
    if len(text.split()) < _PROSE_WORDS and _RIGHTS.match(text):
        return _Line(at, text, "rights")
    label = _LABEL.match(text)
    labels = _read_labels()[0]
    mark = labels.get((label[1] if label else text).casefold())
    if mark is None or (label is None and mark not in {"body", "other"}):
        return _Line(at, text)
    return _Line(at, text, mark, label[2] if label else "")


def _is_export(lines: Sequence[_Line]) -> bool:
    """Marks of two kinds or more, one of them of no other text; one document in all."""
    kinds = {line.mark for line in lines} - {None, "body"}
    ends = [line for line in lines if line.text.casefold() == "end of document"]
    loads = [line for line in lines if line.text.casefold().startswith("load-date")]
    counts = [line for line in lines if line.mark == "count"]
    is_one = max(len(ends), len(loads), len(counts)) < 2
    return is_one and len(kinds) >= _FEWEST_KINDS and not kinds.isdisjoint(_STRONG)


def _find_body(lines: Sequence[_Line]) -> tuple[int, int]:
    """Where the text begins and ends: the longest stretch without a mark, all with prose, and what
    a mark calls the text."""
    stretches: list[list[_Line]] = [[]]
    for line in lines:
        if line.mark:
            stretches.append([])
        if line.mark in {None, "body"}:
            stretches[-1].append(line)
    longest = max(stretches, key=_count_words)
    told = [one for one in stretches if one and one[0].mark == "body" and _count_words(one)]
    body = [one for one in stretches if one is longest or one in told or any(map(_is_prose, one))]
    return body[0][0].at, body[-1][-1].at + 1


def _count_words(lines: Sequence[_Line]) -> int:
    return sum(len((line.value if line.mark else line.text).split()) for line in lines)


def _is_prose(line: _Line) -> bool:
    return line.mark is None and len(line.text.split()) >= _PROSE_WORDS


def _find_title(head: Sequence[_Line]) -> str | None:
    """What a label calls the title; else the first line, or where a mark opens the text the line
    before the next label. Lines with a year name the issue."""
    named = next((line.value for line in head if line.mark == "title" and line.value), None)
    bare = [at for at, line in enumerate(head) if not line.mark and not _YEAR.search(line.text)]
    if named or not bare:
        return named
    if head[0].mark is None:
        return head[bare[0]].text
    labelled = [at for at in bare if head[min(at + 1, len(head) - 1)].mark]
    return head[labelled[0]].text if labelled else None


def _find_day(head: Sequence[_Line], context: TimeContext) -> date | None:
    """The first day that a line, a label's value or digits in it state in full."""
    for line in head:
        said = line.value or line.text
        digits = _DAY.search(said)
        for raw in (said, digits[0] if digits else ""):
            reading = read_time(raw, context)
            if reading and reading.year and reading.month and reading.day:
                return date(reading.year, reading.month, reading.day)
    return None


@cache
def _read_labels() -> tuple[dict[str, Mark], re.Pattern[str]]:
    """Label -> mark; and what counts words: '312 words', 'LENGTH: 312 words'."""
    text = (resources.files("pipeline.extract") / "lexicon/archive_labels.yaml").read_text("utf-8")
    lists = cast("dict[str, dict[str, list[str]]]", yaml.safe_load(text))
    units = {unit for words in lists.pop("counted").values() for unit in words}
    count = rf"(?:[^\W\d_]+\s*:\s*)?\d[\d.,]*\s+(?:{'|'.join(sorted(units))})"
    count += rf"|(?:{'|'.join(sorted(units - {'words'}))}):\s*\d[\d.,]*"
    labels = {
        label: cast("Mark", mark)
        for mark, languages in lists.items()
        for words in languages.values()
        for label in words
    }
    return labels, re.compile(count, re.IGNORECASE)
