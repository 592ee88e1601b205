"""Responses out of WARC files, ours or anybody's. This module owns warcio.

warcio raises bare AttributeError and the like on malformed files, and passes over broken gzip in
silence; here each trouble is an ArchiveError that names file and offset.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from pipeline.archive.records import Original, digest_bytes
from pipeline.archive.store import read_span
from pipeline.codings import CodingError, decode_body, inflate_gzip, read_content_type
from pipeline.errors import ArchiveError

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

    from pipeline.model import Capture

MAX_RECORD_BYTES = 200_000_000
"""Cap on inflated bytes of one record, and of one body."""
_KINDS = frozenset({"response", "revisit", "resource"})
_OUR_DIGEST = "sha256:"
_STEP_BYTES = 1 << 16


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """A response as the archive holds it. A revisit has headers, an empty body, and refers."""

    url: str
    captured_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    """Transfer and content coding undone."""
    media_type: str | None
    charset: str | None
    is_revisit: bool = False
    refers_to_url: str | None = None
    refers_to_at: datetime | None = None
    payload_digest: str | None = None
    """``WARC-Payload-Digest`` as it stands in the record."""
    warc_offset: int = 0
    warc_length: int = 0

    @property
    def payload_sha256(self) -> str:
        """SHA-256, hex, of the body."""
        return hashlib.sha256(self.body).hexdigest()


def read_response(root: str, warc_file: str, offset: int, length: int) -> ArchivedResponse:
    """Read one record, by its pointer. A revisit is not resolved: see ``resolve_revisit``.

    Args:
        root: the archive's: a folder or an fsspec URL.
        warc_file: path below it.
        offset: of the record's gzip member, in bytes.
        length: of the member, in bytes.

    Raises:
        ArchiveError: no such record, or it is damaged: checksum and digests are verified.
    """
    data = read_span(root, warc_file, offset, length)
    with _naming_trouble(f"{warc_file}@{offset}"):
        record = _parse_member(data)
        found = _read_record(record)
    return replace(found, warc_offset=offset, warc_length=length)


def parse_record(content: bytes, offset: int, length: int) -> ArchivedResponse | None:
    """Read one inflated record; None for a kind that is no response (a request, a ``warcinfo``).

    Raises:
        ArchiveError: it makes no sense.
    """
    from warcio.archiveiterator import ArchiveIterator

    with _naming_trouble(f"@{offset}"):
        record = next(ArchiveIterator(BytesIO(content)), None)
        if record is None or not _is_response(record):
            return None
        return replace(_read_record(record), warc_offset=offset, warc_length=length)


def resolve_revisit(revisit: ArchivedResponse, original: ArchivedResponse) -> ArchivedResponse:
    """Give a revisit the payload of the record that it refers to.

    Address, instant and status stay the revisit's; media type and charset are the original's where
    the revisit's headers do not say.

    Raises:
        ArchiveError: that is not the record it refers to.
    """
    if original.is_revisit or revisit.payload_digest != original.payload_digest:
        raise ArchiveError("refers to another payload than this", url=revisit.url)
    return replace(
        revisit,
        body=original.body,
        media_type=revisit.media_type or original.media_type,
        charset=revisit.charset or original.charset,
    )


def find_original(root: str, capture: Capture) -> Original:
    """What a revisit needs to know of the record that holds a Capture's payload.

    Raises:
        ArchiveError: it cannot be read, or holds no payload of that digest.
    """
    found = read_response(root, capture.warc_file, capture.warc_offset, capture.warc_length)
    if found.is_revisit or found.payload_sha256 != capture.payload_sha256:
        raise ArchiveError("holds another payload", url=f"{capture.warc_file}")
    if found.payload_digest is None:
        raise ArchiveError("has no payload digest", url=f"{capture.warc_file}")
    return Original(found.url, found.captured_at, found.payload_digest)


def iter_responses(source: str | Path | IO[bytes]) -> Iterator[ArchivedResponse]:
    """Read every response, revisit and resource of a WARC file, gzipped or not, in its order.

    Args:
        source: a path, or a binary file that is open.

    Raises:
        ArchiveError: the file cannot be read on; what came before was yielded.
    """
    if isinstance(source, str | Path):
        name = str(source)
        with _naming_trouble(name), Path(source).open("rb") as file:
            yield from _iter_file(file, name)
    else:
        yield from _iter_file(source, str(getattr(source, "name", "WARC")))


def _iter_file(file: IO[bytes], name: str) -> Iterator[ArchivedResponse]:
    from warcio.archiveiterator import ArchiveIterator

    place = f"{name}@0"
    with _naming_trouble(place):
        records = ArchiveIterator(file)
    while True:
        with _naming_trouble(place):
            record = next(records, None)
            if record is None:
                return
            place = f"{name}@{records.offset}"
        with _naming_trouble(place):
            found = _read_record(record) if _is_response(record) else None
            offset, length = records.get_record_offset(), records.get_record_length()
        place = f"{name}@{offset + length}"
        if found is not None:
            yield replace(found, warc_offset=offset, warc_length=length)


def _is_response(record: ArcWarcRecord) -> bool:
    if record.format != "warc":  # warcio takes any line of five words for an ARC record
        raise ArchiveError("no WARC record stands here")
    if record.rec_type not in _KINDS:
        return False
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return not url.startswith(("dns:", "metadata:", "urn:"))


def _parse_member(data: bytes) -> ArcWarcRecord:
    """The one record of a gzip member; its checksum is verified by inflating all of it."""
    from warcio.archiveiterator import ArchiveIterator

    inflated = inflate_gzip(data, MAX_RECORD_BYTES)
    record = next(ArchiveIterator(BytesIO(inflated)), None)
    if record is None or record.rec_type not in _KINDS:
        raise ArchiveError("no response stands here")
    return record


def _read_record(record: ArcWarcRecord) -> ArchivedResponse:
    headers = record.rec_headers
    http = record.http_headers
    pairs = tuple((name, value) for name, value in http.headers) if http else ()
    is_revisit = record.rec_type == "revisit"
    content_type = http.get_header("Content-Type") if http else headers.get_header("Content-Type")
    media_type, charset = read_content_type(content_type)
    digest = headers.get_header("WARC-Payload-Digest")
    return ArchivedResponse(
        url=headers.get_header("WARC-Target-URI").strip("<>"),
        captured_at=_read_date(headers.get_header("WARC-Date")),
        status=int(http.get_statuscode()) if http else 200,
        headers=pairs,
        body=b"" if is_revisit else _read_body(record, digest),
        media_type=media_type,
        charset=charset,
        is_revisit=is_revisit,
        refers_to_url=headers.get_header("WARC-Refers-To-Target-URI"),
        refers_to_at=_read_optional_date(headers.get_header("WARC-Refers-To-Date")),
        payload_digest=digest,
    )


def _read_body(record: ArcWarcRecord, digest: str | None) -> bytes:
    from warcio.bufferedreaders import ChunkedDataReader

    http = record.http_headers
    length = int(record.length or 0)
    if length > MAX_RECORD_BYTES:
        raise ArchiveError(f"declares {length} bytes")
    stored = raw = _read_all(record.raw_stream)
    if len(raw) != (record.payload_length if record.payload_length >= 0 else length):
        raise ArchiveError(f"ends after {len(raw)} bytes of its body")
    if http and (http.get_header("Transfer-Encoding") or "").lower() == "chunked":
        raw = _read_all(ChunkedDataReader(BytesIO(stored)))
    if digest and digest.startswith(_OUR_DIGEST):
        _check_digest(digest, stored, raw)
    encoding = http.get_header("Content-Encoding") if http else None
    return decode_body(raw, encoding, MAX_RECORD_BYTES)


def _read_all(stream: _Stream) -> bytes:
    """warcio's streams give what they have at hand, not what is asked for."""
    return b"".join(iter(lambda: stream.read(_STEP_BYTES), b""))


def _check_digest(digest: str, stored: bytes, raw: bytes) -> None:
    """Some tools digest a chunked body as it was sent; ours never holds one."""
    if digest not in {digest_bytes(stored), digest_bytes(raw)}:
        raise ArchiveError("its payload is not what its digest says")


def _read_date(text: str | None) -> datetime:
    found = _read_optional_date(text)
    if found is None:
        raise ArchiveError("has no WARC-Date")
    return found


def _read_optional_date(text: str | None) -> datetime | None:
    """``2026-03-27T14:05:00Z``, with or without a fraction; anything else is an error."""
    if not text:
        return None
    found = datetime.fromisoformat(text.strip())
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@contextmanager
def _naming_trouble(place: str) -> Iterator[None]:
    """Turn whatever a malformed record sets off into one error that says where it was."""
    try:
        yield
    except ArchiveError as error:
        raise (error if error.url else ArchiveError(error.message, url=place)) from error.__cause__
    except CodingError as error:
        raise ArchiveError(f"damaged: {error}", url=place) from error
    except OSError as error:
        raise ArchiveError(f"cannot be read: {error}", url=place) from error
    except Exception as error:  # warcio raises AttributeError and others bare
        told = f"malformed: {type(error).__name__}: {error}"
        raise ArchiveError(told, url=place) from error
