"""One inflated WARC record: its head, its block, and whether its digests hold. Pure.

Follows ISO 28500:2017. Tools label digests ``sha1:`` or ``sha256:``, in base 32 or in hex; a label
that is unknown here proves nothing either way.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from io import BytesIO

_END = b"\r\n\r\n"
_ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha512"})
_HTTP_KINDS = frozenset({"response", "request", "revisit"})
_WITHOUT_PAYLOAD = frozenset({"revisit"})
"""Their payload digest is that of another record."""


class BrokenBlock(ValueError):
    """A record that is cut, or is not what its head says."""


@dataclass(frozen=True, slots=True)
class WarcBlock:
    """A record whose length and digests hold."""

    head: dict[str, str]
    """Header fields by name in lower case."""
    content: bytes = field(repr=False)
    """The whole record, inflated."""

    @property
    def kind(self) -> str:
        """``WARC-Type``."""
        return self.head.get("warc-type", "")

    @property
    def url(self) -> str | None:
        """``WARC-Target-URI``."""
        found = self.head.get("warc-target-uri")
        return found.strip("<>") if found else None

    def read_http(self) -> tuple[str, str | None]:
        """Status and content type that it was served with; 200 where no server stood."""
        block = self.content.partition(_END)[2]
        if not block.startswith(b"HTTP/"):
            return "200", self.head.get("content-type")
        http_head = block.partition(_END)[0]
        status = http_head.partition(b"\r\n")[0].split(b" ")[1:2]
        return b"".join(status).decode("ascii", "replace"), read_head(http_head).get("content-type")


def read_blocks(content: bytes) -> list[WarcBlock]:
    """Check the records of one gzip member: one, but some tools press a whole file into one.

    Raises:
        BrokenBlock: no record, another length than it says, or a digest that does not hold.
    """
    found: list[WarcBlock] = []
    while content or not found:
        block, content = _take_block(content)
        found.append(block)
    return found


def _take_block(content: bytes) -> tuple[WarcBlock, bytes]:
    """The first record, and what follows it."""
    head_bytes, gap, rest = content.partition(_END)
    if not content.startswith(b"WARC/1.") or not gap:
        raise BrokenBlock("it holds no WARC record")
    head = read_head(head_bytes)
    length = head.get("content-length", "")
    if not length.isascii() or not length.isdigit():
        raise BrokenBlock(f"its Content-Length is {length!r}")
    block, after = rest[: int(length)], rest[int(length) :]
    if len(block) != int(length):
        raise BrokenBlock(f"{len(block)} of its {length} bytes are there")
    check_digests(head, block)
    return WarcBlock(head, content[: len(content) - len(after)]), after.lstrip(b"\r\n")


def read_head(content: bytes) -> dict[str, str]:
    """The header fields of a record, or as many as stand in a piece of it; the first of a name."""
    lines = content.partition(_END)[0].decode("utf-8", "replace").split("\r\n")[1:]
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def check_digests(head: dict[str, str], block: bytes) -> None:
    """Hold block and payload against the digests that the head gives.

    Raises:
        BrokenBlock: one does not hold.
    """
    if not holds(head.get("warc-block-digest"), block):
        raise BrokenBlock("its block is not what WARC-Block-Digest says")
    kind = head.get("warc-type", "")
    digest = head.get("warc-payload-digest")
    if digest and kind not in _WITHOUT_PAYLOAD and not _holds_payload(digest, kind, block):
        raise BrokenBlock("its payload is not what WARC-Payload-Digest says")


def holds(labelled: str | None, data: bytes) -> bool:
    """Whether a labelled digest is that of the data; True where it says nothing that we know.

    >>> holds("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b"")
    True
    """
    label, colon, stated = (labelled or "").partition(":")
    if not colon or label.lower() not in _ALGORITHMS:
        return True
    digest = hashlib.new(label.lower(), data, usedforsecurity=False)
    in_base_32 = base64.b32encode(digest.digest()).decode("ascii")
    wanted = stated.strip()
    return wanted.upper().rstrip("=") == in_base_32.rstrip("=") or wanted.lower() == (
        digest.hexdigest()
    )


def _holds_payload(digest: str, kind: str, block: bytes) -> bool:
    """Some tools digest a chunked body as it was sent, others with its chunks joined."""
    if kind not in _HTTP_KINDS or not block.startswith(b"HTTP/"):
        return holds(digest, block)
    http_head, _, body = block.partition(_END)
    if holds(digest, body):
        return True
    return b"chunked" in http_head.lower() and holds(digest, _join_chunks(body))


def _join_chunks(body: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataReader

    reader = ChunkedDataReader(BytesIO(body))
    return b"".join(iter(lambda: reader.read(1 << 16), b""))
