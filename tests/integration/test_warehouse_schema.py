"""The schema: migrations and table definitions agree, and any number of processes may migrate."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text, update

from pipeline.errors import QueryError, WarehouseError
from pipeline.glossary import explain_column, load_glossary
from pipeline.warehouse import migrate, open_warehouse, run_query
from pipeline.warehouse.describe import describe_columns
from pipeline.warehouse.digest import HASHED_VIEWS, UNHASHED_VIEWS
from pipeline.warehouse.engine import reading, writing
from pipeline.warehouse.sql_files import locate_sql, read_views
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


def test_every_column_of_a_view_has_a_meaning_and_every_meaning_a_column(engine):
    columns = describe_columns(engine)
    assert {one.view for one in columns} == set(read_views(locate_sql()))
    assert all(one.meaning for one in columns)
    known = {name for one in columns for name in (one.column, f"{one.view}.{one.column}")}
    assert set(load_glossary()) <= known


def test_a_view_that_is_none_is_told_its_neighbours(engine):
    with pytest.raises(QueryError, match="no such view; there is: entries"):
        describe_columns(engine, "entrys")


def test_meanings_stand_in_the_database(warehouse_url):
    engine = open_warehouse(warehouse_url)
    migrate(engine)
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            told = connection.scalar(text("SELECT col_description('captures'::regclass, 7)"))
            header = connection.scalar(text("SELECT obj_description('captures'::regclass)"))
        assert told == explain_column("captures", "status") == "HTTP status"
        assert header.startswith("Every response that was kept: when, what")
    else:
        assert describe_columns(engine, "captures")[6].meaning == "HTTP status"
    engine.dispose()


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
