"""Keys of a CDX index: an address as Wayback-like tools sort and look it up (SURT). Pure.

The rules are those of the Internet Archive's canonicaliser as pywb and OpenWayback apply them: what
differs between two spellings of one page is dropped, and the host is turned round, so that a domain
and all below it stand together.
"""

from __future__ import annotations

import re
from posixpath import normpath
from urllib.parse import quote, unquote_to_bytes, urlsplit

# www.  www2.
_WWW = re.compile(r"^www\d*\.")
# jsessionid=0123456789abcdef0123456789abcdef  PHPSESSID=...  sid=...  ASPSESSIONIDABCDEFGH=...
_SESSION = re.compile(
    r"^(?:jsessionid=[0-9a-z]{32}|phpsessid=[0-9a-z]{32}|sid=[0-9a-z]{32}"
    r"|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+|cftoken=[^&]+)$"
)
_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""Stands unescaped in a key."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


def make_key(url: str) -> str:
    """The key of an http or https address.

    >>> make_key("https://www.Example.org/Live/?b=2&a=1#top")
    'org,example)/live?a=1&b=2'

    Raises:
        ValueError: no http or https address with a host.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        raise ValueError(f"not an http or https address: {url!r}")
    plain = _WWW.sub("", host).encode("idna").decode("ascii")
    default = _DEFAULT_PORTS[parts.scheme.lower()]
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    path = normpath(f"/{_escape(parts.path).lstrip('/')}")
    query = _sort_query(_escape(parts.query))
    return f"{','.join(reversed(plain.split('.')))}{port}){path}{query}"


def _escape(text: str) -> str:
    """Undo escapes, also those that were escaped again, and escape once."""
    plain = unquote_to_bytes(text)
    while (again := unquote_to_bytes(plain)) != plain:
        plain = again
    return quote(plain, safe=_KEPT).lower()


def _sort_query(query: str) -> str:
    pairs = [pair for pair in query.split("&") if not _SESSION.match(pair)]
    kept = "&".join(sorted(pairs)) if query else ""
    return f"?{kept}" if kept else ""
