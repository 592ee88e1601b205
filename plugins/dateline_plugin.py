"""Mounts Dateline's pages in Airflow's UI, behind Airflow's own sign-in."""

from __future__ import annotations

from airflow.api_fastapi.core_api.security import get_user
from airflow.plugins_manager import AirflowPlugin
from fastapi import Depends

from pipeline.settings import read_settings
from pipeline.web import create_app


class DatelinePlugin(AirflowPlugin):
    """A page on the quality of the nights, in the navigation."""

    name = "dateline"
    fastapi_apps = [  # noqa: RUF012  # the base class declares it so
        {
            # Routes of a mounted application are anonymous unless they depend on get_user.
            "app": create_app(lambda: read_settings().warehouse, [Depends(get_user)]),
            "url_prefix": "/dateline",
            "name": "Dateline",
        }
    ]
    external_views = [  # noqa: RUF012
        {
            "name": "Dateline quality",
            "href": "/dateline/",
            "destination": "nav",
            "url_route": "dateline-quality",
            "category": "browse",
        }
    ]
