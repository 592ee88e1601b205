"""Posts that show no time: their text stands in the tree, their times in the page's data."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CAPTURED = datetime(2026, 3, 27, 21, tzinfo=UTC)
HEADLINES = ["Ferry leaves late", "Pumps reach the quay", "School opens its hall", "Wind drops"]
TEXTS = [
    f"The harbour office said at midday that gate {n} would stay shut until the tide turned.\n\n"
    f"Crews have filled {n} hundred sandbags since the morning, and more are on their way by road."
    for n in range(4)
]
TIMES = [f"2026-03-27T1{8 - n}:05:00Z" for n in range(4)]


def read(post: str, told: int = 4, **more: str) -> Extraction:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": HEADLINES[n % 4] + " again" * (n // 4),
            "articleBody": TEXTS[n % 4][:60],
            "datePublished": TIMES[n % 4],
            "url": f"https://harbour.example/live/storm#post-{n}",
        }
        for n in range(told)
    ]
    data = {"@type": "LiveBlogPosting", "headline": "Storm", "liveBlogUpdate": updates}
    posts = "".join(
        post.format(n=n, head=head, text="".join(f"<p>{line}</p>" for line in text.split("\n\n")))
        for n, (head, text) in enumerate(zip(HEADLINES, TEXTS, strict=True))
    )
    contents = "".join(f"<li><h4>{head}</h4></li>" for head in HEADLINES[:2])
    page = (
        f"<html lang=en><head><script type='application/ld+json'>{json.dumps(data)}</script></head>"
        f"<body><main><h1>Storm live</h1><ul>{contents}</ul><div>{posts}</div></main></body></html>"
    )
    url = more.get("url", "https://harbour.example/live/storm")
    return extract_page(page.encode(), url=url, captured_at=CAPTURED)


@pytest.mark.parametrize(
    "post",
    [
        pytest.param("<div class=p id=post-{n}><h3>{head}</h3>{text}</div>", id="by id"),
        pytest.param("<section><h3>{head}</h3>{text}</section>", id="by headline"),
        pytest.param("<div><header><h2>{head}</h2></header><div>{text}</div></div>", id="deeper"),
        pytest.param("<h3>{head}</h3>{text}", id="flat"),
    ],
)
def test_text_stands_in_the_tree_and_times_in_the_data(post: str) -> None:
    got = read(post)
    assert [entry.text for entry in got.entries] == TEXTS
    assert [entry.headline for entry in got.entries] == HEADLINES
    assert [f"{e.published_at:%Y-%m-%dT%H:%M:%SZ}" for e in got.entries] == TIMES
    assert got.coverage.state == "complete"


def test_too_few_are_no_posts_of_the_tree() -> None:
    got = read("<section><h3>{n} other words</h3>{text}</section>")
    assert [entry.text for entry in got.entries] == [text[:60] for text in TEXTS]
