"""All that the readers of one page found, and what the page is: one road for all who ask.

Extraction makes its verdict from a Hearing; the explanation shows the same one. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UnreadablePage
from pipeline.extract.about.kind import choose_group, judge_kind
from pipeline.extract.about.live_words import announces_live, says_live
from pipeline.extract.signals.survey import survey_sheet
from pipeline.extract.witnesses.adopt import adopt_strays
from pipeline.extract.witnesses.continued import find_shaped
from pipeline.extract.witnesses.groups import find_groups
from pipeline.extract.witnesses.headed import find_headed_group
from pipeline.extract.witnesses.json_ld import read_linked_data, read_updates
from pipeline.extract.witnesses.microdata import find_update_group, says_live_blog
from pipeline.extract.witnesses.records import read_records
from pipeline.extract.witnesses.state import read_state
from pipeline.extract.witnesses.told_places import find_told_group

if TYPE_CHECKING:
    from pipeline.extract.candidate import Witness
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.page import Page
    from pipeline.extract.witnesses.group import Group
    from pipeline.extract.witnesses.json_ld import LinkedData
    from pipeline.model import Kind, PageBefore


@dataclass(frozen=True, slots=True)
class Hearing:
    """What every reader found on one page."""

    page: Page
    survey: Survey
    linked: LinkedData
    kind: Kind
    is_marked: bool
    """Data, or the page before this one, calls it a live blog."""
    data: Witness | None
    """Updates in JSON-LD."""
    state: Witness | None
    """Posts in application state, if that was asked."""
    is_state_asked: bool
    groups: tuple[Group, ...]
    """Groups of records, best first; none where microdata marks the posts."""
    marked: Group | None
    """The elements that microdata or RDFa marks as updates."""
    timed: Group | None
    """The records that show the posts: the marked ones, or the best group, with their strays."""
    headed: Group | None
    """Posts of a live blog that shows no times: told by data, or each under a heading."""
    shown: Witness | None
    """The posts of a live blog as the tree shows them."""

    @property
    def group(self) -> Group | None:
        """The elements that show the posts."""
        return self.timed or self.headed

    @property
    def told(self) -> Witness | None:
        """Posts that data tells of."""
        return self.state or self.data


def hear_page(page: Page, before: PageBefore | None = None) -> Hearing:
    """Asks the readers, the dear ones only where the others found no posts.

    ``before``: of a further page of a live blog, what the page before tells.

    Raises:
        UnreadablePage: the page has no text, and does not announce a live blog that scripts draw.
    """
    if not page.has_text and not announces_live(page):
        raise UnreadablePage("the page has no text", url=page.url)
    linked = read_linked_data(page)
    survey = survey_sheet(page.sheet)
    data = read_updates(page, linked)
    marked = find_update_group(page, survey)
    groups = () if marked else tuple(find_groups(survey))
    is_marked = before is not None or bool(linked.live_blogs) or says_live_blog(page)
    best = marked or choose_group(groups, page, survey, data, is_marked=is_marked)
    if before is not None and before.post_shape and not marked:
        best = find_shaped(survey, before.post_shape) or best
    timed = adopt_strays(best, survey) if best else None
    is_silent = timed is None and not (data and data.candidates)
    # Only what calls itself live may hold its posts in application state: reading that is dear.
    is_state_asked = is_silent and (is_marked or says_live(page))
    state = read_state(page) if is_state_asked else None
    kind = judge_kind(page, survey, linked, timed, state or data, is_marked=is_marked)
    headed = None
    if kind == "liveblog" and timed is None:
        if told := state or data:
            headed = find_told_group(survey, told)
        if is_silent and not (state and state.candidates):
            headed = find_headed_group(page.tree, survey)
    group = (timed or headed) if kind == "liveblog" else None
    return Hearing(
        page=page,
        survey=survey,
        linked=linked,
        kind=kind,
        is_marked=is_marked,
        data=data,
        state=state,
        is_state_asked=is_state_asked,
        groups=groups,
        marked=marked,
        timed=timed,
        headed=headed,
        shown=read_records(page, group, survey) if group else None,
    )
