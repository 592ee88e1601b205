"""The Fetcher: one address at a time, robots asked, rate kept, redirects followed by hand."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from pipeline.codings import (
    CodingError,
    InflatedTooFar,
    UnknownCoding,
    decode_body,
    read_content_type,
)
from pipeline.errors import FetchFailed, FetchRefused, FetchUnavailable
from pipeline.fetch.attempts import Asker
from pipeline.fetch.conditions import (
    choose_last_modified,
    is_answer_to,
    trust_validators,
    write_conditions,
)
from pipeline.fetch.exchange import PAGE_STATUSES, REDIRECT_STATUSES
from pipeline.fetch.media import ACCEPT
from pipeline.fetch.robots import Robots
from pipeline.fetch.types import Exchange, Fetched, Validators

if TYPE_CHECKING:
    from pipeline.fetch.types import FetchLog, ValidatorStore
    from pipeline.model import Source

MAX_REDIRECTS = 10
NOT_MODIFIED = 304
# Dateline  (of "Dateline/0.1 (+https://example.org)")
_PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class Fetcher:
    """Fetches for one Source, politely. Use it as a context manager, in one thread.

    Args:
        source: whose politeness rules hold; any public host may be asked.
        user_agent: who we say we are; its product token is what robots.txt is read for.
        max_bytes: cap on a body, on the wire and inflated.
        clock: the time, aware.
        sleep: waits so many seconds.
        validators: what servers gave us to ask again; read here, written by ``remember`` alone.
        log: takes one line for each request or refusal, robots.txt included.
        monotonic: seconds of a clock that never goes back.
        allowed_networks: private networks (CIDR) that may be asked although the source's
            ``allow_private_addresses`` is false.
    """

    def __init__(
        self,
        source: Source,
        *,
        user_agent: str,
        max_bytes: int,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        validators: ValidatorStore,
        log: FetchLog,
        monotonic: Callable[[], float] = time.monotonic,
        allowed_networks: Sequence[str] = (),
    ) -> None:
        self._max_bytes = max_bytes
        self._clock = clock
        self._validators = validators
        self._asker = Asker(
            source.politeness,
            user_agent=user_agent,
            max_bytes=max_bytes,
            clock=clock,
            sleep=sleep,
            monotonic=monotonic,
            log=log,
            allowed_networks=allowed_networks,
        )
        product = _PRODUCT.match(user_agent)
        self._robots = Robots(product[0] if product else user_agent, self._asker.ask_robots)

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
        """Close all connections."""
        self._asker.close()

    def get(self, url: str, *, is_conditional: bool = True, accept: str = ACCEPT) -> Fetched:
        """Fetch an address, following redirects: robots, rate and address guard at every hop.

        Args:
            url: an absolute http or https address.
            is_conditional: ask 'has it changed?' where the validator store knows the address and
                its answer can be trusted (``conditions``). Not for feeds and sitemaps, whose
                payload nobody keeps.
            accept: media types to ask for; what is taken does not depend on it.

        Returns:
            The response. With ``is_not_modified`` (status 304) ``body`` is empty, and
            ``payload_sha256`` names the payload that still holds.

        Raises:
            FetchRefused: we must not; ``reason`` says why.
            FetchUnavailable: not now; retries within the source's deadline did not help.
            FetchFailed: a status that asking again will not change, a redirect that leads nowhere.
        """
        redirects: list[Exchange] = []
        address = url
        while True:
            exchange, sent = self._ask(address, is_conditional=is_conditional, accept=accept)
            if exchange.status not in REDIRECT_STATUSES:
                return self._finish(url, exchange, sent, redirects)
            redirects.append(exchange)
            address = _next_address(exchange, redirects)

    def remember(self, fetched: Fetched) -> None:
        """Keep what the server gave us to ask again. Call it once the payload is archived.

        Not before: a 304 is worth nothing without the payload that it stands for.
        """
        if fetched.is_not_modified or not fetched.http_version:
            return
        date = next((value for name, value in fetched.headers if name.lower() == "date"), None)
        self._validators.save(
            fetched.final_url,
            fetched.etag,
            choose_last_modified(fetched.last_modified, date),
            fetched.payload_sha256,
        )

    def _ask(
        self, url: str, *, is_conditional: bool, accept: str
    ) -> tuple[Exchange, Validators | None]:
        """Ask one hop; once more in full if it answers with a 304 that cannot be believed."""
        known = self._validators.find(url) if is_conditional else None
        sent = trust_validators(known, self._clock())
        exchange = self._ask_politely(url, {"Accept": accept, **write_conditions(sent)})
        if exchange.status == NOT_MODIFIED and sent and not is_answer_to(exchange, sent):
            return self._ask_politely(url, {"Accept": accept}), None
        return exchange, sent

    def _ask_politely(self, url: str, headers: dict[str, str]) -> Exchange:
        with self._asker.logging_refusals(url):
            _check_scheme(url)
            delay_s = self._robots.check(url)
        return self._asker.ask(url, headers, crawl_delay_s=delay_s)

    def _finish(
        self, url: str, last: Exchange, sent: Validators | None, redirects: list[Exchange]
    ) -> Fetched:
        if last.status == NOT_MODIFIED and sent is not None and sent.payload_sha256:
            return _describe(url, last, b"", sent.payload_sha256, redirects)
        if last.status not in PAGE_STATUSES:
            raise _fail(last)
        with self._asker.logging_refusals(last.url):
            body = _decode(last, self._max_bytes)
        return _describe(url, last, body, hashlib.sha256(body).hexdigest(), redirects)


def _check_scheme(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_address = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise FetchFailed(f"not an address: {error}", url=url) from error
    if parts.scheme not in ("http", "https") or not is_address:
        raise FetchRefused("not an http or https address", url=url, reason="scheme")


def _next_address(exchange: Exchange, redirects: list[Exchange]) -> str:
    location = exchange.header("Location")
    if not location:
        told = f"answered {exchange.status} without a place to go"
        raise FetchFailed(told, url=exchange.url, status=exchange.status)
    try:
        # Servers write UTF-8 here; header bytes were read as Latin-1.
        text = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = location
    try:
        address = urljoin(exchange.url, text.strip()).partition("#")[0]
    except ValueError as error:
        raise FetchFailed(f"leads to no address: {text[:200]!r}", url=exchange.url) from error
    if any(hop.url == address for hop in redirects) or len(redirects) > MAX_REDIRECTS:
        raise FetchFailed("redirects without end", url=exchange.url, status=exchange.status)
    return address


def _fail(exchange: Exchange) -> FetchFailed:
    told = f"answered {exchange.status} {exchange.reason}".strip()
    kind = FetchUnavailable if exchange.status >= 500 or exchange.status == 429 else FetchFailed
    return kind(told, url=exchange.url, status=exchange.status)


def _decode(exchange: Exchange, max_bytes: int) -> bytes:
    encodings = [value for name, value in exchange.headers if name.lower() == "content-encoding"]
    try:
        return decode_body(exchange.raw_body, ", ".join(encodings), max_bytes)
    except InflatedTooFar as error:
        raise FetchRefused(str(error), url=exchange.url, reason="too_large") from error
    except UnknownCoding as error:
        raise FetchFailed(str(error), url=exchange.url, status=exchange.status) from error
    except CodingError as error:
        raise FetchUnavailable(str(error), url=exchange.url, status=exchange.status) from error


def _describe(
    url: str, last: Exchange, body: bytes, payload_sha256: str, redirects: list[Exchange]
) -> Fetched:
    media_type, charset = read_content_type(last.header("Content-Type"))
    return Fetched(
        url=url,
        final_url=last.url,
        request_method=last.request_method,
        request_target=last.request_target,
        request_headers=last.request_headers,
        status=last.status,
        reason=last.reason,
        http_version=last.http_version,
        headers=last.headers,
        raw_body=last.raw_body,
        body=body,
        payload_sha256=payload_sha256,
        media_type=media_type,
        charset=charset,
        captured_at=last.captured_at,
        elapsed_s=last.elapsed_s,
        redirects=tuple(redirects),
        is_not_modified=last.status == NOT_MODIFIED,
        etag=last.header("ETag"),
        last_modified=last.header("Last-Modified"),
        remote_ip=last.remote_ip,
    )
