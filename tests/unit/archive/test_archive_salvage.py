"""A flipped byte costs one record at most, a cut what it hits and what followed; each is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.archive import ArchiveWriter, LostRecord, read_response, salvage_responses
from pipeline.archive.salvage import put_aside, verify_file, write_clean
from pipeline.archive.scan import SoundRecord, scan_records
from pipeline.errors import ArchiveError
from pipeline.fetch import wrap_file

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
PAGES = 12
FLIPS = 200
CUTS = 100


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of pages, some of which compress well and some not at all."""
    folder = tmp_path_factory.mktemp("sound")
    with ArchiveWriter(str(folder), source="s", night=date(2026, 3, 27), run_id="r") as writer:
        for page in range(PAGES):
            at = writer.write(
                wrap_file(
                    make_body(page),
                    url=f"https://news.example/live/{page}",
                    captured_at=NOON + timedelta(minutes=page),
                )
            )
    return (folder / at.warc_file).read_bytes()


def make_body(page: int) -> bytes:
    if page % 3 == 0:  # no byte of it repeats in a way that gzip would find
        seed = page + 1
        return bytes((seed := (seed * 1103515245 + 12345) % 2**31) >> 16 & 255 for _ in range(900))
    return f"<p>Report {page}: the ferry waits at berth {page * 7}.</p>".encode() * (page + 1)


def list_sound(data: bytes) -> dict[bytes, SoundRecord]:
    return {one.block.content: one for one in scan_records(data) if isinstance(one, SoundRecord)}


def test_an_undamaged_file_is_clean(sound: bytes) -> None:
    records = list(scan_records(sound))
    assert len(records) == 1 + PAGES
    assert all(isinstance(one, SoundRecord) for one in records)
    assert sum(one.length for one in records) == len(sound)


def test_one_flipped_byte_costs_one_record_at_most(sound: bytes) -> None:
    whole = list_sound(sound)
    urls = {one.offset: one.block.url for one in whole.values()}
    for place in range(FLIPS):
        where = place * len(sound) // FLIPS
        damaged = bytearray(sound)
        damaged[where] ^= 1 << place % 8
        found = list(scan_records(bytes(damaged)))
        lost = [one for one in found if isinstance(one, LostRecord)]
        left = list_sound(bytes(damaged))
        assert left.keys() <= whole.keys(), where  # nothing wrong is read
        assert len(whole) - len(left) == len(lost) <= 1, where
        for one in lost:
            assert one.offset <= where < one.offset + one.length
            assert one.url in {None, urls[one.offset]} or where < one.offset + 600
            assert f"offset {one.offset} " in str(one)


def test_a_cut_costs_the_record_it_goes_through_and_those_behind(sound: bytes) -> None:
    whole = list_sound(sound)
    for place in range(CUTS):
        size = place * len(sound) // CUTS
        before = {content for content, one in whole.items() if one.offset + one.length <= size}
        found = list(scan_records(sound[:size]))
        lost = [one for one in found if isinstance(one, LostRecord)]
        assert list_sound(sound[:size]).keys() == before
        is_between = size in {0, *(one.offset + one.length for one in whole.values())}
        assert len(lost) == (0 if is_between else 1)


def test_a_lost_record_is_named(sound: bytes) -> None:
    target = next(one for one in list_sound(sound).values() if one.block.url)
    damaged = bytearray(sound)
    damaged[target.offset + target.length - 6] ^= 0xFF  # its checksum
    (lost,) = [one for one in scan_records(bytes(damaged)) if isinstance(one, LostRecord)]
    assert (lost.number, lost.offset, lost.url) == (2, target.offset, "https://news.example/live/0")
    assert str(lost).startswith(f"record 2 at offset {target.offset} ({target.length} bytes): ")


def test_only_what_is_sound_is_read(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "damaged.warc.gz"
    damaged = bytearray(sound)
    damaged[len(sound) // 2] ^= 0xFF
    path.write_bytes(damaged)
    found = list(salvage_responses(str(path)))
    lost = [one for one in found if isinstance(one, LostRecord)]
    bodies = [one.body for one in found if not isinstance(one, LostRecord)]
    assert len(lost) == 1
    assert len(bodies) >= PAGES - 1
    assert set(bodies) <= {make_body(page) for page in range(PAGES)}


def test_repair_keeps_every_sound_record_byte_for_byte(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    damaged = bytearray(sound)
    damaged[len(sound) // 3] ^= 0x10
    path.write_bytes(damaged)
    repair = write_clean(str(path))
    assert len(repair.lost) == 1
    assert verify_file(repair.clean_file).lost == ()
    clean = Path(repair.clean_file)
    assert clean.name == "pages-repaired.warc.gz"
    for before, (offset, length) in repair.places.items():
        assert clean.read_bytes()[offset : offset + length] == sound[before : before + length]
    assert put_aside(str(path)) == f"{path}.damaged"
    assert not path.exists()


def test_a_digest_that_does_not_hold_is_damage(tmp_path: Path) -> None:
    import gzip

    record = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://news.example/a\r\n"
        b"WARC-Date: 2026-03-27T12:00:00Z\r\nContent-Type: text/html\r\n"
        b"WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\nContent-Length: 4\r\n\r\n"
        b"page\r\n\r\n"
    )
    (lost,) = scan_records(gzip.compress(record))
    assert isinstance(lost, LostRecord)
    assert "WARC-Block-Digest" in lost.reason
    hollow = record.replace(b"Content-Length: 4", b"Content-Length: 400")
    (lost,) = scan_records(gzip.compress(hollow))
    assert isinstance(lost, LostRecord)
    assert "of its 400 bytes" in lost.reason


def test_a_file_pressed_into_one_member_is_read(sound: bytes, tmp_path: Path) -> None:
    import gzip

    pressed = gzip.compress(gzip.decompress(sound))
    assert [one.block.content for one in scan_records(pressed) if isinstance(one, SoundRecord)] == [
        one.block.content for one in scan_records(sound) if isinstance(one, SoundRecord)
    ]
    assert [one.number for one in scan_records(pressed)] == list(range(1, PAGES + 2))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        verify_file(str(tmp_path / "none.warc.gz"))
    with pytest.raises(ArchiveError):
        read_response(str(tmp_path), "none.warc.gz", 0, 10)
