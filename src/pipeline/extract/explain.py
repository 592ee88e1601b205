"""Why a page was read as it was: every witness, what it claimed, and what became of the claim.

The verdict and the claims come from one Hearing, as in extraction; the claims are put into words
here, so that nothing of ordinary extraction pays for the explanation. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.extract.about.live_words import says_live
from pipeline.extract.about.look_alikes import is_look_alike, tells_story
from pipeline.extract.extraction import extract_heard
from pipeline.extract.hearing import hear_page
from pipeline.extract.layers import explain_removed, explain_removed_lines
from pipeline.extract.text.reading import extract_text, is_plain_text
from pipeline.extract.tree.page import open_page
from pipeline.extract.witnesses.microdata import says_live_blog
from pipeline.extract.witnesses.records import read_records
from pipeline.extract.witnesses.surroundings import is_talk

if TYPE_CHECKING:
    from pipeline.extract.candidate import Witness
    from pipeline.extract.hearing import Hearing
    from pipeline.extract.layers import Stripped
    from pipeline.extract.witnesses.group import Group
    from pipeline.model import Evidence, Extraction, RepeatedLine, Source

MAX_REFUSED = 3
"""Refused groups of records that are worth a line."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one witness said, and what became of it."""

    witness: str
    entries: int
    timed: int
    """Entries that it gives any time for."""
    outcome: str
    sample: str | None = None
    """The first entry's headline, or the beginning of its text."""
    sample_time: str | None = None
    """The first time that it gives, as it stands."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The verdict on a page with the claims that it was made from."""

    extraction: Extraction
    claims: tuple[Claim, ...]
    reasons: tuple[str, ...]
    """Why the page is what it is, one sentence each."""
    stripped: tuple[Stripped, ...] = ()
    """The removed blocks of the extraction, each with the layer that took it out."""


def trace_page(
    data: bytes,
    *,
    url: str | None,
    captured_at: datetime | None,
    media_type: str | None = None,
    charset: str | None = None,
    hints: Source | None = None,
    published_on: date | None = None,
    repeated_lines: frozenset[RepeatedLine] = frozenset(),
) -> Trace:
    """The extraction of a page and the claims behind it.

    Raises:
        UnreadablePage: bytes from which no page can be made.
    """
    if is_plain_text(data, media_type):
        verdict = extract_text(
            data,
            url=url,
            captured_at=captured_at,
            charset=charset,
            hints=hints,
            published_on=published_on,
            repeated_lines=repeated_lines,
        )
        known = {line.fingerprint: line.kind for line in repeated_lines}
        return Trace(
            verdict,
            (_claim_text(verdict),),
            ("There is no markup: a text is cut.",),
            explain_removed_lines(verdict.removed, verdict.language, known),
        )
    page = open_page(
        data,
        url=url,
        captured_at=captured_at,
        media_type=media_type,
        charset=charset,
        hints=hints,
        repeated_lines=repeated_lines,
    )
    heard = hear_page(page)
    verdict = extract_heard(heard, published_on)
    return Trace(
        verdict,
        tuple(_list_claims(heard, verdict)),
        tuple(_explain_kind(heard, verdict)),
        explain_removed(heard, verdict.removed),
    )


def _list_claims(heard: Hearing, verdict: Extraction) -> list[Claim]:
    is_blog = verdict.kind == "liveblog"
    shown = heard.shown
    if shown is None and heard.timed is not None:  # extraction needs no records of an article
        shown = read_records(heard.page, heard.timed, heard.survey)
    claims = [
        _claim("JSON-LD", heard.data, _judge_data(heard, is_blog=is_blog)),
        _claim("microdata", shown if heard.marked else None, _judge_shown(is_blog=is_blog)),
    ]
    is_flat = shown is not None and shown.name == "flat_body"
    for name, is_own in (("DOM records", not is_flat), ("flat body", is_flat)):
        own = shown if is_own and not heard.marked else None
        claims.append(_claim(name, own, _judge_shown(is_blog=is_blog)))
    asked = "not asked: the posts stand elsewhere, or nothing says live"
    claims.append(
        _claim("state", heard.state, _judge_data(heard, is_blog=is_blog))
        if heard.is_state_asked
        else Claim("state", 0, 0, asked)
    )
    return [*claims, *_list_refused(heard)]


def _claim(name: str, witness: Witness | None, outcome: str) -> Claim:
    if witness is None or not witness.candidates:
        return Claim(name, 0, 0, "found nothing")
    first = witness.candidates[0]
    marks = [mark for one in witness.candidates for mark in one.marks]
    text = first.headline or first.body
    if not text and first.elements:
        text = " ".join(" ".join(one.text_content() for one in first.elements[:1]).split())
    return Claim(
        name,
        len(witness.candidates),
        sum(bool(one.marks) for one in witness.candidates),
        outcome,
        sample=text or None,
        sample_time=marks[0].raw if marks else None,
    )


def _judge_shown(*, is_blog: bool) -> str:
    if not is_blog:
        return "heard, but the page is an article"
    return "won: order and text come from what readers see"


def _judge_data(heard: Hearing, *, is_blog: bool) -> str:
    if not is_blog:
        return "heard, but the page is an article"
    if heard.group is None:
        return "won: the tree shows no posts"
    return "joined: aligned with the tree's posts; fills headlines, authors, times, unseen posts"


def _list_refused(heard: Hearing) -> list[Claim]:
    """The heaviest groups of records that were not taken for posts."""
    tests: tuple[tuple[Callable[[Group], bool], str], ...] = (
        (is_talk, "refused: what readers wrote"),
        (
            lambda one: is_look_alike(one, heard.page, heard.survey, is_marked=heard.is_marked),
            "refused: a look-alike",
        ),
        (lambda one: tells_story(one, heard.page, heard.survey), "refused: a story's own times"),
    )
    taken = set(heard.group.members) if heard.group else set()
    refused = [one for one in heard.groups[:8] if one.members[0] not in taken][:MAX_REFUSED]
    return [
        Claim(
            "other records",
            len(group.members),
            sum(any(signal.marks for signal in held) for held in group.signals),
            next(
                (why for test, why in tests if test(group)),
                "not taken: lighter, too small, or nothing of what the data tells",
            ),
            sample=" ".join(group.members[0].text_content().split()),
        )
        for group in refused
    ]


def _explain_kind(heard: Hearing, verdict: Extraction) -> list[str]:
    reasons = [
        (bool(heard.linked.live_blogs), "JSON-LD calls the page a LiveBlogPosting."),
        (says_live_blog(heard.page), "An element is typed LiveBlogPosting."),
        (says_live(heard.page), "The address or the title says live."),
        (heard.group is not None, "Records or headings with times stand in the page."),
        (bool(heard.linked.articles), "JSON-LD calls the page an article."),
    ]
    told = [sentence for holds, sentence in reasons if holds]
    return told or [f"Nothing speaks of a live blog: {verdict.kind}."]


def _claim_text(verdict: Extraction) -> Claim:
    entries = verdict.entries
    first = entries[0] if entries else None
    return Claim(
        "text",
        len(entries),
        sum(one.published_at is not None for one in entries),
        "won: cut where clocks stand, else where the topic changes",
        sample=first.text if first else None,
        sample_time=first.raw_time if first else None,
    )


def list_conflicts(traced: Trace) -> Sequence[tuple[int, str]]:
    """Position of each entry whose times disagree, and the times as they stand."""
    return [
        (entry.position, "; ".join(_tell_evidence(one) for one in entry.evidence))
        for entry in traced.extraction.entries
        if any("conflict" in one.flags for one in entry.evidence)
    ]


def _tell_evidence(one: Evidence) -> str:
    read = f"{one.instant:%Y-%m-%d %H:%M:%S} UTC" if one.instant else "no instant"
    mark = " (conflict)" if "conflict" in one.flags else ""
    return f"{one.where} says {one.raw!r} = {read}{mark}"
