"""Times that an element's attributes hold: ``datetime``, ``data-...time``, ISO in ``title``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.candidate import Role, TimeMark
from pipeline.extract.signals.shapes import is_instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.tree.sheet import Attributes
    from pipeline.model import DatedBy

# 'data-post-time', 'data-timestamp', 'data-published', 'data-sort-time', 'datetime'
_TIME_ATTRIBUTE = re.compile(
    r"time|date|stamp|publish|created|posted|epoch|modified|utc|-ts\Z", re.IGNORECASE
)
# 'data-update-time', 'data-last-modified-time', 'dateModified'
_UPDATE = re.compile(r"updat|modif|edited|refresh", re.IGNORECASE)
# 'last-updated', 'dateModified' in a class; not the 'live-update' that a post is
_CHANGED = re.compile(r"updated|last-?update|update-?(?:time|date)|modif|edited", re.IGNORECASE)
# 'data-sort-time': what the page sorts by, which may be the hour of creation
_SORT = re.compile(r"sort|order", re.IGNORECASE)
# '2024-03-12IST21:17:11+05:30': a letter that a template took for the zone's name
_ZONE_FOR_T = re.compile(r"\A(\s*\d{4}-\d\d-\d\d)[A-Z]{3,4}(?=\d\d:\d\d)")
_ABOVE_DIGITS, _LAST_ASCII = ":", "\x7f"
"""Between the two the values begin that tell no time: with letters, and most signs."""


def may_be_dated(values: Sequence[str]) -> bool:
    """Whether one of an element's values begins as a time does, and is as long as one."""
    for value in values:
        if (value < _ABOVE_DIGITS or value > _LAST_ASCII) and 8 <= len(value) <= 40:
            return True
    return False


def read_attributes(tag: str, attributes: Attributes) -> list[TimeMark]:
    """Marks from attributes: ``datetime``, ``data-...time``, ISO in ``title`` or ``content``."""
    marks: list[TimeMark] = []
    for name, value in attributes:
        if not 8 <= len(value) <= 40 or not (value[0].isdigit() or value[0].isspace()):
            continue
        source = _name_source(name)
        said = _ZONE_FOR_T.sub(r"\1T", value) if source else value
        if source is None or not is_instant(said):
            continue
        where = f"{tag}@{name}"
        marks.append(TimeMark(said.strip(), source, where, _name_role(attributes, name)))
    return marks


def _name_source(name: str) -> DatedBy | None:
    if name == "datetime":
        return "time_element"
    if name.startswith("data-"):
        return "data_attribute" if _TIME_ATTRIBUTE.search(name) else None
    if name == "title":
        return "data_attribute"
    if name == "content":
        return "microdata"
    return "data_attribute" if name in {"timestamp", "time", "date", "pubdate"} else None


def _name_role(attributes: Attributes, name: str) -> Role:
    if name.startswith("data-") and _SORT.search(name):
        return "sort"
    if name.startswith("data-"):
        is_update = _UPDATE.search(name) is not None and "publish" not in name.lower()
        return "updated" if is_update else "published"
    given = dict(attributes)
    said = f"{given.get('class', '')} {given.get('itemprop', '')}"
    is_update = _CHANGED.search(said) is not None and "publish" not in said.lower()
    return "updated" if is_update else "published"
