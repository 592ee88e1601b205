"""How a request is answered: conditions, compression and the faults of the publisher that has them.

Conditional requests follow RFC 9110, sections 13 and 8.8.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, ClassVar, Protocol
from urllib.parse import urlsplit

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from datetime import date
    from threading import Event

    from pipeline.newsroom.script import Publisher
    from pipeline.newsroom.site import Resource

DRIP_S = 0.25
"""Pause between two bytes of a page that hangs: shorter than any read time-out."""
DRIPS = 240
"""Bytes that a hanging page gives before it gives up: a minute."""


class Host(Protocol):
    """What answers the requests: the newsroom."""

    stopping: Event
    """Set once it shuts down."""

    @property
    def night(self) -> date:
        """The night that it shows."""

    def show_night(self, night: str) -> None:
        """Show another one."""

    def truth(self) -> dict[str, object]:
        """What a pipeline must have found by then."""

    def find_resource(self, publisher: Publisher, path: str) -> Resource | None:
        """What a publisher serves at a path; None: no such page."""

    def stumble_once(self, publisher: Publisher, path: str) -> bool:
        """Whether this is the one time that the path fails."""


class _Handler(BaseHTTPRequestHandler):
    newsroom: ClassVar[Host]
    publisher: ClassVar[Publisher]
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom"
    sys_version = ""
    timeout = 30.0

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: the pipeline keeps its own account of what it asked."""

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class PublisherHandler(_Handler):
    """Serves one publisher's site."""

    def do_GET(self) -> None:
        """A resource, 304 where the reader has it, 404, or a fault."""
        path = urlsplit(self.path).path
        resource = self.newsroom.find_resource(self.publisher, path)
        if resource is None:
            self._answer(404, {"Content-Type": "text/plain; charset=utf-8"}, b"no such page\n")
        elif not self._misbehave(path, resource):
            self._serve(resource)

    def do_HEAD(self) -> None:
        """As GET, without a body."""
        self.do_GET()

    def _serve(self, resource: Resource) -> None:
        is_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        headers = _describe(resource, is_gzip=is_gzip)
        if self._is_known(headers["ETag"], resource.modified_at):
            self._answer(304, headers, b"")
            return
        body = gzip.compress(resource.body, mtime=0) if is_gzip else resource.body
        headers |= {"Content-Encoding": "gzip"} if is_gzip else {}
        self._answer(200, headers | {"Content-Type": resource.media_type}, body)

    def _is_known(self, etag: str, modified_at: datetime) -> bool:
        """Whether the reader's copy is ours; an entity tag goes before a date."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or etag in {tag.strip() for tag in tags.split(",")}
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return modified_at <= parsedate_to_datetime(since).astimezone(UTC)
        except ValueError:
            return False

    def _misbehave(self, path: str, resource: Resource) -> bool:
        """Act a fault out; False where there is none (any more)."""
        match resource.fault:
            case None:
                return False
            case "flaky":
                if not self.newsroom.stumble_once(self.publisher, path):
                    return False
                self._refuse_service({"Retry-After": "1"})
            case "unavailable":
                self._refuse_service({})
            case "truncated":
                self._cut_short(resource.body)
            case "hang":
                self._drip(resource.body)
        return True

    def _refuse_service(self, headers: dict[str, str]) -> None:
        plain = {"Content-Type": "text/plain; charset=utf-8", **headers}
        self._answer(503, plain, b"service unavailable\n")

    def _cut_short(self, body: bytes) -> None:
        self._promise(len(body))
        if self.command == "HEAD":
            return
        self.wfile.write(body[: len(body) // 2])

    def _drip(self, body: bytes) -> None:
        self._promise(len(body))
        for i in range(0 if self.command == "HEAD" else DRIPS):
            self.wfile.write(body[i : i + 1])
            self.wfile.flush()
            if self.newsroom.stopping.wait(DRIP_S):
                return

    def _promise(self, length_bytes: int) -> None:
        """Headers of a whole page, before a connection that will not keep to them."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(length_bytes))
        self.end_headers()


class AdminHandler(_Handler):
    """Sets the night and tells the truth."""

    def do_GET(self) -> None:
        """``/healthz`` or ``/truth``."""
        match urlsplit(self.path).path:
            case "/healthz":
                self._say(200, {"status": "ok", "night": str(self.newsroom.night)})
            case "/truth":
                self._say(200, self.newsroom.truth())
            case path:
                self._say(404, {"error": f"nothing at {path}: try /healthz or /truth"})

    def do_POST(self) -> None:
        """``/night/2026-03-28``."""
        path = urlsplit(self.path).path
        if not path.startswith("/night/"):
            self._say(404, {"error": f"nothing at {path}: try /night/2026-03-28"})
            return
        try:
            self.newsroom.show_night(path.removeprefix("/night/"))
        except UsageError as error:
            self._say(400, {"error": str(error)})
            return
        self._say(200, {"status": "ok", "night": str(self.newsroom.night)})

    def _say(self, status: int, words: object) -> None:
        body = json.dumps(words, ensure_ascii=False, indent=1).encode() + b"\n"
        self._answer(status, {"Content-Type": "application/json; charset=utf-8"}, body)


def _describe(resource: Resource, *, is_gzip: bool) -> dict[str, str]:
    """Validators; each encoding has a strong tag of its own."""
    digest = hashlib.sha256(resource.body).hexdigest()[:16]
    return {
        "ETag": f'"{digest}-gzip"' if is_gzip else f'"{digest}"',
        "Last-Modified": format_datetime(resource.modified_at, usegmt=True),
        "Vary": "Accept-Encoding",
        "Cache-Control": "max-age=0",
    }
