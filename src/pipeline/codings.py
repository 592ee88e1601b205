"""Content codings and types: compressed bytes in, plain bytes out, never more than a cap allows.

Pure and free of everything else of ours, so that any stage may use it. Follows RFC 9110,
section 8.4.1. A body that ends before its coding does is an error: lost text is never silent.
"""

from __future__ import annotations

import zlib
from email.message import Message

_GZIP_WBITS = 16 + zlib.MAX_WBITS
_MAX_CODINGS = 3
"""Nobody stacks more in earnest."""
_STEP_BYTES = 1 << 20
GZIP_MAGIC = b"\x1f\x8b"


class CodingError(ValueError):
    """A body that is cut or not what its coding says."""


class InflatedTooFar(CodingError):
    """More bytes come out than the cap allows."""


class UnknownCoding(CodingError):
    """A coding that this installation cannot undo."""


def decode_body(raw: bytes, content_encoding: str | None, max_bytes: int) -> bytes:
    """Undo the codings of a ``Content-Encoding`` header, last first.

    >>> import gzip
    >>> decode_body(gzip.compress(b"live"), "gzip", 100)
    b'live'

    Raises:
        InflatedTooFar: more than ``max_bytes`` come out.
        UnknownCoding: a coding that cannot be undone here.
        CodingError: the body is cut, or is not in that coding.
    """
    codings = [name.strip().lower() for name in (content_encoding or "").split(",")]
    named = [name for name in codings if name not in ("", "identity")]
    if len(named) > _MAX_CODINGS:
        raise UnknownCoding(f"{len(named)} codings on one body")
    for name in reversed(named):
        raw = _undo(name, raw, max_bytes)
    if len(raw) > max_bytes:
        raise InflatedTooFar(f"more than {max_bytes} bytes")
    return raw


def inflate_gzip(data: bytes, max_bytes: int) -> bytes:
    """Undo gzip, all members of it; zero padding and trailing bytes that are no gzip are dropped.

    Raises:
        InflatedTooFar, CodingError: as in ``decode_body``.
    """
    found = bytearray()
    while data.startswith(GZIP_MAGIC):
        member = zlib.decompressobj(_GZIP_WBITS)
        found += _inflate(member, data, max_bytes - len(found))
        data = member.unused_data.lstrip(b"\0")
    if not found and not data.startswith(GZIP_MAGIC) and data:
        raise CodingError("not gzip")
    return bytes(found)


def read_content_type(value: str | None) -> tuple[str | None, str | None]:
    """Return media type, in lower case, and charset.

    >>> read_content_type('Text/HTML; charset="UTF-8"')
    ('text/html', 'UTF-8')
    """
    if not value or "/" not in value:
        return None, None
    header = Message()
    header["Content-Type"] = value
    charset = header.get_param("charset")
    return value.partition(";")[0].strip().lower(), charset if isinstance(charset, str) else None


def _undo(name: str, raw: bytes, max_bytes: int) -> bytes:
    if not raw:
        return raw
    match name:
        case "gzip" | "x-gzip":
            _refuse_other(raw)
            return inflate_gzip(raw, max_bytes)
        case "deflate":
            return _inflate_deflate(raw, max_bytes)
        case "br":
            return _inflate_brotli(raw, max_bytes)
    raise UnknownCoding(f"cannot undo the content coding {name!r}")


def _refuse_other(raw: bytes) -> None:
    if not raw.startswith(GZIP_MAGIC):
        raise CodingError("not gzip")


def _inflate_deflate(raw: bytes, max_bytes: int) -> bytes:
    """With the zlib header that the standard wants, or without it as some servers send it."""
    try:
        return _inflate(zlib.decompressobj(), raw, max_bytes)
    except InflatedTooFar:
        raise
    except CodingError:
        return _inflate(zlib.decompressobj(-zlib.MAX_WBITS), raw, max_bytes)


def _inflate(stream: zlib._Decompress, data: bytes, max_bytes: int) -> bytes:
    try:
        found = stream.decompress(data, max_bytes + 1)
    except zlib.error as error:
        raise CodingError(f"broken compressed body: {error}") from error
    if len(found) > max_bytes:
        raise InflatedTooFar(f"more than {max_bytes} bytes come out")
    if not stream.eof:
        raise CodingError("the compressed body is cut")
    return found


def _inflate_brotli(raw: bytes, max_bytes: int) -> bytes:
    try:
        import brotli  # type: ignore[import-untyped] # optional: never asked for, sometimes sent
    except ImportError as error:
        raise UnknownCoding("cannot undo the content coding 'br'") from error
    stream = brotli.Decompressor()
    found = bytearray()
    try:
        found += stream.process(raw, output_buffer_limit=_STEP_BYTES)
        while not stream.can_accept_more_data() and len(found) <= max_bytes:
            found += stream.process(b"", output_buffer_limit=_STEP_BYTES)
    except brotli.error as error:
        raise CodingError(f"broken compressed body: {error}") from error
    if len(found) > max_bytes:
        raise InflatedTooFar(f"more than {max_bytes} bytes come out")
    if not stream.is_finished():
        raise CodingError("the compressed body is cut")
    return bytes(found)
