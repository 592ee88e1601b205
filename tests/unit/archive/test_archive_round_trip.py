"""What is written is valid for other tools, and read back as it was."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from pipeline.archive import (
    ArchiveWriter,
    index_capture,
    iter_responses,
    read_response,
    resolve_revisit,
)
from pipeline.errors import ArchiveError
from pipeline.fetch import Exchange, Fetched, wrap_file

NIGHT = date(2026, 3, 27)
NOON = datetime(2026, 3, 27, 12, 0, 0, 250_000, tzinfo=UTC)
PAGE = "<p>Die Brücke ist wieder offen.</p>".encode()
PACKED = gzip.compress(PAGE, mtime=0)


def respond(**changes: object) -> Fetched:
    plain = wrap_file(
        PAGE,
        url="https://example.org/live",
        captured_at=NOON,
        media_type="text/html",
        charset="utf-8",
    )
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("content-encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("X-Name", "K\u00f6ln"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    )
    fetched = replace(
        plain,
        request_method="GET",
        request_target="/live",
        request_headers=(("Host", "example.org"), ("User-Agent", "Dateline")),
        http_version="HTTP/1.1",
        headers=headers,
        raw_body=PACKED,
        remote_ip="192.0.2.7",
    )
    return replace(fetched, **changes)  # type: ignore[arg-type]


def open_writer(root: object, **wishes: int) -> ArchiveWriter:
    return ArchiveWriter(
        str(root),
        source="example",
        night=NIGHT,
        run_id="manual__1",
        software="dateline/0.1",
        **wishes,
    )


def check(path: Path) -> None:
    """warcio's own checker, and fastwarc's digests, over every record."""

    class Command:
        inputs = (str(path),)
        verbose = False

    assert Checker(Command()).process_all() == 0
    with path.open("rb") as file:
        for record in FastIterator(file, parse_http=False, record_types=WarcRecordType.any_type):
            if record.headers.get("WARC-Block-Digest"):
                assert record.verify_block_digest()


def test_a_response_comes_back_as_it_was(tmp_path):
    with open_writer(tmp_path) as writer:
        pointer = writer.write(respond())
        found = read_response(
            str(tmp_path), pointer.warc_file, pointer.warc_offset, pointer.warc_length
        )
    assert (found.url, found.captured_at, found.status) == ("https://example.org/live", NOON, 200)
    assert (found.body, found.media_type, found.charset) == (PAGE, "text/html", "utf-8")
    assert [value for name, value in found.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert not found.is_revisit
    assert pointer.warc_file.startswith("example/2026/03/27/dateline-example-20260327120000-")
    check(tmp_path / pointer.warc_file)


def test_other_tools_read_request_and_response(tmp_path):
    with open_writer(tmp_path) as writer:
        pointer = writer.write(respond())
    path = tmp_path / pointer.warc_file
    with path.open("rb") as file:
        seen = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert [kind for kind, _, _ in seen] == ["warcinfo", "response", "request"]
    assert b"isPartOf: example 2026-03-27" in seen[0][2]
    assert seen[1][1:] == ("https://example.org/live", PAGE)
    raw = gzip.decompress(path.read_bytes())
    assert raw.startswith(b"WARC/1.1\r\n")
    assert "X-Name: K\u00f6ln\r\n".encode("latin-1") in raw
    assert b"X-Archive-Orig-Transfer-Encoding: chunked\r\n" in raw
    assert PACKED in raw
    with path.open("rb") as file:
        kinds = [r.record_type for r in FastIterator(file, parse_http=True)]
    assert kinds == [WarcRecordType.warcinfo, WarcRecordType.response, WarcRecordType.request]


def test_an_equal_payload_becomes_a_revisit(tmp_path):
    with open_writer(tmp_path) as writer:
        first = respond()
        kept = index_capture("example", first, writer.write(first))
        second = respond(captured_at=NOON.replace(hour=13))
        pointer = writer.write(second, prior=kept)
    capture = index_capture("example", second, pointer)
    assert capture.is_revisit
    assert capture.capture_id != kept.capture_id
    revisit = read_response(
        str(tmp_path), capture.warc_file, capture.warc_offset, capture.warc_length
    )
    assert (revisit.is_revisit, revisit.body) == (True, b"")
    assert (revisit.refers_to_url, revisit.refers_to_at) == (first.url, NOON)
    original = read_response(str(tmp_path), kept.warc_file, kept.warc_offset, kept.warc_length)
    whole = resolve_revisit(revisit, original)
    assert (whole.body, whole.captured_at) == (PAGE, second.captured_at)
    check(tmp_path / pointer.warc_file)


def test_other_bytes_on_the_wire_are_no_revisit(tmp_path):
    with open_writer(tmp_path) as writer:
        first = respond()
        kept = index_capture("example", first, writer.write(first))
        again = respond(raw_body=gzip.compress(PAGE, compresslevel=1, mtime=7))
        assert not writer.write(again, prior=kept).is_revisit


def test_a_prior_that_is_gone_is_not_referred_to(tmp_path):
    with open_writer(tmp_path) as writer:
        first = respond()
        kept = index_capture("example", first, writer.write(first))
        lost = replace(kept, warc_file="example/none.warc.gz")
        assert not writer.write(respond(), prior=lost).is_revisit


def test_not_modified_refers_to_what_still_holds(tmp_path):
    with open_writer(tmp_path) as writer:
        first = respond()
        kept = index_capture("example", first, writer.write(first))
        same = respond(
            status=304,
            reason="Not Modified",
            headers=(("ETag", '"1"'),),
            raw_body=b"",
            body=b"",
            media_type=None,
            charset=None,
            is_not_modified=True,
            payload_sha256=kept.payload_sha256,
        )
        pointer = writer.write(same, prior=kept)
        with pytest.raises(ArchiveError, match="payload is gone"):
            writer.write(same)
    capture = index_capture("example", same, pointer)
    assert (capture.status, capture.is_revisit, capture.media_type) == (304, True, "text/html")
    assert capture.payload_bytes == len(PAGE)
    raw = gzip.decompress((tmp_path / pointer.warc_file).read_bytes())
    assert b"revisit/server-not-modified" in raw
    check(tmp_path / pointer.warc_file)


def test_redirects_are_kept_as_they_were(tmp_path):
    hop = Exchange(
        "https://example.org/old",
        "GET",
        "/old",
        (),
        301,
        "Moved",
        "HTTP/1.1",
        (("Location", "/live"),),
        b"",
        NOON,
        0.1,
    )
    with open_writer(tmp_path) as writer:
        pointer = writer.write(respond(url=hop.url, redirects=(hop,)))
    path = tmp_path / pointer.warc_file
    found = list(iter_responses(path))
    assert [(r.url, r.status) for r in found] == [
        ("https://example.org/old", 301),
        ("https://example.org/live", 200),
    ]
    assert (found[1].warc_offset, found[1].warc_length) == (
        pointer.warc_offset,
        pointer.warc_length,
    )
    check(path)


def test_a_file_is_a_resource(tmp_path):
    given = wrap_file(
        b"plain words", url="file:seed.txt", captured_at=NOON, media_type="text/plain"
    )
    with open_writer(tmp_path) as writer:
        pointer = writer.write(given)
    found = read_response(
        str(tmp_path), pointer.warc_file, pointer.warc_offset, pointer.warc_length
    )
    assert (found.body, found.media_type, found.status) == (b"plain words", "text/plain", 200)
    check(tmp_path / pointer.warc_file)


def test_files_rotate_and_are_never_shared(tmp_path):
    with open_writer(tmp_path, max_file_bytes=10) as one, open_writer(tmp_path) as other:
        names = [writer.write(respond()).warc_file for writer in (one, one, other, other)]
    assert len(set(names)) == 3
    assert len(list(tmp_path.rglob("*.warc.gz"))) == 3


def test_each_response_is_an_object_of_its_own_in_a_store():
    root = "memory://archive-round-trip"
    with open_writer(root) as writer:
        first, second = writer.write(respond()), writer.write(respond())
        kept = index_capture("example", respond(), first)
        third = writer.write(respond(), prior=kept)
    assert len({first.warc_file, second.warc_file, third.warc_file}) == 3
    assert third.is_revisit
    found = read_response(root, second.warc_file, second.warc_offset, second.warc_length)
    assert found.body == PAGE


def test_plain_warc_and_foreign_records_are_read(tmp_path):
    with open_writer(tmp_path) as writer:
        pointer = writer.write(respond())
    raw = gzip.decompress((tmp_path / pointer.warc_file).read_bytes())
    assert [r.body for r in iter_responses(io.BytesIO(raw))] == [PAGE]


def test_trouble_names_file_and_offset(tmp_path):
    with open_writer(tmp_path) as writer:
        pointer = writer.write(respond())
    span = (pointer.warc_offset, pointer.warc_length)
    with pytest.raises(ArchiveError, match=r"none\.warc\.gz@"):
        read_response(str(tmp_path), "none.warc.gz", *span)
    path = tmp_path / pointer.warc_file
    whole = path.read_bytes()
    path.write_bytes(whole[: pointer.warc_offset + 50])
    with pytest.raises(ArchiveError, match=f"@{pointer.warc_offset}: ends after"):
        read_response(str(tmp_path), pointer.warc_file, *span)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WARC/1.1\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.1\r\n\r\n\r\n",
        b"not a WARC file at all",
        b"\x1f\x8b\x08broken",
    ],
)
def test_malformed_files_raise_one_kind_of_error(data):
    try:
        assert list(iter_responses(io.BytesIO(data))) == []
    except ArchiveError as error:
        assert error.url  # noqa: PT017 - some are files without records


def test_a_large_body_comes_back_whole(tmp_path):
    body = bytes(range(256)) * 8_000
    large = respond(raw_body=body, body=body, headers=(("Content-Type", "text/plain"),))
    with open_writer(tmp_path) as writer:
        at = writer.write(large)
    assert read_response(str(tmp_path), at.warc_file, at.warc_offset, at.warc_length).body == body
    assert [r.body for r in iter_responses(tmp_path / at.warc_file)] == [body]
