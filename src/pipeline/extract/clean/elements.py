"""An element of the shared tree in: its reporting as paragraphs, and what was taken from it.

One walk over the element, which it never changes. Blocks that their names make suspect are judged
when their end is reached, by running totals, so that the whole is linear in the element's size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.clean.cards import CARD, find_cards
from pipeline.extract.clean.context import CleanBlock, CleanContext, Line
from pipeline.extract.clean.flat import part_lines
from pipeline.extract.clean.settle import PROSE_CHARS, judge_line, settle_lines
from pipeline.extract.clean.structure import Suspicion, suspect_element
from pipeline.extract.clean.text import squeeze_text, weigh_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.model import Removed, RemovedKind

_NOTHING_KNOWN = CleanContext()
_SILENT = frozenset(
    {
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
_WRAPPERS = frozenset(
    {"html", "body", "main", "article", "tr", "tbody", "thead", "table", "ul", "ol"}
)
_CONTROLS = frozenset({"input", "button", "textarea", "select", "form"})
_TITLES = frozenset({"h1", "main"})
_CELLS = frozenset({"td", "th"})
_SENTENCE_ENDS = '.!?…:;”"’»)।。！？」'
LONGEST_TITLE = 160
"""Characters; a line this long is prose even if it ends no sentence."""
_LITTLE_PROSE = 400
"""Characters of prose that a box around a form or an appeal may hold."""
_MUCH_PROSE = 800
"""Characters of prose that no box of boilerplate holds, whatever its name: it is a wrapper."""


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


def settle_elements(elements: Iterable[HtmlElement], context: CleanContext) -> list[Line]:
    """The elements' lines in reading order, each with what the layers made of it."""
    walk = _Walk(context)
    for element in elements:
        walk.visit_root(element)
    settle_lines(walk.lines, context)
    return walk.lines


def part_block(lines: Sequence[Line], context: CleanContext) -> CleanBlock:
    """Settled lines as paragraphs and removed blocks."""
    removed: list[Removed] = []
    reasons: list[str] = []
    kept = part_lines(lines, context, removed, reasons)
    return CleanBlock(tuple(text for text, _ in kept), tuple(removed), tuple(reasons))


@dataclass(slots=True)
class _Held:
    """What a block held, in characters and counts."""

    chars: int = 0
    links: int = 0
    prose: int = 0
    hits: int = 0
    """Lines that the lexicon knows."""
    controls: int = 0
    """Buttons, forms and inputs."""
    titles: int = 0
    """First headlines and ``main`` elements: what holds one is a wrapper of the page."""

    def add(self, other: _Held) -> None:
        self.chars += other.chars
        self.links += other.links
        self.prose += other.prose
        self.hits += other.hits
        self.controls += other.controls
        self.titles += other.titles


def is_prose(line: Line) -> bool:
    """A long line that is no link and no title, and that nothing speaks against."""
    if weigh_text(line.text) < PROSE_CHARS or line.link_share >= 0.5:
        return False
    if len(line.text) < LONGEST_TITLE and line.text[-1] not in _SENTENCE_ENDS:
        return False
    return line.verdict is None or line.verdict.kind == "timestamp"


class _Walk:
    """Text of one element gathered into Lines; totals tell what a block held when it closes."""

    __slots__ = (
        "buffer", "cards", "certain", "context", "has_prose", "held", "left_out", "lines",
        "link_chars", "link_depth", "spans", "tag", "was_break",
    )  # fmt: skip

    def __init__(self, context: CleanContext) -> None:
        self.context = context
        self.left_out = frozenset(context.left_out_elements)
        self.lines: list[Line] = []
        self.buffer: list[str] = []
        self.spans: list[tuple[Suspicion, int]] = []
        self.tag = "p"
        self.link_depth = self.link_chars = 0
        self.was_break = False
        self.certain = 0
        self.cards: frozenset[HtmlElement] = frozenset()
        self.has_prose = False
        self.held = _Held()

    def visit_root(self, element: HtmlElement) -> None:
        """The element itself is what the caller chose: its own name is not suspected."""
        if element in self.left_out or element.tag in _SILENT:
            return
        self.cards = find_cards(element)
        outer = self.tag
        self.tag = str(element.tag)
        self.link_depth += element.tag == "a"
        self._visit_content(element)
        self.link_depth -= element.tag == "a"
        self.flush()
        self.tag = outer

    def _visit_content(self, element: HtmlElement) -> None:
        text = element.text
        if text:
            self.add_text(text)
        for child in element:
            self.visit(child)
            tail = child.tail
            if tail:
                self.add_text(tail)

    def visit(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT:
            self.held.controls += tag in _CONTROLS
        elif self.left_out and element in self.left_out:
            return
        elif tag in _PLAIN:
            self._visit_content(element)
        elif tag == "br":
            self.add_break()
        elif tag in _INLINE:
            self._visit_inline(element, tag)
        else:
            self._visit_block(element, tag)

    def _visit_inline(self, element: HtmlElement, tag: str) -> None:
        suspicion = suspect_element(element)
        self._part_words(element)
        if suspicion is not None and suspicion.tier == "always" and tag != "a":
            self.held.controls += tag == "button"
            self._visit_excised(element, suspicion)
            return
        start = len(self.buffer)
        self.link_depth += tag == "a"
        self._visit_content(element)
        self.link_depth -= tag == "a"
        if suspicion is not None:
            self.spans.append((suspicion, sum(map(len, self.buffer[start:]))))

    def _visit_excised(self, element: HtmlElement, suspicion: Suspicion) -> None:
        """A button in the middle of a sentence is taken out of it, and the sentence goes on."""
        outer = (self.buffer, self.spans, self.link_chars, self.was_break)
        self.buffer, self.spans, self.link_chars, self.was_break = [], [], 0, False
        start = len(self.lines)
        self._visit_content(element)
        self.flush()
        for line in self.lines[start:]:
            _mark(line, suspicion)
        self.buffer, self.spans, self.link_chars, self.was_break = outer
        self.buffer.append(" ")

    def _visit_block(self, element: HtmlElement, tag: str) -> None:
        if tag in _CELLS:
            self._visit_cell(element)
            return
        suspicion = self._suspect(element, tag)
        self.flush()
        outer, self.tag = self.tag, tag if tag not in {"div", "section"} else self.tag
        self.held.controls += tag in _CONTROLS
        self.held.titles += tag in _TITLES
        if suspicion is None:
            self._visit_content(element)
            self.flush()
        else:
            self._visit_suspect(element, suspicion)
        self.tag = outer

    def _suspect(self, element: HtmlElement, tag: str) -> Suspicion | None:
        if self.cards and element in self.cards and self.has_prose:
            return CARD
        return None if tag in _WRAPPERS and not element.attrib else suspect_element(element)

    def _visit_cell(self, element: HtmlElement) -> None:
        if self.buffer and any(map(str.strip, self.buffer)):
            self.buffer.append(" | ")
        self._visit_content(element)

    def _visit_suspect(self, element: HtmlElement, suspicion: Suspicion) -> None:
        start = len(self.lines)
        before = self.held
        self.held = _Held()
        is_certain = suspicion.tier == "always" and not suspicion.is_generic
        self.certain += is_certain
        self._visit_content(element)
        self.flush()
        self.certain -= is_certain
        inside, self.held = self.held, before
        before.add(inside)
        if is_no_reporting(suspicion, inside):
            for line in self.lines[start:]:
                _mark(line, suspicion)
        elif is_certain:
            self._judge_late(start)

    def _judge_late(self, start: int) -> None:
        for line in self.lines[start:]:
            if line.verdict is None:
                line.verdict = judge_line(line.text, self.context, line.link_share)

    def _part_words(self, element: HtmlElement) -> None:
        """Two spans that touch are two words where only a new word can begin."""
        previous = element.getprevious()
        if previous is None or previous.tail or previous.tag not in {"span", "a", "time"}:
            return
        before = next((part for part in reversed(self.buffer) if part), " ")[-1]
        after = (element.text or " ")[0]
        if (before.islower() and after.isupper()) or (before.isalpha() and after.isdigit()):
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
        held = _Held(
            chars=len(text),
            links=int(link_share * len(text)),
            prose=weigh_text(text) if is_prose(line) else 0,
            hits=int(verdict is not None and verdict.kind != "timestamp"),
        )
        self.held.add(held)
        self.has_prose = self.has_prose or held.prose > 0
        for suspicion, chars in spans:
            if chars * 10 >= len(text) * 9 and is_no_reporting(suspicion, held):
                _mark(line, suspicion)


def is_no_reporting(suspicion: Suspicion, held: _Held) -> bool:
    """Whether a suspicious block holds no reporting, by its name and by what it held."""
    if not held.chars or (held.titles and held.prose > _LITTLE_PROSE):
        return False
    if suspicion.tier == "always":
        return held.prose <= _MUCH_PROSE
    is_all_links = held.links * 2 > held.chars
    is_answerable = bool(held.hits or held.controls) and held.prose <= _LITTLE_PROSE
    if suspicion.tier == "likely":
        return held.prose == 0 or is_all_links or is_answerable
    return is_answerable or (is_all_links and held.prose == 0)


def _mark(line: Line, suspicion: Suspicion) -> None:
    if line.removed_as is not None:
        return
    line.removed_as = _choose_kind(line, suspicion)
    line.reason = suspicion.reason


def _choose_kind(line: Line, suspicion: Suspicion) -> RemovedKind:
    verdict = line.verdict
    if verdict is None or verdict.kind == "navigation":
        return suspicion.kind
    return verdict.kind if verdict.is_strong or suspicion.is_generic else suspicion.kind
