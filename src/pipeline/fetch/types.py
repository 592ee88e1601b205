"""The words of fetching: what came back, what servers gave us to ask again, what is logged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Headers = tuple[tuple[str, str], ...]
"""Names and values in the order and case of the wire; bytes that are no ASCII read as Latin-1."""
Outcome = Literal["fetched", "not_modified", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, as they went over the wire."""

    url: str
    request_method: str
    request_target: str
    """Path and query as asked; empty for a file that nobody fetched."""
    request_headers: Headers
    status: int
    reason: str
    http_version: str
    """For example ``HTTP/1.1``."""
    headers: Headers
    raw_body: bytes
    """As received, content coding and all; only the transfer coding is undone."""
    captured_at: datetime
    """When the response began."""
    elapsed_s: float
    remote_ip: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of a response header, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the last response in full, and the redirects that led to it."""

    url: str
    """The address asked for; ``final_url`` is the one that answered."""
    final_url: str
    request_method: str
    request_target: str
    request_headers: Headers
    status: int
    reason: str
    http_version: str
    headers: Headers
    raw_body: bytes
    """As received, content coding and all; only the transfer coding is undone."""
    body: bytes
    """The bytes of the page: content coding undone."""
    payload_sha256: str
    """SHA-256, hex, of ``body``; for a 304 that of the payload which still holds."""
    media_type: str | None
    """In lower case and without parameters; None where the server did not say."""
    charset: str | None
    captured_at: datetime
    elapsed_s: float
    redirects: tuple[Exchange, ...] = ()
    is_not_modified: bool = False
    etag: str | None = None
    last_modified: str | None = None
    remote_ip: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask 'has it changed?' (RFC 9110, section 8.8)."""

    etag: str | None
    last_modified: str | None
    payload_sha256: str | None
    """Digest of the payload they stand for; without one they are not used."""
    stored_at: datetime | None = None
    """When the payload was last received in full; None: not known."""


class ValidatorStore(Protocol):
    """Where Validators are kept; the warehouse has one."""

    def find(self, url: str) -> Validators | None:
        """What is known of the address that answered."""

    def save(
        self, url: str, etag: str | None, last_modified: str | None, payload_sha256: str
    ) -> None:
        """Keep, in the place of what was kept before. Both None: forget."""


@dataclass(frozen=True, slots=True)
class FetchLogEntry:
    """What was asked, when, and why something was refused: one line of the politeness audit."""

    url: str
    host: str
    """With its port where that is not the scheme's own."""
    asked_at: datetime
    waited_s: float
    """How long politeness made us wait before we asked."""
    elapsed_s: float
    status: int | None
    outcome: Outcome
    reason: str | None
    received_bytes: int
    """Bytes of the body on the wire."""
    attempts: int
    """Requests sent; 0 for one that we refused to send."""


class FetchLog(Protocol):
    """Where the politeness audit goes; the warehouse has one."""

    def record(self, entry: FetchLogEntry) -> None:
        """Keep one line."""


def wrap_file(
    data: bytes,
    *,
    url: str,
    captured_at: datetime,
    media_type: str | None = None,
    charset: str | None = None,
) -> Fetched:
    """Give a file the form of a Fetched; the archive keeps it as a ``resource`` record."""
    return Fetched(
        url=url,
        final_url=url,
        request_method="",
        request_target="",
        request_headers=(),
        status=200,
        reason="OK",
        http_version="",
        headers=(),
        raw_body=data,
        body=data,
        payload_sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        charset=charset,
        captured_at=captured_at,
        elapsed_s=0.0,
    )
