"""Section pages: what they link to. They show now, so they tell of the current night alone."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from pipeline.discover.announcement import Announcement

# storm-latest-updates-from-the-coast  or  article-12345678: a story, no section
_STORY = re.compile(r"(?:[^/-]+-){3,}[^/-]+|[^/]*\d{5,}[^/]*")


def read_section(body: bytes, url: str, *, is_of_interval: bool) -> list[Announcement]:
    """Read the addresses that a page links to, each once, in page order.

    Raises:
        ValueError: no page.
    """
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(body, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ValueError(f"no page: {error}") from error
    base = urljoin(url, root.xpath("string(//base/@href)", smart_strings=False))
    links = root.xpath("//a/@href", smart_strings=False)
    addresses = dict.fromkeys(_join(base, link) for link in links)
    return [
        Announcement(address, "section", is_of_interval=is_of_interval)
        for address in addresses
        if address.startswith(("http://", "https://"))
    ]


def looks_like_story(url: str) -> bool:
    """Whether the last part of an address is a story's: a slug of four words, or a long number.

    Used where a source says nothing about its addresses; it knows no language.
    """
    segments = [part for part in urlsplit(url).path.split("/") if part]
    return bool(segments) and bool(_STORY.fullmatch(segments[-1]))


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:  # [ without ]: no address
        return ""
