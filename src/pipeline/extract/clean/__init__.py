"""Clean: what is reporting stays, what is not is set aside with its kind. Pure.

Three layers that agree: structure (what a block is in the page), language (a lexicon of phrases,
as data) and repetition (lines learned over a publisher's pages, or repeated in one text).
"""

from pipeline.extract.clean.context import CleanBlock, CleanContext, KeptLine
from pipeline.extract.clean.elements import clean_element, clean_elements
from pipeline.extract.clean.flat import clean_lines

__all__ = [
    "CleanBlock",
    "CleanContext",
    "KeptLine",
    "clean_element",
    "clean_elements",
    "clean_lines",
]
