"""Clocks of a story, a plan or a recording: in the order of the day, and no live blog's posts.

A chronology in an article, a television guide, the transcript of a podcast: each part has a time,
as a post has. They run forward, and the page says what they are, or tells the story around them.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from pipeline.extract.about.group_clocks import count_minutes, list_labels
from pipeline.extract.about.live_words import read_titles
from pipeline.extract.tree.words import find_words
from pipeline.extract.witnesses.surroundings import is_firm_live_place, is_match

if TYPE_CHECKING:
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.page import Page
    from pipeline.extract.witnesses.group import Group

MIN_CLOCKS = 4
"""Clocks in order; three may stand so by chance."""
NEAR = 4
"""A member, its list, and what stands round that."""
MIN_PLANNED = 5
"""Clocks that never fall beside full quarters by chance."""
MIDNIGHT_MIN = 10 * 60
"""A step back of so many minutes passes midnight, or noon on a clock of twelve hours."""
PROSE_WORDS = 12
"""A paragraph of so many words is prose."""
MIN_STORY_WORDS = 40
"""Words of prose around a chronology; a live blog's lead is shorter."""
# the 2024 of '12/03/2024 06:30'
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d:])")
# the 90 of "90'+3", "min. 90"
_POSITION = re.compile(r"\d{1,3}")


def orders_story(group: Group, page: Page, survey: Survey, *, is_live: bool) -> bool:
    """Whether the clocks of a group run forward through something told or planned as a whole.

    ``is_live``: a word of the address or the title says live, as guides to broadcasts do too.
    """
    minutes = _read_minutes(group)
    if not _run_forward(minutes):
        return is_live and _is_guide(minutes) and not is_firm_live_place(group)
    titles = read_titles(page)
    if find_words("plan_titles").search(titles) or _is_retold(titles, page) or _is_listed(group):
        return True
    if is_live:
        return _is_guide(minutes) and not is_firm_live_place(group)
    if minutes[0] == 0 and not is_match(group.signals):
        return True  # positions in a recording
    return not is_firm_live_place(group) and _has_story_around(group, survey)


def _read_minutes(group: Group) -> list[int]:
    """Minutes of the day or of a match; nothing unless every member begins with one."""
    if is_match(group.signals):
        return _read_positions(group)
    raws = list_labels(group)
    bare = [raw for raw in raws if not _YEAR.search(raw)]  # no 'Published 12/03/2024 06:30'
    found = [count_minutes(raw) for raw in bare or raws]
    known = [minutes for minutes in found if minutes is not None]
    return known if len(known) == len(found) else []


def _read_positions(group: Group) -> list[int]:
    """The minutes of a match that the members begin with."""
    openings = (" ".join(member.text_content()[:80].split())[:12] for member in group.members)
    found = [position for line in openings if (position := _POSITION.search(line))]
    return [int(one[0]) for one in found] if len(found) == len(group.members) else []


def _run_forward(minutes: list[int]) -> bool:
    """Later and later, but for one midnight.

    >>> _run_forward([1307, 1318, 1352, 40, 185]), _run_forward([950, 930, 910, 880])
    (True, False)
    """
    steps = [after - before for before, after in pairwise(minutes)]
    back = [step for step in steps if step < 0]
    if len(minutes) < MIN_CLOCKS or len(back) > 1 or not any(step > 0 for step in steps):
        return False
    return all(step <= -MIDNIGHT_MIN for step in back)


def run_back(group: Group) -> bool:
    """The clocks of a group run from the newest back, but for one midnight: no story is told so."""
    minutes = _read_minutes(group)
    return not is_match(group.signals) and _run_forward(minutes[::-1]) and not _stand_still(minutes)


def _stand_still(minutes: list[int]) -> bool:
    return 2 * len(set(minutes)) <= len(minutes)


def _is_listed(group: Group) -> bool:
    """What holds the members is named a schedule or a board of departures."""
    steps = islice((group.members[0], *group.members[0].iterancestors()), NEAR)
    said = " ".join(f"{step.get('class') or ''} {step.get('id') or ''}" for step in steps)
    return find_words("plan_names").search(said) is not None


def _is_guide(minutes: list[int]) -> bool:
    """Full quarters in post after post, not newest first: what is planned.

    >>> _is_guide([1185, 1200, 1065, 1200, 1110]), _is_guide([1200, 1185, 1110, 1065, 900])
    (True, False)
    """
    if len(minutes) < MIN_PLANNED or any(minute % 15 for minute in minutes):
        return False
    return any(after > before for before, after in pairwise(minutes))


def _is_retold(titles: str, page: Page) -> bool:
    """The title says that something is told afterwards, and beside 'minute by minute' no 'live'."""
    if not find_words("retold_titles").search(titles):
        return False
    path = (page.url or "").replace("-", " ").replace("_", " ")
    said = find_words("minute_words").sub(" ", f"{path} {titles}")
    return not find_words("live_words").search(said)


def _has_story_around(group: Group, survey: Survey) -> bool:
    """Prose above the first line of a flat body; a story above the first and below the last box."""
    sheet = survey.sheet
    first, last = survey.order[group.members[0]], survey.order[group.members[-1]]
    holder = sheet.parents[first]
    end = sheet.ends[last] if group.is_flat else sheet.ends[sheet.parents[holder]]
    words = [
        survey.counts[place]
        for place in sheet.list_tagged("p")
        if (place < first or sheet.ends[last] <= place < end)
        and survey.counts[place] >= PROSE_WORDS
        and survey.link_counts[place] * 2 < survey.counts[place]
    ]
    return bool(words) if group.is_flat else len(words) > 1 and sum(words) >= MIN_STORY_WORDS
