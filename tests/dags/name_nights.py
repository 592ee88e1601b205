"""Prints the night and time of each scheduled run of three days, as JSON. A process of its own."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization
from airflow.timetables.base import TimeRestriction

from pipeline.nights import name_night

sys.path.insert(0, sys.argv[1])  # as Airflow's own processes do
dag = DagBag(dag_folder=sys.argv[1]).dags["liveblog_nightly"]
timetable = DagSerialization.from_dict(DagSerialization.to_dict(dag)).timetable
first, last = (datetime(2026, 3, day, tzinfo=UTC) for day in (27, 29))
whole = TimeRestriction(earliest=first, latest=last, catchup=True)

nights = []
info = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=whole)
while info is not None:
    nights.append(
        {
            "night": str(name_night(info.logical_date, info.run_after)),
            "run_after": info.run_after.isoformat(),
        }
    )
    info = timetable.next_dagrun_info(
        last_automated_data_interval=info.data_interval, restriction=whole
    )
json.dump(nights, sys.stdout)
