"""What archives hold of a page: which captures are taken, and what a replay says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.model import Archived

# https://web.archive.org/web/20260327120000id_/https://news.example/live
_REPLAY = re.compile(r"/(\d{14})id_/(https?://.+)$")


def thin_out(found: Sequence[Archived], most: int) -> list[Archived]:
    """Of one page's captures in order of instant, at most so many: first, last, evenly between."""
    if len(found) <= most:
        return list(found)
    if most == 1:
        return [found[-1]]
    step = (len(found) - 1) / (most - 1)
    return [found[round(number * step)] for number in range(most)]


def read_replay(address: str) -> tuple[datetime, str] | None:
    """The instant and the page that a replay's address names; None: it is none.

    >>> read_replay("https://web.archive.org/web/20260327120000id_/https://news.example/a")[1]
    'https://news.example/a'
    """
    found = _REPLAY.search(address)
    if found is None:
        return None
    try:
        moment = datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment, found[2]


def find_instant(final_address: str, headers: Mapping[str, str]) -> datetime | None:
    """When the archive received it: the replay's ``Memento-Datetime`` (RFC 7089), or its address.

    Args:
        final_address: of the replay that answered; an archive may lead to the nearest capture.
        headers: by name in lower case.
    """
    try:
        return parsedate_to_datetime(headers["memento-datetime"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        named = read_replay(final_address)
        return named[0] if named else None
