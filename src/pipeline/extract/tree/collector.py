"""Python's search for cycles rests while a page is read.

A page makes a burst of small objects, hardly any of them in a cycle: they go by their reference
counts, and the search through them would cost a fifth of the whole and free nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


@contextmanager
def rest_collector() -> Iterator[None]:
    """No cycles are looked for inside; afterwards the collector is as it was found.

    The collector is one for all threads: the first that comes stops it, the last that leaves
    starts it again.

    >>> with rest_collector():
    ...     gc.isenabled()
    False
    """
    with _rests.lock:
        if _rests.inside == 0:
            _rests.was_enabled = gc.isenabled()
            gc.disable()
        _rests.inside += 1
    try:
        yield
    finally:
        with _rests.lock:
            _rests.inside -= 1
            if _rests.inside == 0 and _rests.was_enabled:
                gc.enable()


@dataclass(slots=True)
class _Rests:
    lock: Lock = field(default_factory=Lock)
    inside: int = 0
    was_enabled: bool = False


_rests = _Rests()
