"""A tree laid out flat says what the tree says; the words of its places are added up right."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.extract.signals.shapes import is_date_label
from pipeline.extract.signals.survey import survey_sheet
from pipeline.extract.tree.sheet import NO_PLACE, Sheet, lay_out

MARKUP = (
    "<div>Rain<!-- hidden --> falls<p>It <b>rained</b> all day.</p>"
    "<script>var rain = 1</script><ul><li>One<li>Two <a href='#2'>links</a></ul>"
    "<table><tr><td>3<td>4</table></div>"
)


@pytest.fixture
def sheet() -> Sheet:
    return lay_out(html.fromstring(MARKUP))


def test_every_place_says_what_its_element_says(sheet: Sheet) -> None:
    for place, element in enumerate(sheet.elements):
        below = list(element.iter())
        assert sheet.order[element] == place
        assert sheet.elements[place : sheet.ends[place]] == below
        assert sheet.tails[place] == element.tail
        if isinstance(element.tag, str):
            assert (sheet.tags[place], sheet.texts[place]) == (element.tag, element.text)
            children = [sheet.elements[child] for child in sheet.list_children(place)]
            assert children == list(element)
            above = [sheet.elements[step] for step in sheet.climb(place)]
            assert above == [step for step in element.iterancestors() if step in sheet.order]


def test_a_comment_has_a_place_and_no_text(sheet: Sheet) -> None:
    place = sheet.tags.index("")
    assert (sheet.texts[place], sheet.tails[place]) == (None, " falls")


def test_what_is_above_the_root_is_left_out() -> None:
    root = html.fromstring(MARKUP).find("ul")
    assert root is not None
    sheet = lay_out(root)
    assert sheet.parents[0] == NO_PLACE
    assert list(sheet.climb(2)) == [0]
    assert [sheet.tags[place] for place in sheet.list_tagged("li", "ul")] == ["ul", "li", "li"]


def test_words_are_added_up(sheet: Sheet) -> None:
    survey = survey_sheet(sheet)
    words = {sheet.tags[place]: survey.counts[place] for place in range(len(sheet.tags))}
    assert (words["div"], words["p"], words["b"], words["script"], words["ul"]) == (11, 4, 1, 0, 3)
    assert survey.count_linked(sheet.elements[0]) == 1


def test_words_of_a_link_in_a_link_count_once() -> None:
    outer = html.Element("a")
    box = html.fromstring("<div>two <a href='#'>three</a> four</div>")
    outer.text = "one"
    outer.append(box)
    root = html.Element("section")
    root.append(outer)
    sheet = lay_out(root)
    survey = survey_sheet(sheet)
    assert sheet.tags == ["section", "a", "div", "a"]
    assert survey.counts == [4, 4, 3, 1]
    assert survey.link_counts == [4, 4, 1, 1]


@pytest.mark.parametrize(
    ("label", "is_date"),
    [
        ("14 August 2023", True),
        ("Feb. 25", True),
        ("2024 Mar 5", True),
        ("12mar", True),
        ("23/10/2009", True),
        ("2014-03-02", True),
        ("१२ मार्च", True),
        ("मार्च 12", True),
        ("berth 12", False),
        ("Report 123: Porthallow closed", False),
        ("14:05", False),
        ("May I", False),
    ],
)
def test_a_date_is_told_from_a_number_beside_a_word(label: str, is_date: bool) -> None:
    assert is_date_label(label) is is_date
