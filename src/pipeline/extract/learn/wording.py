"""Whether a line that recurs may be reporting, by its wording: what is in doubt is not proposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.clean.context import CleanContext
from pipeline.extract.clean.settle import judge_line
from pipeline.extract.clean.wording import SPACELESS_SCRIPT, normalise_line

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.model import RemovedKind

FEWEST_WORDS = 5
FEWEST_SIGNS = 12
"""Of a script that puts no spaces between words."""

# '„Wir bleiben“', '« Nous restons »', "said 'We stay'"; not the apostrophe of "it's"
_QUOTES = re.compile(r"[\"“”„«»「」『』]|(?:\A|\s)['‘]\w")
# '.', '!', '?', '…', '।', '。' at the end of a line, a closing bracket behind it or not
_ENDS_SENTENCE = re.compile(r"[.!?…।。！？][)\]]?\Z")
# "Harbour's", "l'Étoile": a word and the letters behind its apostrophe
_WORD = re.compile(r"[^\W\d_]+")


def find_doubt(text: str, names: Collection[str] = (), *, is_known: bool = False) -> str | None:
    """Why a line that recurs may be reporting all the same; None: nothing speaks for that.

    Args:
        text: the line.
        names: what the publisher calls itself: the one name that an appeal may hold.
        is_known: the lexicon knows words of it, so that names, numbers and a missing full stop
            do not speak for reporting.

    >>> find_doubt("Reuters")
    'too short: a label, a credit, a kicker'
    >>> find_doubt("We will bring you the minister's statement here:")
    'opens what follows'
    >>> find_doubt("We can only go on with the help of our readers.") is None
    True
    """
    tests = (
        (_is_short(text), "too short: a label, a credit, a kicker"),
        (text.rstrip().endswith(":"), "opens what follows"),
        (_QUOTES.search(text) is not None, "quotes somebody"),
        (not is_known and any(map(str.isdigit, text)), "holds a number: a score, a time, a price"),
        (not is_known and not _ENDS_SENTENCE.search(text), "no sentence: a heading, a credit"),
        (not is_known and not _tells_names(text), "its script does not tell names"),
        (not is_known and _holds_name(text, names), "names somebody or something"),
    )
    return next((why for holds, why in tests if holds), None)


def find_kind(text: str, language: str | None) -> tuple[RemovedKind, str | None]:
    """What kind of block a line would be, and by which of the lexicon's words, if it knows any.

    >>> find_kind("Kolmi venta sure palo.", None)
    ('promo', None)
    """
    verdict = judge_line(text, CleanContext(language=language))
    if verdict is None or verdict.kind == "timestamp":
        return "promo", None
    return verdict.kind, verdict.reason


def _is_short(text: str) -> bool:
    if SPACELESS_SCRIPT.search(text):
        return len(text) < FEWEST_SIGNS
    return len(normalise_line(text).split()) < FEWEST_WORDS


def _tells_names(text: str) -> bool:
    return any(char.islower() for char in text)


def _holds_name(text: str, names: Collection[str]) -> bool:
    """A capital that no sentence begins with, in a word which is not the publisher's name."""
    own = {word for name in names for word in normalise_line(name).split()}
    words = list(_WORD.finditer(text))
    return any(
        found.group()[0].isupper()
        and len(found.group()) > 1
        and found.group().casefold() not in own
        and not _begins_sentence(text, found.start())
        for found in words
    )


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \u00a0([")
    return not before or before[-1] in ".!?…" or before[-1] in "¡¿-–—"
