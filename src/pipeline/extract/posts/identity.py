"""The key of an entry: its native id, else its permalink's own part, else a hash of its words."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.extract.posts.align import fold_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.dating.verdict import Verdict
    from pipeline.extract.posts.reconcile import Draft


def make_keys(drafts: Sequence[Draft], verdicts: Sequence[Verdict]) -> list[str]:
    """One key an entry, unique on the page.

    A native id or link that several posts share names none of them; equal hashes are numbered in
    page order.
    """
    native = [_find_native(draft) for draft in drafts]
    counts = Counter(native)
    keys: list[str] = []
    seen: Counter[str] = Counter()
    for draft, verdict, own in zip(drafts, verdicts, native, strict=True):
        key = own if own and counts[own] == 1 else _hash_post(draft, verdict)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def _find_native(draft: Draft) -> str | None:
    if draft.native_id:
        return draft.native_id
    if draft.url:
        parts = urlsplit(draft.url)
        return parts.fragment or parts.path.rstrip("/").rpartition("/")[2] or None
    return None


def _hash_post(draft: Draft, verdict: Verdict) -> str:
    """From time and first words, so that edits further down leave it alone."""
    at = verdict.published_at.isoformat() if verdict.published_at else ""
    return hash_words(at, draft.headline or draft.text)


def hash_words(at: str, said: str) -> str:
    """A key from a time and the first words, for a post that has no id."""
    words = fold_words(said, 120)[:80]
    return "h" + hashlib.sha256(f"{at}|{words}".encode()).hexdigest()[:16]
