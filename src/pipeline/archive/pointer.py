"""What the archive takes, and where it put it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pipeline.model import Capture


class WireExchange(Protocol):
    """One request and its response as they went over the wire."""

    @property
    def request_method(self) -> str: ...
    @property
    def request_target(self) -> str: ...
    @property
    def request_headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def status(self) -> int: ...
    @property
    def reason(self) -> str: ...
    @property
    def http_version(self) -> str: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def raw_body(self) -> bytes: ...
    @property
    def captured_at(self) -> datetime: ...
    @property
    def remote_ip(self) -> str | None: ...


class Hop(WireExchange, Protocol):
    """A redirect on the way."""

    @property
    def url(self) -> str: ...


class Received(WireExchange, Protocol):
    """What an address gave. An empty ``http_version`` says that it is a file, not a response."""

    @property
    def url(self) -> str: ...
    @property
    def final_url(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def payload_sha256(self) -> str: ...
    @property
    def media_type(self) -> str | None: ...
    @property
    def charset(self) -> str | None: ...
    @property
    def redirects(self) -> tuple[Hop, ...]: ...
    @property
    def is_not_modified(self) -> bool: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class WarcPointer:
    """Where a record lies: ``warc_length`` bytes (one gzip member) from ``warc_offset`` on."""

    warc_file: str
    """Path below the archive's root."""
    warc_offset: int
    warc_length: int
    is_revisit: bool = False
    original: Capture | None = None
    """The Capture that holds the payload, for a revisit."""


def index_capture(
    source: str, received: Received, pointer: WarcPointer, *, root: Capture | None = None
) -> Capture:
    """Make the index row of a response that was archived.

    A 304 is a Capture, too: at that instant the page showed what the original's payload shows, so
    media type, charset and size are the original's.
    """
    original = pointer.original if received.is_not_modified else None
    return Capture(
        capture_id=name_capture(received.url, received.captured_at, received.payload_sha256),
        source=source,
        url=received.url,
        final_url=received.final_url,
        captured_at=received.captured_at,
        status=received.status,
        media_type=original.media_type if original else received.media_type,
        charset=original.charset if original else received.charset,
        payload_sha256=received.payload_sha256,
        payload_bytes=original.payload_bytes if original else len(received.body),
        warc_file=pointer.warc_file,
        warc_offset=pointer.warc_offset,
        warc_length=pointer.warc_length,
        is_revisit=pointer.is_revisit,
        etag=received.etag,
        last_modified=received.last_modified,
        root_capture_id=root.capture_id if root else None,
    )


def name_capture(url: str, captured_at: datetime, payload_sha256: str) -> str:
    """The id of a Capture: the same for the same page, instant and payload, whoever received it."""
    named = (url, captured_at.isoformat(), payload_sha256)
    return hashlib.sha256("\n".join(named).encode("utf-8", "surrogatepass")).hexdigest()
