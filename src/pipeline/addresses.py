"""Addresses: one canonical form, so that the same page has the same address everywhere.

Pure and free of everything else of ours, so that any stage may use it. Follows RFC 3986, section 6,
as far as it never changes what a server is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}

# utm_source, fbclid, gclid, mc_cid
_TRACKING_NAME = re.compile(
    r"(?:utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh"
    r"|mc_cid|mc_eid|_ga|_gl|wt_mc|at_medium|at_campaign|at_custom\d|cmpid|ocid|s_cid)",
    re.IGNORECASE,
)
# page=with:block-5f0c1d2e8f08  (a jump to one block of a live blog, not another page)
_JUMP = re.compile(r"page=with(?::|%3A)block-[^&]*", re.IGNORECASE)

# a blank or a control character, which no address may hold
_BLANK = re.compile(r"[\s\x00-\x20\x7f]")


def canonical_url(url: str) -> str:
    """Return the one form of an address that we keep; applying it twice changes nothing.

    Scheme and host in lower case, no default port, no credentials, no fragment, ``/`` for an empty
    path; parameters that only track readers, and jumps to a block of a live blog, dropped. All else
    stays as it was, in its order.

    >>> canonical_url("HTTPS://Www.Example.org:443/a?utm_source=x&id=7#block-1")
    'https://www.example.org/a?id=7'

    Raises:
        ValueError: not an address with a host.
    """
    parts = urlsplit(url.strip())
    if not parts.hostname:
        raise ValueError(f"not an address with a host: {url!r}")
    scheme = parts.scheme.lower()
    path, query = _quote_blanks(parts.path or "/"), _quote_blanks(_keep_query(parts))
    return urlunsplit((scheme, name_site(url), path, query, ""))


def name_site(url: str) -> str:
    """Return host, and port where it is not the scheme's own, in lower case: ``example.org:8080``.

    Raises:
        ValueError: the port is no number.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    has_own_port = parts.port is not None and parts.port != _DEFAULT_PORTS.get(parts.scheme.lower())
    return f"{host}:{parts.port}" if has_own_port else host


def is_in_domains(url: str, domains: Sequence[str]) -> bool:
    """Say whether an address lies in one of the domains or below it.

    A domain with a port takes that port alone; one without takes any:
    ``is_in_domains("https://www.example.org/a", ["example.org"])`` is true.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return False
    return any(_matches(host, port, domain.lower()) for domain in domains)


def _keep_query(parts: SplitResult) -> str:
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair
        and not _TRACKING_NAME.fullmatch(pair.partition("=")[0])
        and not _JUMP.fullmatch(pair)
    ]
    return "&".join(kept)


def _quote_blanks(text: str) -> str:
    return _BLANK.sub(lambda found: quote(found[0]), text)


def _matches(host: str, port: int | None, domain: str) -> bool:
    name, _, wanted_port = domain.partition(":")
    if wanted_port and wanted_port != str(port):
        return False
    return host == name or host.endswith(f".{name}")
