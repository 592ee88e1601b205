"""The posts of a further page (``?page=2``): held by what held those of the page before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.witnesses.groups import bare_names, list_timed, weigh

if TYPE_CHECKING:
    from pipeline.extract.signals.survey import Survey
    from pipeline.extract.tree.sheet import Sheet
    from pipeline.extract.witnesses.group import Group


def name_shape(sheet: Sheet, place: int) -> str:
    """The path of tags and first class names below the body, without the page's own numbering.

    >>> from lxml.html import fromstring
    >>> from pipeline.extract.tree.sheet import lay_out
    >>> page = "<body><main class='wide'><div class='post-12 new'><p>It rained.</p></div></main>"
    >>> sheet = lay_out(fromstring(f"<html>{page}</body></html>"))
    >>> name_shape(sheet, sheet.tags.index("div"))
    'main.wide/div.post'
    """
    steps = []
    for step in (place, *sheet.climb(place)):
        if sheet.tags[step] in {"body", "html"}:
            break
        names = bare_names(sheet.get(step, "class"))
        steps.append(f"{sheet.tags[step]}.{names[0]}" if names else sheet.tags[step])
    return "/".join(reversed(steps))


def find_shaped(survey: Survey, shape: str) -> Group | None:
    """All elements of that shape which hold a time, be it one; None where there is none."""
    children = list_timed(survey)
    sheet = survey.sheet
    tag = shape.rpartition("/")[2].partition(".")[0]
    members = [
        kid
        for below in children.values()
        for kid in below
        if sheet.tags[kid] == tag and name_shape(sheet, kid) == shape
    ]
    return weigh(members, children, survey) if members else None
