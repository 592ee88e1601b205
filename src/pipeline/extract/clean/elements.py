"""An element of the shared tree in: its reporting as paragraphs, and what was taken from it.

One walk over the element, which it never changes. Blocks that their names make suspect are judged
when their end is reached, by running totals, so that the whole is linear in the element's size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.clean.cards import CARD, find_cards
from pipeline.extract.clean.context import CleanBlock, CleanContext, Line
from pipeline.extract.clean.flat import part_lines
from pipeline.extract.clean.held import Held, is_no_reporting, mark_line, measure_line
from pipeline.extract.clean.settle import PROSE_CHARS, judge_line, settle_lines
from pipeline.extract.clean.structure import suspect_tag
from pipeline.extract.clean.text import squeeze_text
from pipeline.extract.tree.sheet import NO_PLACE, lay_out

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.clean.structure import Suspicion
    from pipeline.extract.tree.sheet import Sheet
    from pipeline.model import Removed

_NOTHING_KNOWN = CleanContext()
_SILENT = frozenset(
    {
        "",  # a comment
        "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object",
        "embed", "video", "audio", "canvas", "select", "datalist", "textarea", "input", "img",
        "amp-img", "source", "track", "meta", "link", "map", "progress", "meter", "frameset",
        "frame",
    }
)  # fmt: skip
_PLAIN = frozenset(
    {
        "b", "strong", "em", "i", "u", "s", "sub", "sup", "small", "mark", "font", "abbr",
        "acronym", "cite", "q", "code", "kbd", "samp", "var", "del", "ins", "strike", "big", "tt",
        "bdi", "bdo", "wbr", "ruby", "rb", "nobr", "dfn", "data", "time", "output",
    }
)  # fmt: skip
_INLINE = _PLAIN | {"a", "span", "label", "amp-timeago", "button", "rt", "rp"}
_CONTROLS = frozenset({"input", "button", "textarea", "select", "form"})
_TITLES = frozenset({"h1", "main"})
_MEDIA = frozenset({"img", "amp-img", "video", "audio", "iframe"})
_CELLS = frozenset({"td", "th"})
_BOXES = frozenset({"div", "section"})
"""They say nothing of the lines in them."""
_TOUCHING = frozenset({"span", "a", "time", "strong", "b"})


def clean_element(element: HtmlElement, context: CleanContext = _NOTHING_KNOWN) -> CleanBlock:
    """An entry's or an article's element as paragraphs in reading order, minus boilerplate.

    >>> from lxml.html import fromstring
    >>> block = clean_element(fromstring("<div><p>It ra<b>in</b>ed.<button>Share</button></div>"))
    >>> block.paragraphs, block.removed[0].kind
    (('It rained.',), 'share')
    """
    return clean_elements((element,), context)


def clean_elements(
    elements: Iterable[HtmlElement], context: CleanContext = _NOTHING_KNOWN
) -> CleanBlock:
    """As ``clean_element``, for siblings that make one entry of a flat body."""
    return part_block(settle_elements(elements, context), context)


def clean_place(sheet: Sheet, place: int, context: CleanContext) -> CleanBlock:
    """As ``clean_element``, for an element of a tree that is laid out already."""
    return part_block(_settle_places([(sheet, place)], context), context)


def settle_elements(elements: Iterable[HtmlElement], context: CleanContext) -> list[Line]:
    """The elements' lines in reading order, each with what the layers made of it."""
    return _settle_places([(lay_out(element), 0) for element in elements], context)


def _settle_places(roots: Iterable[tuple[Sheet, int]], context: CleanContext) -> list[Line]:
    lines: list[Line] = []
    walk: _Walk | None = None
    for sheet, place in roots:
        walk = _Walk(sheet, context, walk)
        walk.visit_root(place)
        lines = walk.lines
    settle_lines(lines, context)
    return lines


def part_block(lines: Sequence[Line], context: CleanContext) -> CleanBlock:
    """Settled lines as paragraphs and removed blocks."""
    removed: list[Removed] = []
    reasons: list[str] = []
    kept = part_lines(lines, context, removed, reasons)
    return CleanBlock(tuple(text for text, _ in kept), tuple(removed), tuple(reasons))


class _Walk:
    """Text of one element gathered into Lines; totals tell what a block held when it closes."""

    __slots__ = (
        "buffer", "cards", "certain", "context", "has_prose", "held", "left_out", "lines",
        "link_chars", "link_depth", "own_name", "sheet", "spans", "tag", "was_break",
    )  # fmt: skip

    def __init__(self, sheet: Sheet, context: CleanContext, before: _Walk | None) -> None:
        """``before`` is the walk over the sibling before it, whose lines are continued."""
        self.sheet = sheet
        self.context = context
        order = sheet.order
        self.left_out = {order[one] for one in context.left_out_elements if one in order}
        self.lines: list[Line] = before.lines if before else []
        self.buffer: list[str] = []
        self.spans: list[tuple[Suspicion, int]] = []
        self.tag = "p"
        self.link_depth = self.link_chars = 0
        self.was_break = False
        self.certain = 0
        self.own_name: Suspicion | None = None
        self.cards: frozenset[int] = frozenset()
        self.has_prose: bool = before.has_prose if before else False
        self.held: Held = before.held if before else Held()

    def visit_root(self, place: int) -> None:
        """The element itself is what the caller chose: its own name tells nothing inside it."""
        tag = self.sheet.tags[place]
        self.own_name = suspect_tag(tag, self.sheet.list_attributes(place))
        if place in self.left_out or tag in _SILENT:
            return
        self.cards = find_cards(self.sheet, place)
        self.tag = tag
        self.link_depth += tag == "a"
        self._visit_content(place)
        self.flush()

    def _visit_content(self, place: int) -> None:
        sheet = self.sheet
        text = sheet.texts[place]
        if text:
            self.add_text(text)
        child, end, before = place + 1, sheet.ends[place], NO_PLACE
        while child < end:
            self.visit(child, before)
            tail = sheet.tails[child]
            if tail:
                self.add_text(tail)
            before, child = child, sheet.ends[child]

    def visit(self, place: int, before: int) -> None:
        """``before`` is the place of the sibling before it."""
        tag = self.sheet.tags[place]
        if tag in _SILENT:
            self.held.controls += tag in _CONTROLS
            self.held.media += tag in _MEDIA
        elif place in self.left_out:
            return
        elif tag in _PLAIN:
            self._visit_content(place)
        elif tag == "br":
            self.add_break()
        elif tag in _INLINE:
            self._visit_inline(place, tag, before)
        else:
            self._visit_block(place, tag)

    def _visit_inline(self, place: int, tag: str, before: int) -> None:
        suspicion = self._suspect_name(place, tag)
        if before >= 0:
            self._part_words(place, before)
        if suspicion is not None and suspicion.tier == "always" and tag != "a":
            self.held.controls += tag == "button"
            self._visit_excised(place, suspicion)
            return
        start = len(self.buffer)
        self.link_depth += tag == "a"
        self._visit_content(place)
        self.link_depth -= tag == "a"
        if suspicion is not None:
            self.spans.append((suspicion, sum(map(len, self.buffer[start:]))))

    def _visit_excised(self, place: int, suspicion: Suspicion) -> None:
        """A button in the middle of a sentence is taken out of it, and the sentence goes on."""
        outer = (self.buffer, self.spans, self.link_chars, self.was_break)
        self.buffer, self.spans, self.link_chars, self.was_break = [], [], 0, False
        start = len(self.lines)
        self._visit_content(place)
        self.flush()
        for line in self.lines[start:]:
            mark_line(line, suspicion)
        self.buffer, self.spans, self.link_chars, self.was_break = outer
        self.buffer.append(" ")

    def _visit_block(self, place: int, tag: str) -> None:
        if tag in _CELLS:
            self._visit_cell(place)
            return
        suspicion = self._suspect(place, tag)
        self.flush()
        outer = self.tag
        if tag not in _BOXES:
            self.tag = tag
            self.held.controls += tag in _CONTROLS
            self.held.titles += tag in _TITLES
        if suspicion is None:
            self._visit_content(place)
            self.flush()
        else:
            self._visit_suspect(place, suspicion)
        self.tag = outer

    def _suspect(self, place: int, tag: str) -> Suspicion | None:
        if place in self.cards and self.has_prose:
            return CARD
        found = self._suspect_name(place, tag)
        if found is not None and found.kind == "media_caption" and found.tier == "likely":
            return found if self.context.is_whole_article else None
        return found

    def _suspect_name(self, place: int, tag: str) -> Suspicion | None:
        above = self.sheet.parents[place]
        if tag == "footer" and above >= 0 and self.sheet.tags[above] == "blockquote":
            return None  # who said it
        found = suspect_tag(tag, self.sheet.list_attributes(place))
        return None if found is not None and found == self.own_name else found

    def _visit_cell(self, place: int) -> None:
        if self.buffer and any(map(str.strip, self.buffer)):
            self.buffer.append(" | ")
        self._visit_content(place)

    def _visit_suspect(self, place: int, suspicion: Suspicion) -> None:
        start = len(self.lines)
        before = self.held
        self.held = Held()
        is_certain = suspicion.tier == "always" and not suspicion.is_generic
        self.certain += is_certain
        self._visit_content(place)
        self.flush()
        self.certain -= is_certain
        inside, self.held = self.held, before
        before.add(inside)
        if is_no_reporting(suspicion, inside):
            for line in self.lines[start:]:
                mark_line(line, suspicion)
        elif is_certain:
            self._judge_late(start)

    def _judge_late(self, start: int) -> None:
        for line in self.lines[start:]:
            if line.verdict is None:
                line.verdict = judge_line(line.text, self.context, line.link_share)

    def _part_words(self, place: int, before: int) -> None:
        """Two spans that touch are two words where only a new word can begin."""
        if self.sheet.tails[before] or self.sheet.tags[before] not in _TOUCHING:
            return
        last = next((part for part in reversed(self.buffer) if part), " ")[-1]
        inside = range(place, self.sheet.ends[place])
        first = next((text for at in inside if (text := self.sheet.texts[at])), " ")[0]
        if (last.islower() and first.isupper()) or (last.isalpha() and first.isdigit()):
            self.buffer.append(" ")

    def add_text(self, text: str) -> None:
        self.buffer.append(text)
        if self.link_depth:
            self.link_chars += len(text)
        if self.was_break and not text.isspace():
            self.was_break = False

    def add_break(self) -> None:
        if self.was_break:
            self.flush()
            return
        self.buffer.append(" ")
        self.was_break = True

    def flush(self) -> None:
        """Ends the line that is being gathered."""
        self.was_break = False
        if not self.buffer:
            return
        raw = "".join(self.buffer)
        spans, link_chars = self.spans, self.link_chars
        self.buffer, self.spans, self.link_chars = [], [], 0
        text = "" if raw.isspace() else squeeze_text(raw)
        if text:
            self._add_line(text, min(1.0, link_chars / len(text)), spans)

    def _add_line(self, text: str, link_share: float, spans: list[tuple[Suspicion, int]]) -> None:
        is_settled = self.certain and len(text) < PROSE_CHARS
        verdict = None if is_settled else judge_line(text, self.context, link_share)
        line = Line(text, len(self.lines), self.tag, link_share, verdict)
        self.lines.append(line)
        self.has_prose |= self.held.add_line(line)
        for suspicion, chars in spans:
            if chars * 10 >= len(text) * 9 and is_no_reporting(suspicion, measure_line(line)):
                mark_line(line, suspicion)
