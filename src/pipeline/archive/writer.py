"""Responses into WARC files: one file a writer at a time, rotated by size, safe before return."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.archive.blocks import read_head
from pipeline.archive.pointer import Received, WarcPointer
from pipeline.archive.reader import MAX_RECORD_BYTES, find_original
from pipeline.archive.records import (
    Original,
    digest_bytes,
    pack_note,
    pack_request,
    pack_resource,
    pack_response,
    pack_revisit,
    pack_warcinfo,
)
from pipeline.archive.store import GrowingFile, find_folder, put_object
from pipeline.codings import inflate_gzip
from pipeline.errors import ArchiveError

if TYPE_CHECKING:
    from pipeline.model import Capture

MAX_FILE_BYTES = 256 * 1024 * 1024
SOFTWARE = "dateline"
# The part of a name that is safe in a path:  "puerto_alba"
_UNSAFE = re.compile(r"[^A-Za-z0-9_.]+")


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Records that belong together, and which of them the pointer is for."""

    data: bytes
    offset: int
    length: int
    original: Capture | None


class ArchiveWriter:
    """Writes what one run received from one Source for one night. Use it as a context manager.

    Files are named ``<source>/<YYYY>/<MM>/<DD>/dateline-<source>-<time>-<run>-<serial>.warc.gz``,
    and hold a random token besides, so that no two writers ever share one.

    Args:
        root: a folder, or any fsspec URL. On object stores each response is an object of its own.
        source: its name.
        night: what the run is for; the folders' date.
        run_id: kept in each file's ``warcinfo``, in short in its name.
        max_file_bytes: a file that has grown past it gets no more records.
        software: kept in ``warcinfo``.
    """

    def __init__(
        self,
        root: str,
        *,
        source: str,
        night: date,
        run_id: str,
        max_file_bytes: int = MAX_FILE_BYTES,
        software: str = SOFTWARE,
    ) -> None:
        self._root = root
        self._folder = find_folder(root)
        self._source = _UNSAFE.sub("_", source)
        self._night = night
        self._run_id = run_id
        self._token = secrets.token_hex(4)
        self._max_file_bytes = max_file_bytes
        self._software = software
        self._serial = 0
        self._file: GrowingFile | None = None
        self._warcinfo_id = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file that is open, if any."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def write(
        self,
        received: Received,
        *,
        prior: Capture | None = None,
        note: Mapping[str, object] | None = None,
    ) -> WarcPointer:
        """Archive a response: its redirects, itself, its request. On the disk before return.

        Args:
            received: as fetched, or a file in that form, which becomes a ``resource`` record.
            prior: a Capture that holds the same payload. It is believed only if its record is read
                and its stored bytes are the same (a 304 has none to compare): then a ``revisit``
                record refers to it, else the response is written in full.
            note: what is to be known of it beside, as JSON; see ``notes``.

        Raises:
            ArchiveError: the place refused; a 304 whose payload is not in the archive.
        """
        original = self._check_prior(received, prior)
        if self._folder is None:
            return self._write_object(received, original, prior, note)
        file = self._open_file(received.captured_at)
        bundle = self._pack(received, original, prior, note)
        begin = file.append(bundle.data)
        pointer = _point(file.name, begin, bundle)
        if file.size_bytes >= self._max_file_bytes:
            self.close()
        return pointer

    def write_note(self, url: str, written_at: datetime, note: Mapping[str, object]) -> str:
        """Keep a note about no single response; returns the file's name below the root.

        Raises:
            ArchiveError: the place refused.
        """
        if self._folder is None:
            name, opening = self._begin(written_at)
            put_object(
                self._root, name, opening + pack_note(url, written_at, self._warcinfo_id, note)
            )
            return name
        file = self._open_file(written_at)
        file.append(pack_note(url, written_at, self._warcinfo_id, note))
        return file.name

    def copy(
        self, member: bytes, captured_at: datetime, note: Mapping[str, object] | None = None
    ) -> WarcPointer:
        """Archive a record of somebody else's file as it stands: its gzip member, byte for byte.

        Args:
            member: holds one record, and is sound.
            captured_at: when it was received; a file that begins with it is named after that.
            note: what is to be known of it beside, as JSON; see ``notes``.

        Raises:
            ArchiveError: the place refused.
        """
        if self._folder is None:
            name, opening = self._begin(captured_at)
            bundle = self._pack_copy(member, captured_at, note)
            put_object(self._root, name, opening + bundle.data)
            return _point(name, len(opening), bundle)
        file = self._open_file(captured_at)
        bundle = self._pack_copy(member, captured_at, note)
        return _point(file.name, file.append(bundle.data), bundle)

    def _pack_copy(
        self, member: bytes, captured_at: datetime, note: Mapping[str, object] | None
    ) -> _Bundle:
        after = b""
        if note is not None:
            head = read_head(inflate_gzip(member, MAX_RECORD_BYTES))
            url, about_id = head.get("warc-target-uri", ""), head.get("warc-record-id", "")
            after = pack_note(url, captured_at, self._warcinfo_id, note, about_id)
        return _Bundle(member + after, 0, len(member), None)

    def _check_prior(self, received: Received, prior: Capture | None) -> Original | None:
        try:
            original = find_original(self._root, prior) if prior else None
        except ArchiveError:
            original = None  # what cannot be read cannot be referred to
        if received.is_not_modified:
            if original is None:
                raise ArchiveError("not modified, but its payload is gone", url=received.final_url)
            return original
        is_same = original and original.payload_digest == digest_bytes(received.raw_body)
        return original if is_same and received.http_version else None

    def _pack(
        self,
        received: Received,
        original: Original | None,
        prior: Capture | None,
        note: Mapping[str, object] | None,
    ) -> _Bundle:
        ident = self._warcinfo_id
        before = b""
        for hop in received.redirects:
            hop_id, record = pack_response(hop.url, hop, ident)
            before += record + pack_request(hop.url, hop, ident, hop_id)
        url = received.final_url
        if not received.http_version:
            main_id, main = pack_resource(url, received, ident, _name_media_type(received))
            after = _pack_note(received, ident, note, main_id)
            return _Bundle(before + main + after, len(before), len(main), None)
        if original is None:
            main_id, main = pack_response(url, received, ident)
        else:
            main_id, main = pack_revisit(
                url, received, ident, original, is_not_modified=received.is_not_modified
            )
        after = pack_request(url, received, ident, main_id)
        after += _pack_note(received, ident, note, main_id)
        return _Bundle(before + main + after, len(before), len(main), prior if original else None)

    def _write_object(
        self,
        received: Received,
        original: Original | None,
        prior: Capture | None,
        note: Mapping[str, object] | None,
    ) -> WarcPointer:
        name, opening = self._begin(received.captured_at)
        bundle = self._pack(received, original, prior, note)
        put_object(self._root, name, opening + bundle.data)
        return _point(name, len(opening), bundle)

    def _open_file(self, at: datetime) -> GrowingFile:
        if self._file is None:
            name, opening = self._begin(at)
            if self._folder is None:
                raise ArchiveError("not a local folder", url=self._root)
            self._file = GrowingFile(self._folder, name)
            self._file.append(opening)
        return self._file

    def _begin(self, at: datetime) -> tuple[str, bytes]:
        """Name the next file, and pack the record that opens it."""
        self._serial += 1
        stamp = at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
        run = hashlib.sha256(self._run_id.encode()).hexdigest()[:8]
        base = f"dateline-{self._source}-{stamp}-{run}{self._token}-{self._serial:05d}.warc.gz"
        fields = {"isPartOf": f"{self._source} {self._night}", "description": self._run_id}
        self._warcinfo_id, opening = pack_warcinfo(
            base, software=self._software, written_at=at, fields=fields
        )
        return f"{self._source}/{self._night:%Y/%m/%d}/{base}", opening


def _pack_note(
    received: Received, warcinfo_id: str, note: Mapping[str, object] | None, about_id: str
) -> bytes:
    if note is None:
        return b""
    return pack_note(received.final_url, received.captured_at, warcinfo_id, note, about_id)


def _point(name: str, begin: int, bundle: _Bundle) -> WarcPointer:
    return WarcPointer(
        warc_file=name,
        warc_offset=begin + bundle.offset,
        warc_length=bundle.length,
        is_revisit=bundle.original is not None,
        original=bundle.original,
    )


def _name_media_type(received: Received) -> str | None:
    if received.media_type and received.charset:
        return f"{received.media_type}; charset={received.charset}"
    return received.media_type
