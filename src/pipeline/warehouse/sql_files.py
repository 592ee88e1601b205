"""Where the SQL files lie, and the public views among them."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import WarehouseError

# Example: CREATE VIEW live_blogs AS
_CREATE_VIEW = re.compile(r"^CREATE VIEW ([a-z_]+) AS$", re.MULTILINE)


def locate_sql() -> Path:
    """The folder of migrations, views and queries: in an installed package, or in a checkout.

    Raises:
        WarehouseError: it is in neither.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_sql", package.parents[1] / "sql"):
        if (folder / "migrations" / "env.py").is_file():
            return folder
    raise WarehouseError("the folder of SQL files is missing from this installation")


def read_views(folder: Path) -> dict[str, str]:
    """Every public view's statement by its name, in order of name.

    Raises:
        WarehouseError: a file holds something else than the one view that it is named for.
    """
    views: dict[str, str] = {}
    for path in sorted((folder / "views").glob("*.sql")):
        statement = path.read_text(encoding="utf-8")
        if _CREATE_VIEW.findall(statement) != [path.stem]:
            raise WarehouseError("holds one CREATE VIEW, named as the file", url=path.name)
        views[path.stem] = statement.strip().removesuffix(";")
    return views
