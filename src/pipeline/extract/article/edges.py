"""What stands at the edges of an article's text: kickers and names above, teasers below.

Takes the cleaner's Lines and marks more of them. Pure; linear in the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING

from pipeline.extract.clean.text import ends_sentence, weigh_text
from pipeline.extract.clean.wording import normalise_line
from pipeline.extract.tree.headings import SUBHEADINGS
from pipeline.extract.tree.words import load_words

if TYPE_CHECKING:
    from pipeline.extract.clean.context import Line

SHORT_CHARS = 60
"""A line below this that ends no sentence is a label, at the ends of an article."""
SHORTEST_TITLE = 20
"""Characters of a link, or of links in a row, that lead to another story."""
LAST_LINES = 3
"""Among these the writer's address may stand."""
LONGEST_CONTACT = 200
LONGEST_QUOTE = 300
"""Characters of a quotation that is set in large letters between the prose."""
LONGEST_LABEL = 120
"""Characters of another story's title, where it ends no sentence."""
MANY_LABELS = 3
"""Titles and labels below the text; fewer may be its own last lines."""
CROSSHEADS = 4
"""So many linked headings, each above prose, are the text's own."""
FIRST_LINES = 5
"""Among these a byline may stand."""
POINT_WORDS = 4
"""Words of an item that says something: what is in short, not a name or a date."""
WITNESS_CHARS = 40
"""Characters by which a paragraph is recognised in the witness's text."""

_EARLY = 0.4
"""Share of the text above which the first of its own linked headings stands."""
_LATE = 0.5
"""Share of the prose that must stand above a heading before teasers can begin."""
_STORY_LINK = "a link to another story"
_TEASER_REASONS = frozenset({_STORY_LINK, "link below a promo heading"})
_WHOLE = 0.8
"""Share of ``articleBody`` that the page must show for it to judge the rest."""
_TITLE_LINKED = 0.75
"""Part of a title's characters that stand in its link."""
_ITEM_TAGS = frozenset({"li", "td", "th", "tr", "dt", "dd", "pre"})
_TEXT_TAGS = SUBHEADINGS | frozenset({"p", "li", "blockquote", "pre", "dt", "dd"})
# 'jroe@gazette.example'
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}")
_QUOTE_TAGS = frozenset({"p", "blockquote", "q", "section", "article", "main", "aside", "span"})
_QUOTE_SIGNS = "“”\"„«»'‘"
# 'By Jane Roe', 'Von Mara Lindqvist, Ormsheim': the word, and names in capitals
_BYLINE = re.compile(
    rf"(?i:{load_words('by_words')})\s+(?:[^\W\d_a-zà-ÿ][\w.’'-]*(?:,|\s|\Z)\s*){{2,6}}\Z"
)


def drop_asides(lines: Sequence[Line]) -> None:
    """Marks lines between the prose that are no part of it.

    Links to other stories, the name of the writer, and quotations drawn out of the text.
    """
    standing = [line for line in lines if line.removed_as is None and not line.is_left_out]
    _drop_story_links(standing)
    for line in islice((line for line in standing if line.removed_as is None), FIRST_LINES):
        if len(line.text) < SHORT_CHARS and _BYLINE.match(line.text):
            line.removed_as, line.reason = "navigation", "a byline"
    for line in standing[-LAST_LINES:]:
        if len(line.text) <= LONGEST_CONTACT and _EMAIL.search(line.text):
            line.removed_as, line.reason = "comment_prompt", "an address to write to"
    _drop_labels([line for line in standing if line.removed_as is None])
    _drop_pull_quotes([line for line in standing if line.removed_as is None])


def _drop_labels(standing: Sequence[Line]) -> None:
    """Names and labels in boxes between a standfirst and the text: above the second prose."""
    prose = [place for place, line in enumerate(standing) if _is_prose(line)]
    if len(prose) < FIRST_LINES or standing[prose[1]].tag not in _TEXT_TAGS:
        return
    for line in standing[: prose[1]]:
        if line.tag not in _TEXT_TAGS and not _is_whole(line):
            line.removed_as, line.reason = "navigation", "a label above the text"


def _drop_story_links(standing: Sequence[Line]) -> None:
    total = sum(len(line.text) for line in standing)
    kept = _find_linked_crossheads(standing, total)
    if _lists_links(standing, total):
        return
    for is_link, group in groupby(standing, key=_is_story_link):
        run = [line for line in group if line.index not in kept]
        weight = sum(len(line.text) for line in run)
        if is_link and weight >= SHORTEST_TITLE and weight * 4 <= total:
            for line in run:
                line.removed_as, line.reason = "promo", _STORY_LINK


def _lists_links(standing: Sequence[Line], total: int) -> bool:
    """Whether the text is a list of links, as of offers or of books, from its start to its end."""
    links = [list(run) for is_link, run in groupby(standing, key=_is_story_link) if is_link]
    weight = sum(len(line.text) for run in links for line in run)
    return len(links) >= CROSSHEADS and weight * 2 > total


def _find_linked_crossheads(standing: Sequence[Line], total: int) -> frozenset[int]:
    """Linked headings that part the whole text, as in a list of places: many, and from early on."""
    found: list[int] = []
    seen = 0
    for line, after in pairwise(standing):
        if line.tag in SUBHEADINGS and _is_story_link(line) and _is_prose(after):
            if not found and not 0 < seen <= _EARLY * total:
                return frozenset()
            found.append(line.index)
        seen += len(line.text) if _is_prose(line) else 0
    return frozenset(found) if len(found) >= CROSSHEADS else frozenset()


def _drop_pull_quotes(standing: Sequence[Line]) -> None:
    said = [normalise_line(line.text) for line in standing]
    whole = "\n".join(said)
    for line, words in zip(standing, said, strict=True):
        is_quote = line.tag in _QUOTE_TAGS and line.text[0] in _QUOTE_SIGNS
        is_long = SHORTEST_TITLE <= len(words) <= LONGEST_QUOTE
        if is_quote and is_long and whole.count(words) > 1 and said.count(words) == 1:
            line.removed_as, line.reason = "promo", "said in the text as well"


def _is_story_link(line: Line) -> bool:
    """Nothing but a link, and a title: it ends no sentence."""
    least = 0.95 if line.tag in _TEXT_TAGS else 0.75
    return line.link_share >= least and line.text[-1] not in ".:;"


def trim_ends(lines: Sequence[Line]) -> None:
    """Marks what stands above the first prose and below the last: kickers, names, teasers."""
    total = sum(len(line.text) for line in lines if _is_prose(line))
    _cut_after_heading(lines, total)
    _cut_tail(lines)
    for ordered in (lines, lines[::-1]):
        points = _find_points(ordered)
        for line in ordered:
            if line.removed_as is not None or line.is_left_out:
                continue
            if _is_whole(line) or line.index in points:
                break
            line.removed_as, line.reason = "navigation", "a short line beside the body"


def _cut_tail(lines: Sequence[Line]) -> None:
    """Below the last prose: titles and labels among links, and blurbs below linked titles."""
    labels = blurbs = links = 0
    start = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.removed_as is None and not line.is_left_out:
            if _is_title(line):
                labels += 1
            elif place and _is_story_title(lines[place - 1]):
                blurbs += 1
            else:
                break
        links += line.removed_as is not None or line.link_share >= _TITLE_LINKED
        start = place
    if labels < MANY_LABELS or labels < blurbs or 2 * links < labels:
        return
    for line in lines[start:]:
        if line.removed_as is None and not line.is_left_out:
            line.removed_as, line.reason = "promo", "among titles below the text"


def _is_title(line: Line) -> bool:
    """No sentence, and no item of a list or table that the story may end with."""
    is_short = weigh_text(line.text) < LONGEST_LABEL and not ends_sentence(line.text)
    return is_short and line.tag not in _ITEM_TAGS


def _is_story_title(line: Line) -> bool:
    return line.removed_as is not None and line.link_share >= _TITLE_LINKED


def _is_whole(line: Line) -> bool:
    return weigh_text(line.text) >= SHORT_CHARS or ends_sentence(line.text)


def _find_points(lines: Sequence[Line]) -> frozenset[int]:
    """Lines of a list that sums the story up: items in a row that say something, without links."""
    standing = [line for line in lines if line.removed_as is None and not line.is_left_out]
    found: set[int] = set()
    for is_point, group in groupby(standing, key=_is_point):
        run = list(group)
        if is_point and len(run) > 1:
            found.update(line.index for line in run)
    return frozenset(found)


def _is_point(line: Line) -> bool:
    has_words = len(line.text.split()) > POINT_WORDS
    return line.tag == "li" and has_words and line.link_share == 0 and line.verdict is None


def _cut_after_heading(lines: Sequence[Line], total: int) -> None:
    """From a heading such as 'Most read' on, late in the text, everything is teasers."""
    seen = 0
    for place, line in enumerate(lines):
        seen += len(line.text) if _is_prose(line) else 0
        if seen < _LATE * total or not _is_promo_heading(line) or _ends_its_block(lines, place):
            continue
        if not _has_teasers(lines[place + 1 :]):
            continue
        for later in lines[place:]:
            if later.removed_as is None:
                later.removed_as, later.reason = "promo", "below a promo heading"
        return


def _is_promo_heading(line: Line) -> bool:
    """A label for what follows; 'Read also: Ferries stay in port' is whole in itself."""
    verdict = line.verdict
    if verdict is None or verdict.kind != "promo" or len(line.text) >= SHORT_CHARS:
        return False
    return line.link_share == 0 and line.reason != "structure: button"


def _ends_its_block(lines: Sequence[Line], place: int) -> bool:
    """Whether a box that went as a whole holds the heading and what it stands above."""
    line = lines[place]
    after = lines[place + 1] if place + 1 < len(lines) else None
    is_boxed = line.reason.startswith("structure:")
    return is_boxed and after is not None and after.reason == line.reason


def _has_teasers(lines: Sequence[Line]) -> bool:
    """Whether each piece of prose is the blurb of a title above it, as it is in lists of stories.

    Titles are links; where nothing is linked, they are headings or short lines.
    """
    standing = [line for line in lines if not line.is_left_out and _may_be_teaser(line)]
    has_links = any(line.link_share >= 0.5 for line in standing)
    titles = blurbs = 0
    is_below_title = False
    for line in standing:
        is_title = line.link_share >= 0.5 if has_links else weigh_text(line.text) < SHORT_CHARS
        if is_title:
            titles, is_below_title = titles + 1, True
        elif _is_prose(line):
            if not is_below_title:
                return False
            blurbs, is_below_title = blurbs + 1, False
    return blurbs == 0 or titles > 1


def _may_be_teaser(line: Line) -> bool:
    return line.removed_as is None or line.reason in _TEASER_REASONS


def _is_prose(line: Line) -> bool:
    is_long = weigh_text(line.text) >= SHORT_CHARS
    return line.removed_as is None and is_long and line.link_share < 0.5


def hear_witness(lines: Sequence[Line], body: str) -> None:
    """Marks lines at the ends, and runs between, that a whole ``articleBody`` does not hold."""
    said = normalise_line(body).replace(" ", "")
    standing = [line for line in lines if line.removed_as is None and not line.is_left_out]
    flags = [_is_told(line, said) for line in standing]
    told = sum(len(line.text) for line, yes in zip(standing, flags, strict=True) if yes)
    if told < _WHOLE * len(body) or told * 2 < sum(len(line.text) for line in standing) or not told:
        return
    for run, is_edge in _list_untold(standing, flags):
        is_list = any(line.tag == "li" for line in run)
        if not (is_edge or (len(run) > 1 and not is_list)):
            continue
        for line in run:
            line.removed_as, line.reason = "promo", "not in the page's own articleBody"


def _list_untold(
    standing: Sequence[Line], flags: Sequence[bool]
) -> Iterator[tuple[list[Line], bool]]:
    """Runs of lines that the witness does not tell, and whether each is at an end."""
    place = 0
    for is_confirmed, group in groupby(flags):
        run = list(standing[place : place + len(list(group))])
        is_edge = place == 0 or place + len(run) == len(standing)
        place += len(run)
        if not is_confirmed:
            yield run, is_edge


def _is_told(line: Line, said: str) -> bool:
    return normalise_line(line.text).replace(" ", "")[:WITNESS_CHARS] in said
