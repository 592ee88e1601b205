"""Import what the steps need before workers are forked, so that no task pays for it again.

A scheduler that forks its workers (LocalExecutor) hands them every module that it has imported.
Half of a small task's time is imports; Great Expectations alone takes two seconds.
"""

from __future__ import annotations

import gc
import importlib

MODULES = (
    "pipeline.settings",
    "pipeline.sources",
    "pipeline.warehouse",
    "pipeline.discover",
    "pipeline.fetch",
    "pipeline.archive",
    "pipeline.extract.worker",
    "pipeline.revise",
    "pipeline.audit",
)


def import_all() -> None:
    """Import them; what is there stays out of the collector's way (and so out of the copies)."""
    for name in MODULES:
        importlib.import_module(name)
    from pipeline.audit.expectations import import_library

    import_library()
    gc.freeze()
