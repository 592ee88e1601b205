"""Asking an archive's server: one rate for all processes, and its wish to be left alone kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.addresses import name_site
from pipeline.errors import FetchUnavailable
from pipeline.steps.fetching import open_fetcher
from pipeline.steps.runtime import Runtime

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from pipeline.fetch import Fetched
    from pipeline.model import Batch, Source

PATIENCE_S = 300.0
"""Longer waits are another run's business."""
REST_S = 60.0
"""What '429 Too Many Requests' means where the server names no time."""
_TRIES = 3
_MINUTE_S = 60.0


class ArchiveClient:
    """Fetches from archives for one Batch. Use it as a context manager.

    A server that says 'not now' is left alone for as long as it asks, by every process that shares
    the warehouse: ignored 429s lead to long blocks.
    """

    def __init__(self, runtime: Runtime, source: Source, batch: Batch) -> None:
        self._runtime = runtime
        once = replace(source.politeness, min_interval_s=0.0, max_retries=0)
        self._fetcher = open_fetcher(runtime, replace(source, politeness=once), batch)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._fetcher.close()

    def get(self, url: str, *, per_minute: int) -> Fetched:
        """Fetch an address when its host's turn comes.

        Raises:
            FetchError: as the Fetcher does; FetchUnavailable also where the turn is too far off.
        """
        tries_left = _TRIES
        while True:
            self._wait(url, per_minute)
            tries_left -= 1
            try:
                return self._fetcher.get(url, is_conditional=False)
            except FetchUnavailable as failure:
                self._rest(url, failure)
                if not tries_left:
                    raise

    def _wait(self, url: str, per_minute: int) -> None:
        from pipeline.warehouse.history import take_turn

        wait_s = take_turn(
            self._runtime.engine,
            name_site(url),
            self._runtime.clock(),
            interval_s=_MINUTE_S / per_minute,
            patience_s=PATIENCE_S,
        )
        if wait_s > PATIENCE_S:
            told = f"the archive is to be left alone for {wait_s:.0f} s more"
            raise FetchUnavailable(told, url=url, retry_after_s=wait_s)
        if wait_s:
            self._runtime.sleep(wait_s)

    def _rest(self, url: str, failure: FetchUnavailable) -> None:
        from pipeline.warehouse.history import rest_host

        asked_s = failure.retry_after_s
        if asked_s is None:
            asked_s = REST_S if failure.status == 429 else 0.0
        until = self._runtime.clock() + timedelta(seconds=asked_s)
        rest_host(self._runtime.engine, name_site(url), until)
