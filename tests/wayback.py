"""A small archive on loopback that speaks Wayback's protocol, and the pages that it holds."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml

from pipeline import steps
from pipeline.archive import ArchiveWriter
from pipeline.fetch import wrap_file
from pipeline.model import Assignment
from pipeline.settings import Settings
from pipeline.sources import read_source
from pipeline.warehouse import migrate, open_warehouse

PUBLISHER = "harbour"
BLOG = "https://news.example/live/storm"
FIRST_NIGHT = date(2026, 3, 27)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEADER = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


@dataclass(frozen=True)
class Held:
    """One capture that the archive holds."""

    at: datetime
    body: bytes
    url: str = BLOG
    status: int = 200
    mime: str = "text/html"

    @property
    def stamp(self) -> str:
        return f"{self.at:%Y%m%d%H%M%S}"


@dataclass
class Wayback:
    """What the archive holds, and how it behaves."""

    held: Sequence[Held]
    page_rows: int = 1000
    """Rows an answer, before a resumeKey."""
    busy_for: int = 0
    """So many requests are answered with 429."""
    retry_after: str | None = "7"
    asked: list[str] = field(default_factory=list)
    address: str = ""

    @property
    def searches(self) -> list[str]:
        return [one for one in self.asked if one.startswith("/cdx")]

    @property
    def replays(self) -> list[str]:
        return [one for one in self.asked if one.startswith("/web/")]

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a path and query."""
        if target == "/robots.txt":
            return 404, {}, b""
        self.asked.append(target)
        if self.busy_for:
            self.busy_for -= 1
            return 429, {"Retry-After": self.retry_after} if self.retry_after else {}, b""
        if target.startswith("/cdx"):
            body = json.dumps(self.list_rows(dict(parse_qsl(urlsplit(target).query)))).encode()
            return 200, {"Content-Type": "application/json"}, body
        return self.replay(target)

    def list_rows(self, asked: dict[str, str]) -> list[list[str]]:
        """The rows of a search, each twice, as some servers repeat theirs."""
        wanted = asked["url"].removeprefix("https://")
        rows = [
            ["key", one.stamp, one.url, one.mime, str(one.status), f"D{hash(one.body)}", "1"]
            for one in self.held
            if asked["from"] <= one.stamp <= asked["to"] and wanted in one.url
        ]
        start = int(asked.get("resumeKey", "0"))
        page = rows[start : start + self.page_rows]
        more = start + self.page_rows < len(rows)
        tail = [[], [str(start + self.page_rows)]] if more else []
        return [HEADER, *page, *page, *tail]

    def replay(self, target: str) -> tuple[int, dict[str, str], bytes]:
        stamp, _, url = target.removeprefix("/web/").partition("id_/")
        found = [one for one in self.held if (one.stamp, one.url) == (stamp, url)]
        if not found:
            return 404, {}, b""
        moment = format_datetime(found[0].at, usegmt=True)
        return 200, {"Content-Type": "text/html", "Memento-Datetime": moment}, found[0].body


@contextmanager
def running(wayback: Wayback) -> Iterator[Wayback]:
    """Serve it within the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = wayback.answer(self.path)
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    wayback.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield wayback
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Clock:
    """A clock that only moves when somebody sleeps."""

    now: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def read(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


def declare_cdx(address: str, **settings: object) -> dict[str, object]:
    """The YAML of a CDX place."""
    replay = f"{address}/web/{{timestamp}}id_/{{url}}"
    return {"type": "cdx", "server": f"{address}/cdx", "replay": replay, **settings}


def open_runtime(
    folder: Path, history: Sequence[dict[str, object]], clock: Clock, url: str | None = None
) -> steps.Runtime:
    """A Runtime with one invented publisher whose nights are over."""
    declared = {
        "publisher": "The Harbour",
        "domains": ["news.example"],
        "language": "en",
        "discovery": {"history": list(history), "include": ["/live/"]},
        "politeness": {"allow_private_addresses": True, "deadline_s": 5.0},
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{PUBLISHER}.yaml"
    path.write_text(yaml.safe_dump(declared), encoding="utf-8")
    settings = Settings(home=folder / "home", warehouse_url=url)  # type: ignore[arg-type]
    engine = open_warehouse(settings.warehouse)
    migrate(engine)
    source = read_source(path)
    return steps.Runtime(settings, engine, {source.name: source}, clock.read, clock.sleep)


def run_night(runtime: steps.Runtime, night: date, **wishes: bool) -> dict[str, str]:
    """All steps of a night; the report's line by source."""
    job = Assignment(PUBLISHER, night, "run-1", **wishes)  # type: ignore[arg-type]
    steps.discover_pages(runtime, job)
    steps.capture_pages(runtime, job)
    steps.extract_captures(runtime, job)
    steps.audit_batch(runtime, job)
    steps.publish_batch(runtime, job)
    return steps.report_night(runtime, job, [PUBLISHER])


def hold_blog(nights: int, *, hours: Sequence[int] = (9, 21)) -> list[Held]:
    """A live blog that lasts so many nights, captured at each of the hours."""
    return [
        Held(at := at_hour(night, hour), make_page(at)) for night in range(nights) for hour in hours
    ]


def at_hour(night: int, hour: int) -> datetime:
    return datetime.combine(FIRST_NIGHT + timedelta(days=night), time(hour), UTC)


def make_page(at: datetime, *, url: str = BLOG, first: date = FIRST_NIGHT) -> bytes:
    """The live blog as it stood: a post at six and at eighteen o'clock of each night so far."""
    start = datetime.combine(first, time(6), UTC)
    moments = [start + timedelta(hours=12 * number) for number in range(200)]
    posts = [
        {
            "@type": "BlogPosting",
            "@id": f"{url}#post-{number}",
            "url": f"{url}#post-{number}",
            "headline": f"Berth {number} reports",
            "datePublished": moment.isoformat(),
            "articleBody": f"The harbour master counted {number * 3 + 2} boats at berth {number}.",
        }
        for number, moment in enumerate(moments)
        if moment <= at
    ]
    blog = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Storm at the harbour",
        "datePublished": start.isoformat(),
        "coverageStartTime": start.isoformat(),
        "liveBlogUpdate": posts[::-1],
    }
    shown = "".join(
        f"<article id='{one['@id'].rpartition('#')[2]}'>"
        f"<time datetime='{one['datePublished']}'></time>"
        f"<h2>{one['headline']}</h2><p>{one['articleBody']}</p></article>"
        for one in posts[::-1]
    )
    page = (
        "<!doctype html><html lang=en><head><title>Storm at the harbour</title>"
        f"<script type='application/ld+json'>{json.dumps(blog)}</script></head>"
        f"<body><main><h1>Storm at the harbour</h1>{shown}</main></body></html>"
    )
    return page.encode()


def write_collection(folder: Path, held: Sequence[Held]) -> Path:
    """What an archive holds, in one WARC file."""
    with ArchiveWriter(str(folder), source="c", night=FIRST_NIGHT, run_id="r") as writer:
        for one in held:
            plain = wrap_file(one.body, url=one.url, captured_at=one.at, media_type=one.mime)
            served = replace(
                plain,
                request_method="GET",
                request_target=urlsplit(one.url).path,
                http_version="HTTP/1.1",
                headers=(("Content-Type", one.mime),),
            )
            pointer = writer.write(served)
    return folder / pointer.warc_file
