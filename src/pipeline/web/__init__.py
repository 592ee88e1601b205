"""Web: the pages that the Airflow plugin mounts. FastAPI and Jinja2 come with Airflow."""

from pipeline.web.app import create_app

__all__ = ["create_app"]
