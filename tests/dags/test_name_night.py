"""One rule names the night of a run, however the run was started."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pipeline.nights import name_night

MIDNIGHT = datetime(2026, 3, 27, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("logical_date", "run_after", "night"),
    [
        pytest.param(MIDNIGHT, MIDNIGHT + timedelta(days=1), date(2026, 3, 27), id="scheduled"),
        pytest.param(MIDNIGHT, MIDNIGHT + timedelta(days=1), date(2026, 3, 27), id="backfill"),
        pytest.param(MIDNIGHT, MIDNIGHT, date(2026, 3, 27), id="dags test"),
        pytest.param(
            MIDNIGHT + timedelta(hours=12), LATER, date(2026, 3, 27), id="manual, at a moment"
        ),
        pytest.param(None, LATER, date(2026, 11, 23), id="manual, without a date"),
        pytest.param(
            datetime(2026, 3, 28, 1, tzinfo=timezone(timedelta(hours=2))),
            LATER,
            date(2026, 3, 27),
            id="a zone ahead of UTC",
        ),
    ],
)
def test_night_is_the_utc_day_of_the_logical_date(
    logical_date: datetime | None, run_after: datetime, night: date
) -> None:
    assert name_night(logical_date, run_after) == night
