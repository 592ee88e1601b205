"""Does an announcement speak of a live blog? Judged by the words of its address and title alone."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pipeline.model import Discovered

LIVE_WORDS = re.compile(
    r"""(?<![a-z])(?:
        live | live-?blogg? | live-?updates? | live-?coverage | live-?text | livestory
      | as-it-happened | minute-by-minute | rolling-coverage | running-blog
      | live-?ticker | newsticker | ticker | liveblog-zu
      | en-direct | direct | fil-info | minute-par-minute
      | en-vivo | en-directo | directo | minuto-a-minuto | ultima-hora
      | ao-vivo | aovivo | em-direto | ao-minuto
      | in-diretta | diretta | minuto-per-minuto | la-cronaca
      | live-?verslag | volg-live | liveblog-over
      | na-zywo | relacja | direkte | direktesendt | direkt | live-?rapport | suora | hetki-hetkelta
      | percrol-percre | elo | kozvetites | canli | son-dakika | live-uutiset
    )(?![a-z])""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words that publishers put into the addresses of live blogs; ASCII, hyphens for spaces."""
LIVE_PHRASES = re.compile(
    r"(?<!\w)(?:liveblog|live blog|live updates?|live:|live –|liveticker|en direct|en vivo|"
    r"en directo|minuto a minuto|ao vivo|ao minuto|in diretta|na żywo|élő|percről percre|"
    r"canlı|онлайн|наживо|прямая трансляция|текстовая трансляция|लाइव|लाइभ)(?!\w)",
    re.IGNORECASE,
)


def speaks_of_live(page: Discovered) -> bool:
    """Whether an announced page is worth a look while its news runs.

    >>> speaks_of_live(Discovered("https://example.org/live/2026/mar/27/floods", "feed"))
    True
    >>> speaks_of_live(Discovered("https://example.org/olive-harvest", "feed"))
    False
    """
    path = unquote(urlsplit(page.url).path).replace("_", "-")
    return bool(LIVE_WORDS.search(path) or LIVE_PHRASES.search(page.title or ""))
