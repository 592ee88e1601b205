"""Each thing is looked at once: work grows with the page, never faster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from call_counts import count_calls, count_named

from pipeline.extract.extraction import extract_page
from pipeline.extract.signals.survey import find_first_signal, survey_sheet
from pipeline.extract.tree.parse import MAX_ATTRIBUTES, parse_html
from pipeline.extract.tree.sheet import lay_out

URL = "https://www.harbour-courier.co.uk/news/live/storm-brenna-updates"
CAPTURED = datetime(2024, 3, 12, 18, 30, tzinfo=UTC)
START = datetime(2024, 3, 11, 6, 0, tzinfo=UTC)


def write_page(posts: int, *, is_told: bool = False) -> bytes:
    rows = "".join(_write_post(number) for number in reversed(range(posts)))
    updates = ",".join(_write_update(number) for number in reversed(range(posts)))
    told = f'{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{updates}]}}' if is_told else ""
    return (
        f'<html lang="en"><h1>Storm Brenna live</h1><script type="application/ld+json">{told}'
        f'</script><div class="live-posts">{rows if not is_told else rows[: len(rows) // 8]}</div>'
    ).encode()


def _write_post(number: int) -> str:
    at = START + timedelta(minutes=number)
    return (
        f'<article id="post-{10_000 + number}"><time datetime="{at:%Y-%m-%dT%H:%M:%S}Z">{at:%H:%M}'
        f"</time><h2>Report {number}</h2><p>Berth {number} of the harbour in Porthallow was closed "
        f"before noon.</p><a href='{URL}#post-{10_000 + number}'>Link</a></article>"
    )


def _write_update(number: int) -> str:
    at = START + timedelta(minutes=number)
    return (
        f'{{"@type": "BlogPosting", "headline": "Report {number}", "datePublished": "{at:%FT%T}Z",'
        f' "articleBody": "Berth {number} of the harbour in Porthallow was closed before noon."}}'
    )


@pytest.mark.parametrize("is_told", [False, True])
def test_work_grows_with_the_number_of_posts(is_told: bool) -> None:
    def count(posts: int) -> int:
        data = write_page(posts, is_told=is_told)
        return count_calls(lambda: extract_page(data, url=URL, captured_at=CAPTURED))

    count(10)
    assert count(200) < 5 * count(50)


def test_a_page_is_parsed_once_and_laid_out_once() -> None:
    data = write_page(40)
    calls = count_named(lambda: extract_page(data, url=URL, captured_at=CAPTURED))
    assert (calls["parse_html"], calls["lay_out"], calls["survey_sheet"]) == (1, 1, 1)
    assert calls["read_fields"] == 40


@pytest.mark.parametrize(
    "markup",
    [
        "<div><p>Rain.</p><time datetime='2024-03-12T08:04:00Z'>08:04</time></div>",
        "<div><b>Rain</b><br>08:04 The quay floods.<p>09:10</p></div>",
        "<div><script>08:04</script><p>1530: Talks begin</p><p>1610: Talks end</p></div>",
        "<div><p>Rain.</p></div>",
    ],
)
def test_the_first_signal_is_the_survey_s_first(markup: str) -> None:
    tree = parse_html(markup)
    every = survey_sheet(lay_out(tree)).signals
    first = find_first_signal(lay_out(tree))
    assert (first.marks if first else None) == (every[0].marks if every else None)


def test_a_script_that_compares_is_no_flood_of_attributes() -> None:
    code = "if(i<n){" + "do(i) " * (2 * MAX_ATTRIBUTES) + "}"
    page = f"<p>Told.<script>{code}</script><!-- <b {code} --><style>{code}</style><p>Shown."
    got = extract_page(page.encode(), url="https://www.harbour-courier.co.uk/a", captured_at=None)
    assert got.text == "Told.\n\nShown."


@pytest.mark.parametrize("before", ["", "x" * 5_000, "<p>" + "y" * 9_000 + "</p>"])
def test_a_flood_of_attributes_is_found_wherever_it_stands(before: str) -> None:
    flood = " ".join(f"a{number}" for number in range(MAX_ATTRIBUTES + 10))
    with pytest.raises(Exception, match="attributes"):
        extract_page(f"<p>{before}<div {flood}>text".encode(), url=URL, captured_at=None)
