"""The structure layer: what a block is in the page, by tag, role, and words of class and id.

``lexicon/structure.yaml`` maps a removed kind to three tiers of words:

- ``always``: such a block holds no reporting (unless it holds so much that it must be a wrapper);
- ``likely``: it holds none if it has links, controls or appeals rather than prose;
- ``gate``: the word often stands on the reporting itself (``paywall-content``): only with a form
  or an appeal inside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, cast

from pipeline.extract.tree.headings import HEADINGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.extract.tree.sheet import Attributes
    from pipeline.model import RemovedKind


Tier = Literal["always", "likely", "gate"]

_SHORTEST_WORD = 3
"""Letters of one word at least of a name that runs several together."""
LONGEST_NAME = 3
"""Words; an ``aria-label`` that says more may repeat a headline."""
READ_ATTRIBUTES = frozenset(
    {
        "class",
        "id",
        "role",
        "hidden",
        "aria-hidden",
        "aria-label",
        "style",
        "data-component",
        "data-component-name",
        "data-module",
        "data-testid",
        "data-test-id",
        "data-qa",
        "data-type",
        "data-block-type",
        "data-name",
        "data-widget",
        "data-widget-type",
        "data-gu-name",
        "data-ad",
    }
)
_NEGATIONS = frozenset({"has", "have", "no", "not", "non", "with", "without", "is", "can", "hide"})
# As in 'sc', '1ad7x' of 'sc-1ad7x'
_NAME_PART = re.compile(r"[A-Za-z0-9]+")
# As in '300x250' of 'ad300x250'
_SIZE = re.compile(r"\d+x\d+")
# As in 'most', 'Read', 'js' of 'most-Read js'
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# As in a style of 'display: none' or 'visibility:hidden'
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a block seems to be, before its content is known."""

    kind: RemovedKind
    tier: Tier
    reason: str
    is_generic: bool = False
    """The kind is a guess (a form, a hidden block): what it says decides."""


_BY_TAG = {
    "nav": Suspicion("navigation", "always", "structure: nav"),
    "menu": Suspicion("navigation", "likely", "structure: menu"),
    "button": Suspicion("navigation", "always", "structure: button", True),
    "form": Suspicion("newsletter_signup", "likely", "structure: form", True),
    "dialog": Suspicion("navigation", "always", "structure: dialog", True),
    "figcaption": Suspicion("media_caption", "always", "structure: figcaption"),
    "footer": Suspicion("navigation", "likely", "structure: footer", True),
    "aside": Suspicion("promo", "likely", "structure: aside", True),
    "amp-timeago": Suspicion("timestamp", "always", "structure: amp-timeago"),
    "amp-consent": Suspicion("consent_notice", "always", "structure: amp-consent"),
    "amp-ad": Suspicion("advertisement", "always", "structure: amp-ad"),
    "amp-sidebar": Suspicion("navigation", "always", "structure: amp-sidebar"),
    "amp-social-share": Suspicion("share", "always", "structure: amp-social-share"),
    "amp-web-push": Suspicion("notification_prompt", "always", "structure: amp-web-push"),
}
SUSPECT_TAGS = frozenset(_BY_TAG)
_BY_ROLE = {
    "navigation": Suspicion("navigation", "always", "structure: role navigation"),
    "search": Suspicion("navigation", "always", "structure: role search"),
    "button": Suspicion("navigation", "always", "structure: role button", True),
    "dialog": Suspicion("navigation", "always", "structure: role dialog", True),
    "alertdialog": Suspicion("navigation", "always", "structure: role alertdialog", True),
    "toolbar": Suspicion("navigation", "always", "structure: role toolbar", True),
    "menu": Suspicion("navigation", "always", "structure: role menu"),
    "menubar": Suspicion("navigation", "always", "structure: role menubar"),
    "tablist": Suspicion("navigation", "always", "structure: role tablist"),
    "tooltip": Suspicion("navigation", "always", "structure: role tooltip"),
    "contentinfo": Suspicion("navigation", "likely", "structure: role contentinfo", True),
    "complementary": Suspicion("promo", "likely", "structure: role complementary", True),
    "form": Suspicion("newsletter_signup", "likely", "structure: role form", True),
}
_HIDDEN = Suspicion("navigation", "likely", "structure: hidden", True)


@lru_cache(maxsize=8192)
def suspect(tag: str, attributes: tuple[tuple[str, str], ...]) -> Suspicion | None:
    """What a block with this tag and these attributes (of READ_ATTRIBUTES) seems to be.

    >>> suspect("div", (("class", "sc-1 newsletter-signup"),)).kind
    'newsletter_signup'
    >>> suspect("div", (("class", "article has-newsletter"),)) is None
    True
    """
    given = dict(attributes)
    by_role = _BY_ROLE.get(given.get("role", "").strip().lower())
    if tag in HEADINGS:
        given.pop("id", None)  # an anchor, made of its own words: <h3 id="related-work">
    named = _suspect_by_name(given)
    by_tag = _BY_TAG.get(tag)
    certain = by_tag or by_role
    if certain is not None and (named is None or not certain.is_generic):
        return certain
    if certain is not None and named is not None:
        tier = "always" if "always" in {certain.tier, named.tier} else "likely"
        return Suspicion(named.kind, cast("Tier", tier), named.reason)
    return named or (_HIDDEN if is_hidden(given) else None)


def _suspect_by_name(given: dict[str, str]) -> Suspicion | None:
    found: list[Suspicion] = []
    for attribute, value in given.items():
        if attribute in {"role", "hidden", "aria-hidden", "style"}:
            continue
        names = value.split()
        if attribute != "class" and len(names) > LONGEST_NAME:
            continue
        for name in names if attribute == "class" else (value,):
            hit = _suspect_word(name)
            if hit is not None:
                found.append(hit)
    return min(found, key=lambda hit: _TIER_ORDER[hit.tier]) if found else None


_TIER_ORDER: dict[Tier, int] = {"always": 0, "likely": 1, "gate": 2}


@lru_cache(maxsize=8192)
def _suspect_word(name: str) -> Suspicion | None:
    words = _list_words(name)
    if not words or words[0] in _NEGATIONS:
        return None
    table = _structure_words()
    found = [
        table[key]
        for key in (*_pairs(words), *words, "".join(words))
        if key in table and not _is_negated(key, words)
    ]
    return min(found, key=lambda hit: _TIER_ORDER[hit.tier]) if found else None


def _list_words(name: str) -> list[str]:
    """The words of a name in small letters.

    Letters between digits, and two here and two there, are no words: a build made them.

    >>> _list_words("js-adSlot2 sc-1ad7x _adXk")
    ['js', 'ad', 'slot', 'sc']
    """
    words: list[str] = []
    for part in _NAME_PART.findall(_SIZE.sub(" ", name[:120])):
        bare = part.strip("0123456789")
        found = _NAME_WORD.findall(bare) if bare.isalpha() else []
        if len(found) < 2 or max(map(len, found)) >= _SHORTEST_WORD:
            words += map(str.lower, found)
    return words


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{one}-{two}" for one, two in pairwise(words)]


def _is_negated(key: str, words: Sequence[str]) -> bool:
    first = key.partition("-")[0]
    place = words.index(first) if first in words else 0
    return place > 0 and words[place - 1] in _NEGATIONS


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether attributes hide an element until a script shows it."""
    if "hidden" in given or given.get("aria-hidden", "").strip().lower() == "true":
        return True
    return _HIDDEN_STYLE.search(given.get("style", "")) is not None


@cache
def _structure_words() -> dict[str, Suspicion]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    file = resources.files("pipeline.extract") / "lexicon" / "structure.yaml"
    said = yaml.load(file.read_text("utf-8"), loader)  # noqa: S506 - a safe one
    return {
        word: Suspicion(kind, tier, f"structure: {word}")
        for kind, tiers in said.items()
        for tier in reversed(_TIER_ORDER)
        for word in tiers.get(tier, ())
    }


def suspect_element(element: HtmlElement) -> Suspicion | None:
    """What an element of the page seems to be, by its tag and attributes alone."""
    return suspect_tag(str(element.tag), element.items())


def suspect_tag(tag: str, attributes: Attributes) -> Suspicion | None:
    """As ``suspect_element``, of an element's tag and all its attributes."""
    if not attributes and tag not in SUSPECT_TAGS:
        return None
    given = tuple([pair for pair in attributes if pair[0] in READ_ATTRIBUTES])
    return suspect(tag, given) if given or tag in SUSPECT_TAGS else None
