"""Fetch: an address in, the response as received out. Politely, or not at all."""

from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.types import (
    Exchange,
    Fetched,
    FetchLog,
    FetchLogEntry,
    Validators,
    ValidatorStore,
    wrap_file,
)

__all__ = [
    "Exchange",
    "FetchLog",
    "FetchLogEntry",
    "Fetched",
    "Fetcher",
    "ValidatorStore",
    "Validators",
    "wrap_file",
]
