"""The lines that a Source's live blogs show, for learning which of them are boilerplate."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, select

from pipeline.fingerprint import fingerprint_line
from pipeline.model import Sighting
from pipeline.warehouse.engine import reading
from pipeline.warehouse.tables import batch, content, observation, observed_entry, removed_block

PARAGRAPH_BREAK = "\n\n"
CHUNK_ROWS = 1000
"""Rows that the server sends at once."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """Every line of every Entry in the readings that stand; read anew each time it is gone through.

    Where a learned line was taken out it is sighted as well, so that its own removal does not hide
    it.
    """

    engine: Engine
    source: str
    known: Collection[str] = ()
    """Fingerprints of learned lines."""

    def __iter__(self) -> Iterator[Sighting]:
        """Each line with the first night on which it was seen."""
        yield from _list_shown(self.engine, self.source)
        if self.known:
            yield from _list_taken(self.engine, self.source, self.known)


def list_begun(engine: Engine, source: str) -> dict[str, date]:
    """The first night of each live blog of a Source, by address."""
    query = (
        select(observation.c.url, func.min(batch.c.night).label("night"))
        .join(batch, batch.c.batch_id == observation.c.batch_id)
        .where(observation.c.source == source, observation.c.kind == "liveblog")
        .group_by(observation.c.url)
    )
    with reading(engine) as connection:
        return {row.url: row.night for row in connection.execute(query)}


def _list_shown(engine: Engine, source: str) -> Iterator[Sighting]:
    shown = (
        select(
            observation.c.url,
            observed_entry.c.entry_key,
            observed_entry.c.entry_sha256,
            func.min(batch.c.night).label("night"),
            func.min(observation.c.language).label("language"),
        )
        .join(observation, observation.c.capture_id == observed_entry.c.capture_id)
        .join(batch, batch.c.batch_id == observation.c.batch_id)
        .where(observation.c.source == source, observation.c.kind == "liveblog")
        .group_by(observation.c.url, observed_entry.c.entry_key, observed_entry.c.entry_sha256)
        .subquery()
    )
    query = select(shown, content.c.text).join(
        content, content.c.entry_sha256 == shown.c.entry_sha256
    )
    with reading(engine) as connection:
        for row in connection.execution_options(yield_per=CHUNK_ROWS).execute(query):
            lines = [line for line in row.text.split(PARAGRAPH_BREAK) if line]
            for line in lines:
                yield Sighting(
                    row.url, row.night, row.entry_key, line, len(lines) == 1, row.language
                )


def _list_taken(engine: Engine, source: str, known: Collection[str]) -> Iterator[Sighting]:
    query = (
        select(observation.c.url, removed_block.c.text, func.min(batch.c.night).label("night"))
        .join(observation, observation.c.capture_id == removed_block.c.capture_id)
        .join(batch, batch.c.batch_id == observation.c.batch_id)
        .where(observation.c.source == source, observation.c.kind == "liveblog")
        .group_by(observation.c.url, removed_block.c.text)
    )
    with reading(engine) as connection:
        for row in connection.execution_options(yield_per=CHUNK_ROWS).execute(query):
            if fingerprint_line(row.text) in known:
                yield Sighting(row.url, row.night, "", row.text)
