"""The one exception tree. Whether a failure can pass is decided here, once, as ``is_retryable``.

Every error renders as one line that names the file, address or row it is about.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all our errors.

    Attributes:
        url: the address, file or row that the error is about, where there is one.
        capture_id: the Capture it is about, where there is one.
        is_retryable: trying the same again later may succeed.
        exit_code: what the command line returns for it.
    """

    is_retryable = False
    exit_code = 1

    def __init__(
        self, message: str, *, url: str | None = None, capture_id: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.url = url
        self.capture_id = capture_id

    def __str__(self) -> str:
        return f"{self.url}: {self.message}" if self.url else self.message


class UsageError(DatelineError):
    """The caller asked for something that cannot be: a date that is none, an unknown source."""

    exit_code = 2


class SourceError(UsageError):
    """A source's YAML is broken: names the file and the field."""


class UnknownSource(UsageError):
    """No source of that name."""


class FetchError(DatelineError):
    """Base of all that can go wrong between an address and its bytes."""


class FetchRefused(FetchError):
    """We must not fetch: robots.txt, a private address, a media type or a size we do not take.

    ``reason`` is one of ``robots``, ``robots_unreachable``, ``private_address``, ``media_type``,
    ``too_large``, ``scheme``, ``domain``.
    """

    def __init__(self, message: str, *, url: str, reason: str) -> None:
        super().__init__(message, url=url)
        self.reason = reason


class FetchFailed(FetchError):
    """The server did not give a usable answer, and asking again would not help (404, 410)."""

    def __init__(self, message: str, *, url: str, status: int | None = None) -> None:
        super().__init__(message, url=url)
        self.status = status


class FetchUnavailable(FetchFailed):
    """The server did not give a usable answer now: 429, 5xx, a time-out, a cut connection.

    ``retry_after_s`` is what the server asked us to wait, in seconds, where it said so.
    """

    is_retryable = True

    def __init__(
        self,
        message: str,
        *,
        url: str,
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message, url=url, status=status)
        self.retry_after_s = retry_after_s


class ArchiveError(DatelineError):
    """A WARC file or record that cannot be written or read."""


class UnreadablePage(DatelineError):
    """Bytes from which no page can be made: empty, a PDF, no text, over a parser's limits."""

    exit_code = 3


class UnknownLiveBlog(DatelineError):
    """No live blog of that address is known; the message names near ones."""

    exit_code = 3


class WarehouseError(DatelineError):
    """The warehouse refused."""

    exit_code = 4


class WarehouseUnreachable(WarehouseError):
    """No connection to the warehouse. The address is shown without its password."""

    is_retryable = True


class QueryError(WarehouseError):
    """A query that is unknown, not read-only, or that the database rejects."""

    exit_code = 2


class AuditFailed(DatelineError):
    """A critical expectation stopped the Batch: nothing of it was published."""

    exit_code = 5


class BatchFailed(DatelineError):
    """A Batch did not close: pages failed, or its accounting does not add up."""

    exit_code = 5


class BatchIsBusy(DatelineError):
    """Another run holds the lock on the same (source, night)."""

    is_retryable = True
    exit_code = 5


def list_retryable_errors() -> list[str]:
    """Dotted paths of every error that may pass: what a scheduler needs for its retry rules.

    >>> "pipeline.errors.FetchUnavailable" in list_retryable_errors()
    True
    """
    found: list[str] = []
    waiting: list[type[DatelineError]] = [DatelineError]
    while waiting:
        error = waiting.pop()
        waiting.extend(error.__subclasses__())
        if error.is_retryable:
            found.append(f"{error.__module__}.{error.__name__}")
    return sorted(found)
