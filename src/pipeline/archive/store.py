"""Where WARC files lie: a local folder, or any fsspec URL. This module owns fsspec.

A local file grows record by record, each on the disk (fsync) before its pointer is returned. Object
stores cannot append, so there every response becomes an object of its own, complete when its
pointer is returned: nothing is ever indexed before it is safe.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from pipeline.errors import ArchiveError

if TYPE_CHECKING:
    from io import BufferedRandom

_FILE_SCHEME = "file://"


def find_folder(root: str) -> Path | None:
    """The local folder that a root names; None for another kind of place."""
    if root.startswith(_FILE_SCHEME):
        return Path(root.removeprefix(_FILE_SCHEME))
    return None if "://" in root else Path(root)


def read_span(root: str, name: str, offset: int, length: int) -> bytes:
    """Read ``length`` bytes from ``offset`` on.

    Raises:
        ArchiveError: no such file, or it ends sooner.
    """
    place = f"{name}@{offset}"
    try:
        with _open(root, name) as file:
            file.seek(offset)
            data = file.read(length)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"cannot be read: {error}", url=place) from error
    if len(data) != length or not length:
        raise ArchiveError(f"ends after {len(data)} of {length} bytes", url=place)
    return data


def put_object(root: str, name: str, data: bytes) -> None:
    """Write a whole object.

    Raises:
        ArchiveError: the place refused.
    """
    import fsspec

    try:
        filesystem, path = fsspec.core.url_to_fs(f"{root.rstrip('/')}/{name}")
        filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
        filesystem.pipe_file(path, data)
    except (OSError, ValueError, ImportError) as error:
        raise ArchiveError(f"cannot be written: {error}", url=name) from error


class GrowingFile:
    """A local file that only this process writes, record by record.

    Raises:
        ArchiveError: it cannot be made; it exists already.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BufferedRandom = path.open("x+b")
            _sync_folder(path.parent)
        except OSError as error:
            raise ArchiveError(f"cannot be made: {error}", url=name) from error
        self.size_bytes = 0

    def append(self, data: bytes) -> int:
        """Write all of it to the disk, or nothing; returns where it begins.

        Raises:
            ArchiveError: the disk refused.
        """
        offset = self.size_bytes
        try:
            self._file.write(data)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            self._cut_back(offset)
            raise ArchiveError(
                f"cannot be written: {error}", url=f"{self.name}@{offset}"
            ) from error
        self.size_bytes += len(data)
        return offset

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _cut_back(self, size_bytes: int) -> None:
        try:
            os.ftruncate(self._file.fileno(), size_bytes)
            self._file.seek(size_bytes)
        except OSError:
            return  # the first error tells more


@contextmanager
def _open(root: str, name: str) -> Iterator[IO[bytes]]:
    folder = find_folder(root)
    if folder is not None:
        with (folder / name).open("rb") as file:
            yield file
        return
    import fsspec

    with fsspec.open(f"{root.rstrip('/')}/{name}", "rb") as file:
        yield cast("IO[bytes]", file)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself safe."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_writable(root: str) -> None:
    """Write a probe below the archive's root, and remove it.

    Raises:
        ArchiveError: the place refuses.
    """
    import fsspec

    try:
        filesystem, path = fsspec.core.url_to_fs(root)
        filesystem.makedirs(path, exist_ok=True)
        probe = f"{path.rstrip('/')}/.dateline-probe"
        filesystem.pipe_file(probe, b"")
        filesystem.rm_file(probe)
    except (ImportError, NotImplementedError, OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise ArchiveError(f"cannot be written: {reason}", url=root) from error
