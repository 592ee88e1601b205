"""Bring the warehouse's schema up to date: Alembic's migrations, then the public views.

Any number of processes may call ``migrate`` at once: one works, the others wait, then see that
nothing is left to do. When nothing is to do it costs one query.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from pipeline.glossary import read_glossary
from pipeline.warehouse.describe import comment_views
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.sql_files import locate_sql, read_views
from pipeline.warehouse.tables import schema_state

MIGRATION_LOCK = "schema"
_PART = "all"


def migrate(engine: Engine) -> bool:
    """Migrate the schema and (re)create the views; say whether there was anything to do.

    Raises:
        WarehouseError: the project's SQL files are missing or malformed.
        BatchIsBusy: another process held the lock for too long.
    """
    folder = locate_sql()
    wanted = _hash_sql(folder)
    with reading(engine) as connection:
        if _read_state(connection) == wanted:
            return False
    with writing(engine, lock=MIGRATION_LOCK) as connection:
        if _read_state(connection) == wanted:
            return False
        _drop_views(connection)
        _run_alembic(connection, folder)
        for statement in read_views(folder).values():
            connection.execute(text(statement.replace(":", r"\:")))
        comment_views(connection)
        connection.execute(schema_state.delete())
        connection.execute(schema_state.insert().values(part=_PART, sql_sha256=wanted))
    return True


def _hash_sql(folder: Path) -> str:
    digest = hashlib.sha256(read_glossary().encode())
    paths = [*(folder / "migrations").rglob("*.py"), *(folder / "views").glob("*.sql")]
    for path in sorted(paths):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read_state(connection: Connection) -> str | None:
    if not inspect(connection).has_table(schema_state.name):
        return None
    return connection.scalar(select(schema_state.c.sql_sha256).where(schema_state.c.part == _PART))


def _drop_views(connection: Connection) -> None:
    ours = set(read_views(locate_sql()))
    for name in inspect(connection).get_view_names():
        if name in ours:
            connection.execute(text(f'DROP VIEW "{name}"'))


def _run_alembic(connection: Connection, folder: Path) -> None:
    from alembic import command  # heavy, and rarely needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
