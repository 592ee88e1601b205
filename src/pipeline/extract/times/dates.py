"""Day, month and year among the numbers of one string."""

from __future__ import annotations

from datetime import date

from .draft import Draft, set_clock

_MONTH_FIRST_DOTTED = frozenset({"hu", "lt", "ja", "zh", "ko"})
_MONTH_FIRST = frozenset({"en-us", "en-ph", "en_us"})
_FIRST_BUDDHIST, _BUDDHIST_GAP = 2500, 543
"""A year above the first is counted so; the gap to ours."""
_MONTHS = 12
_MONTH_FIRST_SLASHED = frozenset({"ja", "zh", "ko"})


def place_pair(draft: Draft, first: int, second: int, mark: str) -> None:
    """Day and month of a numeric date: by mark, region, and closeness to the page's dates."""
    language = (draft.context.language or "").casefold()
    draft.day, draft.month = first, second
    if mark == ".":
        is_month_first = draft.year is None and language.split("-")[0] in _MONTH_FIRST_DOTTED
        if (second > _MONTHS or is_month_first) and first <= _MONTHS:
            draft.day, draft.month = second, first
        is_english = language.split("-")[0] == "en" and draft.year is not None
        if is_english and first != second and max(first, second) <= _MONTHS:
            draft.flags.append("ambiguous_date")  # 06.05.13 is June in America
            _take_nearer(draft, first, second)
        return
    is_month_first = language in _MONTH_FIRST or language.split("-")[0] in _MONTH_FIRST_SLASHED
    if is_month_first:
        draft.day, draft.month = second, first
    if first > 12 or second > 12:
        draft.day, draft.month = (first, second) if first > 12 else (second, first)
        return
    if first == second or (language and not language.startswith("en")):
        return
    draft.flags.append("ambiguous_date")
    _take_nearer(draft, first, second)


def _take_nearer(draft: Draft, first: int, second: int) -> None:
    """Day and month as they lie near to a known date of the page, if one way does."""
    gaps = [_measure_gap(draft, day, month) for day, month in ((first, second), (second, first))]
    if min(gaps) <= 3 < max(gaps):
        draft.day, draft.month = (first, second) if gaps[0] < gaps[1] else (second, first)


def _measure_gap(draft: Draft, day: int, month: int) -> int:
    """Days between a candidate date and the nearest of the page's dates."""
    context = draft.context
    known = (context.page_published_at, context.page_modified_at, context.captured_at)
    gaps = []
    for instant in known:
        try:
            if instant is not None:
                candidate = date(draft.year or instant.year, month, day)
                gaps.append(abs((candidate - instant.date()).days))
        except ValueError:
            continue
    return min(gaps, default=10_000)


def place_parted(draft: Draft) -> None:
    """'13.47' is a clock when none stands there, else a day and month; '14/08' is a date."""
    clocks = [token for token in draft.parted if token.kind == "dot"]
    if draft.clock is None and clocks:
        chosen = clocks[-1]
        draft.parted.remove(chosen)
        draft.flags.append("dotted")
        set_clock(draft, chosen.numbers)
    for token in draft.parted:
        if draft.month is not None or len(token.numbers) > 2:
            draft.is_broken = True
            return
        place_pair(draft, token.numbers[0], token.numbers[1], token.mark or ".")
    is_bare = draft.parted and draft.clock is None and draft.weekday is None
    draft.is_broken = draft.is_broken or bool(is_bare)


def place_numbers(draft: Draft) -> None:
    """Day and year around a month's name; any other number left over breaks the reading."""
    if "other_calendar" in draft.flags:
        draft.numbers = []
    if draft.month_at is not None:
        _place_around_month(draft)
    elif draft.month and draft.year is None and draft.numbers:
        number = draft.numbers[0][1].numbers[0]
        if number > 999:
            draft.year = draft.numbers.pop(0)[1].numbers[0]
    if draft.numbers or (draft.month_at is not None and draft.day is None):
        draft.is_broken = True


def _place_around_month(draft: Draft) -> None:
    month_at = draft.month_at or 0
    years = [item for item in draft.numbers if item[1].numbers[0] > 999]
    if years:
        draft.year = years[0][1].numbers[0]
        draft.numbers.remove(years[0])
    days = sorted(draft.numbers, key=lambda item: (abs(item[0] - month_at), item[0]))
    if days:
        draft.day = days[0][1].numbers[0]
        draft.numbers.remove(days[0])
    is_short_year = len(draft.numbers) == 1 and draft.year is None and len(days) == 2
    if is_short_year and len(draft.numbers[0][1].text) == 2:
        draft.year = 2000 + draft.numbers.pop()[1].numbers[0]


def count_buddhist(draft: Draft) -> None:
    """Thai years are counted from the Buddha's death, 543 years before ours: 2566 is 2023."""
    is_thai = (draft.context.language or "").startswith("th")
    if is_thai and draft.year is not None and draft.year > _FIRST_BUDDHIST:
        draft.year -= _BUDDHIST_GAP
