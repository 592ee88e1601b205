"""Conditional requests whose answer can be trusted: which validators we send, which we keep.

A 304 is taken only for a payload that we hold, from a server that had reason to compare contents:

- validators belong to the address that answered, never to one that redirects to it;
- a weak ETag may stay the same through an edit (RFC 9110, section 8.8.1), and silent edits are what
  we look for: it is not sent;
- a Last-Modified less than a minute older than its own response may hide a second edit (section
  8.8.2.2): it is not kept;
- after six hours the page is asked for in full whatever its validators say;
- a 304 that we did not ask for, or whose ETag is another than ours, is no answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from pipeline.fetch.types import Validators

if TYPE_CHECKING:
    from pipeline.fetch.types import Exchange

TRUSTED_FOR = timedelta(hours=6)
_SAME_MINUTE_S = 60.0


def trust_validators(known: Validators | None, now: datetime) -> Validators | None:
    """Return what of the known validators may be sent; None: ask in full."""
    if known is None or known.payload_sha256 is None:
        return None
    if known.stored_at is not None and now - known.stored_at > TRUSTED_FOR:
        return None
    etag = known.etag if known.etag and not known.etag.startswith("W/") else None
    if etag is None and known.last_modified is None:
        return None
    return Validators(etag, known.last_modified, known.payload_sha256, known.stored_at)


def write_conditions(validators: Validators | None) -> dict[str, str]:
    """The request headers that ask 'has it changed?'; empty where nothing may be asked."""
    if validators is None:
        return {}
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def is_answer_to(exchange: Exchange, sent: Validators | None) -> bool:
    """Whether a 304 may be believed."""
    if sent is None:
        return False
    etag = exchange.header("ETag")
    return sent.etag is None or etag is None or etag.removeprefix("W/") == sent.etag


def choose_last_modified(last_modified: str | None, date: str | None) -> str | None:
    """Return Last-Modified if it is older than its response (``Date``) by a minute."""
    try:
        changed = parsedate_to_datetime(last_modified or "")
        answered = parsedate_to_datetime(date or "")
        is_old = (answered - changed).total_seconds() >= _SAME_MINUTE_S
    except (TypeError, ValueError):  # absent, malformed, or one of them without a zone
        return None
    return last_modified if is_old else None
