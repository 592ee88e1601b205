"""The date that stands in a page's address."""

from __future__ import annotations

import re
from datetime import date

from .month_names import find_english_month

# /2014/03/02/  /2023/may/15/  /2024-07-18/  /20100112_  20091023-
_SLASHED = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?!\d)", re.IGNORECASE
)
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")


def read_url_date(url: str) -> date | None:
    """The calendar day in an address, as publishers put it there; None when there is none.

    >>> read_url_date("https://example.org/world/live/2023/may/15/title")
    datetime.date(2023, 5, 15)
    """
    for found in (*_SLASHED.finditer(url), *_PACKED.finditer(url)):
        month = found[2]
        number = int(month) if month.isdigit() else find_english_month(month)
        try:
            return date(int(found[1]), number or 0, int(found[3]))
        except ValueError:
            continue
    return None
