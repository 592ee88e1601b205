"""What `dateline extract` may be given: files, gzipped files, WARC files and addresses."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.errors import DatelineError, UnreadablePage
from pipeline.settings import read_settings

GZIP_MAGIC = b"\x1f\x8b"
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
WARC_SUFFIXES = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Input:
    """One page's bytes, and what is known of them from outside."""

    name: str
    """The file or address as asked for."""
    data: bytes
    url: str | None
    captured_at: datetime | None
    media_type: str | None
    charset: str | None = None


def open_inputs(name: str, url: str | None, captured_at: datetime | None) -> Iterator[Input]:
    """Read one argument: a WARC file gives an Input a response, everything else one.

    Raises:
        UnreadablePage: no such file, an empty one, broken gzip or WARC.
        FetchError: an address that cannot be fetched.
    """
    if name.startswith(("http://", "https://")):
        yield fetch_input(name, captured_at)
    elif name.endswith(WARC_SUFFIXES):
        yield from read_warc(Path(name))
    else:
        yield read_file(Path(name), url, captured_at)


def read_file(path: Path, url: str | None, captured_at: datetime | None) -> Input:
    """Read one file; gzip is recognised by its bytes."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UnreadablePage(reason[0].lower() + reason[1:], url=str(path)) from error
    if data[:2] == GZIP_MAGIC:
        data = inflate(data, path)
        path = path.with_suffix("")
    if not data.strip():
        raise UnreadablePage("empty file", url=str(path))
    media_type = "text/plain" if path.suffix.lower() in TEXT_SUFFIXES else None
    return Input(str(path), data, url, captured_at, media_type)


def inflate(data: bytes, path: Path) -> bytes:
    """Undo gzip.

    Raises:
        UnreadablePage: the bytes are cut or broken.
    """
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadablePage(f"broken gzip: {error}", url=str(path)) from error


def read_warc(path: Path) -> Iterator[Input]:
    """Every response of a WARC file that can be read.

    Raises:
        UnreadablePage: after the last of them, if records are damaged; names each.
    """
    from pipeline.archive import LostRecord, iter_responses, salvage_responses

    if not path.is_file():
        raise UnreadablePage("no such file or directory", url=str(path))
    is_packed = path.suffix == ".gz"
    lost: list[str] = []
    for response in salvage_responses(str(path)) if is_packed else iter_responses(path):
        if isinstance(response, LostRecord):
            lost.append(str(response))
            continue
        yield Input(
            name=f"{path}#{response.url}",
            data=response.body,
            url=response.url,
            captured_at=response.captured_at,
            media_type=response.media_type,
            charset=response.charset,
        )
    if lost:
        raise UnreadablePage(f"damaged: {'; '.join(lost)}", url=str(path))


def fetch_input(url: str, captured_at: datetime | None) -> Input:
    """Fetch one address, as politely as a run would."""
    from pipeline.commands.one_page import fetch_once

    fetched = fetch_once(url, read_settings())
    return Input(
        name=url,
        data=fetched.body,
        url=fetched.final_url,
        captured_at=captured_at or fetched.captured_at,
        media_type=fetched.media_type,
        charset=fetched.charset,
    )


def explain_error(name: str, error: DatelineError) -> DatelineError:
    """The error with the input's name in front, where it names nothing itself."""
    if error.url is None:
        error.url = name
    return error
