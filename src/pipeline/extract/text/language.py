"""The language of a bare text, told by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_COMMON: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for was with has on said by at from",
        "de": "der die und das ist nicht den von mit sich auf ein eine im zu dem",
        "fr": "le la les des et est une dans que pour qui sur pas au du ce",
        "es": "el la los las que en del una por con para se su al y es",
        "pt": "o os que da do em uma para com não dos das na no ao foi",
        "it": "il di che la è per una del con della sono gli nel non alla le",
        "nl": "de het een van en is dat op te voor met zijn niet in die aan",
        "pl": "w i na z się nie że do to jest o przez po są od dla",
        "hu": "a az és hogy nem is egy van meg csak ez volt már még de el",
        "sv": "och att det som en är av för på med inte har den till om var",
        "da": "og at det er en af til på som med for ikke har den blev de",
        "no": "og å det er en av til på som med for ikke har den ble de",
        "cs": "a v na se že je z do s o za to by jsou ve po",
        "tr": "ve bir bu da de için ile olarak çok olan daha en ne gibi sonra oldu",
        "ru": "и в на что с не по из о это как его за от для был",
        "uk": "і в на що з не та до у за про це як його від для",
    }.items()
}
_MANY = 400
"""Words that are looked at."""
_FEWEST = 6
_LEAD = 1.3
"""How many times more words of the best language than of the second there must be."""
# words of any script: 'élő'
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(lines: Sequence[str]) -> str | None:
    """BCP 47 tag of the language; None where too few words tell, or two languages tie.

    >>> guess_language(["The minister said that the bridge is closed to the public for a week."])
    'en'
    """
    words = [word for line in lines for word in _WORD.findall(line.casefold())][:_MANY]
    counts = sorted(
        ((sum(word in common for word in words), tag) for tag, common in _COMMON.items()),
        reverse=True,
    )
    (most, best), (second, _) = counts[:2]
    return best if most >= _FEWEST and most >= _LEAD * second else None
