"""Pages in WARC files of any maker: what is there, and one of them read by its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.archive.reader import MAX_RECORD_BYTES, ArchivedResponse, parse_record
from pipeline.archive.scan import LostRecord, SoundRecord, scan_records
from pipeline.archive.store import open_whole, read_range
from pipeline.codings import CodingError, inflate_gzip, read_content_type
from pipeline.errors import ArchiveError

_KINDS = frozenset({"response", "revisit", "resource"})
# #10+90
_PLACE = re.compile(r"(?<=.)#([0-9]{1,18})\+([0-9]{1,18})$")
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class HeldPage:
    """One page that was served with status 200, in a WARC file."""

    address: str
    """``file.warc.gz#offset+length``."""
    url: str
    captured_at: datetime
    digest: str
    is_revisit: bool
    payload_address: str | None
    """Where a revisit's payload stands in the same file; None: it is no revisit, or elsewhere."""


def list_pages(
    path: str, is_wanted: Callable[[str, datetime], bool]
) -> Iterator[HeldPage | LostRecord]:
    """The pages of a file, by address and instant; damaged records come out as LostRecord.

    Args:
        path: a local path or an fsspec URL.
        is_wanted: whether a page's address and instant are of interest.

    Raises:
        ArchiveError: the file cannot be read at all.
    """
    payloads: dict[str, str] = {}
    with open_whole(path) as data:
        for record in scan_records(data):
            if isinstance(record, LostRecord):
                yield record
                continue
            page = _read_page(path, record, payloads)
            if page is not None and is_wanted(page.url, page.captured_at):
                yield page


def read_page(address: str) -> tuple[ArchivedResponse, bytes]:
    """The response at an address of ``list_pages``, and its gzip member as it stands.

    Raises:
        ArchiveError: no such record, or it is damaged.
    """
    path, offset, length = split_address(address)
    member = read_range(path, offset, length)
    try:
        found = parse_record(inflate_gzip(member, MAX_RECORD_BYTES), offset, length)
    except CodingError as error:
        raise ArchiveError(f"damaged: {error}", url=address) from error
    if found is None:
        raise ArchiveError("no response stands here", url=address)
    return found, member


def is_in_file(address: str) -> bool:
    """Whether an address is of that form."""
    return _PLACE.search(address) is not None


def split_address(address: str) -> tuple[str, int, int]:
    """File, offset and length.

    >>> split_address("a.warc.gz#10+90")
    ('a.warc.gz', 10, 90)

    Raises:
        ArchiveError: not such an address.
    """
    place = _PLACE.search(address)
    if place is None:
        raise ArchiveError("no address in a WARC file", url=address)
    return address[: place.start()], int(place[1]), int(place[2])


def _read_page(path: str, record: SoundRecord, payloads: dict[str, str]) -> HeldPage | None:
    block = record.block
    if block.kind not in _KINDS or block.url is None:
        return None
    address = f"{path}#{record.offset}+{record.length}"
    digest = block.head.get("warc-payload-digest", "")
    is_revisit = block.kind == "revisit"
    if digest and not is_revisit:
        payloads.setdefault(digest, address)
    status, content_type = block.read_http()
    is_page = read_content_type(content_type)[0] in _PAGE_TYPES and status == "200"
    moment = _read_moment(block.head.get("warc-date", ""))
    if moment is None or not (is_page or is_revisit):
        return None
    held = payloads.get(digest) if is_revisit else None
    return HeldPage(address, block.url, moment, digest, is_revisit, held)


def _read_moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
