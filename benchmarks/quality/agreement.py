"""Pages without gold: which cannot be read, which are taken for live blogs, and how far the text
of the others agrees with what trafilatura finds. The pages that agree least are read by eye.

Pages of publishers never seen stand in the sources of other tools: newspaper4k, mediacloud-metadata
and stimson-web-scraper ship hundreds with their tests.

usage: python -m benchmarks.quality.agreement DIR [--worst N]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.quality.scoring import token_f1
from pipeline.errors import UnreadablePage
from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

UNTOLD = "https://untold.example/"
"""Where a page lies that does not say its own address."""
# <link rel="canonical" href="https://daily.example/2024/storm">
_ADDRESS = re.compile(rb"""rel=["']?canonical["']?[^>]*href=["'](https?://[^"']+)""")


@dataclass(frozen=True, slots=True)
class Reading:
    """One page without gold."""

    name: str
    said: str
    """'article', 'liveblog', or why it could not be read."""
    entries: int = 0
    agreement: float | None = None
    """Token F1 of an article's text and trafilatura's, 0 to 1; None where both find none."""


def main() -> None:
    """Read every page below a folder and print what stands out."""
    options = _read_options()
    readings = list(read_folder(options.folder))
    articles = sorted(
        (one for one in readings if one.agreement is not None), key=lambda one: one.agreement or 0.0
    )
    for one in readings:
        if one.said != "article":
            print(f"{one.said}, {one.entries} entries: {one.name}")
    for one in articles[: options.worst]:
        print(f"agreement {one.agreement:.2f}: {one.name}")
    live = sum(one.said == "liveblog" for one in readings)
    unread = sum(one.said not in {"article", "liveblog"} for one in readings)
    mean = sum(one.agreement or 0.0 for one in articles) / max(1, len(articles))
    print(
        f"{len(readings)} pages: {unread} unreadable, {live} live blogs; "
        f"mean agreement of {len(articles)} articles {mean:.3f}"
    )


def read_folder(folder: Path) -> Iterator[Reading]:
    """The HTML files below a folder, each page once: tools copy one another's."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.htm*")):
        data = path.read_bytes() if path.is_file() else b""
        digest = sha256(data).hexdigest()
        if data and digest not in seen:
            seen.add(digest)
            yield read_page(str(path.relative_to(folder)), data)


def read_page(name: str, data: bytes) -> Reading:
    """One page as its publisher's address, where it tells that, would have given it."""
    address = _ADDRESS.search(data)
    url = address[1].decode("utf-8", "replace") if address else UNTOLD + Path(name).name
    try:
        got = extract_page(data, url=url, captured_at=None)
    except UnreadablePage as error:
        return Reading(name, str(error))
    agreement = _compare(got, data) if got.kind == "article" else None
    return Reading(name, got.kind, len(got.entries), agreement)


def _compare(got: Extraction, data: bytes) -> float | None:
    import trafilatura

    ours = "\n\n".join(part for part in (got.lead, got.text) if part)
    theirs = trafilatura.extract(data, include_comments=False) or ""
    return token_f1(ours, theirs) if ours or theirs else None


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.agreement",
        description="How pages without gold are read.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--worst", type=int, default=20, metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
