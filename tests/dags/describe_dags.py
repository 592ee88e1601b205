"""Prints what Airflow's DagBag makes of our DAG files, as JSON. Run in a process of its own."""

from __future__ import annotations

import json
import sys
import time

from airflow.dag_processing.dagbag import DagBag

sys.path.insert(0, sys.argv[1])  # as Airflow's own processes do
started = time.process_time()
bag = DagBag(dag_folder=sys.argv[1])
spent_s = time.process_time() - started
json.dump(
    {
        "import_errors": bag.import_errors,
        "seconds": {str(stat.file): stat.duration.total_seconds() for stat in bag.dagbag_stats},
        "spent_s": spent_s,
        "dags": {
            dag_id: {
                "doc_md": dag.doc_md,
                "owner": dag.owner,
                "tags": sorted(dag.tags),
                "catchup": dag.catchup,
                "max_active_runs": dag.max_active_runs,
                "timetable": type(dag.timetable).__name__,
                "params": sorted(dag.params),
                "assets": [
                    one.name for one in getattr(dag.timetable.asset_condition, "objects", ())
                ],
                "tasks": {
                    task.task_id: {
                        "retries": task.retries,
                        "has_policy": task.retry_policy is not None,
                        "pool": task.pool,
                        "doc": task.doc_md or task.python_callable.__doc__
                        if hasattr(task, "python_callable")
                        else task.doc_md,
                        "outlets": [outlet.name for outlet in task.outlets],
                        "trigger_rule": task.trigger_rule.value,
                        "downstream": sorted(task.downstream_task_ids),
                    }
                    for task in dag.tasks
                },
            }
            for dag_id, dag in bag.dags.items()
        },
    },
    sys.stdout,
)
