"""One address, fetched as politely as a run would, with no warehouse behind it."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from pipeline.commands.hints import find_hints
from pipeline.fetch import Fetched, Fetcher, FetchLogEntry, Validators
from pipeline.model import Source
from pipeline.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NoValidators:
    """Nothing is kept: every request is a first one."""

    def find(self, url: str) -> Validators | None:
        """Nothing is known."""
        return None

    def save(
        self, url: str, etag: str | None, last_modified: str | None, payload_sha256: str
    ) -> None:
        """Nothing is kept."""


@dataclass(frozen=True, slots=True)
class LoggedFetches:
    """The politeness audit as log lines."""

    def record(self, entry: FetchLogEntry) -> None:
        """One line at level INFO."""
        log.info("%s %s %s", entry.outcome, entry.url, entry.reason or "")


def fetch_once(url: str, settings: Settings) -> Fetched:
    """Fetch one address; a declared source's politeness rules it, if there is one.

    Raises:
        FetchError: refused, failed or unavailable.
    """
    host = urlsplit(url).hostname or ""
    source = find_hints(url) or Source(name="one-page", publisher=host, domains=(host,))
    with Fetcher(
        source,
        user_agent=settings.user_agent,
        max_bytes=settings.max_page_bytes,
        clock=lambda: datetime.now(UTC),
        sleep=time.sleep,
        validators=NoValidators(),
        log=LoggedFetches(),
    ) as fetcher:
        return fetcher.get(url, is_conditional=False)
