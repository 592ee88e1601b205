"""Tools that cannot live beside ours: each gets an environment of its own, made by uv.

What does not install or run is told, never hidden.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.cases import ROOT, Case
from benchmarks.quality.readers import Said, wrap_text

CACHE = ROOT / ".cache" / "benchmarks"
READER = Path(__file__).with_name("peer_reader.py")
INSTALL_S = 300
RUN_S = 600
_TOKENIZERS = ("indic-nlp-library", "tinysegmenter")
"""Without them newspaper4k raises on Nepali, Hindi and Japanese pages."""
PEERS = {
    "fundus": ("fundus", "curl_cffi<0.14"),  # it imports a name that 0.14 took away
    "newspaper4k": ("newspaper4k", "lxml_html_clean", *_TOKENIZERS),
    "news-please": ("news-please", "lxml_html_clean", *_TOKENIZERS),
    "readability-lxml": ("readability-lxml", "lxml_html_clean"),
    "resiliparse": ("resiliparse",),
}
"""Name -> what is installed for it."""


@dataclass(frozen=True, slots=True)
class PeerResult:
    """What one tool said of all pages, or why it said nothing."""

    name: str
    said: dict[str, Said]
    version: str | None = None
    trouble: str | None = None


def run_peer(name: str, cases: Sequence[Case]) -> PeerResult:
    """Install one tool, if it is not yet, and run it over the pages."""
    try:
        python = install_peer(name)
    except (OSError, subprocess.SubprocessError) as error:
        return PeerResult(name, {}, trouble=f"did not install: {_last_line(error)}")
    try:
        return _run(name, python, cases)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return PeerResult(name, {}, trouble=f"did not run: {_last_line(error)}")


def install_peer(name: str) -> Path:
    """The interpreter of the tool's environment.

    Raises:
        OSError: there is no uv.
        subprocess.SubprocessError: the tool cannot be installed.
    """
    home = CACHE / name
    python = home / "bin" / "python"
    done = home / ".installed"
    wanted = "\n".join(PEERS[name])
    if done.exists() and done.read_text(encoding="utf-8") == wanted:
        return python
    uv = shutil.which("uv") or str(ROOT / ".venv" / "tools" / "bin" / "uv")
    _call([uv, "venv", "--quiet", "--clear", "--python", "3.11", str(home)], INSTALL_S)
    _call([uv, "pip", "install", "--quiet", "--python", str(python), *PEERS[name]], INSTALL_S)
    done.write_text(wanted, encoding="utf-8")
    return python


def _run(name: str, python: Path, cases: Sequence[Case]) -> PeerResult:
    work = CACHE / "pages"
    work.mkdir(parents=True, exist_ok=True)
    listed = []
    for place, case in enumerate(cases):
        file = work / f"{place}.html"
        file.write_bytes(case.data)
        listed.append({"name": case.name, "url": case.url, "file": str(file)})
    asked, answered = work / "cases.json", work / f"{name}.json"
    asked.write_text(json.dumps(listed), encoding="utf-8")
    _call([str(python), str(READER), name, str(asked), str(answered)], RUN_S)
    said = json.loads(answered.read_text(encoding="utf-8"))
    wrapped = {case.name: _wrap(said[case.name], case) for case in cases}
    return PeerResult(name, wrapped, version=_find_version(name, python))


def _wrap(said: Said, case: Case) -> Said:
    wrapped = wrap_text(said["text"], case.is_article)
    for entry in wrapped["entries"]:
        entry["published_at"] = said["published_at"]
    return wrapped | {"error": said["error"]}


def _find_version(name: str, python: Path) -> str:
    code = f"import importlib.metadata as m; print(m.version({name!r}))"
    return _call([str(python), "-c", code], 60).strip()


def _call(command: Sequence[str], limit_s: int) -> str:
    quiet = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=limit_s, check=True, env=quiet
    )
    return done.stdout


def _last_line(error: Exception) -> str:
    told = getattr(error, "stderr", None) or str(error)
    text = told.decode(errors="replace") if isinstance(told, bytes) else told
    return (text.strip().splitlines() or ["no reason given"])[-1][:200]
