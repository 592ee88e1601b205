"""The next page of a story, without reading the story: one parse, and the links of its pager."""

from __future__ import annotations

from pipeline.extract.about.coverage import find_next_page
from pipeline.extract.text.reading import is_plain_text
from pipeline.extract.tree.collector import rest_collector
from pipeline.extract.tree.page import open_page


@rest_collector()
def read_next_page(
    data: bytes, *, url: str | None, media_type: str | None = None, charset: str | None = None
) -> str | None:
    """The address of the page after this one; None: there is none, whatever the page is.

    ``extract_page`` gives the same as ``coverage.next_page`` of a live blog that shows posts, and
    costs some ten times as much.

    Raises:
        UnreadablePage: bytes from which no page can be made.
    """
    if is_plain_text(data, media_type):
        return None
    page = open_page(data, url=url, captured_at=None, media_type=media_type, charset=charset)
    return find_next_page(page)
