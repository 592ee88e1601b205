"""The newsroom over real sockets: a port for each publisher, one for whoever runs the show.

The admin port answers ``GET /healthz``, ``GET /truth`` and ``POST /night/2026-03-28``.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pipeline.errors import UsageError
from pipeline.newsroom.handlers import AdminHandler, PublisherHandler
from pipeline.newsroom.script import NIGHTS, Publisher, load_publishers
from pipeline.newsroom.site import Resource, build_site
from pipeline.newsroom.truth import describe_truth

HOST = "127.0.0.1"
DEFAULT_PORT = 8710


class Newsroom:
    """All publishers, on ports of their own, as they stand at the end of one night.

    Attributes:
        addresses: name of the source -> ``http://127.0.0.1:8710``.
        admin_address: where the night is set and the truth is told.
        stopping: set once the newsroom shuts down; handlers that dawdle look at it.
    """

    def __init__(
        self,
        night: date | str = NIGHTS[0],
        base_port: int = DEFAULT_PORT,
        publishers: tuple[Publisher, ...] | None = None,
    ) -> None:
        """Bind all ports: ``base_port`` and following, the admin's is ``base_port - 1``.

        Args:
            night: the first night to show.
            base_port: 0 takes free ports.
            publishers: None: those of the scripts.

        Raises:
            UsageError: a port is taken, or the night is none of ours.
        """
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._stumbled: set[tuple[str, str]] = set()
        self._sites: dict[tuple[str, date], Mapping[str, Resource]] = {}
        self._night = read_night(night)
        self.publishers = load_publishers() if publishers is None else publishers
        self._servers: list[ThreadingHTTPServer] = []
        self._threads: list[threading.Thread] = []
        try:
            self._bind(base_port)
        except BaseException:
            self._close_sockets()
            raise

    @property
    def night(self) -> date:
        """The night whose end is shown."""
        return self._night

    def show_night(self, night: date | str) -> None:
        """Show the end of another night. Raises UsageError for a night that is none of ours."""
        self._night = read_night(night)

    def truth(self) -> dict[str, object]:
        """What a pipeline must find, for all nights: see ``truth.describe_truth``."""
        return describe_truth(self.publishers, self.addresses)

    def find_resource(self, publisher: Publisher, path: str) -> Resource | None:
        """What the publisher serves at the path tonight."""
        key = (publisher.name, self._night)
        with self._lock:
            if key not in self._sites:
                origin = self.addresses[publisher.name]
                self._sites[key] = build_site(publisher, origin, self._night)
            return self._sites[key].get(path)

    def stumble_once(self, publisher: Publisher, path: str) -> bool:
        """True the first time that it is asked for this path."""
        with self._lock:
            is_first = (publisher.name, path) not in self._stumbled
            self._stumbled.add((publisher.name, path))
            return is_first

    def start(self) -> None:
        """Serve in background threads until ``stop``."""
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            for server in self._servers
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop serving and free all ports."""
        self.stopping.set()
        if self._threads:
            for server in self._servers:
                server.shutdown()
        for thread in self._threads:
            thread.join()
        self._close_sockets()

    def _bind(self, base_port: int) -> None:
        admin = self._open(base_port and base_port - 1, AdminHandler, None)
        self.admin_address = _address(admin)
        self.addresses: dict[str, str] = {}
        for i, publisher in enumerate(self.publishers):
            server = self._open(base_port and base_port + i, PublisherHandler, publisher)
            self.addresses[publisher.name] = _address(server)

    def _open(
        self, port: int, handler: type[BaseHTTPRequestHandler], publisher: Publisher | None
    ) -> ThreadingHTTPServer:
        bound = type(handler.__name__, (handler,), {"newsroom": self, "publisher": publisher})
        try:
            server = _Server((HOST, port), bound)
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or "no such port"
            message = f"port {port} cannot be had ({why}): give another by --port"
            raise UsageError(message) from error
        self._servers.append(server)
        return server

    def _close_sockets(self) -> None:
        for server in self._servers:
            server.server_close()


class _Server(ThreadingHTTPServer):
    """Threads that end with the program; a client that hangs up is no error of ours."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base
        """Tell of what is our fault; a reader that has seen enough closes the connection."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


@contextmanager
def running_newsroom(base_port: int = 0, night: date | str = NIGHTS[0]) -> Iterator[Newsroom]:
    """A newsroom that serves within the block; free ports unless told otherwise."""
    newsroom = Newsroom(night, base_port)
    newsroom.start()
    try:
        yield newsroom
    finally:
        newsroom.stop()


def read_night(night: date | str) -> date:
    """The night as a date. Raises UsageError for one that is none of ours."""
    known = {str(one): one for one in NIGHTS}
    if str(night) not in known:
        raise UsageError(f"{night!s} is no night of the newsroom: it has {', '.join(known)}")
    return known[str(night)]


def _address(server: ThreadingHTTPServer) -> str:
    return f"http://{HOST}:{server.server_address[1]}"
