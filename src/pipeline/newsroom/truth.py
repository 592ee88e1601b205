"""What a pipeline must find, computed from the scripts alone.

Each page is captured once in each night that its life touches. A post is *retracted* when two
captures in a row miss it, and counted in the night of the second; *edited* in the night whose
capture shows it changed; *quarantined*, in each capture that shows it, when it is dated in the
future of any capture or more than a day before its page; only what is not counts as added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pipeline.newsroom.markup import write_local_day
from pipeline.newsroom.script import NIGHTS, Family, PageScript, Post, Publisher
from pipeline.newsroom.stage import ShownPost, list_nights, show_page

if TYPE_CHECKING:
    from pipeline.model import Precision, RemovedKind

RETRACT_AFTER = 2
"""Complete captures in a row that must miss a post."""
FAR_FUTURE = datetime(2090, 1, 1, tzinfo=UTC)
"""Later than any clock that these pages are captured by."""
PRECISION: dict[Family, Precision] = {
    "json_ld": "second",
    "amp": "second",
    "records": "minute",
    "flat": "minute",
    "microdata": "second",
    "bare": "day",
    "blocks": "second",
}


@dataclass(slots=True)
class NightTruth:
    """The account of one source in one night."""

    source: str
    night: str
    discovered: int = 0
    captured: int = 0
    refused: int = 0
    failed: int = 0
    added: int = 0
    edited: int = 0
    retracted: int = 0
    quarantined: int = 0
    pinned: int = 0
    unpinned: int = 0
    removed: dict[RemovedKind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryTruth:
    """One entry as it stands in the warehouse after a night."""

    source: str
    page_url: str
    native_id: str
    headline: str | None
    author: str | None
    text: str
    published_at: str
    precision: Precision
    is_pinned: bool


def describe_truth(
    publishers: Iterable[Publisher], addresses: Mapping[str, str]
) -> dict[str, object]:
    """All of it as JSON values: ``nights`` (accounts) and ``entries`` (night -> what stands)."""
    known = tuple(publishers)
    return {
        "sources": [publisher.name for publisher in known],
        "addresses": dict(addresses),
        "nights": [
            asdict(count_night(publisher, night)) for night in NIGHTS for publisher in known
        ],
        "entries": {
            str(night): [
                asdict(entry)
                for publisher in known
                for entry in expect_entries(publisher, addresses[publisher.name], night)
            ]
            for night in NIGHTS
        },
    }


def count_night(publisher: Publisher, night: date) -> NightTruth:
    """The account of one source in one night."""
    account = NightTruth(publisher.name, str(night))
    for page in publisher.pages:
        if night in list_nights(page):
            _count_page(account, publisher, page, night)
    return account


def expect_entries(publisher: Publisher, origin: str, night: date) -> Iterator[EntryTruth]:
    """The entries that stand in the warehouse after the night, page by page, oldest first."""
    for page in publisher.pages:
        for shown in _stand_after(page, night):
            yield EntryTruth(
                source=publisher.name,
                page_url=origin + page.path,
                native_id=shown.post.id,
                headline=shown.post.headline,
                author=shown.post.author,
                text="\n\n".join(shown.post.paragraphs),
                published_at=_state_time(publisher, page, shown.post),
                precision=PRECISION[publisher.family],
                is_pinned=shown.is_pinned,
            )


def describe_posts(
    publisher: Publisher, page: PageScript, night: date
) -> tuple[tuple[str | None, str, str, Precision], ...]:
    """Headline, text, time and precision of all that the page shows that night, oldest first."""
    return tuple(
        (
            shown.post.headline,
            "\n\n".join(shown.post.paragraphs),
            _state_time(publisher, page, shown.post),
            PRECISION[publisher.family],
        )
        for shown in _list_posts(page, night)
    )


def count_removed(publisher: Publisher, page: PageScript, night: date) -> Counter[RemovedKind]:
    """The blocks in the stream of the live blog, by kind."""
    posts = {shown.post.id for shown in _list_posts(page, night)}
    removed: Counter[RemovedKind] = Counter(
        block.kind for block in page.blocks if block.post_id in posts
    )
    if publisher.family == "json_ld":
        removed["share"] += len(posts)
    return removed


def _count_page(account: NightTruth, publisher: Publisher, page: PageScript, night: date) -> None:
    account.discovered += 1
    if page.is_disallowed:
        account.refused += 1
    elif page.fault not in {None, "flaky"}:
        account.failed += 1
    else:
        account.captured += 1
        _count_posts(account, page, night)
        counted = Counter(account.removed) + count_removed(publisher, page, night)
        account.removed = dict(sorted(counted.items()))


def _count_posts(account: NightTruth, page: PageScript, night: date) -> None:
    captures = [_capture(page, one) for one in list_nights(page) if one <= night]
    now = captures[-1]
    before = captures[-2] if len(captures) > 1 else {}
    account.quarantined += sum(_is_absurd(page, shown.post) for shown in _list_posts(page, night))
    account.added += sum(not any(key in past for past in captures[:-1]) for key in now)
    account.retracted += len(_find_retracted(captures) - _find_retracted(captures[:-1]))
    for key in now.keys() & before.keys():
        account.edited += now[key].post != before[key].post
        account.pinned += now[key].is_pinned and not before[key].is_pinned
        account.unpinned += before[key].is_pinned and not now[key].is_pinned


def _find_retracted(captures: list[dict[str, ShownPost]]) -> set[str]:
    """The posts that enough captures in a row missed after they were seen."""
    seen = {key for capture in captures[:-RETRACT_AFTER] for key in capture}
    recent = {key for capture in captures[-RETRACT_AFTER:] for key in capture}
    return seen - recent


def _stand_after(page: PageScript, night: date) -> Iterator[ShownPost]:
    captures = [_capture(page, one) for one in list_nights(page) if one <= night]
    if page.is_disallowed or page.fault not in {None, "flaky"}:
        return
    retracted = _find_retracted(captures)
    latest = {key: shown for capture in captures for key, shown in capture.items()}
    yield from (shown for key, shown in latest.items() if key not in retracted)


def _capture(page: PageScript, night: date) -> dict[str, ShownPost]:
    """What a capture at the end of the night shows and an audit lets through."""
    return {
        shown.post.id: shown
        for shown in _list_posts(page, night)
        if not _is_absurd(page, shown.post)
    }


def _list_posts(page: PageScript, night: date) -> tuple[ShownPost, ...]:
    shown = show_page(page, night)
    return shown.posts if shown else ()


def _is_absurd(page: PageScript, post: Post) -> bool:
    return post.stated_at > FAR_FUTURE or post.stated_at < page.published_at - timedelta(days=1)


def _state_time(publisher: Publisher, page: PageScript, post: Post) -> str:
    if publisher.family != "bare":
        return post.stated_at.isoformat()
    day = write_local_day(publisher, page.published_at)
    return datetime.combine(day, time(), UTC).isoformat()
