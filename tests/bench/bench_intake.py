"""Taking news in: a file of JSON Lines, and as many articles again as feeds over loopback; rates and peak memory.

With `--reader` the reader runs meanwhile in a pseudo-terminal and j is pressed in it: key-to-paint before and during.

Usage: python -m tests.bench.bench_intake [--articles N] [--feeds N] [--no-annotate] [--reader] [--smoke]
"""

import argparse
import fcntl
import json
import os
import pty
import random
import resource
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from xml.sax.saxutils import escape

from tests.bench.bench_store import made_up

COMMAND = [sys.executable, "-m", "sahara_reader.tui"]


class Feeds(BaseHTTPRequestHandler):
    """Serves `/N`, a feed of the N-th slice of the articles."""

    slices: ClassVar[list[bytes]] = []
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.slices[int(self.path[1:])]
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


def as_feed(number: int, lines: list[bytes]) -> bytes:
    """The articles of some lines as RSS 2.0."""
    items = "".join(
        f"<item><title>{escape(record['title'])}</title><guid>{number}-{place}</guid>"
        f"<link>https://feed{number}.example/{place}</link><description>{escape(record['text'])}</description></item>"
        for place, record in enumerate(map(json.loads, lines))
    )
    return f'<rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'.encode()


def run(*arguments: str) -> dict[str, float]:
    """A command of the reader as a process: wall and CPU seconds, the peak memory of it alone in MB."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _high_water(process.pid))
        time.sleep(0.05)
    assert process.stdout
    said, after = process.stdout.read().strip(), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"  {said}", file=sys.stderr)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.perf_counter() - begun, "cpu": cpu, "peak_mb": peak / 1024}


def _high_water(process: int) -> int:
    """The most memory that a process has had, in KB; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


class Reader:
    """The reader in a pseudo-terminal of 120 by 40."""

    def __init__(self, store: Path) -> None:
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(COMMAND[0], [*COMMAND, "--store", str(store)])
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._quiet(3)

    def keys(self, count: int, until: Callable[[], bool] = lambda: False) -> Iterator[float]:
        """Milliseconds from j, pressed so many times or `until` something is so, to the first paint."""
        for _ in range(count):
            if until():
                return
            self._quiet(0.15)
            begun = time.perf_counter()
            os.write(self._terminal, b"j")
            select.select([self._terminal], [], [], 2)
            yield (time.perf_counter() - begun) * 1000

    def close(self) -> None:
        """End it."""
        os.write(self._terminal, b"q")
        self._quiet(1)
        os.close(self._terminal)
        os.waitpid(self._child, 0)

    def _quiet(self, seconds: float) -> None:
        try:
            while select.select([self._terminal], [], [], seconds)[0]:
                os.read(self._terminal, 1 << 16)
        except OSError:
            pass  # it has ended


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def while_reading(store: Path, work: Callable[[], dict[str, float]], keys: int) -> dict[str, float]:
    """Do the work while somebody reads; key-to-paint p95 in milliseconds before and during it."""
    reader, figures = Reader(store), {}
    idle = list(reader.keys(keys))
    thread = threading.Thread(target=lambda: figures.update(work()))
    thread.start()
    busy = list(reader.keys(100_000, until=lambda: not thread.is_alive()))
    thread.join()
    reader.close()
    if len(busy) < 2:
        return figures
    return figures | {"keys": len(busy), "idle_p95_ms": p95(idle), "busy_p95_ms": p95(busy),
                      "idle_p50_ms": statistics.median(idle), "busy_p50_ms": statistics.median(busy)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--no-annotate", action="store_true")
    parser.add_argument("--reader", action="store_true", help="press keys in the reader meanwhile")
    parser.add_argument("--smoke", action="store_true", help="a few articles, to see that it runs")
    options = parser.parse_args()
    articles, feeds, keys = (60, 3, 5) if options.smoke else (options.articles, options.feeds, 60)
    annotate = ["--no-annotate"] if options.no_annotate else []
    lines = list(made_up(articles))
    random.Random(1).shuffle(lines)
    size = len(lines) // feeds
    Feeds.slices = [as_feed(n, lines[n * size : (n + 1) * size]) for n in range(feeds)]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file, opml = Path(folder) / "articles.jsonl", Path(folder) / "feeds.opml"
        file.write_bytes(b"\n".join(lines))
        earlier = Path(folder) / "earlier.jsonl"  # there must be something to read while more comes in
        earlier.write_bytes(b"\n".join(made_up(1000)))
        opml.write_text(
            "<opml><body>"
            + "".join(f'<outline xmlUrl="http://127.0.0.1:{server.server_port}/{n}"/>' for n in range(feeds))
            + "</body></opml>"
        )
        sources: dict[str, list[str]] = {
            "jsonl": ["add", str(file), *annotate],
            "feeds": ["fetch", "--allow-private", "127.0.0.1", *annotate],
        }
        for name, arguments in sources.items():
            store = Path(folder) / f"{name}.db"
            before = [str(opml), *([str(earlier)] if options.reader else [])]
            subprocess.run([*COMMAND, "--store", str(store), "add", *before], check=True, capture_output=True)

            def work(store: Path = store, arguments: list[str] = arguments) -> dict[str, float]:
                return run("--store", str(store), *arguments)

            results[name] = while_reading(store, work, keys) if options.reader and not options.smoke else work()
            results[name]["articles_a_second"] = articles / results[name]["seconds"]
        again = run("--store", str(Path(folder) / "jsonl.db"), "add", str(file))
        results["jsonl again"] = again | {"articles_a_second": articles / again["seconds"]}
    server.shutdown()
    for name, figures in results.items():
        print(f"{name:12}", "  ".join(f"{figure} {value:,.1f}" for figure, value in figures.items()))
    print(json.dumps(results))


if __name__ == "__main__":
    main()
