"""What only looks like posts of a live blog: talk, teasers, plans, diaries, parts of a story."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.extract.about.enough import MIN_MEMBERS
from pipeline.extract.about.group_clocks import count_minutes, list_labels
from pipeline.extract.about.live_words import is_story_path, says_live
from pipeline.extract.about.story_clocks import orders_story
from pipeline.extract.about.unannounced import behave_as_posts
from pipeline.extract.signals.shapes import is_date_label
from pipeline.extract.times import TimeContext, read_time
from pipeline.extract.tree.headings import HEADINGS
from pipeline.extract.tree.paragraphs import list_marked
from pipeline.extract.tree.words import find_words
from pipeline.extract.witnesses.group import place_of_time
from pipeline.extract.witnesses.surroundings import is_live_place, is_talk

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.page import Page
    from pipeline.extract.witnesses.group import Group

MIN_PLANNED = 5
"""Clocks that never fall beside full five minutes by chance."""
MOST_BACK = 0.8
"""Part of the steps from clock to clock that lead back in a body whose newest part stands first."""
PROSE_WORDS = 12
"""A paragraph of so many words is prose."""
MAX_ABOVE_WORDS = 150
"""Prose above a live blog's posts; an article is longer."""
MAX_TEASER_WORDS = 35.0
"""Median words outside links of a list whose headlines all lead elsewhere."""
MAX_TALK_WORDS = 80.0
"""Median words of what readers write below a story; posts of a newsroom may be longer."""
MIN_OWN_WORDS = 8.0
"""Median words outside links; schedules and results have fewer."""


def is_look_alike(group: Group, page: Page, survey: Survey, *, is_marked: bool) -> bool:
    """Comment threads, teasers of other stories, schedules, lists beside a longer story.

    ``is_marked``: data calls the page a live blog. Else a place named as live may stand in the
    margin of a story: quotations of shares, the newest of another live blog.
    """
    if is_talk(group):
        return True
    if not says_live(page) and _is_diary(group, page.language):
        return True
    own_words = group.words_each * (1.0 - group.link_share)
    is_brief = own_words < MAX_TEASER_WORDS
    if is_live_place(group):
        if not (is_marked or says_live(page) or _is_main_prose(group, page, survey)):
            return True
        return is_brief and not _may_link_posts(page) and _links_elsewhere(group, page)
    if not group.is_flat and (_is_of_parts(group) or _is_of_sections(group)):
        return True
    if (is_brief or not says_live(page)) and _links_elsewhere(group, page):
        return True
    if says_live(page):
        return _follows_story(group, page, survey)
    if _is_timetable(group) or not behave_as_posts(group, survey, page.language):
        return True
    if own_words < MIN_OWN_WORDS or (not group.is_flat and not _has_headings(group)):
        return True
    return not _is_main_prose(group, page, survey)


def _may_link_posts(page: Page) -> bool:
    """A live page whose address is a story's: what its headlines link to may be its own posts.

    At a section's address ('/en-direct/') they are stories, live or not.
    """
    path = urlsplit(page.url or "").path
    return says_live(page) and (not path or is_story_path(path))


def _is_diary(group: Group, language: str | None) -> bool:
    """Each member on a day of its own: a chronology, reviews, the stories of a blog."""
    context = TimeContext(language=language)
    raws = [label for label in list_labels(group) if label]
    found = [(raw, read_time(raw, context)) for raw in raws]
    days: set[object] = {
        (one.year, one.month, one.day) for _, one in found if one is not None and one.day
    }
    # A date that no time can be read from lies before our time.
    days |= {raw for raw, one in found if one is None and is_date_label(raw)}
    return len(raws) >= MIN_MEMBERS and len(days) * 5 >= len(raws) * 4


def _is_of_parts(group: Group) -> bool:
    """Parts of a page that happen to hold a time each: one is named as comments, one is not."""
    names = [f"{member.get('id') or ''} {member.get('class') or ''}" for member in group.members]
    if len(set(names)) < len(names):
        return False
    beside = [bool(find_words("talk").search(n) or find_words("beside").search(n)) for n in names]
    return any(beside) and not all(beside)


def _is_of_sections(group: Group) -> bool:
    """Each member holds its first time in another place: header, main part and margin of a page."""
    places = [
        place_of_time(member, held)
        for member, held in zip(group.members, group.signals, strict=True)
    ]
    return len(set(places)) == len(places)


def _follows_story(group: Group, page: Page, survey: Survey) -> bool:
    """Members without headings, below the prose of a whole article: what its readers wrote."""
    if group.is_flat or group.words_each > MAX_TALK_WORDS or _has_headings(group):
        return False
    first = survey.order[group.members[0]]
    above = sum(
        survey.count_words(p)
        for p in list_paragraphs(page)
        if survey.count_words(p) >= PROSE_WORDS and survey.order[p] < first
    )
    return above >= MAX_ABOVE_WORDS


def _is_timetable(group: Group) -> bool:
    """Clocks in post after post, and all of them at full five minutes: what is planned.

    Agencies round the clocks of their reports as well ('9:25 p.m.'), but put the newest first.
    """
    found = (count_minutes(label) for label in list_labels(group))
    minutes = [one for one in found if one is not None]
    steps = [after - before for before, after in pairwise(minutes)]
    is_newest_first = sum(step < 0 for step in steps) >= MOST_BACK * len(steps)
    is_round = len(minutes) >= MIN_PLANNED and all(minute % 5 == 0 for minute in minutes)
    return is_round and not (group.is_flat and is_newest_first)


def _has_headings(group: Group) -> bool:
    """Half of the members have a heading: posts do, what readers write does not."""
    count = sum(1 for member in group.members if any(True for _ in member.iter(*HEADINGS)))
    return 2 * count >= len(group.members)


def _is_main_prose(group: Group, page: Page, survey: Survey) -> bool:
    """Whether the group holds at least half as many words as the prose outside it."""
    within = set(group.parents) if group.is_flat else set(group.members)
    held = sum(map(survey.count_words, within))
    outside = sum(
        survey.count_words(p)
        for p in list_paragraphs(page)
        if survey.count_words(p) >= PROSE_WORDS
        and not any(above in within for above in p.iterancestors())
    )
    return held >= 0.5 * outside


def _links_elsewhere(group: Group, page: Page) -> bool:
    """Most members' headlines lead to other pages: teasers, not posts."""
    here = urlsplit(page.url or "").path.rstrip("/")
    here = here if is_story_path(here) else ""
    away = 0
    for member in group.members:
        around = member.iterancestors("a")
        link = next((a for a in chain(member.iter("a"), around) if _is_headline_link(a)), None)
        if link is None:
            continue
        there = urlsplit(link.get("href") or "").path.rstrip("/")
        if there and not (here and there.startswith(here)):
            away += 1
    return 3 * away >= 2 * len(group.members)


def _is_headline_link(link: HtmlElement) -> bool:
    """A link that is, holds or stands in a heading, or one laid over a whole card or round it."""
    if link.get("aria-label") and not len(link) and not (link.text or "").strip():
        return True
    parent = link.getparent()
    if parent is not None and parent.tag in HEADINGS:
        return True
    return any(child.tag in HEADINGS for child in link.iter())


def list_paragraphs(page: Page) -> list[HtmlElement]:
    """The paragraphs of a page that are marked as such, in reading order."""
    return list_marked(page.sheet, "p")


def tells_story(group: Group, page: Page, survey: Survey) -> bool:
    """Whether the times of a group order a chronology, a plan or a recording."""
    return orders_story(group, page, survey, is_live=says_live(page))
