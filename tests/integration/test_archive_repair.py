"""A damaged archive is verified, repaired and indexed; the warehouse's rows follow the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from pipeline.archive import ArchiveWriter, index_capture, read_response
from pipeline.cli import app
from pipeline.errors import ArchiveError
from pipeline.fetch import wrap_file
from pipeline.model import Capture, Discovered
from pipeline.nights import night_interval
from pipeline.warehouse import (
    captures_of_batch,
    find_payload,
    list_quarantined,
    open_batch,
    save_capture,
    save_discovered,
)

NIGHT = date(2026, 3, 27)
NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
PAGES = 5
HIT = 2


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def batch_id(
    engine: Engine, archive: Path, warehouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A night of five pages, in the archive and in the warehouse."""
    monkeypatch.setenv("DATELINE_ARCHIVE_URL", str(archive))
    monkeypatch.setenv("DATELINE_WAREHOUSE_URL", warehouse_url)
    batch = open_batch(engine, "harbour", NIGHT, night_interval(NIGHT), "run-1")
    urls = [f"https://news.example/live/{page}" for page in range(PAGES)]
    save_discovered(engine, batch.batch_id, [Discovered(url, "feed") for url in urls])
    with ArchiveWriter(str(archive), source="harbour", night=NIGHT, run_id="run-1") as writer:
        for page, url in enumerate(urls):
            body = f"<p>Report {page} from the harbour.</p>".encode() * 20
            got = wrap_file(body, url=url, captured_at=NOON + timedelta(minutes=page))
            save_capture(engine, batch, index_capture("harbour", got, writer.write(got)))
    return batch.batch_id


def damage(archive: Path, capture: Capture) -> Path:
    path = archive / capture.warc_file
    data = bytearray(path.read_bytes())
    data[capture.warc_offset + capture.warc_length - 6] ^= 0xFF  # its checksum
    path.write_bytes(data)
    return path


def run(*arguments: str, exit_code: int = 0) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == exit_code, done.output
    return done.stdout


def test_verify_says_what_is_lost(engine: Engine, batch_id: str, archive: Path) -> None:
    assert run("archive", "verify").splitlines()[-1] == "1 files: 6 records are sound, 0 lost"
    path = damage(archive, captures_of_batch(engine, batch_id)[HIT])
    told, total = run("archive", "verify", exit_code=1).splitlines()
    assert told.startswith(f"{path}: record 4 at offset ")
    assert "https://news.example/live/2" in told
    assert total == "1 files: 5 records are sound, 1 lost"


def test_repair_leads_the_rows_to_the_clean_file(
    engine: Engine, batch_id: str, archive: Path
) -> None:
    before = captures_of_batch(engine, batch_id)
    bodies = [read_body(archive, one) for one in before]
    path = damage(archive, before[HIT])
    assert "4 captures follow, 1 set aside" in run("archive", "repair", str(path))
    assert "nothing to repair" in run("archive", "repair", str(path).replace(".w", "-repaired.w"))
    assert Path(f"{path}.damaged").exists()
    assert not path.exists()
    assert run("archive", "verify").endswith("5 records are sound, 0 lost\n")

    after = captures_of_batch(engine, batch_id)
    assert [one.capture_id for one in after] == [one.capture_id for one in before]
    for page, (capture, body) in enumerate(zip(after, bodies, strict=True)):
        if page == HIT:
            assert find_payload(engine, capture.payload_sha256) is None
            with pytest.raises(ArchiveError):
                read_body(archive, capture)
        else:
            assert read_body(archive, capture) == body
    (aside,) = list_quarantined(engine)
    assert (aside.stage, aside.reason) == ("archive", "record_is_whole")
    assert (aside.capture_id, aside.url) == (before[HIT].capture_id, before[HIT].url)
    assert "damaged" in (aside.value or "")


def test_a_cut_file_loses_what_stood_behind(engine: Engine, batch_id: str, archive: Path) -> None:
    before = captures_of_batch(engine, batch_id)
    path = archive / before[HIT].warc_file
    path.write_bytes(path.read_bytes()[: before[HIT].warc_offset + 40])
    assert "2 captures follow, 3 set aside" in run("archive", "repair", str(path))
    reasons = {one.value for one in list_quarantined(engine)}
    assert reasons == {"the file ends within it", "the file ends before it"}


def test_the_index_is_sorted_and_leads_to_the_records(
    engine: Engine, batch_id: str, archive: Path
) -> None:
    capture = captures_of_batch(engine, batch_id)[0]
    told = run("archive", "index")
    path = (archive / capture.warc_file).with_suffix("").with_suffix(".cdxj")
    assert told == f"{path}: {PAGES} responses\n"
    lines = path.read_text().splitlines()
    assert lines == sorted(lines)
    key, moment, fields = lines[0].split(" ", 2)
    assert (key, moment) == ("example,news)/live/0", "20260327120000")
    found = json.loads(fields)
    assert (found["url"], found["status"]) == (capture.url, "200")
    assert (int(found["offset"]), int(found["length"])) == (
        capture.warc_offset,
        capture.warc_length,
    )


def read_body(archive: Path, capture: Capture) -> bytes:
    span = (capture.warc_offset, capture.warc_length)
    return read_response(str(archive), capture.warc_file, *span).body
