"""Bad input gets one clear line on stderr, nothing on stdout, and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
NO_TEXT = b"<!doctype html><html><head><title></title></head><body><div></div></body></html>"


def run_dateline(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def assert_one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


def test_missing_file(tmp_path: Path) -> None:
    assert_one_line(run_dateline("extract", tmp_path / "none.html"), 3, "none.html", "no such file")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.html", b"", "empty"),
        ("empty.html.gz", b"", "empty"),
        ("report.pdf", PDF, "PDF"),
        ("blank.html", NO_TEXT, "text"),
        ("cut.html.gz", b"\x1f\x8b\x08\x00\x00\x00", "gzip"),
    ],
)
def test_unreadable_file(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert_one_line(run_dateline("extract", path), 3, name.removesuffix(".gz"), word)


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The bridge over the Marl stays closed on Monday.\n\nFerries run instead.\n")
    done = run_dateline("extract", tmp_path / "none.html", good)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == 1


def test_broken_source_names_file_and_field(tmp_path: Path) -> None:
    broken = tmp_path / "harbour.yaml"
    broken.write_text("publisher: Harbour\ndomains: [harbour.example]\ntime_zone: Europe/Londn\n")
    assert_one_line(run_dateline("sources", "check", broken), 2, "harbour.yaml", "time_zone")


def test_unreachable_warehouse_shows_no_password(tmp_path: Path) -> None:
    url = "postgresql://reader:hunter2@127.0.0.1:1/dateline"
    done = run_dateline("query", "nightly-summary", DATELINE_WAREHOUSE_URL=url)
    assert_one_line(done, 4, "127.0.0.1")
    assert "hunter2" not in done.stderr


def test_warehouse_that_does_not_exist_yet(tmp_path: Path) -> None:
    done = run_dateline("query", "nightly-summary", DATELINE_HOME=str(tmp_path))
    assert_one_line(done, 4, "no such warehouse")


def test_unknown_source(tmp_path: Path) -> None:
    done = run_dateline(
        "run", "--date", "2026-03-27", "--source", "guardain", DATELINE_HOME=str(tmp_path)
    )
    assert_one_line(done, 2, "guardain", "guardian")


@pytest.mark.parametrize("text", ["2026-02-30", "yesterday", "27.03.2026"])
def test_date_that_is_none(tmp_path: Path, text: str) -> None:
    done = run_dateline("run", "--date", text, "--source", "guardian", DATELINE_HOME=str(tmp_path))
    assert_one_line(done, 2, text, "YYYY-MM-DD")


def test_query_that_writes_is_refused(tmp_path: Path) -> None:
    assert run_dateline("doctor", DATELINE_HOME=str(tmp_path)).returncode == 0
    done = run_dateline("query", "delete from entry", DATELINE_HOME=str(tmp_path))
    assert_one_line(done, 2, "SELECT")


def test_unknown_query_names_near_ones(tmp_path: Path) -> None:
    assert run_dateline("doctor", DATELINE_HOME=str(tmp_path)).returncode == 0
    done = run_dateline("query", "latest-entry", DATELINE_HOME=str(tmp_path))
    assert_one_line(done, 2, "latest-entries")
