"""The last resort for dates of languages that have no data file here: dateparser, cross-checked.

A call costs milliseconds, so only short texts with several numbers in such a language come here.
The answer counts only when the text accounts for it: every number of the text is a part of the date
found, and day and year are among them. Relative texts and partial dates are not asked for.
"""

from __future__ import annotations

import re
import warnings
from datetime import datetime

from .numeric import is_year, make_absolute
from .reading import Reading, TimeContext

_MAX_CHARS = 60
_MIN_NUMBERS = 2
# 18 in '18 ינואר 2024'
_NUMBER = re.compile(r"\d{1,4}")
# 15:07
_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def read_rare(text: str, raw: str, context: TimeContext) -> Reading | None:
    """A full date in a language that only dateparser knows; None when it is not sure of it.

    >>> read_rare("18 ינואר 2024", "18 ינואר 2024", TimeContext(language="he")).day
    18
    """
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if len(text) > _MAX_CHARS or len(numbers) < _MIN_NUMBERS or not context.language:
        return None
    found = _ask(text, context.language.replace("_", "-").split("-")[0].casefold())
    if found is None or not is_year(found.year, context) or not _accounts_for(found, numbers):
        return None
    if not _CLOCK.search(text):
        day = found.year, found.month, found.day
        return Reading("date", raw, *day, precision="day", flags=("fallback",))
    clock = found.hour, found.minute, found.second or None
    return make_absolute(raw, (found.year, found.month, found.day), clock, None, ("fallback",))


def _ask(text: str, language: str) -> datetime | None:
    import dateparser  # heavy; the last resort

    wanted = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own use of deprecated parts is not our news
            found: datetime | None = dateparser.parse(text, languages=[language], settings=wanted)
    except (ValueError, TypeError, OverflowError, AttributeError, KeyError, re.error):
        return None
    return found if found is None or found.tzinfo is None else None


def _accounts_for(found: datetime, numbers: list[int]) -> bool:
    """The text's numbers and the parts of the date are the same."""
    parts = {found.year, found.year % 100, found.month, found.day}
    parts |= {found.hour, found.hour % 12 or 12, found.minute, found.second}
    has_year = found.year in numbers
    return has_year and found.day in numbers and all(number in parts for number in numbers)
