"""`dateline explain`: what it tells of pages whose making is known."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.extract.explain import list_conflicts, trace_page
from pipeline.fingerprint import fingerprint_line
from pipeline.model import RepeatedLine

PLACE = Path(__file__).resolve().parents[2] / "golden" / "families.py"


def load_families():
    if "families" in sys.modules:
        return sys.modules["families"]
    spec = importlib.util.spec_from_file_location("families", PLACE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["families"] = module
    spec.loader.exec_module(module)
    return module


families = load_families()


def trace(name: str):
    sample = families.FAMILIES[name]()
    return trace_page(sample.html.encode(), url=sample.url, captured_at=families.CAPTURED)


def explain(tmp_path: Path, name: str, *more: str):
    sample = families.FAMILIES[name]()
    page = tmp_path / "page.html"
    page.write_text(sample.html, encoding="utf-8")
    asked = ["explain", str(page), "--url", sample.url, *more]
    return CliRunner().invoke(app, [*asked, "--captured-at", families.CAPTURED.isoformat()])


@pytest.mark.parametrize("name", sorted(families.FAMILIES))
def test_every_verdict_has_a_winner_that_claimed_it(name: str) -> None:
    """The claims are read apart from the verdict: they must not drift from it."""
    traced = trace(name)
    won = [one for one in traced.claims if one.outcome.startswith("won")]
    live = traced.extraction.kind == "liveblog" and traced.extraction.entries
    assert any(one.entries for one in won) == bool(live), traced.claims
    assert traced.reasons
    heard = sum(one.entries for one in traced.claims if not one.witness.startswith("other"))
    assert heard >= len(traced.extraction.entries)


@pytest.mark.parametrize(
    ("name", "winner"),
    [
        ("json_ld_whole", "JSON-LD"),
        ("microdata", "microdata"),
        ("hashed_divs_relative_and_clock", "DOM records"),
        ("paragraphs_strong_clock", "flat body"),
        ("state_next_data", "state"),
    ],
)
def test_winner_is_the_witness_of_the_family(name: str, winner: str) -> None:
    claims = trace(name).claims
    assert [one.witness for one in claims if one.outcome.startswith("won") and one.entries] == [
        winner
    ]


def test_command_shows_each_witness_and_each_time(tmp_path: Path) -> None:
    result = explain(tmp_path, "json_ld_cut_beside_tree")
    assert result.exit_code == 0
    for told in ("liveblog, 8 entries", "JSON-LD", "DOM records", "joined", "dated by:", "Removed"):
        assert told in result.stdout
    assert "2024-03-12 08:04:11" in result.stdout


def test_command_shows_a_conflict_with_what_each_side_says(tmp_path: Path) -> None:
    result = explain(tmp_path, "json_ld_z_is_local")
    assert len(list_conflicts(trace("json_ld_z_is_local"))) == 8
    assert "8 entries whose times disagree" in result.stdout
    assert "(conflict)" in result.stdout


def test_article_tells_why_it_is_one(tmp_path: Path) -> None:
    result = explain(tmp_path, "article_with_traps")
    assert result.exit_code == 0
    assert "article, 0 entries" in result.stdout
    assert "won" not in result.stdout


def test_text_without_markup_has_one_witness(tmp_path: Path) -> None:
    page = tmp_path / "old.txt"
    page.write_text("08:10 The pier is closed.\n\n09:20 It is open again.\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(page), "--published-on", "2024-03-12"])
    assert result.exit_code == 0
    assert "There is no markup" in result.stdout


def test_what_is_no_page_is_refused_in_one_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"%PDF-1.7 nothing to read")
    result = CliRunner().invoke(app, ["explain", str(page)])
    assert result.exit_code != 0
    assert "PDF" in str(result.exception)


@pytest.mark.parametrize("name", sorted(families.FAMILIES))
def test_every_removed_block_has_its_layer(name: str) -> None:
    traced = trace(name)
    assert tuple(one.removed for one in traced.stripped) == traced.extraction.removed
    assert all(one.reason for one in traced.stripped)


LEARNED_LINE = "Sole dunta mire kasu, nolem ta velis pari ondra."
LAYERED = "".join(
    f'<article id="p{hour}"><time datetime="2024-03-12T{hour}:00:00Z">{hour}:00</time>'
    f"<p>Number {hour} of the ferries left the harbour before the storm came in.</p>"
    f"<p>{said}</p></article>"
    for hour, said in (
        (10, '<span class="newsletter-signup">Tide letter</span>'),
        (11, "Please log in to continue reading this story"),
        (12, LEARNED_LINE),
        (13, "Nobody was hurt."),
    )
)


def test_each_layer_is_named_with_what_it_took_out() -> None:
    page = f"<html lang=en><title>Live</title><h1>Storm live</h1><main>{LAYERED}</main></html>"
    traced = trace_page(
        page.encode(),
        url="https://velmar.example/live/storm",
        captured_at=families.CAPTURED,
        repeated_lines=frozenset({RepeatedLine(fingerprint_line(LEARNED_LINE), "promo")}),
    )
    told = {one.removed.text: (one.layer, one.reason) for one in traced.stripped}
    assert told["Tide letter"][0] == "structure"
    assert told["Please log in to continue reading this story"][0] == "language"
    assert told[LEARNED_LINE] == ("repetition", "repeated: on other pages of the publisher")


def test_a_label_under_most_posts_goes_by_repetition_and_is_kept_among_the_removed() -> None:
    posts = "".join(
        f'<article id="p{hour}"><time datetime="2024-03-12T{hour}:07:00Z">{hour}:07</time>'
        f"<p>Number {hour} of the ferries left the harbour.</p><p>Mira Valto sure</p></article>"
        for hour in range(10, 16)
    )
    page = f"<html lang=en><title>Live</title><h1>Storm live</h1><main>{posts}</main></html>"
    traced = trace_page(page.encode(), url="https://velmar.example/live/1", captured_at=None)
    assert [(one.layer, one.removed.text) for one in traced.stripped] == [
        ("repetition", "Mira Valto sure")
    ] * 6


def test_lines_of_a_text_have_their_layer() -> None:
    known = frozenset({RepeatedLine(fingerprint_line(LEARNED_LINE), "promo")})
    story = "The storm reached the coast before dawn and cut power to two thousand homes. "
    traced = trace_page(
        f"{story}\nPlease log in to continue\n{LEARNED_LINE}\n{story * 2}".encode(),
        url=None,
        captured_at=None,
        media_type="text/plain",
        repeated_lines=known,
    )
    assert [one.layer for one in traced.stripped] == ["language", "repetition"]
