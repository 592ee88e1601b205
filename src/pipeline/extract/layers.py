"""Which layer of cleaning took a block out: what it is, what it says, or that it comes again. Pure.

Read from the reasons that cleaning gives, once more and for explanations only: extraction itself
keeps kind and text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.extract.article.body import extract_article
from pipeline.extract.clean.context import CleanBlock, CleanContext
from pipeline.extract.clean.settle import LEARNED, judge_line
from pipeline.extract.posts.body import clean_body
from pipeline.fingerprint import fingerprint_line

if TYPE_CHECKING:
    from pipeline.extract.hearing import Hearing
    from pipeline.model import Removed, RemovedKind

Layer = Literal["structure", "language", "repetition"]

IN_MOST_POSTS = "repeated: at the same end of most posts"
_WORDING = ("phrase", "hint", "label", "form")


@dataclass(frozen=True, slots=True)
class Stripped:
    """A removed block, the layer that took it out, and why."""

    removed: Removed
    layer: Layer
    reason: str


def explain_removed(heard: Hearing, removed: Iterable[Removed]) -> tuple[Stripped, ...]:
    """Each removed block of a page with its layer, in the order given."""
    reasons = _list_reasons(heard)
    page = heard.page
    return tuple(
        _strip(one, reasons.get((one.kind, one.text)), page.language, page.repeated_lines)
        for one in removed
    )


def explain_removed_lines(
    removed: Iterable[Removed], language: str | None, repeated: Mapping[str, RemovedKind]
) -> tuple[Stripped, ...]:
    """Each removed line of a text without markup with its layer."""
    return tuple(_strip(one, None, language, repeated) for one in removed)


def name_layer(reason: str) -> Layer:
    """The layer that gives such a reason.

    >>> name_layer("phrase: log in"), name_layer("structure: aside")
    ('language', 'structure')
    """
    if reason.startswith("repeated") or reason.endswith("times in the text"):
        return "repetition"
    return "language" if reason.startswith(_WORDING) else "structure"


def _list_reasons(heard: Hearing) -> dict[tuple[str, str], str]:
    """Why each block was taken out, by kind and text; the first reason where there are several."""
    found: dict[tuple[str, str], str] = {}
    for block in _clean_again(heard):
        for removed, reason in zip(block.removed, block.reasons, strict=True):
            found.setdefault((removed.kind, removed.text), reason)
    return found


def _clean_again(heard: Hearing) -> list[CleanBlock]:
    if heard.kind == "article":
        body = extract_article(heard.page, heard.groups)
        return [CleanBlock((), body.removed, body.reasons)]
    witnesses = [one for one in (heard.shown, heard.told) if one]
    return [clean_body(one, heard.page) for witness in witnesses for one in witness.candidates]


def _strip(
    removed: Removed,
    reason: str | None,
    language: str | None,
    repeated: Mapping[str, RemovedKind],
) -> Stripped:
    told = reason or _guess_reason(removed, language, repeated)
    return Stripped(removed, name_layer(told), told)


def _guess_reason(
    removed: Removed, language: str | None, repeated: Mapping[str, RemovedKind]
) -> str:
    """Why, where cleaning kept no reason: a line of a text, a line that most posts share."""
    if fingerprint_line(removed.text) in repeated:
        return LEARNED
    verdict = judge_line(removed.text, CleanContext(language=language))
    if verdict is not None and verdict.kind == removed.kind:
        return verdict.reason
    return IN_MOST_POSTS
