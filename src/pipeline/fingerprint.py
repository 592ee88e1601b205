"""Fingerprints of an Entry's content, a line, a set of lines: equal words, equal fingerprints.

Pure and free of everything else of ours but the model, so that any stage may use it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import Entry, RepeatedLine

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphen, zero-width characters and the byte-order mark: drawn by nobody, read by nobody."""

_FIELD_SEPARATOR = "\x1f"
_ABSENT = "\x00"


def content_sha256(entry: Entry) -> str:
    """Hash what an Entry reports: headline, author, text, and the time it gives itself.

    Position, pin, address, evidence and ``updated_at`` are no content: they change while the
    reporting stays as it was. Nor is the time when it was read off a relative time or off the page
    ('21 mins ago'), because such a time drifts from Capture to Capture by itself.

    Returns:
        SHA-256 in hex.
    """
    parts = (
        normalise_text(entry.headline),
        normalise_text(entry.author),
        normalise_text(entry.text),
        _state_time(entry),
    )
    joined = _FIELD_SEPARATOR.join(_ABSENT if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def normalise_text(text: str | None) -> str | None:
    """Return text in Unicode NFC, invisible characters dropped, white space runs as one space.

    Empty text counts as none: ``normalise_text("  ") is None``.
    """
    if text is None:
        return None
    if text.isascii():
        return " ".join(text.split()) or None
    visible = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    return " ".join(visible.split()) or None


def fingerprint_line(text: str) -> str:
    """Key of a whole line, whatever its case and white space: 16 hex digits (BLAKE2b, 64 bits).

    >>> fingerprint_line("Follow  us") == fingerprint_line("follow us ")
    True
    """
    said = (normalise_text(text) or "").casefold()
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def name_line_set(lines: Iterable[RepeatedLine]) -> str:
    """Name a set of learned lines: equal for equal sets, 8 hex digits; empty for an empty set."""
    said = sorted(f"{line.fingerprint} {line.kind}" for line in lines)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8] if said else ""


def _state_time(entry: Entry) -> str | None:
    if entry.published_at is None or entry.dated_by in ("relative_time", "page"):
        return None
    return f"{entry.published_at.isoformat()}/{entry.precision}"
