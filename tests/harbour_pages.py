"""Small pages of one invented harbour: four clocks, four texts, and how a page of them is read."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.extract.extraction import extract_page
from pipeline.model import Extraction

CLOCKS = ("15:12", "14:59", "14:18", "13:41")
TEXTS = (
    "The east gate of the harbour is open again since the swell went down this afternoon.",
    "Two ferries wait outside the wall, and the pilot says that the tide decides about them.",
    "The mill pond stands a hand below the mark that the flood of last autumn left there.",
    "Wardens counted forty cars in the meadow, and none of them had anyone left inside it.",
)


def read(body: str, *, title: str = "Harbour opens after the flood", url: str = "") -> Extraction:
    head = f"<html lang=en><head><title>{title}</title></head>"
    markup = f"{head}<body><h1>{title}</h1>{body}</body></html>"
    return extract_page(
        markup.encode(),
        url=url or "https://www.harbourpost.co.uk/news/harbour-opens-1847",
        captured_at=datetime(2024, 3, 12, 20, tzinfo=UTC),
    )
