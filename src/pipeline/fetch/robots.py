"""robots.txt (RFC 9309), by protego: read once a host; one that cannot be read says no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from protego import Protego

from pipeline.codings import CodingError, decode_body
from pipeline.errors import FetchFailed, FetchRefused
from pipeline.fetch.exchange import PAGE_STATUSES, REDIRECT_STATUSES

if TYPE_CHECKING:
    from pipeline.fetch.types import Exchange

ROBOTS_BYTES = 512_000
"""Of a longer file a crawler may ignore the rest (RFC 9309, section 2.5)."""
LONGEST_DELAY_S = 300.0
"""A host that asks for more between two requests does not want to be read by a nightly run."""
_MAX_REDIRECTS = 5
_KEEPS_OUT = frozenset({401, 403, 429})
"""The standard would let us in (section 2.3.1.3); who answers so means no."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host allows one agent. ``parsed`` None: everything, or with ``problem`` nothing."""

    parsed: Protego | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of all hosts that were asked, for as long as a Fetcher lives.

    Args:
        agent: our product token, for example ``Dateline``.
        ask: sends one polite request for a robots.txt, of any media type.
    """

    agent: str
    ask: Callable[[str], Exchange]
    _known: dict[str, Rules] = field(default_factory=dict)

    def check(self, url: str) -> float | None:
        """Let an address pass; returns the host's Crawl-delay in seconds, if it has one.

        Raises:
            FetchRefused: robots, robots_unreachable; private_address of the host itself.
        """
        rules = self._find(url)
        if rules.problem is not None:
            raise FetchRefused(rules.problem, url=url, reason="robots_unreachable")
        if rules.parsed is None:
            return None
        if not rules.parsed.can_fetch(url, self.agent):
            raise FetchRefused("robots.txt says no", url=url, reason="robots")
        return self._read_delay(rules.parsed, url)

    def _read_delay(self, parsed: Protego, url: str) -> float | None:
        delay_s = parsed.crawl_delay(self.agent)
        if delay_s is None:
            return None
        if not 0 <= delay_s <= LONGEST_DELAY_S:
            told = f"robots.txt asks for {delay_s:g} s between requests"
            raise FetchRefused(told, url=url, reason="robots")
        return float(delay_s)

    def _find(self, url: str) -> Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._known:
            self._known[site] = self._read(f"{site}/robots.txt")
        return self._known[site]

    def _read(self, url: str) -> Rules:
        try:
            exchange = self._follow(url)
            if exchange.status in PAGE_STATUSES:
                return Rules(parsed=_parse(exchange))
        except FetchRefused as refusal:
            if refusal.reason == "private_address":
                raise
            return Rules(problem=f"robots.txt cannot be read: {refusal.message}")
        except FetchFailed as failure:
            return Rules(problem=f"robots.txt cannot be read: {failure.message}")
        except CodingError as error:
            return Rules(problem=f"robots.txt cannot be read: {error}")
        if exchange.status >= 500 or exchange.status in _KEEPS_OUT | REDIRECT_STATUSES:
            return Rules(problem=f"robots.txt cannot be read: answered {exchange.status}")
        return Rules()

    def _follow(self, url: str) -> Exchange:
        """The first answer that is no redirect; where they do not end, the last one."""
        exchange = self.ask(url)
        for _ in range(_MAX_REDIRECTS):
            location = exchange.header("Location")
            if exchange.status not in REDIRECT_STATUSES or not location:
                break
            url = urljoin(url, location)
            exchange = self.ask(url)
        return exchange


def _parse(exchange: Exchange) -> Protego:
    body = decode_body(exchange.raw_body, exchange.header("Content-Encoding"), 4 * ROBOTS_BYTES)
    return Protego.parse(body[:ROBOTS_BYTES].decode("utf-8-sig", "replace"))
