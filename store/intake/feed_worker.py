"""Feeds are parsed in a process of their own, which has a budget of time and memory and may be killed.

`python -m sahara_reader.store.intake.feed_worker` reads documents from standard input and writes what they hold to
standard output, each as eight bytes of length and MessagePack; `FeedWorker` is the other end.
"""

import subprocess
import sys
import threading
from typing import IO

import msgspec

from sahara_reader.store.intake.feed_document import FeedDocument, NoFeed, read_feed
from sahara_reader.store.intake.raw_article import Failure, RawArticle

_MEMORY = 1_500_000_000


class _Question(msgspec.Struct):
    place: str
    data: bytes


class _Entry(msgspec.Struct):
    article: RawArticle | None = None
    failure: Failure | None = None


class _Reply(msgspec.Struct):
    title: str = ""
    link: str | None = None
    entries: list[_Entry] = []
    refused: str = ""


class FeedWorker:
    """The process that parses; started when it is first needed, and anew after it had to be killed.

    One document at a time: callers wait for each other. `seconds`: what one document may take.
    """

    def __init__(self, seconds: float = 10) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes, place: str) -> FeedDocument:
        """Read a feed; raises NoFeed, also when it takes more than it may."""
        with self._lock:
            process = self._started()
            assert process.stdin
            assert process.stdout
            alarm = threading.Timer(self._seconds, process.kill)
            alarm.start()
            try:
                _send(process.stdin, msgspec.msgpack.encode(_Question(place, data)))
                answer = _receive(process.stdout)
            except OSError:
                answer = None
            finally:
                alarm.cancel()
            if answer is None:
                self._ended()
                limits = f"{self._seconds:g} seconds, or {_MEMORY / 1e9:g} GB"
                raise NoFeed(f"reading it took more than {limits}; it was not read.")
        reply = msgspec.msgpack.decode(answer, type=_Reply)
        if reply.refused:
            raise NoFeed(reply.refused)
        entries = [entry.article or entry.failure for entry in reply.entries]
        return FeedDocument(title=reply.title, link=reply.link, entries=[entry for entry in entries if entry])

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._ended()

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._ended()
            command = [sys.executable, "-m", __name__]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _ended(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(8, "big") + message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    length = stream.read(8)
    size = int.from_bytes(length, "big")
    message = stream.read(size) if len(length) == 8 else b""
    return message if message and len(message) == size else None


def _reply(question: _Question) -> _Reply:
    try:
        document = read_feed(question.data, question.place)
    except NoFeed as error:
        return _Reply(refused=str(error))
    except MemoryError:
        return _Reply(refused="it is too large to be read.")
    entries = [
        _Entry(failure=entry) if isinstance(entry, Failure) else _Entry(article=entry) for entry in document.entries
    ]
    return _Reply(document.title, document.link, entries)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # the time budget still holds


def main() -> None:
    """Answer until standard input ends."""
    _limit_memory()
    while question := _receive(sys.stdin.buffer):
        _send(sys.stdout.buffer, msgspec.msgpack.encode(_reply(msgspec.msgpack.decode(question, type=_Question))))


if __name__ == "__main__":
    main()
