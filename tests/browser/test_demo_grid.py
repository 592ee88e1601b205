"""The demo's three nights in Airflow's own pages, in a real Chromium; the README's picture."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.commands.airflow_client import AirflowClient
from pipeline.commands.demo import DAG_ID, play_night, run_through, setting_stage, start_airflow
from pipeline.newsroom.script import NIGHTS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "demo-grid.png"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
WAIT_MS = 30_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path"),
]


@pytest.fixture(scope="module")
def finished_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AirflowClient]:
    """Airflow after the three nights of the demo."""
    with (
        pytest.MonkeyPatch.context() as patch,
        socket.socket() as probe,
    ):
        patch.setenv("DATELINE_NEWSROOM_PORT", "0")
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        with (
            setting_stage(tmp_path_factory.mktemp("demo")) as stage,
            start_airflow(stage, port) as client,
        ):
            for night in NIGHTS:
                play_night(stage, night, run_through(client))
            yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page(browser: Browser, finished_demo: AirflowClient) -> Page:
    """A page that is signed in."""
    page = browser.new_page(viewport={"width": 1400, "height": 900}, device_scale_factor=1)
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{finished_demo.site.url}/auth/login/")
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", finished_demo.site.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/auth/login" not in url)
    return page


def test_grid_shows_the_three_nights(page: Page, finished_demo: AirflowClient) -> None:
    runs = finished_demo.call("GET", f"/dags/{DAG_ID}/dagRuns?order_by=logical_date")["dag_runs"]
    assert [run["state"] for run in runs] == ["success", "failed", "success"]
    page.goto(f"{finished_demo.site.url}/dags/{DAG_ID}")
    for run in runs:
        shown = page.locator(f'a[href*="{run["dag_run_id"]}"]')
        expect(shown.first).to_be_visible(timeout=WAIT_MS)
    page.get_by_text("night_of", exact=False).first.wait_for()
    expand = page.get_by_label("Expand all task groups", exact=False)
    if expand.count():
        expand.first.click()
    page.get_by_text("publish", exact=False).first.wait_for()
    PICTURE.parent.mkdir(exist_ok=True)
    page.wait_for_timeout(1500)  # the panel slides into place
    page.screenshot(path=PICTURE)
    assert PICTURE.stat().st_size > 20_000


def test_quality_page_opens_inside_the_ui(page: Page, finished_demo: AirflowClient) -> None:
    page.goto(finished_demo.site.url)
    page.get_by_role("button", name="Browse").first.click()
    page.get_by_text("Dateline quality").first.click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Dateline: quality of the nights")).to_be_visible(
        timeout=WAIT_MS
    )
    for night in NIGHTS:
        expect(frame.get_by_role("cell", name=str(night)).first).to_be_visible()
