"""Posts that show no time: found in the tree by what the page's own data tells of them.

``liveBlogUpdate`` names each post by an id or a headline, and often cuts its text short; the whole
text stands in the tree, in an element of that id or under that headline.
"""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from pipeline.extract.posts.align import fold_words
from pipeline.extract.tree.headings import HEADINGS
from pipeline.extract.tree.line import read_line_at
from pipeline.extract.witnesses.group import Group

if TYPE_CHECKING:
    from pipeline.extract.candidate import Candidate, Witness
    from pipeline.extract.signals.survey import Survey

MIN_POSTS = 3
MIN_SHARE = 0.6
"""Of the posts that are told; data may tell of many more than the page shows."""
SURE = 5
"""So many that are found are posts, whatever their share."""
MIN_WORDS = 8
_HEADLINE = 400
"""Characters of a headline that are compared."""


def find_told_group(survey: Survey, told: Witness) -> Group | None:
    """The elements that show the told posts; None where too few of them are found."""
    return _find_by_id(survey, told.candidates) or _find_by_headline(survey, told.candidates)


def _find_by_id(survey: Survey, told: tuple[Candidate, ...]) -> Group | None:
    names = {name for one in told for name in _list_ids(one)}
    sheet = survey.sheet
    places = [
        place
        for place, element in enumerate(sheet.elements)
        if (name := element.get("id")) and name in names and survey.counts[place] >= MIN_WORDS
    ]
    return _make_group(survey, places, len(told), is_flat=False)


def _list_ids(one: Candidate) -> set[str]:
    said = {one.native_id or "", urldefrag(one.url or "").fragment}
    return {name.rpartition("#")[2] for name in said if name}


def _find_by_headline(survey: Survey, told: tuple[Candidate, ...]) -> Group | None:
    wanted = {fold_words(one.headline, _HEADLINE) for one in told if one.headline}
    sheet = survey.sheet
    found: dict[str, int] = {}
    for place in sheet.list_tagged(*HEADINGS):
        said = fold_words(read_line_at(sheet, place), _HEADLINE)
        if said in wanted:
            found[said] = place  # the last: a list of contents stands above
    headings = sorted(found.values())
    below = Counter(above for place in headings for above in (place, *sheet.climb(place)))
    records = []
    for heading in headings:
        alone = [step for step in (heading, *sheet.climb(heading)) if below[step] == 1]
        records.append(alone[-1])
    is_flat = 2 * sum(map(int.__eq__, records, headings)) > len(headings)
    return _make_group(survey, headings if is_flat else records, len(told), is_flat=is_flat)


def _make_group(survey: Survey, places: list[int], count: int, *, is_flat: bool) -> Group | None:
    sheet = survey.sheet
    if len(places) < max(MIN_POSTS, min(SURE, MIN_SHARE * count)):
        return None
    words = float(median(survey.counts[place] for place in places))
    if words < MIN_WORDS and not is_flat:
        return None
    holders = dict.fromkeys(sheet.parents[place] for place in places)
    return Group(
        members=tuple(sheet.elements[place] for place in places),
        signals=((),) * len(places),
        parents=tuple(sheet.elements[holder] for holder in holders),
        is_flat=is_flat,
        score=words * len(places),
        words_each=words,
        link_share=0.0,
    )
