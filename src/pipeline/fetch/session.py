"""The session that every request goes through: guarded addresses, no memory, a hand on the plug.

Addresses are checked by microsoft-antissrf after name resolution, and the connection goes to the
very address that was checked. No proxy, netrc or cookie of the environment takes part. This module
owns requests and AntiSSRF.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from AntiSSRF import AntiSSRFPolicy, PolicyConfigOptions
from AntiSSRF._antissrf_agent import _AntiSSRFAdapter  # its session admits no adapter of our own
from requests import Session
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from requests import PreparedRequest
    from urllib3 import HTTPResponse


def open_session(
    line: Line, *, allow_private_addresses: bool = False, allowed_networks: Sequence[str] = ()
) -> Session:
    """Open a Session that connects to public addresses only, unless told otherwise.

    Args:
        line: what its connections report to, so that a deadline can cut them.
        allow_private_addresses: for a newsroom on this machine or in this network.
        allowed_networks: private networks (CIDR) that may be asked all the same.
    """
    session = Session()
    session.trust_env = False
    session.headers.clear()
    adapter = _GuardedAdapter(_write_policy(allow_private_addresses, allowed_networks), line)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


class Line:
    """The connection in use. A server that drips bytes keeps every read time-out happy, headers
    included, and only pulling the plug from another thread ends that.
    """

    def __init__(self) -> None:
        self.remote_ip: str | None = None
        self.is_cut = False
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None

    def start(self, deadline_s: float) -> None:
        """Begin to count; at the deadline the connection is cut."""
        self.remote_ip, self.is_cut, self._socket = None, False, None
        self._timer = threading.Timer(deadline_s, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Stop counting."""
        if self._timer is not None:
            self._timer.cancel()
        self._socket = None

    def hold(self, connected: socket.socket | None) -> None:
        """Take note of the connection that an answer is awaited on."""
        if connected is None:
            return
        self._socket = connected
        self.remote_ip = str(connected.getpeername()[0])
        if self.is_cut:
            _unplug(connected)

    def _cut(self) -> None:
        self.is_cut = True
        if self._socket is not None:
            _unplug(self._socket)


def _unplug(connected: socket.socket) -> None:
    # The base's own method: an SSL socket's would undo the encryption layer under its reader.
    try:
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        return  # closed already


def _write_policy(
    allow_private_addresses: bool,
    allowed_networks: Sequence[str],
) -> AntiSSRFPolicy:
    options = PolicyConfigOptions
    is_open = allow_private_addresses
    policy = AntiSSRFPolicy(options.NONE if is_open else options.EXTERNAL_ONLY_LATEST)
    policy.add_xff_header = False
    policy.allow_plain_text_http = True
    if allowed_networks:
        policy.add_allowed_addresses(list(allowed_networks))
    return policy


class _GuardedAdapter(_AntiSSRFAdapter):  # type: ignore[misc] # the library ships no types
    def __init__(self, policy: AntiSSRFPolicy, line: Line) -> None:
        super().__init__(policy=policy, max_retries=0)
        self.poolmanager.pool_classes_by_scheme = _watched_pools(line)

    def add_headers(self, request: PreparedRequest, **_: object) -> None:
        """Name host and port; the base, which connects to a bare address, names the host alone."""
        request.headers["Host"] = urlsplit(request.url or "").netloc.rpartition("@")[2]


def _watched_pools(line: Line) -> dict[str, type[HTTPConnectionPool]]:
    """Connection pools whose connections report to the line once a request was sent on them."""

    class WatchedConnection(HTTPConnection):
        def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3 has it
            line.hold(self.sock)
            return super().getresponse()

    class WatchedTlsConnection(HTTPSConnection):
        def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3 has it
            line.hold(self.sock)
            return super().getresponse()

    class WatchedPool(HTTPConnectionPool):
        ConnectionCls = WatchedConnection

    class WatchedTlsPool(HTTPSConnectionPool):
        ConnectionCls = WatchedTlsConnection

    return {"http": WatchedPool, "https": WatchedTlsPool}
