"""The declarations of the invented publishers: one YAML a source, for any base port."""

from __future__ import annotations

from pathlib import Path

import yaml

from pipeline.newsroom.script import Publisher, load_publishers

HEADER = "# An invented publisher, played by `python -m pipeline.newsroom`.\n"


def write_sources(folder: Path, base_port: int) -> tuple[Path, ...]:
    """Write a YAML a publisher for a newsroom at ``base_port``; returns their paths."""
    ports = {one.name: base_port + i for i, one in enumerate(load_publishers())}
    addresses = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    return write_sources_for(folder, addresses)


def write_sources_for(folder: Path, addresses: dict[str, str]) -> tuple[Path, ...]:
    """Write a YAML a publisher for the given addresses (name -> origin)."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        _write_source(folder, publisher, addresses[publisher.name])
        for publisher in load_publishers()
    )


def _write_source(folder: Path, publisher: Publisher, origin: str) -> Path:
    path = folder / f"{publisher.name}.yaml"
    text = yaml.safe_dump(_declare(publisher, origin), allow_unicode=True, sort_keys=False)
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def _declare(publisher: Publisher, origin: str) -> dict[str, object]:
    blog = next(page for page in publisher.pages if page.is_live_blog)
    return {
        "publisher": publisher.publisher,
        "domains": [origin.removeprefix("http://")],
        "language": publisher.language,
        "time_zone": publisher.time_zone,
        "discovery": {
            "feeds": [f"{origin}/feed.xml"],
            "sitemaps": [f"{origin}/sitemap-{{yyyy}}-{{mm}}-{{dd}}.xml"],
        },
        "politeness": {
            "min_interval_s": 0.02,
            "max_pages": 50,
            "timeout_s": 2.0,
            "deadline_s": 3.0,
            "max_retries": 2,
            "allow_private_addresses": True,
        },
        "test_urls": [f"{origin}{blog.path}"],
        "is_tried_live": False,
    }
