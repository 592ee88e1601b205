"""Pages without gold are read, and what stands out is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the benchmarks are no part of the installed package

from benchmarks.quality.agreement import main, read_folder  # noqa: E402

STORY = (
    "The east gate of the harbour is open again since the swell went down this afternoon, and "
    "two ferries wait outside the wall until the pilot says that the tide has turned."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    told = f"<html><title>East gate open</title><h1>East gate open</h1><p>{STORY}</p><p>{STORY}</p>"
    posts = "".join(
        f"<article><time>15:{at}7</time><h3>Gate {at}</h3><p>{STORY}</p></article>"
        for at in range(5)
    )
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "story.html").write_text(told, encoding="utf-8")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "story.html").write_text(told, encoding="utf-8")
    (tmp_path / "live.htm").write_text(f"<title>Flood live</title>{posts}", encoding="utf-8")
    (tmp_path / "empty.html").write_text("<html></html>", encoding="utf-8")
    return tmp_path


def test_each_page_is_read_once(folder: Path):
    found = {one.name: one for one in read_folder(folder)}
    assert set(found) == {"one/story.html", "live.htm", "empty.html"}
    assert (found["live.htm"].said, found["live.htm"].entries) == ("liveblog", 5)
    assert "no text" in found["empty.html"].said
    assert (found["one/story.html"].agreement or 0.0) > 0.9


def test_what_stands_out_is_printed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "argv", ["agreement", str(folder)])
    main()
    said = capsys.readouterr().out
    assert "liveblog, 5 entries: live.htm" in said
    assert "3 pages: 1 unreadable, 1 live blogs; mean agreement of 1 articles" in said
