"""Pages made poorer: what a publisher may well not say, taken away; what may stand beside, added.

Each damage changes a page's tree and leaves what its readers see of the posts. How little a tool's
score falls tells how much it rests on any one sign.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree, html

from benchmarks.quality.cases import Case
from pipeline.extract.tree.decode import decode_text

Tree = html.HtmlElement
Damage = Callable[[Tree], None]

_SECTIONS = frozenset(
    {"article", "aside", "figure", "footer", "header", "li", "main", "nav", "ol", "section", "ul"}
)
_MICRODATA = ("itemprop", "itemtype", "itemscope", "itemid", "property", "typeof", "vocab")
_SAID = (
    "storm", "bridge", "harbour", "council", "mayor", "river", "flood", "quay", "ferry", "school",
    "police", "island",
)  # fmt: skip
_SPACES = re.compile(r"\s+")


def damage_case(case: Case, damage: Damage) -> Case:
    """The page after a damage; what must come out of it stays."""
    raw = decode_text(case.data)
    parser = html.HTMLParser(encoding="utf-8")
    tree = html.document_fromstring(raw.encode("utf-8", "replace"), parser=parser)
    damage(tree)
    markup = etree.tostring(tree, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    head = '<head><meta charset="utf-8">'
    return replace(case, data=markup.replace("<head>", head, 1).encode("utf-8", "replace"))


def hash_names(tree: Tree) -> None:
    """Class names and ids that say nothing, as a build makes them."""
    for element in _list_elements(tree):
        for name in ("class", "id"):
            if value := element.get(name):
                element.set(name, " ".join(map(_hash, value.split())))


def drop_names(tree: Tree) -> None:
    """No class names and no ids."""
    _drop_attributes(tree, lambda name: name in {"class", "id"})


def drop_linked_data(tree: Tree) -> None:
    """No JSON-LD."""
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        script.drop_tree()


def drop_scripts(tree: Tree) -> None:
    """No scripts at all: neither JSON-LD nor application state."""
    for script in tree.xpath("//script"):
        script.drop_tree()


def drop_instants(tree: Tree) -> None:
    """``time`` elements without ``datetime``: clocks as readers see them."""
    _drop_attributes(tree, lambda name: name == "datetime")


def drop_data_attributes(tree: Tree) -> None:
    """No ``data-`` attributes."""
    _drop_attributes(tree, lambda name: name.startswith("data-"))


def drop_microdata(tree: Tree) -> None:
    """Neither microdata nor RDFa outside the head."""
    body = tree.find("body")
    if body is not None:
        _drop_attributes(body, lambda name: name in _MICRODATA)


def drop_meta(tree: Tree) -> None:
    """No meta tags: the page says neither its dates nor its title to machines."""
    for meta in tree.xpath("//meta[not(@charset) and not(@http-equiv)]"):
        meta.drop_tree()


def drop_language(tree: Tree) -> None:
    """The page does not say its language."""
    for element in tree.xpath("//html | //body"):
        element.attrib.pop("lang", None)
        element.attrib.pop("xml:lang", None)
    for meta in tree.xpath(
        '//meta[@property="og:locale" or @name="language"'
        ' or translate(@http-equiv, "CL", "cl")="content-language"]'
    ):
        meta.drop_tree()


def default_language(tree: Tree) -> None:
    """The page says the language that its system came with."""
    drop_language(tree)
    tree.set("lang", "en-US")


def flatten_sections(tree: Tree) -> None:
    """``div`` for every section, list and item."""
    for element in _list_elements(tree):
        if element.tag in _SECTIONS:
            element.tag = "div"


def flatten_paragraphs(tree: Tree) -> None:
    """``div`` for every paragraph."""
    for paragraph in tree.xpath("//body//p"):
        paragraph.tag = "div"


def flatten_times(tree: Tree) -> None:
    """``span`` for every ``time``."""
    for stamp in tree.xpath("//time"):
        stamp.tag = "span"


def minify(tree: Tree) -> None:
    """Runs of white space squeezed."""
    for element in _list_elements(tree):
        if element.tag not in {"script", "style", "pre", "textarea"}:
            element.text = _SPACES.sub(" ", element.text) if element.text else None
        element.tail = _SPACES.sub(" ", element.tail) if element.tail else None


def strip_bare(tree: Tree) -> None:
    """Text, headings and links alone: everything that speaks to machines goes."""
    for damage in (drop_scripts, drop_instants, drop_data_attributes, drop_microdata, hash_names):
        damage(tree)


def add_talk(tree: Tree) -> None:
    """What readers wrote, below the page, in elements whose names say nothing."""
    chance = random.Random(1)  # noqa: S311 - the same talk each time
    items = "".join(
        f'<div class="xq"><div><b>reader{place}</b> <i>{chance.randint(1, 23)} hours ago</i></div>'
        f"<p>{_write(chance, chance.randint(8, 60))}</p><button>Reply</button></div>"
        for place in range(15)
    )
    _get_body(tree).append(html.fragment_fromstring(f"<div>{items}</div>"))


def add_ticker(tree: Tree) -> None:
    """A list of the latest stories with their clocks, above the page."""
    chance = random.Random(2)  # noqa: S311 - the same list each time
    items = "".join(
        f"<li><time>{23 - place // 2:02d}:{(59 - 17 * place) % 60:02d}</time>"
        f' <a href="/2020/story-{place}.html">{_write(chance, 9)}</a></li>'
        for place in range(25)
    )
    ticker = html.fragment_fromstring(f'<div class="xz"><h2>Latest</h2><ul>{items}</ul></div>')
    _get_body(tree).insert(0, ticker)


def leave_alone(tree: Tree) -> None:
    """Parsed and written again, and nothing else."""


DAMAGES: dict[str, Damage] = {
    "nothing": leave_alone,
    "names hashed": hash_names,
    "no names": drop_names,
    "no JSON-LD": drop_linked_data,
    "no scripts": drop_scripts,
    "no datetime": drop_instants,
    "no data-*": drop_data_attributes,
    "no microdata": drop_microdata,
    "no meta tags": drop_meta,
    "language unsaid": drop_language,
    "language en-US": default_language,
    "sections are div": flatten_sections,
    "paragraphs are div": flatten_paragraphs,
    "times are span": flatten_times,
    "minified": minify,
    "all of these signs": strip_bare,
    "talk below": add_talk,
    "ticker above": add_ticker,
}


def _list_elements(tree: Tree) -> Iterator[Tree]:
    return (element for element in tree.iter() if isinstance(element.tag, str))


def _drop_attributes(tree: Tree, is_dropped: Callable[[str], bool]) -> None:
    for element in _list_elements(tree):
        for name in filter(is_dropped, list(element.attrib)):
            del element.attrib[name]


def _get_body(tree: Tree) -> Tree:
    body = tree.find("body")
    return tree if body is None else body


def _hash(name: str) -> str:
    return "x" + hashlib.blake2s(name.encode(), digest_size=3).hexdigest()


def _write(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_SAID) for _ in range(words)).capitalize() + "."
