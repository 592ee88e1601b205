"""`dateline doctor`: is everything in place? One line a part, and what to do where it is not."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.errors import DatelineError
from pipeline.settings import read_settings


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part fares. An optional part that is missing is no fault."""

    part: str
    is_fault: bool
    text: str


def print_checkup() -> bool:
    """Check each part, print a line for it; whether all needed parts are in order."""
    findings = [check() for check in CHECKS]
    for finding in findings:
        mark = "FAULT" if finding.is_fault else "ok"
        sys.stdout.write(f"{mark:5} {finding.part:10} {finding.text}\n")
    return not any(finding.is_fault for finding in findings)


def check_python() -> Finding:
    """Which Python runs."""
    return Finding("python", is_fault=False, text=sys.version.split()[0])


def check_warehouse() -> Finding:
    """Whether the warehouse answers; its tables are made or migrated here."""
    from pipeline.warehouse import mask_password, migrate, open_warehouse

    url = read_settings().warehouse
    try:
        migrate(open_warehouse(url))
    except DatelineError as error:
        return Finding("warehouse", is_fault=True, text=str(error))
    return Finding("warehouse", is_fault=False, text=mask_password(url))


def check_archive() -> Finding:
    """Whether the archive can be written."""
    from pipeline.archive import check_writable

    root = read_settings().archive
    try:
        check_writable(root)
    except DatelineError as error:
        return Finding("archive", is_fault=True, text=str(error))
    return Finding("archive", is_fault=False, text=root)


def check_sources() -> Finding:
    """Whether every source file can be read."""
    from pipeline.sources import load_sources

    try:
        count = len(load_sources(read_settings().sources_dir))
    except DatelineError as error:
        return Finding("sources", is_fault=True, text=str(error))
    return Finding("sources", is_fault=False, text=f"{count} declared")


def check_user_agent() -> Finding:
    """Whether publishers can tell who asks."""
    agent = read_settings().user_agent
    hint = "" if "example.org" not in agent else "  (set DATELINE_USER_AGENT: your own address)"
    return Finding("user agent", is_fault=False, text=agent + hint)


def check_extras() -> Finding:
    """Which optional parts are installed."""
    extras = {
        "airflow": "airflow",
        "quality": "great_expectations",
        "postgres": "psycopg",
        "parquet": "pyarrow",
    }
    told = [
        f"{extra} {'installed' if importlib.util.find_spec(module) else 'not installed'}"
        for extra, module in extras.items()
    ]
    return Finding("extras", is_fault=False, text=", ".join(told))


CHECKS: tuple[Callable[[], Finding], ...] = (
    check_python,
    check_warehouse,
    check_archive,
    check_sources,
    check_user_agent,
    check_extras,
)
