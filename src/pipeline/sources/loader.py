"""Read source YAMLs: one file a publisher, strictly validated, every fault named in one line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import SourceError
from pipeline.model import DEFAULT_HISTORY, Discovery, HistoryPlace, Politeness, Source

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from pipeline.sources.schema import HistoryFile, SourceFile

BUNDLED_DIR = Path(__file__).parent
SUFFIXES = (".yaml", ".yml")


def load_sources(extra_dir: Path | None = None) -> dict[str, Source]:
    """Read the bundled Sources and those of a folder, which override bundled ones by name.

    Returns:
        Sources by name, in order of name.

    Raises:
        SourceError: a broken file, two files of one name in a folder, or no such folder.
    """
    sources = read_folder(BUNDLED_DIR)
    if extra_dir is not None:
        sources |= read_folder(extra_dir)
    return dict(sorted(sources.items()))


def read_folder(folder: Path) -> dict[str, Source]:
    """Read each YAML file of a folder, not of its subfolders.

    Raises:
        SourceError: no such folder, a broken file, or two files of one name.
    """
    sources: dict[str, Source] = {}
    for path in _list_files(folder):
        if path.stem in sources:
            raise SourceError(
                f"name: a second file declares the source {path.stem!r}", url=str(path)
            )
        sources[path.stem] = read_source(path)
    return sources


def list_names(folder: Path) -> list[str]:
    """Name the Sources that a folder declares, without reading its files.

    Raises:
        SourceError: no such folder.
    """
    return sorted({path.stem for path in _list_files(folder)})


def read_source(path: Path) -> Source:
    """Read one source YAML; the Source's name is the file's stem.

    Raises:
        SourceError: file and field, in one line.
    """
    document = _parse_yaml(path)
    if not isinstance(document, dict):
        raise SourceError("the file is empty or no mapping of fields", url=str(path))
    return _to_source(_validate_document(document, path), path.stem)


def _list_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SourceError("no such folder of sources", url=str(folder))
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)


def _parse_yaml(path: Path) -> object:
    import yaml

    from pipeline.sources.strict_yaml import StrictLoader

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise SourceError(f"cannot be read: {reason}", url=str(path)) from error
    try:
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506 - a SafeLoader subclass
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError(_describe_yaml_error(error), url=str(path)) from error


def _describe_yaml_error(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "is no YAML"
    if "'\\t'" in problem:
        problem = "a tab where only spaces may indent"
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
    return f"{place}{' '.join(str(problem).split())}"


def _validate_document(document: dict[Any, Any], path: Path) -> SourceFile:
    from pydantic import ValidationError

    from pipeline.sources.schema import SourceFile

    stray = [key for key in document if not isinstance(key, str)]
    if stray:
        raise SourceError(f"{stray[0]}: a field's name must be text", url=str(path))
    try:
        declared = SourceFile.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "file"
        raise SourceError(f"{field}: {_describe_fault(first)}", url=str(path)) from error
    if declared.name not in (None, path.stem):
        raise SourceError(
            f"name: {declared.name!r} is not the file's name {path.stem!r}", url=str(path)
        )
    return declared


def _describe_fault(fault: ErrorDetails) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        return "no such field"
    if fault["type"] == "string_type" and isinstance(fault["input"], bool):
        return f"{message} (YAML reads yes, no, on and off as true and false: put quotes around it)"
    return message


def _to_source(declared: SourceFile, name: str) -> Source:
    found = declared.model_dump(exclude={"discovery", "politeness", "name"})
    places = declared.discovery.model_dump(exclude={"history"})
    discovery = {key: tuple(value) for key, value in places.items()}
    history = declared.discovery.history
    politeness = asdict(Politeness()) | declared.politeness.model_dump()
    return Source(
        **(found | {"domains": tuple(found["domains"]), "test_urls": tuple(found["test_urls"])}),
        name=name,
        discovery=Discovery(
            **discovery,
            history=DEFAULT_HISTORY if history is None else tuple(map(_to_place, history)),
        ),
        politeness=Politeness(**politeness),
    )


def _to_place(declared: HistoryFile) -> HistoryPlace:
    found = declared.model_dump()
    lists = {key: tuple(value) for key, value in found.items() if isinstance(value, list)}
    return HistoryPlace(**(found | lists))
