"""Lines that are no language at all: raw epochs, template placeholders, times, credits, labels.

Each question is asked of one line. Pure.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import cast

from pipeline.extract.clean.context import Verdict
from pipeline.extract.tree.words import load_words

# Seconds or milliseconds between 2001 and 2050, as in 1692003712
_EPOCH = re.compile(r"(?:1\d{9}|2[0-5]\d{8})(?:\d{3})?\Z")
# What a template engine left, as in {{ #verifyErrors }} or a lone percent-s
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{0,80}\}\}|\$\{[^{}]{0,80}\}|<%[^%]{0,80}%>|%\(\w{1,40}\)[sd]|(?<!\S)%[sd](?!\w)"
    r"|\[\[\w{1,40}\]\]|(?<!\w)__[A-Z][A-Z_]{2,40}__(?!\w)"
)
# What every template and most left-over script holds: {{ ${ <% %( %s %d [[ __ ]]
_TEMPLATE_SIGN = re.compile(
    r"[{$<%_\[\]](?:(?<=[{$])\{|(?<=<)%|(?<=%)[(sd]|(?<=_)_|(?<=\[)\[|(?<=\])\])"
)
# Left-over script, as in '// ]]>', '<![CDATA[', or a line that begins with googletag
_CODE = re.compile(
    r"(?://|/\*)?\s*(?:<!\[CDATA\[|\]\]>)\s*(?:\*/)?\Z"
    r"|(?:window\.\w+\s*=|googletag\.|\(function\s*\(|document\.(?:write|getElement)|var\s\w+\s*=)"
    r".*[;{})\]]\Z",
    re.DOTALL,
)
# A line in brackets, as in (The FA via Getty Images)
_BRACKETED = re.compile(r"[(\[][^()\[\]]{2,80}[)\]]\Z")
# agencies and words of credits: 'Getty', 'Reuters', 'image', 'Foto'
_CREDIT_WORD = re.compile(
    r"\b(?:getty|reuters|afp|ap|epa|efe|pa|dpa|mti|ansa|lapresse|imago|alamy|shutterstock|"
    r"rex|ritzau|scanpix|ntb|tt|apa|keystone|belga|anp|lusa|pap|aap|images?|photos?|picture|"
    r"fotó|foto|bild|handout|file|instagram|twitter)\b",
    re.IGNORECASE,
)
# Initials of writer and editor, as in (fdn/jbr)
_INITIALS = re.compile(r"\([a-z]{2,4}(?:/[a-z]{2,4}){1,3}\)\Z")
# How a credit begins, as in '© MTI - Kovács Attila' or 'Photo: Jane Roe / AP'
_CREDIT = re.compile(
    r"(?:(?:©|\(c\))\s?\S"
    r"|(?:photo|photos|photograph|image|images|picture|credit|photo credit|image credit|"
    r"fotó|fotók|foto|fotos|kép|bild|bilder|billede|bilde|kuva|zdjęcie|fot\.|foto de|crédit|"
    r"crédits|фото|छवि|写真)"
    r"\s?(?:by\s|[:：/]))",
    re.IGNORECASE,
)
# '8 of 8': a picture's place, or a post's
_COUNT = re.compile(rf"\d{{1,4}}\s{load_words('of_words')}\s\d{{1,4}}", re.IGNORECASE)
# As in '13', '47', 'Uhr' in '13:47 Uhr'; vowel signs of Devanagari belong to their word
_WORD_OR_NUMBER = re.compile(r"(?:[^\W\d_]|[\u0900-\u0965\u0970])+|\d+")
# A clock, as in 13:47 or 6.15 or 21h30
_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[:.hu][0-5]\d(?::[0-5]\d)?(?!\d)")
# As in '13:47' without a doubt: a colon
_COLON_CLOCK = re.compile(r"(?<!\d)[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)")
# As in '14/08/2023', '14.08.2023', '2023-08-14', '14.8.23', '14. 8.'
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)|\d{4}-\d\d?-\d\d?"
    r"|[0-3]?\d\. ?[01]?\d\.)(?!\d)"
)
# Day and month alone, as in '8/11' or '08.11.'
_SHORT_DATE = re.compile(r"\s*(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])\.?\s*\Z")
_LONGEST_STAMP = 90
_LONGEST_DAY_WORD = 16
_LONGEST_CREDIT = 100
_SMALL_TALK = 30
"""Characters beside a placeholder that make no sentence."""


def judge_stamp(text: str) -> Verdict | None:
    """What a line is by its form alone; a weak timestamp is one only above or below the prose.

    >>> judge_stamp("1692003712").kind
    'timestamp'
    """
    if len(text) > _LONGEST_CREDIT and not _has_template_sign(text):
        return None
    if _EPOCH.match(text):
        return Verdict("timestamp", True, "form: raw epoch")
    if not _has_word(text):
        return Verdict("navigation", True, "form: no word")
    if _is_template(text):
        return Verdict("navigation", True, "form: template placeholder or code")
    if _is_credit(text):
        return Verdict("media_caption", True, "form: credit")
    if _COUNT.fullmatch(text):
        return Verdict("navigation", True, "form: place in a row")
    return judge_time(text)


def judge_time(text: str) -> Verdict | None:
    """Whether a line holds a time and nothing else; strong if it cannot be a mere number.

    >>> judge_time("14 August 2023 10:01").is_strong
    True
    >>> judge_time("21:15").is_strong
    False
    """
    if len(text) > _LONGEST_STAMP:
        return None
    if not any(map(str.isdigit, text)):
        return _judge_day_word(text)
    words = [word.casefold() for word in _WORD_OR_NUMBER.findall(text) if not word.isdigit()]
    calendar, fillers, marks = _time_words()
    if any(word not in calendar and word not in fillers and word not in marks for word in words):
        return None
    has_date = any(word in calendar for word in words) or bool(_NUMERIC_DATE.search(text))
    has_mark = any(word in marks for word in words)
    has_clock = bool(_CLOCK.search(text) if words else _COLON_CLOCK.search(text))
    if has_mark or (has_date and has_clock):
        return Verdict("timestamp", True, "form: time")
    if has_date or has_clock or _SHORT_DATE.match(text):
        return Verdict("timestamp", False, "form: time alone")
    return None


def names_day(word: str) -> bool:
    """Whether a word is the name of a month or a weekday, in full or cut short.

    >>> names_day("Sept."), names_day("prosenttia")
    (True, False)
    """
    return word.casefold().rstrip(".") in _time_words()[0]


def _judge_day_word(text: str) -> Verdict | None:
    """'Yesterday' alone in a line, beside a clock that stands elsewhere."""
    if len(text) > _LONGEST_DAY_WORD or text.strip(" ,|·-–—:").casefold() not in _day_words():
        return None
    return Verdict("timestamp", False, "form: a day's word")


def _has_word(text: str) -> bool:
    return any(character.isalnum() or ord(character) > 0x2BFF for character in text)


def _has_template_sign(text: str) -> bool:
    return text.endswith((";", "{", "}", ")")) or _TEMPLATE_SIGN.search(text) is not None


def _is_template(text: str) -> bool:
    if _CODE.match(text):
        return True
    if not _has_template_sign(text):
        return False
    rest, found = _PLACEHOLDER.subn(" ", text)
    return bool(found) and len(" ".join(rest.split())) <= _SMALL_TALK


def _is_credit(text: str) -> bool:
    if len(text) > _LONGEST_CREDIT:
        return False
    if _INITIALS.match(text):
        return True
    if _BRACKETED.match(text):
        return _CREDIT_WORD.search(text) is not None
    return _CREDIT.match(text) is not None and text[-1] not in ".!?"


@cache
def _day_words() -> frozenset[str]:
    return frozenset(str(word) for words in _load_time_words()["days"].values() for word in words)


@cache
def _time_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    said = _load_time_words()
    calendar, fillers, marks = (
        frozenset(str(word).casefold() for words in said[part].values() for word in words)
        for part in ("calendar", "fillers", "marks")
    )
    return calendar, fillers, marks


@cache
def _load_time_words() -> dict[str, dict[str, list[str]]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    file = resources.files("pipeline.extract") / "lexicon" / "time_words.yaml"
    return cast(
        "dict[str, dict[str, list[str]]]",
        yaml.load(file.read_text("utf-8"), loader),  # noqa: S506 - a safe one
    )
