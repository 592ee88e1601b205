"""Two witnesses of the same entries that disagree by whole quarter hours: who is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from .reading import Reconciled, TimeContext
from .zones import load_zone, read_offset_at

_QUARTER_S = 900
_MAX_SHIFT_S = 14 * 3600
_SLACK_S = 90
_AHEAD = timedelta(minutes=5)


def reconcile_offsets(
    first: Sequence[datetime | None],
    second: Sequence[datetime | None],
    context: TimeContext,
) -> Reconciled:
    """Settle two parallel series of instants (UTC) of the same entries, one item an entry.

    When nearly all pairs differ by one whole-quarter-hour shift, at most one series tells UTC; the
    other wrote local time as if it were UTC. A series is a lie when it lies after the capture, or
    after the page's last change, or when it stands exactly the page zone's offset ahead of the
    other. With no such sign the second series is taken and both ``conflict`` and ``neither`` say
    that it was not settled. Missing items of the chosen series are filled from the other, shifted.

    >>> from datetime import UTC
    >>> truth = datetime(2023, 11, 2, 15, 56, tzinfo=UTC)
    >>> lie = truth + timedelta(hours=1)
    >>> seen = TimeContext(datetime(2023, 11, 2, 16, 0, tzinfo=UTC), zone="Europe/Rome")
    >>> reconcile_offsets([lie], [truth], seen).trusted
    'second'
    """
    shift = _find_shift(first, second)
    if shift is None:
        return Reconciled(_fill(first, second, 0), 0, "neither", ("conflict",))
    if shift == 0:
        return Reconciled(_fill(first, second, 0), 0, "both", ())
    blame = _blame(first, second, shift, context)
    if blame == "first":
        return Reconciled(_fill(second, first, -shift), shift, "second", ("conflict",))
    if blame == "second":
        return Reconciled(_fill(first, second, shift), shift, "first", ("conflict",))
    return Reconciled(_fill(second, first, -shift), shift, "neither", ("conflict",))


def _find_shift(first: Sequence[datetime | None], second: Sequence[datetime | None]) -> int | None:
    """The constant shift in seconds of first over second; None when there is no constant one."""
    steps = [
        (a - b).total_seconds()
        for a, b in zip(first, second, strict=True)
        if a is not None and b is not None
    ]
    if not steps:
        return 0
    rounded = Counter(round(step / _QUARTER_S) * _QUARTER_S for step in steps)
    shift, _ = rounded.most_common(1)[0]
    agreeing = sum(abs(step - shift) <= _SLACK_S for step in steps)
    if agreeing * 10 < len(steps) * 8 or abs(shift) > _MAX_SHIFT_S:
        return None
    return int(shift)


def _blame(
    first: Sequence[datetime | None],
    second: Sequence[datetime | None],
    shift: int,
    context: TimeContext,
) -> str | None:
    """Which series is the lie: ``first``, ``second``, or None when nothing tells."""
    for limit in (context.captured_at, context.page_modified_at):
        if limit is None:
            continue
        late_first, late_second = _is_after(first, limit), _is_after(second, limit)
        if late_first != late_second:
            return "first" if late_first else "second"
    zone = load_zone(context.zone) if context.zone else None
    sample = next((b for b in second if b is not None), None)
    if zone is None or sample is None:
        return None
    # Local time written as UTC stands ahead of the truth by the zone's own offset.
    offset = int(read_offset_at(zone, sample).total_seconds())
    if shift == offset:
        return "first"
    return "second" if shift == -offset else None


def _is_after(series: Sequence[datetime | None], limit: datetime) -> bool:
    return any(item is not None and item > limit + _AHEAD for item in series)


def _fill(
    chosen: Sequence[datetime | None], other: Sequence[datetime | None], shift: int
) -> tuple[datetime | None, ...]:
    """The chosen series; where it is silent, the other one moved by ``shift`` seconds."""
    move = timedelta(seconds=shift)
    return tuple(
        a if a is not None else (None if b is None else b + move)
        for a, b in zip(chosen, other, strict=True)
    )
