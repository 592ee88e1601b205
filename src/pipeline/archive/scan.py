"""A WARC file record by record, damage and all: what is hit is named, the rest is read.

Readers that go from record to record lose everything behind one flipped byte, most without a word.
Here every gzip member is inflated by itself (ISO 28500:2017, annex D: one record a member), its
checksum, length and digests are verified, and after damage the scan goes on at the next member.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from mmap import mmap

from pipeline.archive.blocks import BrokenBlock, WarcBlock, read_blocks, read_head

Bytes = bytes | mmap
"""What is scanned: both can be searched and sliced."""
MAX_RECORD_BYTES = 200_000_000
"""Cap on inflated bytes of one record."""
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_GZIP_WBITS = 16 + zlib.MAX_WBITS
_GZIP_HEAD_BYTES = 10
_STEP_BYTES = 1 << 16
_PROBE_BYTES = 1024
"""The tables that open a deflate block are shorter than this (RFC 1951, section 3.2.7)."""
_HEAD_BYTES = 4096
"""So far a damaged member is inflated to learn its name."""


@dataclass(frozen=True, slots=True)
class SoundRecord:
    """One record whose checksum, length and digests hold."""

    number: int
    """From 1, in the order of the file; lost ones are counted."""
    offset: int
    length: int
    """Of its gzip member, in bytes."""
    block: WarcBlock = field(repr=False)


@dataclass(frozen=True, slots=True)
class LostRecord:
    """One record that is damaged: where it stood, and as much of its name as can be read."""

    number: int
    offset: int
    length: int
    """Bytes up to the next member, or to the end of the file."""
    reason: str
    kind: str | None = None
    """``WARC-Type``, as far as it can be read."""
    url: str | None = None
    """``WARC-Target-URI``, as far as it can be read: damage in the head garbles it."""

    def __str__(self) -> str:
        name = " ".join(part for part in (self.kind, self.url) if part) or "name not readable"
        place = f"record {self.number} at offset {self.offset} ({self.length} bytes)"
        return f"{place}: {name}: {self.reason}"


def scan_records(data: Bytes) -> Iterator[SoundRecord | LostRecord]:
    """Read a record-compressed WARC file (``.warc.gz``), in its order.

    Each record comes out once, sound or lost; one flipped byte costs one record at most, a cut
    the one that it goes through and what stood behind it.
    """
    begin = 0
    number = 1
    while begin < len(data):
        try:
            inflated, end = _inflate_member(data, begin)
        except BrokenBlock as error:
            end = _find_member(data, begin + 1)
            yield _name_lost(data, number, begin, end, str(error))
            number += 1
        else:
            for record in _read_member(inflated, number, begin, end):
                yield record
                number += 1
        begin = end


def _read_member(
    inflated: bytes, number: int, begin: int, end: int
) -> list[SoundRecord] | list[LostRecord]:
    try:
        blocks = read_blocks(inflated)
    except BrokenBlock as error:
        return [_lose(number, begin, end, str(error), read_head(inflated))]
    return [
        SoundRecord(place, begin, end - begin, block) for place, block in enumerate(blocks, number)
    ]


def _inflate_member(data: Bytes, begin: int) -> tuple[bytes, int]:
    """The member's content, and where it ends.

    Raises:
        BrokenBlock: none stands here, it is cut, or its checksum is wrong.
    """
    if data[begin : begin + len(_MEMBER)] != _MEMBER:
        raise BrokenBlock("no gzip member begins here")
    stream = zlib.decompressobj(_GZIP_WBITS)
    found = bytearray()
    at = begin
    while not stream.eof:
        step = data[at : at + _STEP_BYTES]
        if not step:
            raise BrokenBlock("the file ends within it")
        try:
            found += stream.decompress(step)
        except zlib.error as error:
            raise BrokenBlock(f"its gzip member is damaged: {error}") from error
        if len(found) > MAX_RECORD_BYTES:
            raise BrokenBlock(f"more than {MAX_RECORD_BYTES} bytes come out")
        at += len(step)
    return bytes(found), at - len(stream.unused_data)


def _find_member(data: Bytes, begin: int) -> int:
    """Where the next member that holds a record begins; the end of the file if there is none.

    The three bytes also occur in compressed data by chance, and in pages stored as they are.
    """
    at = data.find(_MEMBER, begin)
    while at >= 0:
        probe = data[at : at + _PROBE_BYTES]
        if _inflate_some(probe, _GZIP_WBITS, len(_RECORD)).startswith(_RECORD):
            return at
        at = data.find(_MEMBER, at + 1)
    return len(data)


def _name_lost(data: Bytes, number: int, begin: int, end: int, reason: str) -> LostRecord:
    start = begin + _GZIP_HEAD_BYTES
    packed = data[start : min(end, start + _HEAD_BYTES)]
    readable = _inflate_some(packed, -zlib.MAX_WBITS, _HEAD_BYTES)
    return _lose(number, begin, end, reason, read_head(readable))


def _lose(number: int, begin: int, end: int, reason: str, head: dict[str, str]) -> LostRecord:
    kind, url = (_keep_printable(head.get(name)) for name in ("warc-type", "warc-target-uri"))
    return LostRecord(number, begin, end - begin, reason, kind, url.strip("<>") if url else None)


def _keep_printable(text: str | None) -> str | None:
    return "".join(one for one in text if one.isprintable()) if text else None


def _inflate_some(data: bytes, wbits: int, wanted_bytes: int) -> bytes:
    """What comes out before the damage, until there is enough."""
    stream = zlib.decompressobj(wbits)
    found = bytearray()
    for byte in data:
        try:
            found += stream.decompress(bytes((byte,)))
        except zlib.error:
            break
        if len(found) >= wanted_bytes:
            break
    return bytes(found)
