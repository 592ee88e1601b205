"""Our WARC files and indexes in pywb, a replay program of other makers, and back again.

pywb is GPL: it runs as a process of its own, in an environment of its own, and is no part of ours.
The environment is made once, from ``pywb.lock``, in ``.cache``.
"""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import requests
import wayback
import yaml
from wayback import BLOG, FIRST_NIGHT, PUBLISHER, Clock, Held, hold_blog, open_runtime, run_night

from pipeline.archive import list_files, write_index
from pipeline.warehouse import run_query

LOCK = Path(__file__).with_name("pywb.lock")
CACHE = Path(__file__).parents[2] / ".cache"
NIGHTS = [FIRST_NIGHT + timedelta(days=night) for night in range(3)]
START_TIMEOUT_S = 60
ROWS = {
    "entries": "select entry_id, headline, text, published_at, first_seen_at, last_seen_at,"
    " retracted_at from entries order by entry_id",
    "events": "select entry_id, type, observed_at from events order by observed_at, entry_id, type",
    "captures": "select capture_id, url, captured_at, payload_sha256 from captures"
    " order by captured_at, capture_id",
}

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Replay:
    """A running pywb over WARC files of ours."""

    address: str
    files: tuple[Path, ...]
    held: tuple[Held, ...]
    programs: Path


@pytest.fixture(scope="module")
def programs() -> Path:
    """The folder of pywb's programs."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    home = CACHE / f"pywb-{sys.version_info.major}.{sys.version_info.minor}-{digest}"
    programs = home / "bin"
    if not (home / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run([programs / "python", *install, "--require-hashes", "-r", LOCK], check=True)
        (home / "complete").touch()
    return programs


@pytest.fixture(scope="module")
def pywb(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    folder = tmp_path_factory.mktemp("pywb")
    held = (
        *hold_blog(3),
        Held(wayback.at_hour(0, 12), b"<p>Caf\xc3\xa9 \x00\xff</p>" * 99, BLOG + "/2"),
    )
    path = wayback.write_collection(folder / "archive", held)
    for file in list_files(str(folder / "archive"), ".warc.gz"):
        write_index(file)
    config = {
        "collections": {
            "ours": {"index_paths": f"{path.parent}/", "archive_paths": f"{path.parent}/"}
        }
    }
    (folder / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with (folder / "pywb.log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "wayback", "-b", "127.0.0.1", "-p", str(port), "-d", folder],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
        )
        try:
            wait_until_up(address, process)
            yield Replay(f"{address}/ours", (path,), held, programs)
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    pytest.fail("pywb did not start")


def test_a_capture_is_replayed_byte_for_byte(pywb: Replay) -> None:
    for held in pywb.held:
        answer = requests.get(f"{pywb.address}/{held.stamp}id_/{held.url}", timeout=30)
        assert answer.status_code == 200
        assert answer.content == held.body


def test_our_index_is_pywbs_own(pywb: Replay) -> None:
    for path in pywb.files:
        done = subprocess.run(
            [pywb.programs / "cdx-indexer", "--cdxj", "--sort", path],
            check=True,
            capture_output=True,
            text=True,
        )
        theirs = [read_line(line) for line in done.stdout.splitlines() if line[0] != "!"]
        ours = path.with_name(path.name.replace(".warc.gz", ".cdxj")).read_text().splitlines()
        assert [read_line(line) for line in ours] == theirs


def read_line(line: str) -> tuple[str, str, dict[str, str]]:
    key, moment, fields = line.split(" ", 2)
    return key, moment, json.loads(fields)


def test_three_dates_come_back_as_the_files_have_them(pywb: Replay, tmp_path: Path) -> None:
    clock = Clock()
    cdx = {
        "type": "cdx",
        "server": f"{pywb.address}/cdx",
        "replay": f"{pywb.address}/{{timestamp}}id_/{{url}}",
    }
    warc = {"type": "warc", "paths": [str(path) for path in pywb.files]}
    by_server = open_runtime(tmp_path / "server", [cdx], clock)
    by_files = open_runtime(tmp_path / "files", [warc], clock)
    for night in NIGHTS:
        assert PUBLISHER in run_night(by_server, night)
        assert PUBLISHER in run_night(by_files, night)
    for name, sql in ROWS.items():
        rows = run_query(by_server.settings.warehouse, sql).rows
        assert rows, name
        assert rows == run_query(by_files.settings.warehouse, sql).rows, name
    told = "select distinct origin from captures"
    assert run_query(by_server.settings.warehouse, told).rows == (("cdx",),)
    assert run_query(by_files.settings.warehouse, told).rows == (("warc",),)
    by_server.engine.dispose()
    by_files.engine.dispose()
