"""The books that fetching needs kept: validators by address, and the politeness audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Engine, exists, insert, select

from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.ledger import holds_payload
from pipeline.warehouse.rows import delete_keys, replace_rows
from pipeline.warehouse.tables import fetch_log, raw_capture, raw_validator


class FetchLogEntry(Protocol):
    """One line of the politeness audit, as fetching tells it."""

    @property
    def url(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def status(self) -> int | None: ...
    @property
    def waited_s(self) -> float: ...
    @property
    def elapsed_s(self) -> float: ...
    @property
    def received_bytes(self) -> int: ...
    @property
    def attempts(self) -> int: ...


@dataclass(frozen=True, slots=True)
class StoredValidators:
    """What a server gave us to ask 'has it changed?' with (RFC 9110, section 13)."""

    etag: str | None
    last_modified: str | None
    payload_sha256: str
    stored_at: datetime
    """When the payload was last received in full."""


class WarehouseValidators:
    """Validators by address, kept in ``raw_validator``."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def find(self, url: str) -> Any:  # noqa: ANN401  # fetching has its own type of this shape
        """The StoredValidators of an address, if the payload they stand for is archived."""
        c = raw_validator.c
        query = select(c.etag, c.last_modified, c.payload_sha256, c.stored_at).where(
            c.url == url,
            exists().where(raw_capture.c.payload_sha256 == c.payload_sha256, holds_payload()),
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return None if row is None else StoredValidators(*row)

    def save(
        self, url: str, etag: str | None, last_modified: str | None, payload_sha256: str
    ) -> None:
        """Keep them in the place of what was kept before; both None: forget."""
        row = {
            "url": url,
            "etag": etag,
            "last_modified": last_modified,
            "payload_sha256": payload_sha256,
            "stored_at": self._clock(),
        }
        with writing(self._engine) as connection:
            if etag is None and last_modified is None:
                delete_keys(connection, raw_validator, [(url,)])
            else:
                replace_rows(connection, raw_validator, [row])


class WarehouseFetchLog:
    """The politeness audit of one Batch, kept in ``fetch_log``."""

    def __init__(self, engine: Engine, *, source: str, batch_id: str | None = None) -> None:
        self._engine = engine
        self._source = source
        self._batch_id = batch_id

    def record(self, entry: FetchLogEntry) -> None:
        """Append one line."""
        row = {
            "batch_id": self._batch_id,
            "source": self._source,
            "url": entry.url,
            "host": entry.host,
            "asked_at": entry.asked_at,
            "outcome": entry.outcome,
            "reason": entry.reason,
            "status": entry.status,
            "attempts": entry.attempts,
            "waited_s": entry.waited_s,
            "elapsed_s": entry.elapsed_s,
            "received_bytes": entry.received_bytes,
        }
        with writing(self._engine) as connection:
            connection.execute(insert(fetch_log).values(row))
