"""A damaged record is never loaded as a sound one, and raises nothing but ArchiveError."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive import ArchiveWriter, iter_responses, read_response
from pipeline.errors import ArchiveError
from pipeline.fetch import wrap_file

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)


@settings(max_examples=40, deadline=None)
@given(
    body=st.binary(min_size=1, max_size=300),
    where=st.floats(0, 1, exclude_max=True),
    flip=st.integers(1, 255),
)
def test_one_flipped_byte(body: bytes, where: float, flip: int) -> None:
    with TemporaryDirectory() as folder:
        with ArchiveWriter(folder, source="s", night=date(2026, 3, 27), run_id="r") as writer:
            at = writer.write(wrap_file(body, url="https://example.org/", captured_at=NOON))
        span = (at.warc_offset, at.warc_length)
        assert read_response(folder, at.warc_file, *span).body == body
        path = Path(folder) / at.warc_file
        stored = bytearray(path.read_bytes())
        stored[at.warc_offset + int(where * at.warc_length)] ^= flip
        path.write_bytes(stored)
        try:
            assert read_response(folder, at.warc_file, *span).body == body
        except ArchiveError as error:
            assert at.warc_file in str(error)  # noqa: PT017 - damage may hit nothing


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_at_all(data: bytes) -> None:
    from io import BytesIO

    for start in (b"", b"WARC/1.1\r\n", b"WARC/1.1\r\nWARC-Type: response\r\n"):
        try:
            list(iter_responses(BytesIO(start + data)))
        except ArchiveError as error:
            assert error.url  # noqa: PT017 - some bytes are a file without records
