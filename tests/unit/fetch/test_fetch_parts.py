"""The parts of fetching that need no socket: addresses, codings, conditions, media types, pace."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.addresses import canonical_url, is_in_domains, name_site
from pipeline.codings import CodingError, InflatedTooFar, UnknownCoding, decode_body
from pipeline.errors import FetchRefused
from pipeline.fetch.conditions import choose_last_modified, trust_validators, write_conditions
from pipeline.fetch.media import check_media_type
from pipeline.fetch.pace import Pace
from pipeline.fetch.types import Validators

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
DIGEST = "0" * 64


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a/", "https://example.org/a/"),
        ("https://example.org:8443/a?b=1&a=2#c", "https://example.org:8443/a?b=1&a=2"),
        ("https://example.org/a?utm_medium=x&fbclid=y&id=7", "https://example.org/a?id=7"),
        ("https://example.org/a?page=with:block-5f0c#block-5f0c", "https://example.org/a"),
        ("https://example.org/a?page=with%3Ablock-5f0c&page=2", "https://example.org/a?page=2"),
        ("https://me:secret@example.org./a", "https://example.org/a"),
        ("http://[::1]:80/%7Ea", "http://[::1]/%7Ea"),
    ],
)
def test_an_address_has_one_form(url, canonical):
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_one_form_is_stable(path, query):
    try:
        canonical = canonical_url(f"https://example.org/{path}?{query}")
    except ValueError:
        return
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize("url", ["", "/a", "mailto:a@b", "https://[bad/"])
def test_what_has_no_host_has_no_form(url):
    with pytest.raises(ValueError):  # noqa: PT011 - urlsplit words it in several ways
        canonical_url(url)


def test_domains_take_their_own_and_what_is_below():
    assert is_in_domains("https://live.example.org/a", ["example.org"])
    assert not is_in_domains("https://notexample.org/a", ["example.org"])
    assert is_in_domains("http://127.0.0.1:8081/", ["127.0.0.1:8081"])
    assert not is_in_domains("http://127.0.0.1:8082/", ["127.0.0.1:8081"])
    assert is_in_domains("https://example.org/", ["example.org:443"])
    assert name_site("https://Example.org:8443/a") == "example.org:8443"


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        (None, b"live"),
        ("identity", b"live"),
        ("GZIP", gzip.compress(b"live")),
        ("gzip", gzip.compress(b"li") + gzip.compress(b"ve")),
        ("gzip", gzip.compress(b"live") + b"\0\0"),
        ("deflate", zlib.compress(b"live")),
        ("deflate", zlib.compress(b"live")[2:-4]),
        ("deflate, gzip", gzip.compress(zlib.compress(b"live"))),
    ],
)
def test_codings_are_undone(encoding, raw):
    assert decode_body(raw, encoding, 100) == b"live"


@pytest.mark.parametrize(
    ("encoding", "raw", "error"),
    [
        ("gzip", gzip.compress(b"." * 101), InflatedTooFar),
        ("deflate", zlib.compress(b"." * 101), InflatedTooFar),
        (None, b"." * 101, InflatedTooFar),
        ("gzip", gzip.compress(b"live")[:-1], CodingError),
        ("gzip", b"live", CodingError),
        ("gzip", gzip.compress(b"live")[:-8] + b"\0" * 8, CodingError),
        ("deflate", b"live", CodingError),
        ("pack200", b"live", UnknownCoding),
        ("gzip, gzip, gzip, gzip", b"live", UnknownCoding),
    ],
)
def test_codings_that_cannot_be_undone(encoding, raw, error):
    with pytest.raises(error):
        decode_body(raw, encoding, 100)


@given(st.binary(max_size=500), st.integers(0, 600))
def test_a_cap_is_a_cap(body, cap):
    try:
        assert decode_body(gzip.compress(body), "gzip", cap) == body
    except InflatedTooFar:
        assert len(body) > cap


def test_validators_are_not_trusted_blindly():
    since = "Fri, 27 Mar 2026 10:00:00 GMT"
    strong = Validators('"1"', since, DIGEST, NOON)
    assert write_conditions(trust_validators(strong, NOON)) == {
        "If-None-Match": '"1"',
        "If-Modified-Since": since,
    }
    weak = Validators('W/"1"', since, DIGEST)
    assert write_conditions(trust_validators(weak, NOON)) == {"If-Modified-Since": since}
    assert trust_validators(Validators('W/"1"', None, DIGEST), NOON) is None
    assert trust_validators(Validators('"1"', None, None), NOON) is None
    assert trust_validators(strong, NOON + timedelta(hours=7)) is None
    assert trust_validators(None, NOON) is None


def test_a_change_within_a_minute_of_its_response_is_not_kept():
    since = "Fri, 27 Mar 2026 10:00:00 GMT"
    assert choose_last_modified(since, "Fri, 27 Mar 2026 10:01:00 GMT") == since
    assert choose_last_modified(since, "Fri, 27 Mar 2026 10:00:59 GMT") is None
    assert choose_last_modified(since, None) is None
    assert choose_last_modified("yesterday", since) is None


def test_packed_sitemaps_pass_under_any_name():
    check_media_type("https://example.org/a.xml.gz", "application/octet-stream")
    check_media_type("https://example.org/a", "application/x-gzip")
    check_media_type("https://example.org/a", "application/atom+xml; charset=utf-8")
    check_media_type("https://example.org/a", None)
    with pytest.raises(FetchRefused):
        check_media_type("https://example.org/a.bin", "application/octet-stream")


def test_hosts_do_not_wait_for_each_other():
    now_s = [0.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now_s[0] += seconds

    pace = Pace(sleep, lambda: now_s[0])
    assert [pace.wait("a", 2.0), pace.wait("b", 2.0), pace.wait("a", 2.0)] == [0.0, 0.0, 2.0]
    now_s[0] += 5.0
    assert pace.wait("a", 2.0) == 0.0
    assert slept == [2.0]
