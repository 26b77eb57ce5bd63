"""Where one was in each article: kept between runs in a small file of its own, which may get lost without harm."""

from contextlib import suppress
from pathlib import Path

import msgspec

_MOST = 1000


class Places:
    """The offset of the first line on the screen for each article that was left in the middle, by article id.

    Without a `path` they last as long as the reader is open.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._offsets: dict[str, int] = {}
        if path:
            with suppress(OSError, msgspec.DecodeError):
                self._offsets = msgspec.json.decode(path.read_bytes(), type=dict[str, int])

    def of(self, article_id: str) -> int:
        """Where one was, 0 for the beginning."""
        return self._offsets.get(article_id, 0)

    def remember(self, article_id: str, offset: int) -> None:
        """Note where one is."""
        self._offsets.pop(article_id, None)
        if offset:
            self._offsets[article_id] = offset
            while len(self._offsets) > _MOST:
                del self._offsets[next(iter(self._offsets))]

    def save(self) -> None:
        """Write them down; where that is not possible they are forgotten."""
        if self._path:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                unfinished = self._path.with_suffix(".unfinished")
                unfinished.write_bytes(msgspec.json.encode(self._offsets))
                unfinished.replace(self._path)
