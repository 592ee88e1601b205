"""The language layer: phrases as data, looked up in one line of text.

``lexicon/<language>.yaml`` maps a removed kind to lists of phrases:

- ``exact``: the whole line is the phrase;
- ``opens``: the line begins with it, and is a link (or the phrase ends in a colon);
- ``says``: the phrase addresses the reader; a line that holds it is no reporting;
- ``begins``: as ``says``, but only where a sentence begins with it: an imperative;
- ``alone``: as ``says``, but only as a whole sentence, or behind a copyright sign;
- ``hints``: weak, counts beside a strong line, a suspicious block or a repetition;
- ``labels``: weak, in lines of up to five words.

``*`` in a phrase stands for one to four words. Phrases of one word count only in pages of their
language; longer ones in every page, since pages often state a wrong language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from pipeline.extract.clean.context import Verdict

if TYPE_CHECKING:
    from pipeline.model import RemovedKind

REMEMBERED = 4096
"""Lines whose answers are kept: witnesses of one page tell the same lines."""
SHORT_WORDS = 5
"""A label is at most this many words."""
LONGEST_LINE = 1200
"""Characters; a longer paragraph is prose, whatever phrase it holds."""

_SPACELESS = frozenset({"ja", "zh", "th"})
_USES = ("exact", "opens", "says", "begins", "alone", "hints", "labels")
# Kana, Han and Thai: scripts that put no spaces between words
SPACELESS_SCRIPT = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_WILD = r"(?:[^ ]+ ){0,3}[^ ]+"
_COLON = " :"
# '12 comments', 'all comments 12': a label and how often it was used
_COUNTED = re.compile(r"(?:\d{1,6}k? )?(?P<label>[^\d ]+(?: [^\d ]+){0,3})(?: \d{1,6}k?)?\Z")
_COUNTABLE = frozenset({"comment_prompt", "share"})
# The gap after '. ', '! ' or '? ' between two sentences; '。' needs no space
SENTENCE_END = re.compile(r"(?<=[.!?…][\"”’»“])\s+|(?<=[.!?…])\s+|(?<=[。！？])")
# The same, and the gap after 'Sport:' or 'Sport |', behind which an appeal may begin as well
_CLAUSE_END = re.compile(r"(?<=[.!?…:|”\"’»])\s+|(?<=[。！？])")
# '© 2024 Gazette Ltd': whose the text is
_COPYRIGHT = re.compile(r"©|\(c\)\s|\bcopyright\b", re.IGNORECASE)
# "the sign read: 'Please log in'" - pairs of quotation marks and what stands between them
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\"[^\"]*\"|『[^』]*』|「[^」]*」")


@lru_cache(maxsize=REMEMBERED)
def normalise_line(text: str) -> str:
    """Words of a line in lower case, parted by single spaces; a colon stays as a word.

    >>> normalise_line("Sign up: it’s  FREE!")
    'sign up : it s free'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("İ", "i")
    return " ".join(_marks().sub(" ", text.casefold()).replace(":", f"{_COLON} ").split())


@lru_cache(maxsize=REMEMBERED)
def match_phrases(text: str, *, language: str | None, link_share: float = 0.0) -> Verdict | None:
    """The strongest thing that the lexicon says of a line, or None.

    >>> match_phrases("Already subscribed? Log in", language="en").kind
    'login_prompt'
    """
    if len(text) > LONGEST_LINE:
        return None
    line = normalise_line(text)
    if not line:
        return None
    lexicon = load_lexicon()
    own = lexicon.list_own(language)
    sure = _match_exact(line, lexicon, own)
    opening = None if sure else _match_opening(line, lexicon, own, link_share)
    if sure or (opening and opening.is_strong):
        return sure or opening
    return _match_saying(line, text, lexicon, own) or opening or _match_weak(line, lexicon, own)


def is_phrase_quoted(text: str, phrase: _Phrase) -> bool:
    """Whether a phrase stands only inside quotation marks of a longer line: somebody is cited."""
    unquoted = _QUOTED.sub(" . ", text)
    if unquoted == text:
        return False
    rest = normalise_line(unquoted)
    return bool(rest) and not phrase.is_in(rest)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: str
    kind: RemovedKind
    language: str
    use: str
    is_everywhere: bool
    """Counts in pages of every language."""
    pattern: re.Pattern[str] | None = None
    is_spaceless: bool = False

    def counts(self, own: Collection[str]) -> bool:
        return self.is_everywhere or self.language in own

    def is_in(self, line: str) -> bool:
        if self.is_spaceless:
            return self.words in line
        if self.pattern is not None:
            return self.pattern.search(f" {line} ") is not None
        return f" {self.words} " in f" {line} "


@dataclass(slots=True)
class Lexicon:
    """Phrases of every language, indexed by what can be looked up in a line."""

    languages: frozenset[str] = frozenset()
    exact: dict[str, list[_Phrase]] = field(default_factory=dict)
    opens: dict[str, list[_Phrase]] = field(default_factory=dict)
    says: dict[str, list[_Phrase]] = field(default_factory=dict)
    hints: dict[str, list[_Phrase]] = field(default_factory=dict)
    labels: dict[str, list[_Phrase]] = field(default_factory=dict)
    spaceless: list[_Phrase] = field(default_factory=list)
    anchors: frozenset[str] = frozenset()
    """Every word under which ``says`` and ``hints`` are filed: most lines hold none of them."""

    def list_own(self, language: str | None) -> frozenset[str]:
        """Languages whose single words count in a page of this one; English is everywhere."""
        primary = _primary(language)
        return frozenset({primary, "en"}) if primary in self.languages else self.languages


@cache
def load_lexicon() -> Lexicon:
    """All phrases, read once a process."""
    known = _read_phrases()
    lexicon = Lexicon(languages=frozenset(known))
    for language, kinds in known.items():
        for phrase in _list_phrases(language, kinds):
            _add_phrase(lexicon, phrase)
    lexicon.anchors = frozenset(lexicon.says) | frozenset(lexicon.hints)
    return lexicon


def _read_phrases() -> dict[str, dict[str, Any]]:  # YAML: Any
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = resources.files("pipeline.extract") / "lexicon"
    files = sorted((file for file in folder.iterdir() if len(file.name) == 7), key=lambda f: f.name)
    return {
        file.name[:2]: yaml.load(file.read_text("utf-8"), loader) or {}  # noqa: S506 - a safe one
        for file in files
    }


def _list_phrases(language: str, kinds: dict[str, Any]) -> Iterator[_Phrase]:
    is_spaceless = language in _SPACELESS
    for kind, uses in cast("Mapping[RemovedKind, Any]", kinds).items():  # YAML: Any
        for use in _USES:
            for said in uses.get(use, ()):
                words = normalise_phrase(str(said))
                is_everywhere = is_spaceless or " " in words
                yield _Phrase(
                    words, kind, language, use, is_everywhere, _compile_wild(words), is_spaceless
                )


def normalise_phrase(phrase: str) -> str:
    """As ``normalise_line``, but a lone ``*`` stays.

    >>> normalise_phrase("Start your * today!")
    'start your * today'
    """
    return " ".join("*" if part == "*" else normalise_line(part) for part in phrase.split()).strip()


def _add_phrase(lexicon: Lexicon, phrase: _Phrase) -> None:
    if phrase.use == "exact":
        lexicon.exact.setdefault(phrase.words, []).append(phrase)
    elif phrase.is_spaceless:
        lexicon.spaceless.append(phrase)
    elif phrase.use == "labels":
        lexicon.labels.setdefault(phrase.words, []).append(phrase)
    elif phrase.use == "opens":
        lexicon.opens.setdefault(phrase.words.partition(" ")[0], []).append(phrase)
    else:
        index = lexicon.hints if phrase.use == "hints" else lexicon.says
        index.setdefault(_anchor(phrase.words), []).append(phrase)


def _compile_wild(words: str) -> re.Pattern[str] | None:
    if "*" not in words:
        return None
    parts = (_WILD if word == "*" else re.escape(word) for word in words.split())
    return re.compile(" " + " ".join(parts) + " ")


def _anchor(words: str) -> str:
    return max((word for word in words.split() if word != "*"), key=len)


def _match_exact(line: str, lexicon: Lexicon, own: Collection[str]) -> Verdict | None:
    for phrase in lexicon.exact.get(line.removesuffix(_COLON), ()):
        if phrase.counts(own):
            return Verdict(phrase.kind, True, f"phrase: {phrase.words}")
    counted = _COUNTED.match(line)
    for phrase in lexicon.exact.get(counted["label"], ()) if counted else ():
        if phrase.kind in _COUNTABLE and phrase.counts(own):
            return Verdict(phrase.kind, True, f"phrase: {phrase.words}")
    return None


def _match_opening(
    line: str, lexicon: Lexicon, own: Collection[str], link_share: float
) -> Verdict | None:
    for phrase in lexicon.opens.get(line.partition(" ")[0], ()):
        if not phrase.counts(own) or not f"{line} ".startswith(f"{phrase.words} "):
            continue
        is_announced = phrase.words.endswith(_COLON) and len(line) <= 200
        unlinked = (1 - link_share) * len(line)
        is_linked = link_share >= 0.5 or (link_share > 0 and unlinked <= len(phrase.words) + 3)
        is_strong = is_announced or is_linked
        return Verdict(phrase.kind, is_strong, f"phrase: {phrase.words} ...")
    return None


def _match_saying(line: str, text: str, lexicon: Lexicon, own: Collection[str]) -> Verdict | None:
    for phrase in _find_phrases(line, lexicon, lexicon.says):
        if not phrase.counts(own) or is_phrase_quoted(text, phrase):
            continue
        if _is_said(phrase, text):
            return Verdict(phrase.kind, True, f"phrase: {phrase.words}")
    if not SPACELESS_SCRIPT.search(line):
        return None
    for phrase in lexicon.spaceless:
        if phrase.words in line and _fits(phrase, line) and not is_phrase_quoted(text, phrase):
            is_strong = phrase.use in {"says", "opens"}
            return Verdict(phrase.kind, is_strong, f"phrase: {phrase.words}")
    return None


def _is_said(phrase: _Phrase, text: str) -> bool:
    """Whether a phrase stands in a text the way that its use asks for."""
    if phrase.use == "alone":
        sentences = (normalise_line(sentence) for sentence in _CLAUSE_END.split(text))
        return _COPYRIGHT.search(text) is not None or phrase.words in sentences
    return phrase.use == "says" or _begins_sentence(phrase, text)


def _begins_sentence(phrase: _Phrase, text: str) -> bool:
    """Whether a sentence of the text begins with the phrase, a wild card in it or not."""
    for sentence in _CLAUSE_END.split(text):
        said = f" {normalise_line(sentence)} "
        is_there = phrase.pattern.match(said) if phrase.pattern else None
        if is_there or (phrase.pattern is None and said.startswith(f" {phrase.words} ")):
            return True
    return False


def _fits(phrase: _Phrase, line: str) -> bool:
    if phrase.use == "opens":
        return line.startswith(phrase.words) and len(line) <= 60
    return phrase.use != "labels" or len(line) <= 16


def _match_weak(line: str, lexicon: Lexicon, own: Collection[str]) -> Verdict | None:
    for phrase in _find_phrases(line, lexicon, lexicon.hints):
        if phrase.counts(own):
            return Verdict(phrase.kind, False, f"hint: {phrase.words}")
    words = line.split(None, SHORT_WORDS)
    if len(words) > SHORT_WORDS:
        return None
    for word in words:
        for label in lexicon.labels.get(word, ()):
            if label.counts(own):
                return Verdict(label.kind, False, f"label: {label.words}")
    return None


def _find_phrases(
    line: str, lexicon: Lexicon, index: dict[str, list[_Phrase]]
) -> Iterator[_Phrase]:
    words = line.split()
    if lexicon.anchors.isdisjoint(words):
        return
    for word in dict.fromkeys(words):
        for phrase in index.get(word, ()):
            if phrase.is_in(line):
                yield phrase


def _primary(language: str | None) -> str | None:
    if not language:
        return None
    primary = language.casefold().partition("-")[0].partition("_")[0]
    return "no" if primary in {"nb", "nn"} else primary


@cache
def _marks() -> re.Pattern[str]:
    # ',', '“', '—', a no-break space; plain spaces part words as they are
    marks = (re.escape(chr(code)) for code in range(0x3100) if _is_mark(chr(code)))
    return re.compile(f"[{''.join(marks)}]")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZC" and character not in "%&+#@$€£: "
