"""Retention: rows that only work needs, or that can be made again, go once they are old enough.

Captures, observations, history and what stands open in quarantine are no part of it, nor is what
``rebuild`` reads, which is the archive alone. A Batch that is not published keeps all that it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, func, select

from pipeline.warehouse.audit_tables import quarantine
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.reading_tables import past_reading
from pipeline.warehouse.rows import split_chunks
from pipeline.warehouse.stage import STAGING
from pipeline.warehouse.tables import (
    batch,
    fetch_log,
    publication,
    raw_archived,
    raw_search,
    stg_page,
)

if TYPE_CHECKING:
    from sqlalchemy import Select

CHUNK_BATCHES = 200
"""So many Batches are cleared in one transaction: others write in between."""
CHUNK_FETCHES = 5000


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes together."""

    name: str
    tables: tuple[Table, ...]
    also: ColumnElement[bool] | None = None


RULES = (
    Rule("staged", STAGING),
    Rule("replayed", (quarantine,), quarantine.c.status == "replayed"),
    Rule("searches", (raw_search, raw_archived)),
    Rule("readings", (past_reading,)),
    Rule("fetches", (fetch_log,)),
)
"""``fetches`` go by the instant of the request, all others by the end of their Batch's interval."""


def count_spent(engine: Engine, until: Mapping[str, datetime]) -> dict[str, int]:
    """How many rows would go, by rule.

    Args:
        engine: the warehouse; only read.
        until: by rule, the instant up to which its rows are spent; without one they stay.
    """
    counts = {}
    with reading(engine) as connection:
        for rule in _list_rules(until):
            where = _is_spent(rule, until[rule.name])
            queries = [select(func.count()).where(where(table)) for table in rule.tables]
            counts[rule.name] = sum(connection.scalar(query) or 0 for query in queries)
    return counts


def delete_spent(engine: Engine, until: Mapping[str, datetime]) -> dict[str, int]:
    """Delete the rows that ``count_spent`` counts, some Batches a transaction; how many, by rule.

    Raises:
        BatchIsBusy: another run was writing for too long. What went before is gone; run it again.
    """
    return {rule.name: _delete_rule(engine, rule, until[rule.name]) for rule in _list_rules(until)}


def is_cleared(engine: Engine, batch_id: str) -> bool:
    """Whether a Batch was published, and its staging went since: audit must not look at nothing."""
    c = quarantine.c
    queries: list[Select[Any]] = [
        select(publication.c.pages).where(
            publication.c.batch_id == batch_id, publication.c.pages > 0
        ),
        select(stg_page.c.batch_id).where(stg_page.c.batch_id == batch_id),
        select(c.batch_id).where(
            c.batch_id == batch_id, c.stage == "extract", c.status == "open"
        ),
    ]  # fmt: skip
    with reading(engine) as connection:
        published, staged, unreadable = (
            connection.execute(query.limit(1)).first() is not None for query in queries
        )
    return published and not staged and not unreadable


def _list_rules(until: Mapping[str, datetime]) -> list[Rule]:
    return [rule for rule in RULES if rule.name in until]


def _delete_rule(engine: Engine, rule: Rule, until: datetime) -> int:
    where = _is_spent(rule, until)
    deleted = 0
    for source, keys in _list_chunks(engine, rule, until):
        with writing(engine, lock=source) as connection:
            for table in rule.tables:
                statement = delete(table).where(_key_of(table).in_(keys), where(table))
                deleted += connection.execute(statement).rowcount
    return deleted


def _list_chunks(engine: Engine, rule: Rule, until: datetime) -> Iterator[tuple[str, list[Any]]]:
    """Keys of spent rows (Batches; requests), some at a time, each time of one Source."""
    with reading(engine) as connection:
        rows = sorted(_find_keys(connection, rule, until))
    size = CHUNK_FETCHES if rule.tables == (fetch_log,) else CHUNK_BATCHES
    for source, group in groupby(rows, key=lambda row: row[0]):
        for chunk in split_chunks([key for _, key in group], size):
            yield source, list(chunk)


def _find_keys(connection: Connection, rule: Rule, until: datetime) -> set[tuple[str, Any]]:
    where = _is_spent(rule, until)
    found: set[tuple[str, Any]] = set()
    for table in rule.tables:
        key = _key_of(table)
        if table is fetch_log:
            query = select(fetch_log.c.source, key).where(where(table))
        else:
            query = select(batch.c.source, key).join(batch, batch.c.batch_id == key)
            query = query.where(where(table)).distinct()
        found |= {(row[0], row[1]) for row in connection.execute(query)}
    return found


def _key_of(table: Table) -> Any:  # noqa: ANN401  # a column of text or of numbers
    return fetch_log.c.fetch_id if table is fetch_log else table.c.batch_id


def _is_spent(rule: Rule, until: datetime) -> Any:  # noqa: ANN401  # of a table a SQL expression
    """The condition under which rows of a table are spent."""
    ended = select(batch.c.batch_id).where(
        batch.c.status == "published", batch.c.interval_end <= until
    )

    def write_condition(table: Table) -> ColumnElement[bool]:
        if table is fetch_log:
            return fetch_log.c.asked_at < until
        is_old = table.c.batch_id.in_(ended)
        return is_old if rule.also is None else is_old & rule.also

    return write_condition
