"""Extraction in a child process that can be killed: parsing is the one step that may never end.

lxml cannot be interrupted by a signal, so a page that floods it is stopped from outside. One pool
is reused for many pages; a child that dies or hangs is replaced, and its page set aside.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import process
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import UnreadablePage

if TYPE_CHECKING:
    from pipeline.model import Extraction, PageBefore, RepeatedLine, Source

PAGES_A_CHILD = 500
"""A child is replaced after so many pages: what a parser leaks goes with it."""


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What one page may cost."""

    timeout_s: float = 30.0
    memory_bytes: int = 2_000_000_000
    """Address space that a child may add to what it starts with."""


class _BareProcess(SpawnProcess):
    """A spawned child that does not import its parent's main program again.

    A task runner's main program sets up a database and a configuration, which a parser has no
    business with, and which fails where the runner keeps its secrets from tasks.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: ANN401, N802 - as the base has it
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process_obj)  # noqa: SLF001
        finally:
            sys.modules["__main__"] = main


class _BareContext(SpawnContext):
    """Spawns such children."""

    Process = _BareProcess


_pools: dict[tuple[int, int], ProcessPool] = {}


def extract_in_child(
    data: bytes,
    *,
    url: str | None,
    captured_at: datetime | None,
    media_type: str | None = None,
    charset: str | None = None,
    hints: Source | None = None,
    published_on: date | None = None,
    repeated_lines: frozenset[RepeatedLine] = frozenset(),
    before: PageBefore | None = None,
    limits: ChildLimits | None = None,
) -> Extraction:
    """``extract_page`` with a deadline and a cap on memory.

    Works where the caller is itself a daemonic worker of a task queue. Children are spawned, not
    forked: a fork would copy the locks of the caller's threads.

    Raises:
        UnreadablePage: the page cannot be read, took too long, or killed its child.
    """
    arguments = {
        "url": url,
        "captured_at": captured_at,
        "media_type": media_type,
        "charset": charset,
        "hints": hints,
        "published_on": published_on,
        "repeated_lines": repeated_lines,
        "before": before,
    }
    extraction: Extraction = _run(_extract, data, arguments, limits or ChildLimits())
    return extraction


def find_next_in_child(
    data: bytes,
    *,
    url: str | None,
    media_type: str | None = None,
    charset: str | None = None,
    limits: ChildLimits | None = None,
) -> str | None:
    """``read_next_page`` with a deadline and a cap on memory.

    Raises:
        UnreadablePage: the page cannot be read, took too long, or killed its child.
    """
    arguments = {"url": url, "media_type": media_type, "charset": charset}
    found: str | None = _run(_find_next, data, arguments, limits or ChildLimits())
    return found


def _run(
    read: Callable[[bytes, dict[str, Any]], Any],
    data: bytes,
    arguments: dict[str, Any],
    allowed: ChildLimits,
) -> Any:  # noqa: ANN401 - what ``read`` gives
    url = arguments["url"]
    task = _open_pool(allowed.memory_bytes).schedule(
        read, args=(data, arguments), timeout=allowed.timeout_s
    )
    try:
        return task.result()
    except FutureTimeout as error:
        raise UnreadablePage(f"not read within {allowed.timeout_s:g} s", url=url) from error
    except ProcessExpired as error:
        raise UnreadablePage(f"its parser died (exit code {error.exitcode})", url=url) from error
    except BrokenProcessPool as error:
        close_pools()
        raise UnreadablePage("its parser died before it began", url=url) from error
    except MemoryError as error:
        raise UnreadablePage("needs more memory than a page may take", url=url) from error


def close_pools() -> None:
    """Stops the children; the next call starts new ones."""
    for pool in _pools.values():
        pool.stop()  # type: ignore[no-untyped-call] # no types there
        pool.join()
    _pools.clear()


def _open_pool(memory_bytes: int) -> ProcessPool:
    """The pool of this process; a forked child never uses its parent's."""
    key = (os.getpid(), memory_bytes)
    pool = _pools.get(key)
    if pool is None or not pool.active:
        _allow_children()
        pool = ProcessPool(
            max_workers=1,
            max_tasks=PAGES_A_CHILD,
            context=_BareContext(),
            initializer=_limit_child,
            initargs=(memory_bytes,),
        )
        if not _pools:
            atexit.register(close_pools)
        _pools[key] = pool
    return pool


def _allow_children() -> None:
    """Lets a task runner's worker have children of its own.

    Some runners mark their workers daemonic, and multiprocessing then refuses to start children.
    Ours end with their pipe, so the reason for the refusal (orphans) does not hold. Celery's
    billiard keeps the process's key in a type of its own, which a spawned child cannot be handed.
    """
    settings = process.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    settings["daemon"] = False
    own_type = process.AuthenticationString  # type: ignore[attr-defined] # not in the stubs
    settings["authkey"] = own_type(settings["authkey"])


def _limit_child(memory_bytes: int) -> None:
    """Caps the child's address space at what it has now and ``memory_bytes`` more."""
    import resource

    statm = Path("/proc/self/statm")
    used = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + memory_bytes, hard))


def _extract(data: bytes, arguments: dict[str, Any]) -> Extraction:
    from pipeline.extract.extraction import extract_page

    return extract_page(data, **arguments)


def _find_next(data: bytes, arguments: dict[str, Any]) -> str | None:
    from pipeline.extract.next_page import read_next_page

    return read_next_page(data, **arguments)
