"""One request, one response, within bounds: time, bytes, media type."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from AntiSSRF import AntiSSRFError
from requests import Request, RequestException, Response
from requests.exceptions import InvalidURL, SSLError
from urllib3.exceptions import HTTPError

from pipeline.errors import FetchFailed, FetchRefused, FetchUnavailable
from pipeline.fetch.media import check_media_type
from pipeline.fetch.types import Exchange

if TYPE_CHECKING:
    from requests import Session

    from pipeline.fetch.session import Line

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
PAGE_STATUSES = frozenset({200, 203})
_CHUNK_BYTES = 65_536
_VERSIONS = {9: "HTTP/0.9", 10: "HTTP/1.0", 11: "HTTP/1.1", 20: "HTTP/2"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how large one answer may be."""

    timeout_s: float
    """For the connection, and for each read."""
    deadline_s: float
    """For the whole answer."""
    max_bytes: int
    """For the body on the wire; an inflated one is capped when it is decoded."""
    is_any_type: bool = False
    """Take any media type (robots.txt comes as anything)."""


def send_request(
    session: Session,
    line: Line,
    url: str,
    *,
    headers: dict[str, str],
    bounds: Bounds,
    clock: Callable[[], datetime],
) -> Exchange:
    """Ask once, and read the answer to its end. Redirects and errors are answers, too.

    The body is read of pages and redirects only.

    Raises:
        FetchRefused: private_address, media_type, too_large.
        FetchUnavailable: no connection, a time-out, the deadline, a cut or truncated answer.
        FetchFailed: an address or a certificate with which no connection can be had.
    """
    begun_s = time.monotonic()
    line.start(bounds.deadline_s)
    try:
        response = _send(session, url, headers, min(bounds.timeout_s, bounds.deadline_s))
        try:
            exchange = _read(response, url, bounds, clock)
        finally:
            response.close()
    except (HTTPError, OSError, UnicodeError, AntiSSRFError) as error:
        if line.is_cut:
            raise _late(url, bounds) from error
        raise _translate(error, url) from error
    finally:
        line.stop()
    if line.is_cut:
        raise _late(url, bounds)  # a body without a length seems to end where it was cut
    return replace(exchange, elapsed_s=time.monotonic() - begun_s, remote_ip=line.remote_ip)


def _send(session: Session, url: str, headers: dict[str, str], timeout_s: float) -> Response:
    """Go by the adapter: Session.send reads and inflates the body of a redirect, unbounded."""
    request = session.prepare_request(Request("GET", url, headers=headers))
    adapter = session.get_adapter(url)
    return adapter.send(request, stream=True, timeout=(timeout_s, timeout_s), verify=True)


def _read(response: Response, url: str, bounds: Bounds, clock: Callable[[], datetime]) -> Exchange:
    request, raw = response.request, response.raw
    exchange = Exchange(
        url=url,
        request_method="GET",
        request_target=request.path_url,
        request_headers=tuple((str(k), str(v)) for k, v in request.headers.items()),
        status=raw.status,
        reason=raw.reason or "",
        http_version=_VERSIONS.get(raw.version, "HTTP/1.1"),
        headers=_received_headers(raw),
        raw_body=b"",
        captured_at=clock(),
        elapsed_s=0.0,
    )
    if exchange.status in PAGE_STATUSES:
        if not bounds.is_any_type:
            check_media_type(url, exchange.header("Content-Type"))
        _refuse_declared_size(exchange, bounds.max_bytes)
    if exchange.status not in PAGE_STATUSES | REDIRECT_STATUSES:
        return exchange
    chunks = raw.stream(_CHUNK_BYTES, decode_content=False)
    return replace(exchange, raw_body=_join_bounded(chunks, url, bounds.max_bytes))


def _received_headers(raw: object) -> tuple[tuple[str, str], ...]:
    """As received: urllib3's own mapping sorts repeated names together."""
    original = getattr(raw, "_original_response", None)
    pairs: Iterable[tuple[str, str]] = original.headers.items() if original is not None else ()
    return tuple((name, value) for name, value in pairs)


def _refuse_declared_size(exchange: Exchange, max_bytes: int) -> None:
    declared = exchange.header("Content-Length") or ""
    if declared.isdecimal() and int(declared) > max_bytes:
        raise _too_large(exchange.url, max_bytes)


def _join_bounded(chunks: Iterable[bytes], url: str, max_bytes: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > max_bytes:
            raise _too_large(url, max_bytes)
    return bytes(body)


def _too_large(url: str, max_bytes: int) -> FetchRefused:
    return FetchRefused(f"more than {max_bytes} bytes", url=url, reason="too_large")


def _late(url: str, bounds: Bounds) -> FetchUnavailable:
    return FetchUnavailable(f"no whole answer within {bounds.deadline_s:.1f} s", url=url)


def _translate(error: Exception, url: str) -> FetchFailed | FetchRefused:
    if isinstance(error, AntiSSRFError):
        return FetchRefused(
            "leads to an address that is not public", url=url, reason="private_address"
        )
    if isinstance(error, InvalidURL | UnicodeError):
        return FetchFailed(f"no address that can be asked: {error}", url=url)
    if isinstance(error, SSLError):
        return FetchFailed(f"no trusted connection: {_shorten(error)}", url=url)
    if isinstance(error, RequestException):
        return FetchUnavailable(f"no connection: {_shorten(error)}", url=url)
    return FetchUnavailable(f"the answer broke off: {_shorten(error)}", url=url)


def _shorten(error: Exception) -> str:
    """The innermost cause, without the address of an object in memory."""
    inner = error
    while inner.args and isinstance(inner.args[0], Exception):
        inner = inner.args[0]
    reason = getattr(inner, "reason", None)
    told = reason if isinstance(reason, Exception) else inner
    return str(told).rpartition(">: ")[2][:200] or type(told).__name__
