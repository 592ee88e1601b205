"""A page that calls itself a live blog, and tells no time of any post: its headings open them.

Used only where the page's own data says ``LiveBlogPosting`` and no record, no flat body with times
and no structured update was found: an article with headings between its parts looks the same.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.extract.tree.words import find_words
from pipeline.extract.witnesses.group import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipeline.extract.signals.survey import Survey

LEVELS = ("h2", "h3", "h4")
MIN_POSTS = 3
MIN_WORDS = 12
"""Words after a heading, for it to open a post."""
BESIDE = frozenset({"aside", "nav", "footer", "form", "header", "dialog"})


def find_headed_group(tree: HtmlElement, survey: Survey) -> Group | None:
    """Sibling headings of one level, each with prose behind it; those with the most prose."""
    siblings: dict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for heading in tree.iter(*LEVELS):
        parent = heading.getparent()
        if parent is not None:
            siblings[parent, str(heading.tag)].append(heading)
    groups = [
        _make_group(parent, headings, survey)
        for (parent, _), headings in siblings.items()
        if not _is_beside(parent)
    ]
    return max((group for group in groups if group), key=lambda one: one.score, default=None)


def _make_group(
    parent: HtmlElement, headings: Sequence[HtmlElement], survey: Survey
) -> Group | None:
    opening = set(headings)
    words = {heading: _count_after(heading, opening, survey) for heading in headings}
    members = tuple(heading for heading in headings if words[heading] >= MIN_WORDS)
    if len(members) < MIN_POSTS or len(members) < len(headings) - 1:
        return None
    total = sum(words[member] for member in members)
    return Group(
        members=members,
        signals=((),) * len(members),
        parents=(parent,),
        is_flat=True,
        score=float(total),
        words_each=total / len(members),
        link_share=0.0,
    )


def _count_after(heading: HtmlElement, opening: set[HtmlElement], survey: Survey) -> int:
    count = 0
    step = heading.getnext()
    while step is not None and step not in opening:
        count += survey.count_words(step) - survey.count_linked(step)
        step = step.getnext()
    return count


def _is_beside(element: HtmlElement) -> bool:
    """Whether it stands beside the story: an aside, or what its names call so."""
    for step in (element, *element.iterancestors()):
        if step.tag in BESIDE:
            return True
        names = f"{step.get('class') or ''} {step.get('id') or ''}"
        if step.tag not in {"body", "html"} and find_words("beside").search(names):
            return True
    return False
