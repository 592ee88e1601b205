"""What a source YAML may say: the fields of ``model.Source``, checked one by one."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pipeline.addresses import is_in_domains
from pipeline.model import HistoryType

DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63})*(?::[0-9]{1,5})?")
"""``www.example.org``, ``127.0.0.1`` or ``localhost:8080``: lower case, no scheme, no path."""

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
"""BCP 47: ``en``, ``pt-BR``, ``zh-Hant-TW``."""

PLACEHOLDER = re.compile(r"\{([^{}]{0,20})\}")
"""``{yyyy}`` in ``https://example.org/sitemap-{yyyy}-{mm}.xml``."""

DATE_PLACEHOLDERS = ("yyyy", "mm", "dd")

REPLAY_PLACES = ("{timestamp}", "{url}")

HISTORY_FIELDS: dict[HistoryType, frozenset[str]] = {
    "own_archive": frozenset(),
    "warc": frozenset({"paths", "max_captures"}),
    "cdx": frozenset(
        {
            "server",
            "replay",
            "prefixes",
            "searches_per_minute",
            "replays_per_minute",
            "max_captures",
        }
    ),
    "sitemaps": frozenset(),
    "live": frozenset(),
}
"""The settings that a place of each type knows."""

HISTORY_NEEDS: dict[HistoryType, frozenset[str]] = {
    "own_archive": frozenset(),
    "warc": frozenset({"paths"}),
    "cdx": frozenset({"server", "replay"}),
    "sitemaps": frozenset(),
    "live": frozenset(),
}


def check_url(value: str) -> str:
    """Return an http(s) address, or raise ValueError; ``{yyyy} {mm} {dd}`` may stand in it."""
    unknown = [name for name in PLACEHOLDER.findall(value) if name not in DATE_PLACEHOLDERS]
    if unknown:
        raise ValueError(f"unknown placeholder {{{unknown[0]}}} in {value!r}")
    if any(character.isspace() for character in value):
        raise ValueError(f"white space in the address {value!r}")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"{value!r} is no address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"{value!r} is no http or https address")
    return value


def check_places(value: str) -> str:
    """Return a path or URL in which only ``{yyyy} {mm} {dd}`` stand, or raise ValueError."""
    unknown = [name for name in PLACEHOLDER.findall(value) if name not in DATE_PLACEHOLDERS]
    if unknown:
        raise ValueError(f"unknown placeholder {{{unknown[0]}}} in {value!r}")
    return value


def check_replay(value: str) -> str:
    """Return the pattern of replay addresses, or raise ValueError."""
    if missing := [place for place in REPLAY_PLACES if place not in value]:
        raise ValueError(f"{missing[0]} must stand in {value!r}")
    check_plain_url(value.replace("{timestamp}", "0").replace("{url}", "u"))
    return value


def check_plain_url(value: str) -> str:
    """Return an http(s) address without placeholders, or raise ValueError."""
    if PLACEHOLDER.search(value):
        raise ValueError(f"no placeholder may stand in {value!r}")
    return check_url(value)


def check_pattern(value: str) -> str:
    """Return a regular expression that compiles, or raise ValueError."""
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from error
    return value


def check_domain(value: str) -> str:
    """Return a lower-case host name, or raise ValueError."""
    if not DOMAIN.fullmatch(value):
        raise ValueError(f"{value!r} is no host name in lower case, such as www.example.org")
    return value


def check_language(value: str) -> str:
    """Return a BCP 47 tag, or raise ValueError."""
    if not LANGUAGE.fullmatch(value):
        raise ValueError(f"{value!r} is no language tag, such as en or pt-BR")
    return value


def check_zone(value: str) -> str:
    """Return the IANA name of a time zone, or raise ValueError."""
    try:
        ZoneInfo(value)
    except (ValueError, OSError, LookupError) as error:
        raise ValueError(f"{value!r} is no IANA time zone, such as Europe/London") from error
    return value


Url = Annotated[str, AfterValidator(check_url)]
PlainUrl = Annotated[str, AfterValidator(check_plain_url)]
Pattern = Annotated[str, AfterValidator(check_pattern)]
Domain = Annotated[str, AfterValidator(check_domain)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class HistoryFile(_Strict):
    """One place of ``discovery.history:``."""

    type: HistoryType
    paths: list[Annotated[str, AfterValidator(check_places)]] = []
    server: PlainUrl | None = None
    replay: Annotated[str, AfterValidator(check_replay)] | None = None
    prefixes: list[Annotated[str, Field(min_length=1)]] = []
    searches_per_minute: int = Field(default=15, ge=1, le=600)
    replays_per_minute: int = Field(default=15, ge=1, le=6000)
    max_captures: int = Field(default=48, ge=1, le=10_000)

    @model_validator(mode="after")
    def _check_settings(self) -> HistoryFile:
        given = self.model_fields_set - {"type"}
        if foreign := sorted(given - HISTORY_FIELDS[self.type]):
            raise ValueError(f"{foreign[0]} is no setting of a place of type {self.type}")
        if missing := sorted(HISTORY_NEEDS[self.type] - given):
            raise ValueError(f"a place of type {self.type} needs {missing[0]}")
        return self


class DiscoveryFile(_Strict):
    """``discovery:``, where pages are announced."""

    feeds: list[Url] = []
    sitemaps: list[Url] = []
    sections: list[Url] = []
    urls: list[Url] = []
    include: list[Pattern] = []
    exclude: list[Pattern] = []
    history: list[HistoryFile] | None = None
    live: list[Pattern] = []


class PolitenessFile(_Strict):
    """``politeness:``, how the publisher wants to be asked."""

    min_interval_s: float = Field(default=2.0, ge=0, le=3600, allow_inf_nan=False)
    max_pages: int = Field(default=200, ge=1, le=100_000)
    timeout_s: float = Field(default=30.0, gt=0, le=600, allow_inf_nan=False)
    deadline_s: float = Field(default=60.0, gt=0, le=3600, allow_inf_nan=False)
    max_retries: int = Field(default=3, ge=0, le=20)
    max_further_pages: int = Field(default=20, ge=0, le=1000)
    allow_private_addresses: bool = False


class SourceFile(_Strict):
    """A source YAML."""

    name: str | None = None
    publisher: str = Field(min_length=1)
    domains: list[Domain] = Field(min_length=1)
    language: Annotated[str, AfterValidator(check_language)] | None = None
    time_zone: Annotated[str, AfterValidator(check_zone)] | None = None
    discovery: DiscoveryFile = DiscoveryFile()
    politeness: PolitenessFile = PolitenessFile()
    test_urls: list[PlainUrl] = []
    is_tried_live: bool = False

    @model_validator(mode="after")
    def _check_declared_urls(self) -> SourceFile:
        for url in self.discovery.urls:
            if not is_in_domains(url, self.domains):
                raise ValueError(f"discovery.urls: {url!r} is in none of the domains")
        return self
