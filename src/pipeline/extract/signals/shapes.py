"""Shapes of written times: cheap tests that tell a time label from text. They read nothing.

What a label means (zone, day, language) is decided in ``times``; here we only ask whether a short
text is a time, and whether a paragraph opens with one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from pipeline.extract.clean.stamps import judge_time, names_day
from pipeline.extract.times import SPOKEN
from pipeline.extract.tree.words import join_words, load_words, whole_words

MAX_LABEL = 64
"""Characters of the longest label that is a time: '2014. március. 23., vasárnap, 23:10'."""
MAX_WORDY = 32
"""Characters of the longest label that says how long ago without a number: 'a moment ago'."""
REMEMBERED = 2048
"""Labels whose answers are kept: several readers of a page ask of the same ones."""
MIN_PROSE = 2
"""Words in small letters before a clock that ends a sentence: 'The alarm came in at 22:31.'"""
MIN_SPACELESS = 5
"""Letters of a title written without spaces; a name beside a clock has fewer."""
MIN_TITLE_WORDS = 3
"""A name beside a clock has one or two words; a title has more."""

# 0 and 1, 2, 0 to 4, 0 to 5 in the digits of Latin, Arabic, Persian, Devanagari, Bengali and Thai
_ONES, _TWO = "[01٠١۰۱०१০১๐๑]", "[2٢۲२২๒]"
_TO_FOUR, _TO_FIVE = "[0-4٠-٤۰-۴०-४০-৪๐-๔]", "[0-5٠-٥۰-۵०-५০-৫๐-๕]"
_CLOCK = (
    rf"(?:{_ONES}?\d|{_TWO}{_TO_FOUR})(?:(?:\s?[:h]\s?|[.：u]){_TO_FIVE}\d(?:[:.]{_TO_FIVE}\d)?"
    rf"(?:\s?[ap]\.?\s?m\b\.?)?|\s?(?:[時时点點]|시)\s?{_TO_FIVE}?\d\s?[分분])"
)
# '午後3時20分', '下午3:20', 'বিকেল ৫:২০': the half of the day stands before the clock
_CLOCK = rf"(?:{load_words('half_day_before')}\s?)?(?:{_CLOCK}|{SPOKEN})"
_TWELVE = r"(?:1[0-2]|0?[1-9])\s?[ap]\.?\s?m\b\.?"
# No digit and no sign that makes a price or a part of it; a sum may follow: '14:05 €5m lost'
_NO_MORE = r"(?!\d|\s?[%€£¥₹](?!\s?\d)|:\d)"
# A clock: 13:47, 6.15 pm, 20h30, 20u30, 3pm; no price, no percentage
CLOCK = re.compile(rf"(?<![\d.,:$£€¥₹])(?:{_CLOCK}|{_TWELVE}){_NO_MORE}", re.IGNORECASE)
_MANY = r"(?:\d{1,3}|an?|one|eine[rm]?|une?|un[ao]?|uma?)"
# '21 mins ago', 'vor 5 Minuten', 'il y a 2 h', '2 hr 11 min ago', '4m', 'just now'
RELATIVE = re.compile(
    rf"\b{_MANY}\s?{load_words('units')}\.?(?:\s?(?:and|\d{{1,2}})\s?(?:minutes?|mins?|m))?"
    rf"\s*{load_words('ago_behind')}(?!\w)"
    rf"|\b{load_words('ago_before')}\s+{_MANY}\s?\w{{1,9}}"
    rf"|\b\d{{1,2}}\s(?:perce|órája|napja)\b|^\s*\d{{1,2}}\s?(?:m|min|h|u|d)\s*$|\b{load_words('just_now')}(?!\w)",
    re.IGNORECASE,
)
# 'час назад', 'an hour ago', 'před hodinou', 'acum o oră', 'just now'
_WORDY = re.compile(
    rf"\A\W*(?:(?:\w{{1,5}}\s)?{load_words('units')}\s+{load_words('ago_behind')}"
    rf"|{load_words('ago_before')}\s+(?:\w{{1,5}}\s)?{load_words('units')}|{load_words('just_now')})\W*\Z",
    re.IGNORECASE,
)
# 'ago', 'vor', 'just now': one alternation of plain words in lower case, which is scanned fast
_AGO_SIGN = re.compile(join_words("ago_behind", "ago_before", "just_now"))
_LONGEST_BARE = 9
"""Characters of '12 min' and '12 perce', which say how long ago in no word of their own."""
_MONTH = load_words("months")
_DAY_FIRST = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.|º|er)?\s?(?:de\s)?{_MONTH}\w*"
    r"(?:\.?,?\s(?:de\s)?(?:19|20)\d\d\b)?"
)
_MONTH_FIRST = rf"\b(?:(?:19|20)\d\d\.?\s)?{_MONTH}\w*\.?\s\d{{1,2}}\b(?:,?\s(?:19|20)\d\d\b)?"
_IN_DIGITS = (
    r"\b\d{1,2}\. \d{1,2}\. ?\d{4}\b|\b\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\b"
    r"|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"
    r"|(?<!\d)\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)
# '2021. január 21.', '14 August 2023', 'Feb 25', '23/10/2009', '2014-03-02', '2019年4月2日'
DATE = re.compile(f"{_DAY_FIRST}|{_MONTH_FIRST}|{_IN_DIGITS}", re.IGNORECASE)
# Those of them that begin with a digit: '14 August 2023', '23/10/2009'
_DIGIT_FIRST = re.compile(f"{_DAY_FIRST}|{_IN_DIGITS}", re.IGNORECASE)
# The 'Feb' of 'Feb 25', the 'berth' of 'berth 12'
_BEFORE_NUMBER = re.compile(r"(?<!\w)(\w+)\.?\s\d{1,2}\b")
_MONTH_START = re.compile(_MONTH, re.IGNORECASE)
_LAST_PLAIN = "\u0590"
"""Above it are scripts whose vowel signs are no letters to a pattern."""
# 28.2. behind or before a weekday's name
_DAY_MONTH = re.compile(r"(?<![\d.])[0-3]?\d\. ?[01]?\d\.(?!\d)")
# ISO 8601 in an attribute: 2023-08-14T07:01:52.000Z, 2024-07-18T08:36, 2010-01-18 06:17
ISO = re.compile(r"\A\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?[^\"]{0,20})?\s*\Z")
# epoch in s (2001 to 2286) or ms
EPOCH = re.compile(r"\A\s*(?:1\d{9}|[1-9]\d{12})(?:\.\d+)?\s*\Z")
_AFTER_CLOCK = (
    r"(?:\s?(?:uhr|hrs?|hs|uur|horas?|heures?|óra(?:kor)?|-kor|hod|годин|ч|น|val|h\b"
    r"|a\.?m\.?|p\.?m\.?|local time"
    r"|(?-i:[A-Z]{2,5}(?:/[A-Z]{2,4})?))(?!\w))?"  # not the 'Am' of "09:10 Amanece"
)
# '1530:', '0915 GMT', '1347 hrs': four digits, and what tells that they are a clock
_FOUR_DIGITS = r"(?:[01]\d|2[0-3])[0-5]\d(?=\s?:(?:\s|\Z)|\s(?:GMT|BST|UTC|ET|hrs)\b)"
_FOUR_LABEL = re.compile(rf"\A\W*{_FOUR_DIGITS}\s?(?::|[A-Za-z]{{2,3}}:?)\s*\Z")
# '1987:', '1530:' at the start: a year, if any on the page is no clock
_NUMBERED = re.compile(r"\A\W{0,3}(?P<number>\d{4})\s?:(?:\s|\Z)")
# 'Dienstag, 12. März, ', 'March 12, 2024 at ': a date right before a clock
_DAY_BEFORE = (
    rf"(?:[^\W\d_]{{2,12}}\.?,?\s)?(?:{DATE.pattern})(?:,|\s[-–|])?\s"
    r"(?:(?:um|at|à|às|alle|a las|om|kl\.?)\s)?"
)
# A heading that ends with a time: 'Bridge reopens (15:12 Uhr)', '... (12.03., 15.12 Uhr) +++'
CLOSING = re.compile(
    rf"\s*[(\[](?P<time>(?:{_DAY_BEFORE}|[0-3]?\d\. ?[01]?\d\.,?\s)?(?:{_CLOCK}|{_TWELVE})"
    rf"{_AFTER_CLOCK})[)\]]\W{{0,6}}\Z",
    re.IGNORECASE,
)
# The 'At' of 'At 18:00', of 'Um 18 Uhr', 'A las 18:00'
_PREPOSITION = re.compile(r"\A(?:at|um|gegen|à|a las?|alle|às|om|kl\.?|klokken)\s", re.IGNORECASE)
# A paragraph that opens with a time: 13:47 text; [10:42]; 10.42 Uhr:; +++ 10:42; Update 3:15 p.m.:
LEADING = re.compile(
    rf"\A(?:(?![$£€¥₹])\W){{0,5}}(?:{load_words('opening_words')}\s?[:.,]?\s+[(\[]?){{0,2}}"
    rf"(?P<time>(?:{_DAY_BEFORE})?(?:{_CLOCK}|{_TWELVE}|{_FOUR_DIGITS}){_AFTER_CLOCK})"
    rf"{_NO_MORE}(?P<after>\s?[)\]】]?\s?(?:[-–—:|,.•]|$)?\s*)",
    re.IGNORECASE,
)
# Signs set round a line: '+++ 15:12 Bridge reopens +++'
FRAME = re.compile(r"\A\s*([+*=/|~-])\1{1,4}\s")
# 'Published', 'Mis à jour', 'Aktualisiert' at the start
SAYS_WHEN = re.compile(
    rf"\A\W*(?:{load_words('update_labels')}|{load_words('publish_labels')})", re.IGNORECASE
)
# '13:47', the usual label
_BARE_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
# '22:31.' at the end of a sentence
_SENTENCE_END = re.compile(r"\d\.\Z")
# Kana and Han, which are written without spaces
_SPACELESS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]+")
# '1.35' in a sentence of Han: its clocks have a colon or signs
_DOTTED = re.compile(r"\d\.\d")
# 'train', 'was', 'late' : words of a sentence, not names
_PROSE_WORD = re.compile(r"(?<!\w)(?!ago\b|uhr\b)[^\W\d_A-ZÀ-ÞА-Я]{3,}(?!\w)")

# 'Turnout stood at 38% by 14:00.': a capital first, a full stop last; 'at 3 p.m.' has its own
_SENTENCE = re.compile(r"\A[“\"'‘«(]?[^\W\d_a-z].*(?<![ap]\.m)[.!?…][”\"'’»)]*\Z", re.DOTALL)
# 'Back at .', a sentence without its clock
_AT_LAST = re.compile(r"\w (?:at|until|by|from)\s+\W*\Z", re.IGNORECASE)


def read_four_digits(text: str) -> int | None:
    """The number that opens a text before a colon: '1530: Talks begin', '1987: The bridge falls'.

    >>> read_four_digits("1530: Talks begin")
    1530
    """
    found = _NUMBERED.match(text)
    return int(found["number"]) if found else None


def are_years(numbers: Collection[int]) -> bool:
    """Numbers of four digits that no day's clock shows, or that all lie between 1900 and 2059.

    >>> are_years({1530, 1545}), are_years({1776, 1848}), are_years({1914, 2010})
    (False, True, True)
    """
    is_clock = all(number // 100 < 24 and number % 100 < 60 for number in numbers)
    return not is_clock or all(1900 <= number <= 2059 for number in numbers)


def is_wordy_time(text: str) -> bool:
    """A label that says how long ago without a number.

    >>> is_wordy_time("час назад"), is_wordy_time("hours later")
    (True, False)
    """
    return _says_ago(text) and _WORDY.match(text) is not None


def _says_ago(text: str) -> bool:
    """Cheaper than the patterns that need such a word."""
    return _AGO_SIGN.search(text.lower()) is not None


def is_time_label(text: str) -> bool:
    """A short text that is a time and little else: '21 mins ago', 'Updated 1:48 AM', '23:10'.

    >>> is_time_label("2021. január 21. – 10:47"), is_time_label("The 10:42 train was late again")
    (True, False)
    """
    return bool(text) and len(text) <= MAX_LABEL and _is_time_label(text)


@lru_cache(maxsize=REMEMBERED)
def _is_time_label(text: str) -> bool:
    if _BARE_CLOCK.fullmatch(text):
        return True
    may_be_ago = len(text.strip()) <= _LONGEST_BARE or _says_ago(text)
    if may_be_ago and (RELATIVE.search(text) or _WORDY.match(text)):
        return len(text) <= 40
    if _FOUR_LABEL.match(text):
        return True
    clock = CLOCK.search(text) if _DIGIT.search(text) else None
    if clock is None or _runs_on(text[clock.end() :]):
        return False
    if _DOTTED.search(clock[0]) and _SPACELESS.search(text):
        return False
    if _SENTENCE.match(text) and _tells(text) and not SAYS_WHEN.match(text):
        return False
    words = _LETTERS.findall(DATE.sub(" ", CLOCK.sub(" ", text)))
    if SAYS_WHEN.match(text) and all(whole_words("stamp_words").match(word) for word in words):
        return True  # 'Publié à 18h05 | Mis à jour à 18h10'
    if _SENTENCE_END.search(text) and len(_PROSE_WORD.findall(text[: clock.start()])) >= MIN_PROSE:
        return False
    names = [word for word in words if not whole_words("label_words").match(word)]
    return not _opens_with_more(text) and len(names) <= 5 and sum(map(len, names)) <= 32


def _runs_on(rest: str) -> bool:
    """Words of a sentence follow the clock: '10:42 train was late again'."""
    if sum(map(len, _SPACELESS.findall(rest))) >= MIN_SPACELESS:
        return True
    words = (word for word in _PROSE_WORD.findall(rest))
    return sum(not whole_words("label_words").match(word) for word in words) >= MIN_TITLE_WORDS


def _tells(text: str) -> bool:
    """A word that is neither one of times nor of their labels: 'The talks resume at 10:00.'."""
    rest = DATE.sub(" ", CLOCK.sub(" ", text))
    words = (_LETTERS if _AT_LAST.search(rest) else _PROSE_WORD).findall(rest)
    return not all(
        whole_words("label_words").match(word) or whole_words("stamp_words").match(word)
        for word in words
    )


def _opens_with_more(text: str) -> bool:
    """After the clock stands something else: a title, behind a dash or colon, or of some words.

    >>> _opens_with_more("6.15 pm: Bridge reopens"), _opens_with_more("11:40 Four wells yes")
    (True, True)
    """
    found = LEADING.match(text)
    if found is None:
        return False
    rest = DATE.sub(" ", text[found.end() :]).strip()
    words = [w for w in _LETTERS.findall(rest) if not whole_words("label_words").match(w)]
    if found["after"].strip(" )]") or FRAME.match(text):
        return bool(words)
    return len(words) >= MIN_TITLE_WORDS and rest[:1].isupper()


def is_date_label(text: str) -> bool:
    """A short text that is a date without a clock."""
    return bool(text) and len(text) <= MAX_LABEL and _is_date_label(text)


@lru_cache(maxsize=REMEMBERED)
def _is_date_label(text: str) -> bool:
    if not _holds_date(text):
        return _DAY_MONTH.search(text) is not None and judge_time(text) is not None
    words = _LETTERS.findall(DATE.sub(" ", text))
    if words and not _names_month(text):
        return False
    return len(words) <= 2 and sum(map(len, words)) <= 18


def _names_month(text: str) -> bool:
    """A date in digits, or one whose month is a whole name: '12 araç' only begins like one."""
    found = DATE.search(text)
    words = _LETTERS.findall(found[0]) if found else []
    return not words or any(map(names_day, words))


def _holds_date(text: str) -> bool:
    """Whether ``DATE`` is in a text, without trying every month at every word."""
    if max(text) > _LAST_PLAIN:
        return DATE.search(text) is not None
    if _DIGIT_FIRST.search(text):
        return True
    return any(map(_MONTH_START.match, _BEFORE_NUMBER.findall(text)))


def opens_sentence(line: str) -> bool:
    """A clock that belongs to the words behind it, with a preposition or before small letters.

    >>> opens_sentence("At 18:00 the polls closed."), opens_sentence("18:00 – Polls close")
    (True, False)
    """
    found = LEADING.match(line)
    if found is None or found["after"].strip(" ,"):
        return False
    is_said = _PREPOSITION.match(line) is not None or "," not in found["after"]
    return is_said and line[found.end() :][:1].islower()


def says_at(line: str) -> bool:
    """A sentence whose clock has a preposition before it.

    >>> says_at("At 18:00 the polls closed."), says_at("18:00 the polls close")
    (True, False)
    """
    return _PREPOSITION.match(line) is not None and opens_sentence(line)


def is_instant(value: str) -> bool:
    """An attribute's value that is an ISO 8601 instant or an epoch."""
    return len(value) <= 40 and (ISO.match(value) is not None or EPOCH.match(value) is not None)
