"""Runs inside a peer's own environment: pages in, that tool's text and date out.

usage: python peer_reader.py TOOL CASES.json OUT.json
CASES.json: a list of {"name", "url", "file"}; OUT.json: name -> {"text", "published_at", "error"}.
Standard library and the tool only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

Said = dict[str, str | None]
Read = Callable[[bytes, str], Said]


def main(tool: str, cases: str, out: str) -> None:
    """Every page through one tool."""
    read = READERS[tool]()
    said = {case["name"]: read_safely(read, case) for case in json.loads(Path(cases).read_text())}
    Path(out).write_text(json.dumps(said, default=str))


def read_safely(read: Read, case: Mapping[str, str]) -> Said:
    """One page's failure is that page's: the tool goes on with the next."""
    try:
        return read(Path(case["file"]).read_bytes(), case["url"])
    except Exception as error:  # noqa: BLE001 - whatever a tool of others raises is its result
        return {"text": None, "published_at": None, "error": f"{type(error).__name__}: {error}"}


def use_readability() -> Read:
    from lxml import html
    from readability import Document

    def read(data: bytes, url: str) -> Said:
        body = Document(data.decode(errors="replace"), url=url).summary(html_partial=True)
        blocks = html.fromstring(body).iter("p", "h2", "h3", "h4", "li", "blockquote")
        return say("\n\n".join(block.text_content().strip() for block in blocks))

    return read


def use_resiliparse() -> Read:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def read(data: bytes, url: str) -> Said:
        text = bytes_to_str(data, detect_encoding(data))
        return say(extract_plain_text(text, main_content=True, alt_texts=False))

    return read


def use_newspaper() -> Read:
    import newspaper

    def read(data: bytes, url: str) -> Said:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=data.decode(errors="replace"))
        article.parse()
        return say(article.text, article.publish_date)

    return read


def use_news_please() -> Read:
    from newsplease import NewsPlease

    def read(data: bytes, url: str) -> Said:
        article = NewsPlease.from_html(data.decode(errors="replace"), url=url, fetch_images=False)
        return say(article.maintext, article.date_publish)

    return read


def use_fundus() -> Read:
    from fundus import PublisherCollection

    known = {urlsplit(one.domain).netloc.removeprefix("www."): one for one in PublisherCollection}

    def read(data: bytes, url: str) -> Said:
        host = urlsplit(url).netloc.removeprefix("www.")
        publisher = known.get(host) or known.get(host.partition(".")[2])
        if publisher is None:
            return {"text": None, "published_at": None, "error": "no parser for this publisher"}
        said = publisher.parser().parse(data.decode(errors="replace"), "suppress")
        body = said.get("body")
        return say(str(body) if body and not isinstance(body, Exception) else None)

    return read


def say(text: str | None, published_at: object = None) -> Said:
    return {
        "text": text,
        "published_at": str(published_at) if published_at else None,
        "error": None,
    }


READERS: dict[str, Callable[[], Read]] = {
    "readability-lxml": use_readability,
    "resiliparse": use_resiliparse,
    "newspaper4k": use_newspaper,
    "news-please": use_news_please,
    "fundus": use_fundus,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
