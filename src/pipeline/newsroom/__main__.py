"""``python -m pipeline.newsroom``: serve the invented publishers until interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from pipeline.errors import UsageError
from pipeline.newsroom.script import NIGHTS
from pipeline.newsroom.server import DEFAULT_PORT, Newsroom


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; the exit code."""
    options = _read_arguments(arguments)
    try:
        newsroom = Newsroom(options.night, options.port)
    except UsageError as error:
        sys.stderr.write(f"newsroom: {error}\n")
        return error.exit_code
    _serve_until_told(newsroom)
    return 0


def _read_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline.newsroom",
        description="Play invented publishers over three invented nights.",
    )
    port_help = "first publisher's port (0: free ports); the admin's is one below"
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=port_help)
    night_help = f"night whose end is shown first: {', '.join(map(str, NIGHTS))}"
    parser.add_argument("--night", default=str(NIGHTS[0]), help=night_help)
    return parser.parse_args(arguments)


def _serve_until_told(newsroom: Newsroom) -> None:
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    newsroom.start()
    sites = " ".join(f"{name}={address}" for name, address in newsroom.addresses.items())
    sys.stdout.write(f"newsroom night={newsroom.night} admin={newsroom.admin_address} {sites}\n")
    sys.stdout.flush()
    told.wait()
    newsroom.stop()


if __name__ == "__main__":
    sys.exit(main())
