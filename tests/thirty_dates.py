"""Thirty dates of one invented publisher: an archive holds three of them, its own pages three."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import wayback as archive
import yaml
from wayback import Wayback, declare_cdx

from pipeline.newsroom.server import Newsroom
from pipeline.newsroom.sources import write_sources_for

SOURCE = "tiszavar"
FIRST = date(2026, 3, 1)
DATES = 30
ARCHIVED = (date(2026, 3, 4), date(2026, 3, 11), date(2026, 3, 18))


@contextmanager
def running_archive(newsroom: Newsroom) -> Iterator[Wayback]:
    """An archive that holds a live blog of the publisher on each of three dates, twice."""
    origin = newsroom.addresses[SOURCE]
    held = []
    for day in ARCHIVED:
        url = f"{origin}/percrol-percre/{day}-vihar"
        for hour in (9, 21):
            at = datetime.combine(day, time(hour), UTC)
            held.append(archive.Held(at, archive.make_page(at, url=url, first=day), url=url))
    with archive.running(Wayback(held)) as running:
        yield running


def write_sources(folder: Path, newsroom: Newsroom, server: Wayback) -> None:
    """The publisher's YAML, with the archive among the places of its history."""
    write_sources_for(folder, newsroom.addresses)
    path = folder / f"{SOURCE}.yaml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    cdx = declare_cdx(server.address, searches_per_minute=600, replays_per_minute=6000)
    types = [{"type": "own_archive"}, cdx, {"type": "sitemaps"}, {"type": "live"}]
    declared["discovery"]["history"] = types
    path.write_text(yaml.safe_dump(declared), encoding="utf-8")
