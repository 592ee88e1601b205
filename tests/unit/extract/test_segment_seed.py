"""The text that the project began with: what goes, and where its entries begin."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.extract.extraction import extract_page

SEED = Path(__file__).parents[4] / "shared/seed/independent_ukraine-live.txt"
GONE = (1, 2, 4, 5, 6, 7, 8, 54, 55)
BEGIN = (15, 20, 26, 31, 35, 37, 43, 47, 48)


@pytest.fixture(scope="module")
def lines():
    if not SEED.exists():
        pytest.skip("the seed text is not beside this repository")
    return SEED.read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def blocks(lines):
    found = extract_page(
        "\n".join(lines).encode(),
        url=None,
        captured_at=None,
        media_type="text/plain",
        published_on=date(2025, 1, 29),
    )
    return [entry.text.split("\n\n") for entry in found.entries]


def test_boilerplate_is_in_no_entry(lines, blocks):
    shown = {line for block in blocks for line in block}
    assert not shown & {" ".join(lines[number - 1].split()) for number in GONE}


def test_most_boundaries_are_found_and_few_others(lines, blocks):
    flat = [" ".join(line.split()) for line in lines]
    found = {flat.index(block[0]) + 1 for block in blocks[1:]}
    assert len(found & set(BEGIN)) >= 8
    assert len(found - set(BEGIN)) <= 3
