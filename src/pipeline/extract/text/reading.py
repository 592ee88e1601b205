"""Text without markup as an input like any other: cleaned, cut into entries, dated by the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import UnreadablePage
from pipeline.extract.clean import CleanContext, clean_lines
from pipeline.extract.posts.identity import hash_words
from pipeline.extract.segment.cut import cut_paragraphs
from pipeline.extract.text.clocked_lines import (
    ClockedLine,
    is_parted_by_clocks,
    part_by_clocks,
    read_clocked_lines,
)
from pipeline.extract.text.dates import TextDate, date_texts
from pipeline.extract.text.export import Export, read_export
from pipeline.extract.times import Reading, TimeContext, guess_zone
from pipeline.extract.tree.decode import decode_text
from pipeline.extract.tree.language import guess_language
from pipeline.extract.tree.page import refuse_other_media
from pipeline.extract.tree.words import find_words
from pipeline.model import Access, Coverage, Entry, Extraction, Removed

if TYPE_CHECKING:
    from pipeline.model import RepeatedLine, Source

# A tag of a page: <html, <!doctype, <p>, <div class=
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|div|p|h[1-6]|br|ul|li|table|span|a|script|article|section|main)\b",
    re.IGNORECASE,
)
# Headings and bold words, as in '## 13:47 Police arrive'
_MARKDOWN = re.compile(r"\A#{1,6}\s+(?=\S)|\*\*(\S[^*]*)\*\*")
_SNIFF_BYTES = 200_000


def is_plain_text(data: bytes, media_type: str | None) -> bool:
    """Whether these bytes are text without markup: the media type says so, or no tag is in them."""
    main = (media_type or "").partition(";")[0].strip().lower()
    if main == "text/plain":
        return True
    return main in {"", "application/octet-stream"} and not _TAG.search(data, 0, _SNIFF_BYTES)


def extract_text(
    data: bytes,
    *,
    url: str | None,
    captured_at: datetime | None,
    charset: str | None,
    hints: Source | None,
    published_on: date | None,
    repeated_lines: Collection[RepeatedLine] = (),
) -> Extraction:
    """The entries of a text, cut where clocks stand, else at topic boundaries; each has its date.

    What stands before the first clock of a text that clocks part is the lead. What an archive of
    newspapers exported is an article, unless clocks part it or its title says live; of other texts
    nothing tells an article from a live blog, and they are read as one.

    Raises:
        UnreadablePage: no line of it is text.
    """
    refuse_other_media(data, url=url, media_type="text/plain")
    lines = [_MARKDOWN.sub(r"\1", line) for line in decode_text(data, charset).splitlines()]
    language = (hints.language if hints else None) or guess_language(lines)
    export = read_export(lines, TimeContext(language=language))
    if export:
        lines, published_on = export.body, published_on or export.published_on
    repeated = {line.fingerprint: line.kind for line in repeated_lines}
    kept, removed = clean_lines(lines, CleanContext(language=language, repeated_lines=repeated))
    if not kept:
        raise UnreadablePage("the text holds no line of reporting", url=url)
    context = _make_context(url, language, captured_at, hints, published_on)
    clocked = read_clocked_lines(lines, [(line.index, line.text) for line in kept], context)
    found = Extraction(
        url=url,
        captured_at=captured_at,
        kind="article",
        publisher=hints.publisher if hints else None,
        title=export.title if export else None,
        language=language,
        published_at=context.page_published_at,
        modified_at=None,
        lead=None,
        text="\n\n".join(line.text for line in kept),
        access=Access(),
        coverage=Coverage(),
        entries=(),
        removed=(*removed, *_set_aside(export)),
    )
    if export and not is_parted_by_clocks(clocked) and not _says_live(url, export):
        return found
    lead, entries = _read_entries(clocked, context, published_on)
    return replace(
        found,
        kind="liveblog",
        lead=lead,
        text=None,
        coverage=Coverage("complete", len(entries)),
        entries=entries,
    )


def _set_aside(export: Export | None) -> list[Removed]:
    return [Removed("navigation", line) for line in export.around] if export else []


def _says_live(url: str | None, export: Export) -> bool:
    """A word of the address or of the title that an archive states."""
    said = f"{urlsplit(url or '').path} {export.title}"
    return find_words("live_words").search(said) is not None


def _read_entries(
    lines: Sequence[ClockedLine], context: TimeContext, published_on: date | None
) -> tuple[str | None, tuple[Entry, ...]]:
    """The lead, and the entries with their dates."""
    lead, blocks, readings = _cut(lines, context.language)
    texts = ["\n\n".join(line for line in block if line) for block in blocks]
    dates = date_texts(texts, readings, context, published_on)
    pairs = enumerate(zip(texts, dates, strict=True))
    return lead, tuple(_make_entry(at, *pair) for at, pair in pairs)


def _make_context(
    url: str | None,
    language: str | None,
    captured_at: datetime | None,
    hints: Source | None,
    published_on: date | None,
) -> TimeContext:
    """The day given stands for the page's. A text's capture tells no day: it may be years later."""
    host = urlsplit(url or "").hostname
    guess = guess_zone(language, host, (), hints.time_zone if hints else None)
    return TimeContext(
        captured_at=captured_at if published_on else None,
        page_published_at=datetime.combine(published_on, time(), UTC) if published_on else None,
        zone=guess.zone,
        zone_source=guess.source,
        language=language,
    )


def _cut(
    lines: Sequence[ClockedLine], language: str | None
) -> tuple[str | None, list[list[str]], list[Reading | None]]:
    """Lead, blocks of lines, and the clock of each block."""
    if is_parted_by_clocks(lines):
        before, *blocks = part_by_clocks(lines)
        readings = [line.reading for line in lines if line.reading]
        return "\n\n".join(before) or None, blocks, [*readings]
    stated = {at for at, line in enumerate(lines) if line.reading}
    blocks = cut_paragraphs([line.text for line in lines], stated, language)
    starts = accumulate((len(block) for block in blocks[:-1]), initial=0)
    return None, blocks, [lines[at].reading for at in starts]


def _make_entry(position: int, text: str, dated: TextDate) -> Entry:
    return Entry(
        entry_key=hash_words("", text),
        position=position,
        headline=None,
        author=None,
        text=text,
        published_at=dated.published_at,
        precision=dated.precision,
        dated_by=dated.dated_by,
        raw_time=dated.raw_time,
        evidence=dated.evidence,
    )
