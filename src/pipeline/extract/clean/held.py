"""What a block of the page held, and whether that makes it boilerplate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.clean.settle import PROSE_CHARS
from pipeline.extract.clean.text import ends_sentence, weigh_text

if TYPE_CHECKING:
    from pipeline.extract.clean.context import Line
    from pipeline.extract.clean.structure import Suspicion
    from pipeline.model import RemovedKind

LONGEST_TITLE = 160
"""Characters; a line this long is prose even if it ends no sentence."""
_LITTLE_PROSE = 400
"""Characters of prose that a box around a form or an appeal may hold."""
_MUCH_TALK = 40_000
"""Characters that readers may have written below one story."""
_LONGEST_CAPTION = 400
"""Characters beside a picture, in a box that has the name of one."""
_MUCH_PROSE = 800
"""Characters of prose that no box of boilerplate holds, whatever its name: it is a wrapper."""


@dataclass(slots=True)
class Held:
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
    media: int = 0
    """Pictures and players."""

    def add(self, other: Held) -> None:
        self.chars += other.chars
        self.links += other.links
        self.prose += other.prose
        self.hits += other.hits
        self.controls += other.controls
        self.titles += other.titles
        self.media += other.media

    def add_line(self, line: Line) -> bool:
        """Counts a line in; whether it is prose."""
        size, verdict = len(line.text), line.verdict
        prose = weigh_text(line.text) if is_prose(line) else 0
        self.chars += size
        self.links += int(line.link_share * size)
        self.prose += prose
        self.hits += verdict is not None and verdict.kind != "timestamp"
        return prose > 0


def measure_line(line: Line) -> Held:
    """What one line adds to the blocks that hold it."""
    held = Held()
    held.add_line(line)
    return held


def is_prose(line: Line) -> bool:
    """A long line that is no link and no title, and that nothing speaks against."""
    if line.link_share >= 0.5 or weigh_text(line.text) < PROSE_CHARS:
        return False
    if len(line.text) < LONGEST_TITLE and not ends_sentence(line.text):
        return False
    return line.verdict is None or line.verdict.kind == "timestamp"


def is_no_reporting(suspicion: Suspicion, held: Held) -> bool:
    """Whether a suspicious block holds no reporting, by its name and by what it held."""
    if not held.chars or (held.titles and held.prose > _LITTLE_PROSE):
        return False
    if suspicion.tier == "always":
        is_talk = suspicion.kind == "comment_prompt" and not held.titles
        return held.prose <= (_MUCH_TALK if is_talk else _MUCH_PROSE)
    if suspicion.kind == "media_caption" and held.media and held.chars <= _LONGEST_CAPTION:
        return True
    is_all_links = held.links * 2 > held.chars
    is_answerable = bool(held.hits or held.controls) and held.prose <= _LITTLE_PROSE
    if suspicion.tier == "likely":
        return held.prose == 0 or is_all_links or is_answerable
    return is_answerable or (is_all_links and held.prose == 0)


def mark_line(line: Line, suspicion: Suspicion) -> None:
    """Removes a line for the block it stands in, unless it is removed already."""
    if line.removed_as is not None:
        return
    line.removed_as = _choose_kind(line, suspicion)
    line.reason = suspicion.reason


def _choose_kind(line: Line, suspicion: Suspicion) -> RemovedKind:
    verdict = line.verdict
    if verdict is None or verdict.kind == "navigation":
        return suspicion.kind
    return verdict.kind if verdict.is_strong or suspicion.is_generic else suspicion.kind
