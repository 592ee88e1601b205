"""What our DAGs give and wait for: each asset stands here once."""

from __future__ import annotations

from airflow.sdk import Asset

WAREHOUSE = Asset("dateline_warehouse")
"""The public tables, after a batch was published."""

MARTS = Asset("dateline_marts")
"""The days counted ahead, for DAGs of your own."""
