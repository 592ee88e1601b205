"""The collector rests while a page is read, and is left as it was found."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

import pytest

from pipeline.errors import UnreadablePage
from pipeline.extract.extraction import extract_page
from pipeline.extract.tree.collector import rest_collector


def count_searches(work: Callable[[], object]) -> int:
    """How often the collector begins meanwhile."""
    begun: list[str] = []
    gc.callbacks.append(lambda phase, _: begun.append(phase))
    try:
        work()
    finally:
        gc.callbacks.pop()
    return len(begun)


def test_no_cycles_are_looked_for_inside() -> None:
    def make_many() -> int:
        return len([[number] for number in range(20_000)])

    assert count_searches(make_many) > 0
    assert count_searches(rest_collector()(make_many)) == 0


def test_the_collector_is_started_again() -> None:
    extract_page(b"<p>The bridge is open.</p>", url=None, captured_at=None)
    assert gc.isenabled()
    with pytest.raises(UnreadablePage):
        extract_page(b"", url=None, captured_at=None)
    assert gc.isenabled()


def test_a_collector_at_rest_stays_so() -> None:
    gc.disable()
    try:
        with rest_collector(), rest_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_last_thread_that_leaves_starts_it() -> None:
    entered, leave = threading.Event(), threading.Event()

    def rest() -> None:
        with rest_collector():
            entered.set()
            leave.wait(10)

    other = threading.Thread(target=rest)
    with rest_collector():
        other.start()
        assert entered.wait(10)
    assert not gc.isenabled()
    leave.set()
    other.join()
    assert gc.isenabled()
