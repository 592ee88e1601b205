"""`dateline extract`: pages in, the contract's JSON out, one object a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pipeline.commands.inputs import Input, explain_error, open_inputs
from pipeline.errors import DatelineError
from pipeline.nights import parse_moment, parse_night


def read_inputs(
    names: Sequence[str], url: str | None, captured_at: str | None, published_on: str | None
) -> Iterator[str | DatelineError]:
    """The JSON of every page, or the error that it met, in the order asked.

    Raises:
        UsageError: a time or a date that is none.
    """
    moment = parse_moment(captured_at)
    day = parse_night(published_on) if published_on else None
    for name in names:
        yield from read_input(name, url, moment, day)


def read_input(
    name: str, url: str | None, captured_at: datetime | None, published_on: date | None
) -> Iterator[str | DatelineError]:
    """The JSON of each page that one argument holds."""
    try:
        for page in open_inputs(name, url, captured_at):
            yield extract_json(page, published_on)
    except DatelineError as error:
        yield explain_error(name, error)


def extract_json(page: Input, published_on: date | None) -> str:
    """Extract one page in this process: a person waits, and may interrupt."""
    from pipeline.commands.hints import find_hints
    from pipeline.extract.extraction import extract_page
    from pipeline.extract.to_json import to_json

    extraction = extract_page(
        page.data,
        url=page.url,
        captured_at=page.captured_at,
        media_type=page.media_type,
        charset=page.charset,
        hints=find_hints(page.url),
        published_on=published_on,
    )
    return to_json(extraction)
