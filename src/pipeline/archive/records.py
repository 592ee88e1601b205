"""WARC/1.1 records as bytes (ISO 28500:2017), each a gzip member of its own.

Written by hand: warcio re-encodes header values that are no ASCII, and we keep headers as received.
Digests are SHA-256 in base 32 over the block, and over the entity body as stored (content coding
kept, transfer coding undone).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.archive.pointer import WireExchange

NOTE_MEDIA_TYPE = "application/vnd.dateline+json"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit"
_GZIP_LEVEL = 6
_HTTP = "application/http; msgtype="
# A line break inside a value would end it:  "a\r\nb"
_BREAK = re.compile(r"[\r\n]+")
_UNDONE = "transfer-encoding"
_UNDONE_AS = "X-Archive-Orig-Transfer-Encoding"


@dataclass(frozen=True, slots=True)
class Original:
    """The record that holds a payload in full."""

    url: str
    captured_at: datetime
    payload_digest: str


def pack_warcinfo(
    name: str, *, software: str, written_at: datetime, fields: dict[str, str]
) -> tuple[str, bytes]:
    """The record that opens a file; returns its id, too."""
    info = {"software": software, "format": "WARC File Format 1.1", **fields}
    block = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in info.items()).encode()
    record_id = _new_id()
    headers = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": record_id,
        "WARC-Date": format_date(written_at),
        "WARC-Filename": name,
        "Content-Type": "application/warc-fields",
    }
    return record_id, _pack(headers, block)


def pack_response(url: str, exchange: WireExchange, warcinfo_id: str) -> tuple[str, bytes]:
    """A ``response`` record; returns its id, too."""
    block = _status_block(exchange, has_body=True) + exchange.raw_body
    headers = _describe("response", url, exchange, warcinfo_id)
    headers["WARC-Payload-Digest"] = digest_bytes(exchange.raw_body)
    headers["Content-Type"] = f"{_HTTP}response"
    return headers["WARC-Record-ID"], _pack(headers, block)


def pack_revisit(
    url: str,
    exchange: WireExchange,
    warcinfo_id: str,
    original: Original,
    *,
    is_not_modified: bool,
) -> tuple[str, bytes]:
    """A ``revisit`` record: headers alone, and where the payload stands; returns its id, too."""
    kind = "server-not-modified" if is_not_modified else "identical-payload-digest"
    headers = _describe("revisit", url, exchange, warcinfo_id)
    headers |= {
        "WARC-Profile": f"{REVISIT_PROFILE}/{kind}",
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": format_date(original.captured_at),
        "WARC-Payload-Digest": original.payload_digest,
        "Content-Type": f"{_HTTP}response",
    }
    return headers["WARC-Record-ID"], _pack(headers, _status_block(exchange, has_body=False))


def pack_request(url: str, exchange: WireExchange, warcinfo_id: str, answer_id: str) -> bytes:
    """A ``request`` record, beside the record of its answer."""
    lines = [f"{exchange.request_method} {exchange.request_target} HTTP/1.1"]
    lines += [f"{name}: {_one_line(value)}" for name, value in exchange.request_headers]
    headers = _describe("request", url, exchange, warcinfo_id)
    headers["WARC-Concurrent-To"] = answer_id
    headers["Content-Type"] = f"{_HTTP}request"
    return _pack(headers, _encode("\r\n".join([*lines, "", ""])))


def pack_resource(
    url: str, exchange: WireExchange, warcinfo_id: str, media_type: str | None
) -> tuple[str, bytes]:
    """A ``resource`` record: bytes that someone had, from no server; returns its id, too."""
    headers = _describe("resource", url, exchange, warcinfo_id)
    headers["WARC-Payload-Digest"] = digest_bytes(exchange.raw_body)
    headers["Content-Type"] = media_type or "application/octet-stream"
    return headers["WARC-Record-ID"], _pack(headers, exchange.raw_body)


def pack_note(
    url: str,
    written_at: datetime,
    warcinfo_id: str,
    fields: Mapping[str, object],
    about_id: str = "",
) -> bytes:
    """A ``metadata`` record of our own: what is known of a response, or of a whole Batch."""
    headers = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": _new_id(),
        "WARC-Warcinfo-ID": warcinfo_id,
        "WARC-Target-URI": _one_line(url),
        "WARC-Date": format_date(written_at),
        "Content-Type": NOTE_MEDIA_TYPE,
    }
    if about_id:
        headers["WARC-Concurrent-To"] = about_id
    block = json.dumps(fields, sort_keys=True, separators=(",", ":"), default=str)
    return _pack(headers, block.encode())


def digest_bytes(data: bytes) -> str:
    """Label and SHA-256 in base 32, as other tools read it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")


def format_date(instant: datetime) -> str:
    """To the microsecond, in UTC: ``2026-03-27T14:05:00.000000Z``."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _describe(kind: str, url: str, exchange: WireExchange, warcinfo_id: str) -> dict[str, str]:
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": _new_id(),
        "WARC-Warcinfo-ID": warcinfo_id,
        "WARC-Target-URI": _one_line(url),
        "WARC-Date": format_date(exchange.captured_at),
    }
    if exchange.remote_ip:
        headers["WARC-IP-Address"] = exchange.remote_ip
    return headers


def _status_block(exchange: WireExchange, *, has_body: bool) -> bytes:
    """Status line and headers as received, but for a transfer coding that was undone."""
    received = [
        (_UNDONE_AS if name.lower() == _UNDONE else name, value) for name, value in exchange.headers
    ]
    lines = [f"{exchange.http_version} {exchange.status} {_one_line(exchange.reason)}"]
    lines += [f"{name}: {_one_line(value)}" for name, value in received]
    has_length = any(name.lower() == "content-length" for name, _ in received)
    if has_body and not has_length:
        lines.append(f"Content-Length: {len(exchange.raw_body)}")
    return _encode("\r\n".join([*lines, "", ""]))


def _pack(headers: dict[str, str], block: bytes) -> bytes:
    headers["WARC-Block-Digest"] = digest_bytes(block)
    headers["Content-Length"] = str(len(block))
    head = "\r\n".join(["WARC/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""])
    record = head.encode("utf-8", "replace") + block + b"\r\n\r\n"
    return gzip.compress(record, compresslevel=_GZIP_LEVEL, mtime=0)


def _encode(text: str) -> bytes:
    """HTTP heads were read as Latin-1, and go back so; what never came off a wire is UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _one_line(value: str) -> str:
    return _BREAK.sub(" ", value)


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"
