"""One rate a host: never sooner than the source and the host's robots.txt allow."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """Holds requests to a host apart. One for all requests of a Fetcher.

    Args:
        sleep: waits so many seconds.
        monotonic: seconds of a clock that never goes back.
    """

    def __init__(
        self, sleep: Callable[[float], None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._sleep = sleep
        self._monotonic = monotonic
        self._asked_s: dict[str, float] = {}

    def wait(self, host: str, interval_s: float) -> float:
        """Wait until the host may be asked again, and take note; returns the seconds waited."""
        now_s = self._monotonic()
        last_s = self._asked_s.get(host)
        due_s = 0.0 if last_s is None else max(0.0, last_s + interval_s - now_s)
        if due_s:
            self._sleep(due_s)
        self.note(host)
        return due_s

    def note(self, host: str) -> None:
        """Take note that the host is asked now."""
        self._asked_s[host] = self._monotonic()
