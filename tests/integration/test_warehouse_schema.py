"""The schema: migrations and table definitions agree, and any number of processes may migrate."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, update

from pipeline.errors import WarehouseError
from pipeline.warehouse import migrate, open_warehouse, run_query
from pipeline.warehouse.digest import HASHED_VIEWS, UNHASHED_VIEWS
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.migrate import locate_sql, read_views
from pipeline.warehouse.tables import metadata, schema_state

MIGRATE = (
    "import sys; from pipeline.warehouse import *; print(migrate(open_warehouse(sys.argv[1])))"
)


def test_migrations_make_what_the_tables_say(engine):
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_does_nothing(engine):
    assert migrate(engine) is False


def test_migrations_can_be_taken_back(engine):
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(locate_sql() / "migrations"))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        for view in read_views(locate_sql()):
            connection.exec_driver_sql(f"DROP VIEW {view}")
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_views_are_made_again_when_their_files_changed(engine):
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP VIEW articles")
        connection.execute(update(schema_state).values(sql_sha256="0" * 64))
    assert migrate(engine) is True
    assert run_query(engine, "select count(*) as n from articles").rows == ((0,),)


def test_processes_migrate_at_once(warehouse_url):
    command = [sys.executable, "-c", MIGRATE, warehouse_url]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    told = sorted(child.communicate(timeout=120)[0].strip() for child in children)
    assert told == ["False", "False", "False", "True"]


def test_every_view_answers_and_is_hashed_or_a_log(engine):
    views = read_views(locate_sql())
    assert {*HASHED_VIEWS, *UNHASHED_VIEWS} == set(views)
    for view in views:
        assert run_query(engine, "select * from " + view).rows == ()  # noqa: S608  # our own names


def test_every_view_file_begins_with_a_comment():
    for statement in read_views(locate_sql()).values():
        assert statement.startswith("-- ")


def test_a_view_file_that_holds_something_else(tmp_path):
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "entries.sql").write_text("CREATE VIEW other AS\nSELECT 1")
    with pytest.raises(WarehouseError, match=r"entries\.sql"):
        read_views(tmp_path)


def test_times_are_declared_so_that_they_compare(warehouse_url):
    engine = open_warehouse(warehouse_url)
    migrate(engine)
    columns = {column["name"]: column["type"] for column in inspect(engine).get_columns("entry")}
    engine.dispose()
    assert str(columns["first_seen_at"]).startswith("TIMESTAMP")
