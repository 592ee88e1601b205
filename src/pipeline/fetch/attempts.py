"""Asking a server, and asking again where that can help; every request and refusal is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from urllib3.exceptions import InvalidHeader, MaxRetryError, ProtocolError
from urllib3.util import Retry

from pipeline.addresses import name_site
from pipeline.errors import FetchError, FetchRefused, FetchUnavailable
from pipeline.fetch.exchange import PAGE_STATUSES, REDIRECT_STATUSES, Bounds, send_request
from pipeline.fetch.pace import Pace
from pipeline.fetch.session import Line, open_session
from pipeline.fetch.types import FetchLogEntry

if TYPE_CHECKING:
    from pipeline.fetch.types import Exchange, FetchLog, Outcome
    from pipeline.model import Politeness

PASSING_STATUSES = frozenset({429, 502, 503, 504})
"""They say 'not now'; asking again soon may help."""
ACCEPT_ENCODING = "gzip, deflate"
"""What every reader of the archive can undo."""
_BACKOFF_S = 0.5
_LONGEST_BACKOFF_S = 30.0


@dataclass(slots=True)
class _Account:
    """What becomes a line of the log."""

    asked_at: datetime
    waited_s: float = 0.0
    attempts: int = 0


class Asker:
    """Sends requests at one rate a host, again where a failure may pass."""

    def __init__(
        self,
        politeness: Politeness,
        *,
        user_agent: str,
        max_bytes: int,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
        log: FetchLog,
        allowed_networks: Sequence[str],
    ) -> None:
        self._politeness = politeness
        self._max_bytes = max_bytes
        self._clock = clock
        self._sleep = sleep
        self._monotonic = monotonic
        self._log = log
        self._pace = Pace(sleep, monotonic)
        self._line = Line()
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": ACCEPT_ENCODING}
        self._session = open_session(
            self._line,
            allow_private_addresses=politeness.allow_private_addresses,
            allowed_networks=allowed_networks,
        )

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def ask_robots(self, url: str) -> Exchange:
        """Ask for a robots.txt: any media type will do."""
        return self.ask(url, {"Accept": "text/plain,*/*;q=0.5"}, is_any_type=True)

    def ask(
        self,
        url: str,
        headers: dict[str, str],
        *,
        crawl_delay_s: float | None = None,
        is_any_type: bool = False,
    ) -> Exchange:
        """Ask until there is an answer, within the source's retries and deadline.

        Raises:
            FetchRefused, FetchFailed, FetchUnavailable: as ``send_request``; a passing status that
                did not pass is FetchUnavailable.
        """
        host = name_site(url)
        interval_s = max(self._politeness.min_interval_s, crawl_delay_s or 0.0)
        account = _Account(self._clock(), waited_s=self._pace.wait(host, interval_s))
        begun_s = self._monotonic()
        try:
            exchange = self._ask_again(url, headers, interval_s, account, is_any_type=is_any_type)
        except FetchError as error:
            self._record(url, account, self._monotonic() - begun_s, error=error)
            raise
        self._record(url, account, self._monotonic() - begun_s, exchange=exchange)
        return exchange

    @contextmanager
    def logging_refusals(self, url: str) -> Iterator[None]:
        """Log a refusal or failure that comes about without a request."""
        asked_at = self._clock()
        try:
            yield
        except FetchError as error:
            self._record(url, _Account(asked_at), 0.0, error=error)
            raise

    def _ask_again(
        self,
        url: str,
        headers: dict[str, str],
        interval_s: float,
        account: _Account,
        *,
        is_any_type: bool,
    ) -> Exchange:
        until_s = self._monotonic() + self._politeness.deadline_s
        retry = Retry(
            total=self._politeness.max_retries,
            backoff_factor=_BACKOFF_S,
            backoff_max=_LONGEST_BACKOFF_S,
        )
        while True:
            account.attempts += 1
            left_s = max(until_s - self._monotonic(), 0.001)
            bounds = Bounds(self._politeness.timeout_s, left_s, self._max_bytes, is_any_type)
            try:
                exchange = self._send(url, headers, bounds)
            except FetchUnavailable as error:
                failure, wanted_s = error, 0.0
            else:
                if exchange.status not in PASSING_STATUSES:
                    return exchange
                failure, wanted_s = _say_not_now(exchange)
            retry = _count_failure(retry, url, failure)
            wait_s = max(wanted_s, retry.get_backoff_time(), interval_s)
            if self._monotonic() + wait_s > until_s:
                raise _give_up(failure, wait_s)
            account.waited_s += wait_s
            self._sleep(wait_s)
            self._pace.note(name_site(url))

    def _send(self, url: str, headers: dict[str, str], bounds: Bounds) -> Exchange:
        return send_request(
            self._session,
            self._line,
            url,
            headers={**self._headers, **headers},
            bounds=bounds,
            clock=self._clock,
        )

    def _record(
        self,
        url: str,
        account: _Account,
        elapsed_s: float,
        *,
        exchange: Exchange | None = None,
        error: FetchError | None = None,
    ) -> None:
        outcome, reason = _name_outcome(exchange, error)
        status = exchange.status if exchange else getattr(error, "status", None)
        self._log.record(
            FetchLogEntry(
                url=url,
                host=_name_host(url),
                asked_at=account.asked_at,
                waited_s=account.waited_s,
                elapsed_s=elapsed_s,
                status=status,
                outcome=outcome,
                reason=reason,
                received_bytes=len(exchange.raw_body) if exchange else 0,
                attempts=account.attempts,
            )
        )


def _say_not_now(exchange: Exchange) -> tuple[FetchUnavailable, float]:
    """The failure that a passing status is, and how long the server wants us to wait."""
    told = f"answered {exchange.status} {exchange.reason}".strip()
    retry_after = exchange.header("Retry-After")
    try:
        wanted_s = float(Retry().parse_retry_after(retry_after)) if retry_after else None
    except InvalidHeader:
        wanted_s = None
    failure = FetchUnavailable(
        told, url=exchange.url, status=exchange.status, retry_after_s=wanted_s
    )
    return failure, wanted_s or 0.0


def _count_failure(retry: Retry, url: str, failure: FetchUnavailable) -> Retry:
    """The retries that are left.

    Raises:
        FetchUnavailable: none is.
    """
    try:
        return retry.increment("GET", url, error=ProtocolError(failure.message))
    except MaxRetryError as spent:
        raise failure from spent


def _give_up(failure: FetchUnavailable, wait_s: float) -> FetchUnavailable:
    told = f"{failure.message}; another try is due in {wait_s:g} s, past our deadline"
    return FetchUnavailable(
        told,
        url=failure.url or "",
        status=failure.status,
        retry_after_s=failure.retry_after_s,
    )


def _name_outcome(
    exchange: Exchange | None, error: FetchError | None
) -> tuple[Outcome, str | None]:
    if isinstance(error, FetchRefused):
        return "refused", error.reason
    if error is not None or exchange is None:
        return "failed", error.message if error else None
    if exchange.status in PAGE_STATUSES:
        return "fetched", None
    if exchange.status in REDIRECT_STATUSES:
        return "fetched", "redirect"
    if exchange.status == 304:
        return "not_modified", None
    return "failed", f"answered {exchange.status}"


def _name_host(url: str) -> str:
    try:
        return name_site(url)
    except ValueError:
        return ""
