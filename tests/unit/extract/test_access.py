"""Access: what the page states first, what it says to its reader only where little else stands."""

from __future__ import annotations

import json

import pytest

from pipeline.extract.about.access import detect_access
from pipeline.extract.tree.page import Page, open_page

STORM = (
    "The storm reached the coast of Velmar before dawn and cut power to two thousand homes. " * 3
)


def open_html(body: str, head: str = "", attributes: str = "") -> Page:
    html = f"<html lang='en'><head>{head}</head><body {attributes}>{body}</body></html>"
    return open_page(html.encode(), url=None, captured_at=None)


def state_ld(**fields: object) -> str:
    block = json.dumps({"@type": "NewsArticle", **fields})
    return f"<script type='application/ld+json'>{block}</script>"


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("", "open"),
        (state_ld(isAccessibleForFree=True), "open"),
        (state_ld(isAccessibleForFree="False"), "paywalled"),
        (state_ld(isAccessibleForFree=False), "paywalled"),
        (state_ld(isAccessibleForFree="http://schema.org/False"), "paywalled"),
        ("<meta property='article:content_tier' content='metered'>", "metered"),
        ("<meta property='article:content_tier' content='locked'>", "paywalled"),
        ("<meta property='article:content_tier' content='free'>", "open"),
        ("<meta name='article:content_tier' content='registration'>", "login_required"),
        (
            state_ld(isAccessibleForFree=False)
            + "<meta property='article:content_tier' content='metered'>",
            "metered",
        ),
    ],
)
def test_what_the_page_states(head: str, state: str) -> None:
    access = detect_access(open_html(f"<p>{STORM}</p>", head))
    assert access.state == state
    assert bool(access.evidence) == bool(head)


def test_hidden_part_is_named() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".wall"}
    access = detect_access(open_html("<p>x", state_ld(isAccessibleForFree=False, hasPart=part)))
    assert access.evidence == ("json_ld isAccessibleForFree: false, for .wall",)


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        ("class='is-paywalled'", "paywalled"),
        ("class='page metered'", "metered"),
        ("data-content-tier='premium'", "paywalled"),
        ("class='paywall-ready-scripts'", "open"),
        ("class='article'", "open"),
    ],
)
def test_what_the_outer_elements_say(attributes: str, state: str) -> None:
    assert detect_access(open_html(f"<p>{STORM}</p>", attributes=attributes)).state == state


@pytest.mark.parametrize(
    ("wall", "state"),
    [
        ("<p>Subscribe to continue reading this story.</p>", "paywalled"),
        ("<p>You must be logged in to read this page.</p>", "login_required"),
        (
            (
                "<p>We use cookies and similar tools to measure visits and show advertisements.</p>"
                "<button>Accept all</button>"
            ),
            "consent_wall",
        ),
        ("<a>Log in</a><a>Cookies</a>", "open"),
    ],
)
def test_wall_in_place_of_the_text(wall: str, state: str) -> None:
    assert detect_access(open_html(wall)).state == state


def test_prompt_beside_a_whole_text_is_an_offer() -> None:
    body = f"<p>{STORM}</p>" * 6 + "<p>Subscribe to continue reading other stories.</p>"
    assert detect_access(open_html(body)).state == "open"


def test_reporting_about_paywalls_is_open() -> None:
    body = "<p>The Gazette raised its paywall; subscribers now pay nine dollars a month.</p>"
    assert detect_access(open_html(body * 2)).state == "open"


def test_broken_statements_are_survived() -> None:
    head = state_ld(isAccessibleForFree=[None], hasPart=["x", {"cssSelector": 1}])
    assert detect_access(open_html("<p>x</p>", head)).state == "open"
