"""One page for whoever inspects a night: batches, failed checks, what was set aside.

Great Expectations' own Data Docs load scripts from a CDN; this page loads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from pipeline.errors import DatelineError
from pipeline.warehouse import run_query

NIGHTS_SQL = """
SELECT night, source, discovered, captured, refused, failed,
       added, edited, retracted, quarantined
FROM nightly_summary ORDER BY night DESC, source LIMIT 200
"""
CHECKS_SQL = """
SELECT night, source, row_table, expectation, severity, checked, unexpected, observed
FROM quality_results WHERE NOT is_success ORDER BY night DESC, source LIMIT 200
"""
ASIDE_SQL = """
SELECT night, source, stage, expectation, column_name, value, url
FROM quarantined WHERE status = 'open' ORDER BY night DESC, source LIMIT 200
"""
REPARSE_SQL = """
SELECT night, source, url, change, field, items, parser_before, parser_after, is_published
FROM reparse_differences ORDER BY is_published, night DESC, source, url LIMIT 200
"""
SECTIONS = (
    ("Nights", "What became of each source's night.", NIGHTS_SQL),
    ("Failed checks", "Expectations that did not hold; none is good.", CHECKS_SQL),
    ("Reparse", "How today's parser reads stored captures otherwise.", REPARSE_SQL),
    ("Quarantine", "Set aside, and replayable: dateline quarantine replay.", ASIDE_SQL),
)


def create_app(find_warehouse: Callable[[], str], dependencies: Sequence[Any]) -> FastAPI:
    """The application to mount.

    Args:
        find_warehouse: gives the warehouse's URL, at each request.
        dependencies: FastAPI dependencies of every route; the plugin passes Airflow's guard, since
            a mounted application is open to everybody otherwise.
    """
    app = FastAPI(
        title="Dateline", dependencies=list(dependencies), docs_url=None, openapi_url=None
    )

    @app.get("/", response_class=HTMLResponse)
    def show_quality() -> str:
        """The page."""
        return render_page(find_warehouse())

    return app


def render_page(warehouse_url: str) -> str:
    """The page as HTML; an unreachable warehouse becomes one line on it."""
    from jinja2 import Environment

    template = files("pipeline.web").joinpath("quality.html").read_text(encoding="utf-8")
    try:
        sections = [(title, about, run_query(warehouse_url, sql)) for title, about, sql in SECTIONS]
        problem = None
    except DatelineError as error:
        sections, problem = [], str(error)
    environment = Environment(autoescape=True)
    return environment.from_string(template).render(sections=sections, problem=problem)
