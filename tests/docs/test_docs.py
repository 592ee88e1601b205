"""Every command in the documents is run, or told to be of an unknown kind."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from pipeline.newsroom.script import NIGHTS, load_publishers
from pipeline.newsroom.server import running_newsroom
from pipeline.newsroom.site import build_site
from pipeline.settings import Settings
from pipeline.sources import read_source
from pipeline.warehouse import list_queries

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
# ```sh ... ```
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
# `.venv/bin/dateline sources check <file>`
INLINE = re.compile(r"`(\.venv/bin/dateline [^`…]+)`")
NIGHT = "2026-03-27"
PUBLISHER = "marlbridge"
EXAMPLE_URL = "https://news.example/live/storm"
"""The live blog of the documents' examples."""


@dataclass(frozen=True)
class Desk:
    """Where the commands are run: pages, sources, a warehouse with one night in it."""

    folder: Path
    environment: dict[str, str]
    live_blog: str
    """The address of one that the night has."""


def read_blocks(language: str) -> list[str]:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS]
    return [body for text in texts for kind, body in BLOCK.findall(text) if kind == language]


def list_commands() -> list[str]:
    lines = [line for block in read_blocks("sh") for line in block.splitlines()]
    lines += [
        command
        for name in DOCUMENTS
        for command in INLINE.findall((ROOT / name).read_text(encoding="utf-8"))
    ]
    return sorted({line.split(" #")[0].strip() for line in lines} - {""})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("docs")
    with running_newsroom(night=NIGHT) as newsroom:
        origin = newsroom.addresses[PUBLISHER]
        write_own_source(folder / "my-sources", origin)
        write_pages(folder)
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")},
            "DATELINE_HOME": str(folder / "home"),
            "DATELINE_SOURCES_DIR": str(folder / "my-sources"),
            "DATELINE_USER_AGENT": "Docs/1.0 (+http://127.0.0.1/)",
        }
        yield Desk(folder, environment, origin + find_live_blog())


def write_own_source(folder: Path, origin: str) -> None:
    """The README's own example, its addresses those of an invented publisher."""
    text = next(block for block in read_blocks("yaml") if "publisher: My Publisher" in block)
    declared = yaml.safe_load(text.replace("https://news.example", origin))
    declared["domains"] = [origin.removeprefix("http://")]
    declared["discovery"]["feeds"] = [f"{origin}/feed.xml"]
    declared["politeness"] |= {"allow_private_addresses": True, "min_interval_s": 0.0}
    folder.mkdir()
    (folder / "my-publisher.yaml").write_text(yaml.safe_dump(declared), encoding="utf-8")


def find_live_blog() -> str:
    publisher = next(one for one in load_publishers() if one.name == PUBLISHER)
    return next(page.path for page in publisher.pages if page.is_live_blog)


def write_pages(folder: Path) -> None:
    publisher = next(one for one in load_publishers() if one.name == PUBLISHER)
    site = build_site(publisher, "http://127.0.0.1:1", NIGHTS[0])
    page = next(one for path, one in site.items() if path.startswith("/live/"))
    (folder / "page.html").write_bytes(page.body)
    (folder / "old.txt").write_text(
        "The ferry to Marl Island was cancelled on Monday.\n\nA spare boat sails on Tuesday.\n",
        encoding="utf-8",
    )
    (folder / "sql").symlink_to(ROOT / "sql")


def run_dateline(desk: Desk, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=desk.folder,
        env=desk.environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def filled(desk: Desk) -> Desk:
    """The desk after a night was run."""
    done = run_dateline(desk, ["run", "--date", NIGHT, "--source", "my-publisher"])
    assert done.returncode == 0, done.stderr
    return desk


@pytest.mark.parametrize("command", list_commands())
def test_command(command: str, filled: Desk) -> None:
    words = shlex.split(command)
    match words[0]:
        case ".venv/bin/dateline":
            arguments = [word.replace("<name>", "guardian") for word in words[1:]]
            arguments = [
                str(ROOT / word) if word.startswith("src/") else word for word in arguments
            ]
            arguments = [filled.live_blog if word == EXAMPLE_URL else word for word in arguments]
            done = run_dateline(filled, arguments)
            assert done.returncode == 0, done.stderr
            assert done.stdout or arguments[0] == "quarantine"
        case "make":
            subprocess.run(["make", "-n", *words[1:]], cwd=ROOT, check=True, capture_output=True)
        case "export":
            name = words[1].partition("=")[0]
            assert name.removeprefix("DATELINE_").lower() in Settings.model_fields
        case "airflow":
            assert words[1:3] == ["backfill", "create"]
        case _:
            pytest.fail(f"a command of an unknown kind: {command}")


def test_history_example_is_read(tmp_path: Path) -> None:
    places = next(block for block in read_blocks("yaml") if "history:" in block)
    declared = {"publisher": "P", "domains": ["news.example"], "discovery": yaml.safe_load(places)}
    path = tmp_path / "p.yaml"
    path.write_text(yaml.safe_dump(declared), encoding="utf-8")
    assert len(read_source(path).discovery.history) == 5


@pytest.mark.airflow
def test_backfill_command(airflow_environment: dict[str, str]) -> None:
    command = next(line for line in list_commands() if line.startswith("airflow backfill"))
    airflow = Path(sys.executable).parent / "airflow"
    subprocess.run(
        [airflow, "dags", "reserialize"], env=airflow_environment, check=True, capture_output=True
    )
    done = subprocess.run(
        [airflow, *shlex.split(command)[1:], "--dry-run"],
        env=airflow_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    for night in NIGHTS:
        assert str(night) in done.stdout


def test_library_example(filled: Desk) -> None:
    code = next(block for block in read_blocks("python") if "extract_page" in block)
    page = "from pathlib import Path\nhtml_bytes = Path('page.html').read_bytes()\n"
    done = subprocess.run(
        [sys.executable, "-c", page + code],
        cwd=filled.folder,
        env=filled.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert len(done.stdout.splitlines()) > 3


def test_every_saved_query_answers(filled: Desk) -> None:
    for query in list_queries():
        done = run_dateline(filled, ["query", query.name, "--json"])
        assert done.returncode == 0, (query.name, done.stderr)


def test_settings_table_is_complete() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"DATELINE_{name.upper()}" not in readme]
    assert missing == []


def test_compose_file_asks_only_for_what_the_example_names() -> None:
    wanted = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    named = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert wanted <= named


def test_every_make_target_is_explained() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True)
    for target in ("demo", "test", "setup", "up", "check"):
        assert f"make {target}" in done.stdout
