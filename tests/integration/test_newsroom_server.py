"""The newsroom over real sockets: conditions, compression, robots, faults, the admin's port."""

import gzip
import http.client
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from protego import Protego

import pipeline.newsroom
from pipeline.errors import UsageError
from pipeline.newsroom.script import load_publishers
from pipeline.newsroom.server import Newsroom, running_newsroom
from pipeline.newsroom.sources import write_sources
from pipeline.sources.loader import read_source

SCRIPTS = {script.name: script for script in load_publishers()}
BLOG = "/live/2026/mar/27/marl-valley-floods"


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with running_newsroom() as running:
        yield running


def ask(address: str, path: str = "", method: str = "GET", **headers: str):
    """Status, headers and raw body, with nothing done behind our back."""
    parts = urlsplit(address + path)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=2)
    try:
        connection.request(
            method, parts.path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def test_each_publisher_has_a_port_of_its_own(newsroom: Newsroom) -> None:
    assert len({urlsplit(address).port for address in newsroom.addresses.values()}) == 7
    for name, address in newsroom.addresses.items():
        status, _, body = ask(address, "/")
        assert status == 200
        assert SCRIPTS[name].publisher in body.decode()


def test_a_known_copy_is_not_sent_again(newsroom: Newsroom) -> None:
    address = newsroom.addresses["marlbridge"]
    status, headers, body = ask(address, BLOG)
    assert status == 200
    assert not headers["ETag"].startswith("W/")
    for known in (
        {"If_None_Match": headers["ETag"]},
        {"If_Modified_Since": headers["Last-Modified"]},
    ):
        again, _, nothing = ask(address, BLOG, **known)
        assert (again, nothing) == (304, b"")
    assert ask(address, BLOG, If_None_Match='"else"')[2] == body
    assert ask(address, BLOG, If_Modified_Since="no date at all")[0] == 200


def test_a_copy_of_last_night_is_stale(newsroom: Newsroom) -> None:
    address = newsroom.addresses["marlbridge"]
    _, headers, _ = ask(address, BLOG)
    newsroom.show_night("2026-03-28")
    status, new, _ = ask(address, BLOG, If_None_Match=headers["ETag"])
    assert status == 200
    assert new["ETag"] != headers["ETag"]


def test_gzip_has_a_tag_of_its_own(newsroom: Newsroom) -> None:
    address = newsroom.addresses["kadalpuram"]
    path = "/live-updates/spice-auction-27-march"
    _, plain, body = ask(address, path)
    _, packed, squeezed = ask(address, path, Accept_Encoding="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed) == body
    assert packed["ETag"] != plain["ETag"]
    assert ask(address, path, Accept_Encoding="gzip", If_None_Match=packed["ETag"])[0] == 304


def test_head_has_no_body(newsroom: Newsroom) -> None:
    status, headers, body = ask(newsroom.addresses["marlbridge"], BLOG, "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 1000


def test_robots_close_what_the_truth_calls_refused(newsroom: Newsroom) -> None:
    for name, script in SCRIPTS.items():
        address = newsroom.addresses[name]
        rules = Protego.parse(ask(address, "/robots.txt")[2].decode())
        for page in script.pages:
            assert rules.can_fetch(address + page.path, "Dateline") is not page.is_disallowed


def test_what_is_not_there_is_not_found(newsroom: Newsroom) -> None:
    address = newsroom.addresses["marlbridge"]
    assert ask(address, "/live/2026/mar/28/larks-semi-final")[0] == 404
    assert ask(address, "/sitemap-2026-03-28.xml")[0] == 404
    newsroom.show_night("2026-03-28")
    assert ask(address, "/live/2026/mar/28/larks-semi-final")[0] == 200
    assert ask(address, "/sitemap-2026-03-28.xml")[0] == 200


def test_two_newsrooms_tell_the_same() -> None:
    with running_newsroom() as one, running_newsroom() as other:
        for name, address in one.addresses.items():
            path = SCRIPTS[name].pages[-2].path
            for newsroom in (one, other):
                newsroom.show_night("2026-03-29")
            mine, theirs = (ask(at, path)[2] for at in (address, other.addresses[name]))
            assert mine.replace(address.encode(), b"") == theirs.replace(
                other.addresses[name].encode(), b""
            )


# --- faults


def test_a_stumble_passes(newsroom: Newsroom) -> None:
    address, path = newsroom.addresses["valmere"], "/direct/2026/03/27/course-des-phares"
    status, headers, _ = ask(address, path)
    assert (status, headers["Retry-After"]) == (503, "1")
    assert ask(address, path)[0] == 200


def test_the_second_night_fails_for_good(newsroom: Newsroom) -> None:
    for night in ("2026-03-28", "2026-03-29"):
        newsroom.show_night(night)
        address = newsroom.addresses["valmere"]
        assert [ask(address, "/direct/2026/03/28/conseil-de-port")[0] for _ in range(4)] == [
            503
        ] * 4
        with pytest.raises(http.client.IncompleteRead) as caught:
            ask(address, "/direct/2026/03/28/grande-maree")
        assert caught.value.expected > 0
        assert len(caught.value.partial) > 0


def test_a_hanging_page_drips_below_any_read_timeout(newsroom: Newsroom) -> None:
    newsroom.show_night("2026-03-28")
    parts = urlsplit(newsroom.addresses["valmere"])
    with socket.create_connection((parts.hostname, parts.port), timeout=1.5) as connection:
        request = (
            "GET /direct/2026/03/28/course-des-phares-deuxieme-jour HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        connection.sendall(request.encode())
        started, bytes_read = time.monotonic(), b""
        while time.monotonic() - started < 1.2:
            bytes_read += connection.recv(4096)
    _, _, body = bytes_read.partition(b"\r\n\r\n")
    assert 1 <= len(body) <= 12


def test_a_newsroom_stops_though_a_page_hangs(newsroom: Newsroom) -> None:
    newsroom.show_night("2026-03-28")
    parts = urlsplit(newsroom.addresses["valmere"])
    with socket.create_connection((parts.hostname, parts.port), timeout=2) as connection:
        request = (
            "GET /direct/2026/03/28/course-des-phares-deuxieme-jour HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        connection.sendall(request.encode())
        connection.recv(1)
        stopping = threading.Thread(target=newsroom.stop, daemon=True)
        stopping.start()
        stopping.join(timeout=30)
        assert not stopping.is_alive()


# --- admin


def test_the_night_is_set_over_the_socket(newsroom: Newsroom) -> None:
    admin = newsroom.admin_address
    assert json.loads(ask(admin, "/healthz")[2]) == {"status": "ok", "night": "2026-03-27"}
    assert ask(admin, "/night/2026-03-29", "POST")[0] == 200
    assert json.loads(ask(admin, "/healthz")[2])["night"] == "2026-03-29"
    status, _, body = ask(admin, "/night/2026-04-01", "POST")
    assert status == 400
    assert "no night of the newsroom" in json.loads(body)["error"]
    assert ask(admin, "/elsewhere")[0] == ask(admin, "/elsewhere", "POST")[0] == 404


def test_truth_over_the_socket_is_the_truth(newsroom: Newsroom) -> None:
    told = json.loads(ask(newsroom.admin_address, "/truth")[2])
    assert told == newsroom.truth()
    assert told["addresses"] == newsroom.addresses


def test_a_night_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="no night of the newsroom"):
        Newsroom("2026-03-26", 0)


def test_a_taken_port_is_said_plainly(newsroom: Newsroom) -> None:
    taken = urlsplit(newsroom.addresses["marlbridge"]).port
    assert taken is not None
    # The port before it is asked first, and may be somebody else's.
    with pytest.raises(UsageError, match=rf"port ({taken}|{taken - 1}) cannot be had"):
        Newsroom(base_port=taken)


def test_a_port_beyond_all_ports_is_said_plainly() -> None:
    with pytest.raises(UsageError, match="port 70000 cannot be had"):
        Newsroom(base_port=70_001)


def test_a_section_lists_live_blogs_alone(newsroom: Newsroom) -> None:
    newsroom.show_night("2026-03-28")
    body = ask(newsroom.addresses["marlbridge"], "/live/")[2].decode()
    assert BLOG in body
    assert "/orchard-that-would-not-drown" not in body
    assert "/preview/2026" not in body


# --- declarations and command


def test_bundled_sources_are_those_of_the_default_port(tmp_path: Path) -> None:
    bundled = Path(pipeline.newsroom.__file__).parent / "sources"
    written = write_sources(tmp_path, 8710)
    assert {path.name: path.read_text() for path in written} == {
        path.name: path.read_text() for path in bundled.glob("*.yaml")
    }


def test_sources_load(tmp_path: Path) -> None:
    sources = [read_source(path) for path in write_sources(tmp_path, 9000)]
    assert [source.name for source in sources] == list(SCRIPTS)
    assert all(source.politeness.allow_private_addresses for source in sources)
    assert sources[1].discovery.feeds == ("http://127.0.0.1:9001/feed.xml",)


def test_the_command_serves_until_told_to_stop() -> None:
    command = [sys.executable, "-m", "pipeline.newsroom", "--port", "0", "--night", "2026-03-28"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        line = running.stdout.readline()
        admin = dict(word.split("=", 1) for word in line.split()[1:])["admin"]
        with urllib.request.urlopen(f"{admin}/healthz", timeout=5) as answer:  # noqa: S310 - ours
            assert json.load(answer)["night"] == "2026-03-28"
        running.terminate()
        assert running.wait(10) == 0
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{admin}/healthz", timeout=1)  # noqa: S310 - ours


def test_the_command_says_which_port_is_taken(newsroom: Newsroom) -> None:
    port = str(urlsplit(newsroom.addresses["marlbridge"]).port)
    command = [sys.executable, "-m", "pipeline.newsroom", "--port", port]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"newsroom: port {port} cannot be had")
    assert ended.stdout == ""
