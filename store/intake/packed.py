"""Packed sources: what unpacks to far more than it weighs is no archive of news."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from sahara_reader.store.intake.raw_article import Failure

_MOST_FILES = 20_000
_RATIO, _RATIO_COUNTS_FROM = 200, 50_000_000


class _Bounded(io.RawIOBase):
    """Reads a stream that is being unpacked; raises ValueError when that yields more than `limit` bytes."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, limit: int) -> None:
        super().__init__()
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # any writable buffer, in typeshed's words
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise ValueError(f"it is packed, and broken ({error})") from error
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"it unpacks to more than {_RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)


def unpacked_gzip(stream: BinaryIO, size: int) -> BinaryIO:
    """The content of a gzip stream of so many bytes."""
    opened = gzip.GzipFile(fileobj=stream)
    return _buffered(opened, _limit(size))


def files_of_zip(stream: BinaryIO, place: str) -> Iterator[tuple[str, BinaryIO] | Failure]:
    """Name and content of the files in a ZIP archive, each to be read before the next; nothing is written to disk."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        yield Failure(place=place, reason=f"it is no ZIP archive that can be opened ({error}).")
        return
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > _MOST_FILES:
            yield Failure(place=place, reason=f"it holds {len(members)} files; unpack it and add the folder.")
            return
        for member in members:
            inside = f"{place}:{member.filename}"
            if member.flag_bits & 1:
                yield Failure(place=inside, reason="it is locked with a password; unpack it first.")
                continue
            try:
                opened = archive.open(member)
            except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
                yield Failure(place=inside, reason=f"it cannot be unpacked ({error}).")
                continue
            with opened:
                yield member.filename, _buffered(opened, _limit(member.compress_size))


def _buffered(stream: IO[bytes] | gzip.GzipFile, limit: int) -> BinaryIO:
    return io.BufferedReader(_Bounded(stream, limit), 65536)  # type: ignore[type-var] # a RawIOBase is one


def _limit(size: int) -> int:
    return max(size * _RATIO, _RATIO_COUNTS_FROM)
