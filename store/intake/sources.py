"""Local sources as the user names them: a file, a folder, or `-` for standard input."""

import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from sahara_reader.store.intake.files import Item, read_stream, unreadable
from sahara_reader.store.intake.raw_article import Failure
from sahara_reader.store.intake.sniffing import SUFFIXES


def read_source(
    source: str, *, stdin: BinaryIO | None = None, advance: Callable[[int], None] = lambda _: None
) -> Iterator[Item]:
    """The articles of a path, of all known files in a folder (sorted, hidden ones passed over), or of `-` (`stdin`).

    `advance` is told of the bytes of files as they are read; `size_of` says how many there are.
    """
    if source == "-":
        if stdin is not None:
            yield from read_stream(stdin, "standard input", "")
        return
    path = Path(source)
    files = _inside(path) if path.is_dir() else iter([path])
    place: Path | None = None
    for place in files:
        try:
            yield from _read_file(place, advance)
        except (OSError, ValueError) as error:
            yield unreadable(str(place), error)
    if place is None:
        kinds = ", ".join(SUFFIXES)
        yield Failure(place=source, reason=f"the folder holds no articles; files that are read end in {kinds}.")


def size_of(source: str) -> int:
    """How many bytes `read_source` will read; 0 where nobody knows."""
    path = Path(source)
    if source == "-":
        return 0
    try:
        return sum(file.stat().st_size for file in (_inside(path) if path.is_dir() else [path]))
    except (OSError, ValueError):
        return 0


def _inside(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        known = path.suffix.lower() in SUFFIXES and path.is_file()
        if known and not hidden and path.resolve().is_relative_to(root):
            yield path


def _read_file(path: Path, advance: Callable[[int], None]) -> Iterator[Item]:
    # Opened without blocking and looked at through the descriptor: a pipe or device must not hold up the batch.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            yield Failure(
                place=str(path), reason="it is not a regular file; give its content on standard input with -."
            )
            return
        counted = io.BufferedReader(_Counted(file, advance), 65536)  # type: ignore[type-var] # a RawIOBase is one
        yield from read_stream(counted, str(path), path.name, size=about.st_size)


class _Counted(io.RawIOBase):
    """A file that tells how much of it is read."""

    def __init__(self, file: io.FileIO, advance: Callable[[int], None]) -> None:
        super().__init__()
        self._file, self._advance = file, advance

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # any writable buffer, in typeshed's words
        read = self._file.readinto(buffer) or 0
        self._advance(read)
        return read
