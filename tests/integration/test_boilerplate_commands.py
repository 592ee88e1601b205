"""`dateline boilerplate`: what a person sees and decides at the command line."""

from __future__ import annotations

import json

import pytest
from boilerplate_desk import APPEAL, NIGHTS, SOURCE, make_page, open_velmar, run_velmar
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.warehouse import migrate, open_warehouse, run_query

YAML = "publisher: The Velmar Post\ndomains: [velmar.example]\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with three nights in its own warehouse, as the environment names it."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / f"{SOURCE}.yaml").write_text(YAML, encoding="utf-8")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.setenv("DATELINE_SOURCES_DIR", str(tmp_path / "sources"))
    engine = open_warehouse(f"sqlite:///{tmp_path / 'warehouse.db'}")
    migrate(engine)
    for day in range(len(NIGHTS)):
        run_velmar(open_velmar(engine, tmp_path), day)
    yield tmp_path
    engine.dispose()


def dateline(*words):
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def count(home, where):
    sql = f"select count(*) from {where}"  # noqa: S608  # our own
    return run_query(f"sqlite:///{home / 'warehouse.db'}", sql).rows[0][0]


def list_lines(*more):
    told = dateline("boilerplate", "list", "--json", *more).stdout
    return [json.loads(line) for line in told.splitlines()]


def test_a_line_is_learned_shown_accepted_applied_refused_and_back(home):
    assert "new 1, proposed 1, doubted 0" in dateline("boilerplate", "learn").stdout
    (line,) = list_lines("--state", "proposed")
    assert (line["text"], line["source"], line["in_force"]) == (APPEAL, SOURCE, False)
    assert "live blogs begun from" in line["why"]
    assert "http://velmar.example/live/" in line["examples"]
    assert list_lines("--state", "active") == []

    done = dateline("boilerplate", "accept", line["id"][:4])
    assert f"{SOURCE}: accepted: {APPEAL}" in done.stdout
    shown = dateline("boilerplate", "apply", "--json").stdout.splitlines()
    assert {json.loads(one)["change"] for one in shown} == {"changed", "block_added"}
    assert count(home, f"entries where text like '%{APPEAL}'") == 12

    dateline("boilerplate", "apply", "--source", SOURCE, "--publish")
    assert count(home, f"entries where text like '%{APPEAL}'") == 0
    assert list_lines()[0]["in_force"] is True
    assert "no difference" in dateline("boilerplate", "apply").stdout

    dateline("boilerplate", "refuse", line["id"])
    dateline("boilerplate", "apply", "--publish")
    assert count(home, f"entries where text like '%{APPEAL}'") == 12
    dateline("boilerplate", "restore", line["id"])
    assert list_lines()[0]["state"] == "proposed"


def test_an_id_that_is_none_is_told(home):
    with pytest.raises(UsageError, match="no learned line"):
        dateline("boilerplate", "accept", "zzzz")


def test_explain_leaves_out_learned_lines_if_it_is_asked_to(home):
    dateline("boilerplate", "learn")
    dateline("boilerplate", "accept", list_lines()[0]["id"])
    dateline("boilerplate", "apply", "--publish")
    page = home / "page.html"
    page.write_bytes(make_page("storm", 0))
    asked = ("explain", page, "--url", "http://velmar.example/live/storm")
    assert "repetition" not in dateline(*asked).stdout
    told = dateline(*asked, "--learned").stdout
    assert "repetition" in told
    assert APPEAL.split(",")[0] in told
