"""Where WARC files lie: a local folder, or any fsspec URL. This module owns fsspec.

A local file grows record by record, each on the disk (fsync) before its pointer is returned. Object
stores cannot append, so there every response becomes an object of its own, complete when its
pointer is returned: nothing is ever indexed before it is safe.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
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


def read_range(path: str, offset: int, length: int) -> bytes:
    """As ``read_span``, of a file anywhere: a local path or an fsspec URL."""
    root, _, name = path.rpartition("/")
    return read_span(root or ("/" if path.startswith("/") else "."), name, offset, length)


def match_files(pattern: str) -> list[str]:
    """Paths or URLs of the files that a pattern with ``*`` names, in order.

    Raises:
        ArchiveError: the place refuses.
    """
    import fsspec

    try:
        filesystem, path = fsspec.core.url_to_fs(pattern)
        found = sorted(str(name) for name in filesystem.glob(path) if not filesystem.isdir(name))
    except (OSError, ValueError, ImportError) as error:
        raise ArchiveError(f"cannot be listed: {error}", url=pattern) from error
    if find_folder(pattern) is not None:
        return found
    return [str(filesystem.unstrip_protocol(name)) for name in found]


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


@contextmanager
def open_whole(path: str) -> Iterator[bytes | mmap]:
    """All bytes of a file: a local one is mapped, any other is read.

    Raises:
        ArchiveError: it cannot be read.
    """
    local = find_folder(path)
    try:
        if local is None:
            yield _fetch_whole(path)
        elif local.stat().st_size == 0:
            yield b""  # nothing cannot be mapped
        else:
            with local.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                yield data
    except OSError as error:
        raise ArchiveError(f"cannot be read: {error.strerror or error}", url=path) from error


def list_files(root: str, suffix: str) -> list[str]:
    """Paths or URLs of all files below a root that end so, in order; the root itself if it is one.

    Raises:
        ArchiveError: the place refuses.
    """
    import fsspec

    try:
        filesystem, path = fsspec.core.url_to_fs(root)
        if filesystem.isfile(path):
            return [root]
        found = sorted(str(name) for name in filesystem.find(path) if str(name).endswith(suffix))
    except (OSError, ValueError, ImportError) as error:
        raise ArchiveError(f"cannot be listed: {error}", url=root) from error
    if find_folder(root) is not None:
        return found
    return [str(filesystem.unstrip_protocol(name)) for name in found]


def name_below(root: str, path: str) -> str | None:
    """The name of a file below a root, as a pointer has it; None: it lies elsewhere.

    >>> name_below("/data/archive", "/data/archive/harbour/a.warc.gz")
    'harbour/a.warc.gz'
    """
    folder, file = find_folder(root), find_folder(path)
    if folder is not None and file is not None:
        top, inside = folder.resolve(), file.resolve()
        return inside.relative_to(top).as_posix() if inside.is_relative_to(top) else None
    prefix = f"{root.rstrip('/')}/"
    return path.removeprefix(prefix) if path.startswith(prefix) else None


def write_file(path: str, data: bytes) -> None:
    """Write a file whole: it appears under its name when all of it is safe, never in part.

    Raises:
        ArchiveError: the place refused.
    """
    local = find_folder(path)
    if local is None:
        root, _, name = path.rpartition("/")
        put_object(root, name, data)
        return
    part = local.with_name(f"{local.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(local)
        _sync_folder(local.parent)
    except OSError as error:
        raise ArchiveError(f"cannot be written: {error}", url=path) from error


def move_file(path: str, target: str) -> None:
    """Rename a file.

    Raises:
        ArchiveError: the place refused.
    """
    import fsspec

    try:
        filesystem, source = fsspec.core.url_to_fs(path)
        filesystem.mv(source, fsspec.core.url_to_fs(target)[1])
    except (OSError, ValueError, ImportError) as error:
        raise ArchiveError(f"cannot be renamed: {error}", url=path) from error


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


def _fetch_whole(path: str) -> bytes:
    import fsspec

    try:
        with fsspec.open(path, "rb") as file:
            return bytes(file.read())
    except (ValueError, ImportError) as error:
        raise ArchiveError(f"cannot be read: {error}", url=path) from error


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
