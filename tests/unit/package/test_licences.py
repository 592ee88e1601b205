"""No GPL at run time, by the metadata of what the package and its extras pull in."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, requires

GPL = re.compile(r"(?<!L)GPL|General Public License", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser General Public", re.IGNORECASE)
DUAL = {
    "text-unidecode": "Artistic License or GPL: taken under the Artistic License",
}
# 'sqlalchemy>=2.1; extra == "x"'
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def list_run_time(root: str) -> set[str]:
    """Every distribution that the package may pull in, its own extras included."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            wanted = requires(name) or []
        except PackageNotFoundError:
            continue
        found.add(name)
        is_ours = name == root
        waiting += [NAME.match(one)[0] for one in wanted if is_ours or "extra ==" not in one]
    return found - {root}


def read_licence(name: str) -> str:
    metadata = distribution(name).metadata
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License")]
    stated = metadata.get("License-Expression") or (metadata.get("License") or "")[:80]
    return " ".join([stated, *classifiers])


def test_nothing_at_run_time_is_gpl() -> None:
    names = list_run_time("dateline")
    assert {"lxml", "apache-airflow", "great-expectations", "trafilatura"} <= names
    licences = {name: read_licence(name) for name in sorted(names)}
    gpl = {
        name: licence
        for name, licence in licences.items()
        if GPL.search(licence) and not LESSER.search(licence) and name not in DUAL
    }
    assert gpl == {}
