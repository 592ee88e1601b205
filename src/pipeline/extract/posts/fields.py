"""The parts of one post in the tree: headline, author, link, id, times; the rest is its text.

Works on any element that holds one post. What was read as a part is listed in ``parts`` so that
the cleaner leaves it out of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.clean.stamps import judge_time
from pipeline.extract.posts.authors import BY, clean_author, find_author, names_author
from pipeline.extract.posts.beside_parts import widen_byline, widen_labels, widen_stamps
from pipeline.extract.posts.permalink import find_id, find_link
from pipeline.extract.signals.positions import is_game_clock, is_match_minute
from pipeline.extract.signals.shapes import CLOCK, CLOSING, LEADING, is_date_label, is_time_label
from pipeline.extract.signals.time_labels import runs_on, tidy_label
from pipeline.extract.tree.headings import HEADINGS
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.tree.sheet import Sheet
from pipeline.extract.tree.words import find_words, load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.candidate import TimeMark
    from pipeline.extract.signals.signal import Signal

_QUOTING = frozenset(
    {"blockquote", "figure", "figcaption", "aside", "table", "form", "footer", "nav"}
)
_CITING = _QUOTING - {"aside", "footer", "nav"}
# the end of one class: entry-title, post__headline, live-events__entry-head
_TITLE_NAME = re.compile(rf"{load_words('title_names')}\Z", re.IGNORECASE)
# 'related__title', 'link-preview', 'read-more', 'web-card'
_OTHER_PAGE = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|read-?(?:more|also)|see-?also|(?:link|url|web)-?(?:preview|card))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLED = frozenset({"div", "span", "p", "strong", "b", "a"})
# '(15h12)', '- 15:12 Uhr' at the end of a heading
_CLOCK_LAST = re.compile(rf"{CLOCK.pattern}\s?(?:uhr|uur|hs?)?\W*\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAX_HEADLINE = 300
MAX_STAMP_WORDS = 3
MIN_TITLE_WORDS = 2
"""Words beside the clock in a heading; one word may belong to the time."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What was read from one post beside its text."""

    headline: str | None
    author: str | None
    url: str | None
    native_id: str | None
    marks: tuple[TimeMark, ...]
    parts: frozenset[HtmlElement]
    is_pinned: bool
    is_key_event: bool


def read_fields(
    sheet: Sheet,
    place: int,
    signals: Sequence[Signal],
    page_url: str | None,
    base_url: str | None,
) -> Fields:
    """Reads the post at a place. ``signals`` are the times found inside it, in reading order."""
    own = _own_signals(sheet, place, signals)
    stamps = [(sheet.order[signal.element], signal) for signal in own if not signal.is_leading]
    times = frozenset(at for at, _ in stamps)
    heading = find_headline(sheet, place, times)
    author = find_author(sheet, place)
    native_id = find_id(sheet, place)
    labels = frozenset(
        at
        for at, s in stamps
        if not s.is_tail
        and _is_stamp(sheet, at)
        and not _is_planned(sheet, place, at, stamps[0][0])
    )
    parts = set(widen_labels(sheet, place, labels - {place}))
    if heading is not None:
        parts = {at for at in parts if not at < heading < sheet.ends[at]} | {heading}
    if author is not None:
        parts |= {author, widen_byline(sheet, place, author)}
    if heading is None:
        heading = _find_bold_opening(sheet, own)
        parts |= {heading} if heading is not None else set()
    given = dict(sheet.list_attributes(place))
    said = f"{given.get('class', '')} {given.get('id', '')} {given.get('data-type', '')}"
    return Fields(
        headline=_read_headline(sheet, heading, times) if heading is not None else None,
        author=clean_author(read_line_at(sheet, author)) if author is not None else None,
        url=find_link(sheet, place, own, native_id, page_url=page_url, base_url=base_url),
        native_id=native_id,
        marks=tuple(_order_marks(own)),
        parts=frozenset(sheet.elements[at] for at in parts),
        is_pinned=_says_pinned(said) or given.get("data-pinned") in {"true", "1"},
        is_key_event=_says_key_event(said),
    )


@lru_cache(maxsize=1024)
def _says_pinned(said: str) -> bool:
    return find_words("pinned").search(said) is not None


@lru_cache(maxsize=1024)
def _says_key_event(said: str) -> bool:
    return find_words("key_event").search(said) is not None


def find_headline(sheet: Sheet, place: int, times: frozenset[int] = frozenset()) -> int | None:
    """The first heading before the text begins; else the first element whose class says title."""
    named: int | None = None
    prose = 0
    for at in range(place + 1, sheet.ends[place]):
        tag = sheet.tags[at]
        is_named = named is None and tag in _TITLED and _names_title(sheet.get(at, "class"))
        if not (is_named or tag == "p" or tag in HEADINGS):
            continue
        if sheet.stands_in(at, _QUOTING, place) or _is_of_other(sheet, at, place):
            continue
        if tag in HEADINGS:
            line = read_line_at(sheet, at, times)
            if line and len(line) <= _MAX_HEADLINE and not _is_label(line):
                return at if prose < 12 else named
        elif is_named and _is_title(sheet, at):
            named = at
        if tag == "p":
            prose += len(sheet.elements[at].text_content().split())
            if prose >= 12:
                break
    return named


def _is_of_other(sheet: Sheet, place: int, post: int) -> bool:
    """A title in a box of the post that shows another page, or the title of who writes."""
    for at in (place, *sheet.climb(place)):
        if at == post:
            return False
        names = sheet.get(at, "class")
        if names and (_names_other(names) or (at == place and names_author(names, is_link=True))):
            return True
    return False


@lru_cache(maxsize=1024)
def _names_other(names: str) -> bool:
    return _OTHER_PAGE.search(names) is not None


def _read_headline(sheet: Sheet, heading: int, times: frozenset[int]) -> str:
    """The heading on one line, without the times in it and the signs that part them from it."""
    line = _pick_title(sheet, heading, times) or read_line_at(
        sheet, heading, widen_stamps(sheet, heading, times)
    )
    return line if line == read_line_at(sheet, heading) else line.strip(" ,|–-•·:(")


def _pick_title(sheet: Sheet, heading: int, times: frozenset[int]) -> str | None:
    """Of a heading whose parts only hidden commas divide: the first that is no label and no time.

    '<h3><time>14:05</time><i>Breaking</i><i>, </i><span>Ferries wait</span><i>, </i>By Jane Roe'.
    """
    inside = range(heading + 1, sheet.ends[heading])
    commas = [at for at in inside if (sheet.texts[at] or "").strip() == ","]
    if not commas:
        return None
    leaves = [
        line
        for at in inside
        if sheet.ends[at] == at + 1 and at not in times and (line := read_line_at(sheet, at))
    ]
    titles = [line for line in leaves if len(line.split()) >= MIN_TITLE_WORDS]
    return next((line for line in titles if not _is_label(line) and not BY.match(line)), None)


def _find_bold_opening(sheet: Sheet, signals: Sequence[Signal]) -> int | None:
    """Bold type with the time in it or before it: '10:42: <strong>Bridge reopens</strong>'."""
    if not signals:
        return None
    bold = signals[0].element
    if bold.tag == "p" and len(bold) == 1 and not (bold[0].tail or "").strip():
        is_before = not signals[0].is_tail and is_time_label(" ".join((bold.text or "").split()))
        bold = bold[0] if is_before or not (bold.text or "").strip() else bold
    elif not signals[0].is_leading:
        return None
    if bold.tag not in {"strong", "b"}:
        return None
    if runs_on(bold):
        return None
    place = sheet.order[bold]
    line = read_line_at(sheet, place)
    if line.endswith(":") and (bold.tail or "").strip():
        return None  # a place or a name that leads in: '15.12 Uhr | Obermoor: The water falls'
    return place if 3 <= len(line.split()) <= 30 else None


@lru_cache(maxsize=1024)
def _names_title(names: str) -> bool:
    return any(_TITLE_NAME.search(name) for name in names.split())


def _is_title(sheet: Sheet, place: int) -> bool:
    line = read_line_at(sheet, place)
    has_paragraphs = "p" in sheet.tags[place + 1 : sheet.ends[place]]
    return 0 < len(line) <= 200 and not _is_label(line) and not has_paragraphs


def _is_stamp(sheet: Sheet, place: int) -> bool:
    """An element with a time that holds no text of the post beside it."""
    if sheet.tags[place] == "time":
        return True
    line = tidy_label(read_line_at(sheet, place))
    if len(line.split()) <= MAX_STAMP_WORDS:
        return True
    if is_game_clock(line):  # it tells the score as well
        return False
    return is_time_label(line) or is_date_label(line) or is_match_minute(line)


def _is_planned(sheet: Sheet, post: int, place: int, first: int) -> bool:
    """An item of a list inside a post dated before: '<li>14:00 Speech'."""
    if sheet.tags[place] != "li" or place in {first, post}:
        return False
    return bool(_WORD.search(CLOCK.sub(" ", read_line_at(sheet, place))))


def _is_label(line: str) -> bool:
    """A time or a date, and no title of two words or more on one side of the clock."""
    if not is_time_label(line):
        return is_date_label(line)
    opening, ending = LEADING.match(line), CLOSING.search(line) or _CLOCK_LAST.search(line)
    if judge_time(line) is not None or BY.match(line):
        return True
    title = line[opening.end() :] if opening else line[: ending.start()] if ending else ""
    return len(title.split()) < MIN_TITLE_WORDS


def _own_signals(sheet: Sheet, place: int, signals: Sequence[Signal]) -> list[Signal]:
    """Times of the post itself, not those of a tweet, a caption or an ad inside it."""
    outside = [s for s in signals if not _stands_in(sheet, s, place, _QUOTING)]
    if outside:
        return outside
    # No time but in a margin or at the foot: the first is the post's own, as are those beside it.
    told = [s for s in signals if not _stands_in(sheet, s, place, _CITING)]
    return [s for s in told if s.element.getparent() is told[0].element.getparent()]


def _stands_in(sheet: Sheet, signal: Signal, root: int, tags: frozenset[str]) -> bool:
    at = sheet.order[signal.element]
    return (at != root and sheet.tags[at] in tags) or sheet.stands_in(at, tags, root)


def _order_marks(signals: Sequence[Signal]) -> list[TimeMark]:
    """Marks in reading order; only those of the first places, where a post states its time."""
    marks: list[TimeMark] = []
    seen: set[str] = set()
    for signal in signals[:6]:
        for mark in signal.marks:
            if mark.raw not in seen:
                seen.add(mark.raw)
                marks.append(mark)
    return marks
