"""Fetching over real sockets: what servers do wrong, and what we must not do."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.errors import FetchFailed, FetchRefused, FetchUnavailable
from pipeline.fetch import Fetcher, FetchLogEntry, Validators
from pipeline.model import Politeness, Source

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
HTML = "text/html; charset=utf-8"
Act = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server whose every path is an act; ``asked`` holds what it was asked, in order."""

    acts: dict[str, Act] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    yield from serve("127.0.0.1")


def serve(host: str) -> Iterator[Site]:
    played = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            played.asked.append((self.path, dict(self.headers)))
            try:
                played.acts.get(self.path, say(404, b"none"))(self)
            except OSError:
                self.close_connection = True

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    played.url = f"http://{host}:{server.server_address[1]}"
    yield played
    played.stopping.set()
    server.shutdown()
    thread.join()
    server.server_close()


def say(status: int, body: bytes = b"", media_type: str = HTML, **headers: str) -> Act:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if status != 304:
            handler.wfile.write(body)

    return act


def in_turn(*acts: Act) -> Act:
    waiting = list(acts)

    def act(handler: BaseHTTPRequestHandler) -> None:
        now = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        now(handler)

    return act


def go_to(address: str, status: int = 302) -> Act:
    return say(status, b"moved", Location=address)


@dataclass
class Kept:
    """Validators and log in memory."""

    known: dict[str, Validators] = field(default_factory=dict)
    lines: list[FetchLogEntry] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def find(self, url: str) -> Validators | None:
        return self.known.get(url)

    def save(
        self, url: str, etag: str | None, last_modified: str | None, payload_sha256: str
    ) -> None:
        self.known[url] = Validators(etag, last_modified, payload_sha256)

    def record(self, entry: FetchLogEntry) -> None:
        self.lines.append(entry)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def open_fetcher(kept: Kept) -> Iterator[Callable[..., Fetcher]]:
    opened: list[Fetcher] = []

    def open_one(
        *,
        is_private: bool = True,
        max_bytes: int = 100_000,
        networks: tuple[str, ...] = (),
        **rules: float,
    ) -> Fetcher:
        given = {"min_interval_s": 0.0, "timeout_s": 2.0, "deadline_s": 5.0, **rules}
        politeness = Politeness(allow_private_addresses=is_private, **given)
        source = Source("played", "Played", ("127.0.0.1",), politeness=politeness)
        opened.append(
            Fetcher(
                source,
                user_agent="Dateline/0.1 (+https://example.org)",
                max_bytes=max_bytes,
                clock=lambda: NOON,
                sleep=kept.slept.append,
                validators=kept,
                log=kept,
                allowed_networks=networks,
            )
        )
        return opened[-1]

    yield open_one
    for fetcher in opened:
        fetcher.close()


def test_gives_the_page_as_sent_and_as_meant(site, open_fetcher, kept):
    body = "Première entrée".encode()
    packed = gzip.compress(body, mtime=0)
    site.acts["/a?x=1"] = say(200, packed, Content_Encoding="gzip", ETag='"1"', X_Twice="é")
    fetched = open_fetcher().get(f"{site.url}/a?x=1#later")
    assert (fetched.body, fetched.raw_body) == (body, packed)
    assert (fetched.media_type, fetched.charset, fetched.etag) == ("text/html", "utf-8", '"1"')
    assert (fetched.status, fetched.reason, fetched.http_version) == (200, "OK", "HTTP/1.1")
    assert fetched.request_target == "/a?x=1"
    assert ("Content-Encoding", "gzip") in fetched.headers
    assert ("Host", site.url.removeprefix("http://")) in fetched.request_headers
    assert fetched.remote_ip == "127.0.0.1"
    assert fetched.captured_at == NOON
    assert site.asked[-1][1]["User-Agent"].startswith("Dateline/")
    assert [(line.outcome, line.status, line.attempts) for line in kept.lines] == [
        ("failed", 404, 1),
        ("fetched", 200, 1),
    ]


def test_cuts_off_a_body_that_drips(site, open_fetcher):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", HTML)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        while not site.stopping.wait(0.02):
            handler.wfile.write(b".")

    site.acts["/drip"] = drip
    fetcher = open_fetcher(deadline_s=0.4)
    with pytest.raises(FetchUnavailable, match="no whole answer"):
        fetcher.get(f"{site.url}/drip")


def test_cuts_off_headers_that_drip(site, open_fetcher):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not site.stopping.wait(0.02):
            handler.wfile.write(b".")

    site.acts["/drip"] = drip
    with pytest.raises(FetchUnavailable, match="no whole answer"):
        open_fetcher(deadline_s=0.4).get(f"{site.url}/drip")


def test_does_not_take_a_cut_for_the_end_of_a_body_without_a_length(site, open_fetcher):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>half")
        while not site.stopping.wait(0.02):
            handler.wfile.write(b".")

    site.acts["/drip"] = drip
    with pytest.raises(FetchUnavailable, match="no whole answer"):
        open_fetcher(deadline_s=0.4).get(f"{site.url}/drip")


def test_gives_up_a_server_that_says_nothing(site, open_fetcher):
    site.acts["/hang"] = lambda _: site.stopping.wait(5)
    with pytest.raises(FetchUnavailable):
        open_fetcher(timeout_s=0.2, max_retries=1).get(f"{site.url}/hang")
    assert site.paths() == ["/hang", "/hang"]


def test_waits_as_long_as_retry_after_says(site, open_fetcher, kept):
    site.acts["/busy"] = in_turn(say(503, Retry_After="3"), say(200, b"<p>now"))
    assert open_fetcher().get(f"{site.url}/busy").body == b"<p>now"
    assert kept.slept == [3.0]
    assert (kept.lines[-1].attempts, kept.lines[-1].waited_s) == (2, 3.0)


def test_does_not_wait_past_its_deadline(site, open_fetcher, kept):
    site.acts["/busy"] = say(429, Retry_After="3600")
    with pytest.raises(FetchUnavailable, match="past our deadline") as caught:
        open_fetcher().get(f"{site.url}/busy")
    assert caught.value.status == 429
    assert kept.slept == []


def test_stops_asking_after_its_retries(site, open_fetcher, kept):
    site.acts["/down"] = say(503)
    with pytest.raises(FetchUnavailable, match="answered 503"):
        open_fetcher(max_retries=2).get(f"{site.url}/down")
    assert site.paths() == ["/down"] * 3
    assert (kept.lines[-1].outcome, kept.lines[-1].attempts) == ("failed", 3)


@pytest.mark.parametrize("status", [404, 410, 451])
def test_does_not_ask_again_for_what_is_gone(site, open_fetcher, status):
    site.acts["/gone"] = say(status)
    with pytest.raises(FetchFailed) as caught:
        open_fetcher().get(f"{site.url}/gone")
    assert not caught.value.is_retryable
    assert caught.value.status == status
    assert site.paths() == ["/gone"]


def test_a_body_shorter_than_promised_is_no_page(site, open_fetcher):
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<p>half"
        )

    site.acts["/cut"] = cut
    with pytest.raises(FetchUnavailable):
        open_fetcher(max_retries=0).get(f"{site.url}/cut")


def test_a_chunked_body_without_its_end_is_no_page(site, open_fetcher):
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"7\r\n<p>half\r\n"
        )

    site.acts["/cut"] = cut
    with pytest.raises(FetchUnavailable):
        open_fetcher(max_retries=0).get(f"{site.url}/cut")


def test_a_compressed_body_without_its_end_is_no_page(site, open_fetcher):
    site.acts["/cut"] = say(200, gzip.compress(b"<p>whole" * 50)[:-12], Content_Encoding="gzip")
    with pytest.raises(FetchUnavailable, match="cut"):
        open_fetcher(max_retries=0).get(f"{site.url}/cut")


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_bomb_is_refused(site, open_fetcher, kept, coding, pack):
    site.acts["/bomb"] = say(200, pack(b"\0" * 5_000_000), Content_Encoding=coding)
    with pytest.raises(FetchRefused) as caught:
        open_fetcher().get(f"{site.url}/bomb")
    assert caught.value.reason == "too_large"
    assert kept.lines[-1].outcome == "refused"


def test_a_brotli_bomb_is_refused(site, open_fetcher):
    brotli = pytest.importorskip("brotli")
    site.acts["/bomb"] = say(200, brotli.compress(b"\0" * 5_000_000), Content_Encoding="br")
    with pytest.raises(FetchRefused) as caught:
        open_fetcher().get(f"{site.url}/bomb")
    assert caught.value.reason == "too_large"


def test_a_page_over_the_cap_is_not_even_read(site, open_fetcher):
    site.acts["/long"] = say(200, b"." * 200_000)
    with pytest.raises(FetchRefused) as caught:
        open_fetcher().get(f"{site.url}/long")
    assert caught.value.reason == "too_large"


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf", "video/mp4"])
def test_refuses_what_is_no_page(site, open_fetcher, media_type):
    site.acts["/x"] = say(200, b"x", media_type)
    with pytest.raises(FetchRefused) as caught:
        open_fetcher().get(f"{site.url}/x")
    assert caught.value.reason == "media_type"


def test_follows_redirects_and_keeps_them(site, open_fetcher):
    site.acts["/old"] = go_to("/new", 301)
    site.acts["/new"] = say(200, b"<p>here")
    fetched = open_fetcher().get(f"{site.url}/old")
    assert (fetched.url, fetched.final_url) == (f"{site.url}/old", f"{site.url}/new")
    assert [(hop.url, hop.status) for hop in fetched.redirects] == [(f"{site.url}/old", 301)]


def test_ends_a_redirect_loop(site, open_fetcher):
    site.acts["/a"], site.acts["/b"] = go_to("/b"), go_to("/a")
    with pytest.raises(FetchFailed, match="without end"):
        open_fetcher().get(f"{site.url}/a")
    assert site.paths() == ["/a", "/b"]


def test_a_public_source_may_not_lead_us_inside(open_fetcher):
    for outside in serve("127.0.0.2"):
        fetcher = open_fetcher(is_private=False, networks=("127.0.0.2/32",))
        inside = ("http://127.0.0.1:1/", "http://169.254.169.254/latest/", "http://localhost:1/")
        for i, address in enumerate(inside):
            outside.acts[f"/{i}"] = go_to(address)
            with pytest.raises(FetchRefused) as caught:
                fetcher.get(f"{outside.url}/{i}")
            assert caught.value.reason == "private_address"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[::1]/", "http://2130706433/"])
def test_a_public_source_has_no_private_address(open_fetcher, url):
    with pytest.raises(FetchRefused) as caught:
        open_fetcher(is_private=False).get(url)
    assert caught.value.reason == "private_address"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "http:///x"])
def test_other_schemes_are_refused(open_fetcher, url):
    with pytest.raises(FetchRefused) as caught:
        open_fetcher().get(url)
    assert caught.value.reason == "scheme"


@pytest.mark.parametrize("status", [500, 503, 403, 429])
def test_robots_that_cannot_be_read_mean_no(site, open_fetcher, kept, status):
    site.acts["/robots.txt"] = say(status)
    site.acts["/a"] = say(200, b"<p>a")
    fetcher = open_fetcher(max_retries=0)
    for _ in range(2):
        with pytest.raises(FetchRefused) as caught:
            fetcher.get(f"{site.url}/a")
        assert caught.value.reason == "robots_unreachable"
    assert [path for path, _ in site.asked] == ["/robots.txt"]
    assert kept.lines[-1].reason == "robots_unreachable"


def test_robots_are_obeyed_with_wildcards(site, open_fetcher, kept):
    rules = b"User-agent: *\nDisallow: /private/*.html$\nDisallow: /closed\nCrawl-delay: 2\n"
    site.acts["/robots.txt"] = say(200, rules, "text/plain")
    site.acts["/open"] = say(200, b"<p>open")
    site.acts["/private/a.html?x"] = say(200, b"<p>allowed: the rule ends sooner")
    fetcher = open_fetcher()
    for path in ("/private/a.html", "/closed/b"):
        with pytest.raises(FetchRefused) as caught:
            fetcher.get(f"{site.url}{path}")
        assert caught.value.reason == "robots"
    fetcher.get(f"{site.url}/open")
    fetcher.get(f"{site.url}/private/a.html?x")
    assert site.paths() == ["/open", "/private/a.html?x"]
    # What the requests themselves took is not waited again.
    assert len(kept.slept) == 2
    assert all(0 < slept <= 2.0 for slept in kept.slept)
    assert [line.outcome for line in kept.lines].count("refused") == 2


def test_a_redirect_asks_the_robots_of_the_other_host(site, open_fetcher):
    for other in serve("127.0.0.2"):
        other.acts["/robots.txt"] = say(200, b"User-agent: dateline\nDisallow: /", "text/plain")
        site.acts["/away"] = go_to(f"{other.url}/page")
        with pytest.raises(FetchRefused) as caught:
            open_fetcher().get(f"{site.url}/away")
        assert caught.value.reason == "robots"
        assert [path for path, _ in other.asked] == ["/robots.txt"]


def test_one_rate_a_host(site, open_fetcher, kept):
    site.acts["/a"] = say(200, b"<p>a")
    fetcher = open_fetcher(min_interval_s=1.5)
    fetcher.get(f"{site.url}/a")
    fetcher.get(f"{site.url}/a")
    assert len(kept.slept) == 2  # robots.txt was the first
    assert all(0 < slept <= 1.5 for slept in kept.slept)


def test_an_unchanged_page_is_not_sent_again(site, open_fetcher, kept):
    site.acts["/a"] = in_turn(say(200, b"<p>a", ETag='"1"'), say(304, ETag='"1"'))
    fetcher = open_fetcher()
    first = fetcher.get(f"{site.url}/a")
    assert kept.known == {}  # nothing is archived yet
    fetcher.remember(first)
    second = fetcher.get(f"{site.url}/a")
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert (second.is_not_modified, second.status, second.body) == (True, 304, b"")
    assert second.payload_sha256 == first.payload_sha256
    assert kept.lines[-1].outcome == "not_modified"
    assert "If-None-Match" not in ask_in_full(site, fetcher)


def ask_in_full(site: Site, fetcher: Fetcher) -> dict[str, str]:
    site.acts["/a"] = say(200, b"<p>a")
    fetcher.get(f"{site.url}/a", is_conditional=False)
    return site.asked[-1][1]


def test_a_304_with_another_etag_is_not_believed(site, open_fetcher, kept):
    kept.known[f"{site.url}/a"] = Validators('"1"', None, "0" * 64)
    site.acts["/a"] = in_turn(say(304, ETag='"2"'), say(200, b"<p>new"))
    assert open_fetcher().get(f"{site.url}/a").body == b"<p>new"


def test_a_304_that_nobody_asked_for_is_a_failure(site, open_fetcher):
    site.acts["/a"] = say(304)
    with pytest.raises(FetchFailed, match="304"):
        open_fetcher().get(f"{site.url}/a")


def test_nothing_listens(open_fetcher):
    with pytest.raises(FetchRefused) as caught:
        open_fetcher(max_retries=0).get("http://127.0.0.1:9/")
    assert caught.value.reason == "robots_unreachable"
