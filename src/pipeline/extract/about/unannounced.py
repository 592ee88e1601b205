"""Posts of a page that nowhere says live: only what behaves as posts in every way is taken.

Header, story, margin and footer of a page may each hold a date, and so look like records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.about.group_clocks import count_minutes, list_labels
from pipeline.extract.signals.shapes import EPOCH, is_time_label, opens_sentence
from pipeline.extract.times import TimeContext, read_time
from pipeline.extract.tree.word_counts import count_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.signals.signal import Signal
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.witnesses.group import Group

MOST_CLOCKED = 0.75
"""Part of the posts that show a clock; a date alone is the day of a story."""
MIN_DISTINCT = 0.6
"""Part of the posts whose time no other shows; what a page was made at stands in many parts."""
MIN_SENTENCE = 6
"""Words of a run of text that says something; labels have fewer."""
MAX_LINKED = 0.6
"""Part of their words that stand in links; more is a list of other pages."""
MAX_SHARE = 0.75
"""Part of all words that one post may hold; the story among a page's parts holds more."""
_DAY_S = 86_400


def behave_as_posts(group: Group, survey: Survey, language: str | None) -> bool:
    """Most show the time of the day, half of them say something, and none holds nearly all.

    ``language`` is that in which the times are written.
    """
    context = TimeContext(language=language)
    clocked = sum(_shows_clock(held, context) for held in group.signals)
    if clocked < MOST_CLOCKED * len(group.members):
        return False
    if group.link_share > MAX_LINKED or not _are_distinct(group):
        return False
    if group.is_flat:
        return 2 * sum(map(_is_told, group.members)) < len(group.members)
    counts = [survey.count_words(member) for member in group.members]
    if max(counts) > MAX_SHARE * sum(counts):
        return False
    return 2 * sum(map(_says_something, group.members)) >= len(group.members)


def _is_told(member: HtmlElement) -> bool:
    """A sentence that tells when something happened: 'At 14:05 on Tuesday, the ferry turned'."""
    return opens_sentence(" ".join(member.text_content()[:120].split()))


def _are_distinct(group: Group) -> bool:
    labels = [label for label in list_labels(group) if label]
    return len(set(labels)) >= MIN_DISTINCT * len(labels)


def _shows_clock(held: tuple[Signal, ...], context: TimeContext) -> bool:
    return any(
        _is_sure_minute(signal) or any(_is_clock(mark.raw, context) for mark in signal.marks)
        for signal in held
    )


def _is_sure_minute(signal: Signal) -> bool:
    """A minute of a match with its sign; the numbers of a text's sections run on as balls do."""
    return signal.is_minute and signal.ball is None and signal.minute is None


def _is_clock(raw: str, context: TimeContext) -> bool:
    """'14:05', an instant, '21 mins ago'; not '3 days ago' or '12.03.2024'."""
    if count_minutes(raw) is not None or EPOCH.match(raw):
        return True
    found = read_time(raw, context)
    if found is None:
        return False
    return found.has_clock or (found.ago_s is not None and found.ago_s < _DAY_S)


def _says_something(member: HtmlElement) -> bool:
    """A run of text outside links that is longer than a label, and no time."""
    inside = ((e.text, e) for e in member.iter() if isinstance(e.tag, str))
    behind = ((e.tail, e.getparent()) for e in member.iterdescendants())
    return any(
        text is not None
        and count_words(text) >= MIN_SENTENCE
        and not is_time_label(text.strip())
        and not _is_linked(holder, member)
        for text, holder in (*inside, *behind)
    )


def _is_linked(element: HtmlElement | None, member: HtmlElement) -> bool:
    while element is not None and element is not member:
        if element.tag in {"a", "script", "style"}:
            return True
        element = element.getparent()
    return False
