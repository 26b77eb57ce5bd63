"""The store and the search at several sizes, and TinyDB's own storages beside them; a table and JSON.

Articles come from a file of JSON Lines (`--articles`, one object a line with title, text, published, language, source)
or are made up here. For each size: import rate, opening to the first page, one durable insert, a document by id, typing
letter by letter until 50 rows have their marks, memory.

Usage: bench_store.py [--sizes 1000,10000,100000] [--articles FILE] [--tinydb] [--smoke]
"""

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

from sahara_reader.store.article import Article
from sahara_reader.store.compose import compose
from sahara_reader.store.intake.files import read_lines
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library

TYPED = (
    "rusland marokko handel",
    "israel",
    "michail bogdanov",
    "westelijke sahara",
    "president de la",
    '"derde keer"',
    "sour",
)
COMMON = [
    "de",
    "het",
    "van",
    "en",
    "in",
    "rusland",
    "marokko",
    "sahara",
    "handel",
    "president",
    "la",
    "israël",
    "michail",
    "bogdanov",
    "westelijke",
    "derde",
    "keer",
]


def made_up(count: int) -> Iterator[bytes]:
    """Lines of made-up articles: a Zipf law over common words and a long tail of syllables."""
    rng = random.Random(count)
    syllables = [a + b for a in "bdfgklmnprstvw" for b in ("a", "e", "i", "o", "oe", "aan", "ers")]
    words = COMMON + ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(count):
        text = " ".join(rng.choices(words, cum_weights=weights, k=420))
        day = f"{2015 + number % 8}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        record = {
            "title": f"nr{number} {text[:60]}",
            "text": text,
            "published": day,
            "language": "nl",
            "source": "made up",
        }
        yield json.dumps(record).encode()


def milliseconds(call: Callable[[], Any], runs: int) -> tuple[float, float]:
    """Median and 95th percentile of the CPU time of a call, in ms."""
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        call()
        taken.append((time.process_time() - begun) * 1e3)
    taken.sort()
    return round(taken[len(taken) // 2], 2), round(taken[int(0.95 * (len(taken) - 1))], 2)


def wall(call: Callable[[], Any]) -> float:
    """Wall time of one call in ms."""
    begun = time.perf_counter()
    call()
    return round((time.perf_counter() - begun) * 1e3, 2)


def articles(lines: Path) -> Iterator[Article]:
    """The articles of a file of JSON Lines."""
    with lines.open("rb") as stream:
        yield from (compose(item) for item in read_lines(stream, lines.name) if isinstance(item, RawArticle))


def typing(library: Library) -> tuple[float, float]:
    """CPU ms (median, p95) of one key: the first 50 rows with their marks."""
    keys = iter([text[:end] for text in TYPED for end in range(1, len(text) + 1)])

    def key() -> None:
        listing = library.listing(next(keys), first=50)
        for place in range(min(50, len(listing))):
            row = listing.row(place)
            if row:
                listing.marks(row.title)

    return milliseconds(key, sum(map(len, TYPED)))


def ours(lines: Path, folder: Path) -> dict[str, Any]:
    """Our library at this size."""
    path = folder / "library.db"
    begun, count = time.perf_counter(), 0
    with Library(path) as library:
        source = articles(lines)
        while batch := list(itertools.islice(source, 200)):
            count += len(library.add(*batch))
        rate = count / (time.perf_counter() - begun)
    opening = wall(lambda: Library(path).listing("", first=50).row(0))
    with Library(path) as library:
        row = library.listing("", first=1).row(0)
        assert row is not None
        new = (compose(_raw(f"Nieuw artikel nummer {number}. " * 60)) for number in range(200))
        inserts = sorted(wall(lambda: library.add(next(new))) for _ in range(200))
        return {
            "articles": count,
            "import/s": round(rate),
            "open ms": opening,
            "insert p50": inserts[100],
            "insert p95": inserts[190],
            "get ms": milliseconds(lambda: library.article(row.id), 50)[0],
            "key p50": (typed := typing(library))[0],
            "key p95": typed[1],
            "disk MB": round(path.stat().st_size / 1e6),
            "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }


def tinydbs(lines: Path, folder: Path, storage: Any) -> dict[str, Any]:
    """TinyDB's own storage at this size."""
    documents = [json.loads(line) for line in lines.read_bytes().splitlines()]
    path = folder / "tiny.json"
    with TinyDB(path, storage=storage) as db:
        begun = time.perf_counter()
        db.insert_multiple(documents)
        rate = len(documents) / (time.perf_counter() - begun)
    opening = wall(lambda: TinyDB(path, storage=storage).get(doc_id=1))
    with TinyDB(path, storage=storage) as db:
        db.get(doc_id=1)
        inserts = sorted(wall(lambda: db.insert({"text": "x" * 1800})) for _ in range(3))
        return {
            "articles": len(documents),
            "import/s": round(rate),
            "open ms": opening,
            "insert p50": inserts[1],
            "insert p95": inserts[-1],
            "get ms": wall(lambda: db.get(doc_id=5)),
            "query ms": wall(lambda: db.search(where("title") == "x")),
            "disk MB": round(path.stat().st_size / 1e6),
            "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }


def caching(path: Path) -> Any:
    """A CachingMiddleware of its own for each time it is opened."""
    return CachingMiddleware(JSONStorage)(path)  # type: ignore[no-untyped-call] # TinyDB left it untyped


def _raw(text: str) -> RawArticle:
    return RawArticle(text=text, title="Nieuw", language="nl")


def measured(engine: str, lines: Path) -> dict[str, Any]:
    """One engine at one size, in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--engine", engine, "--articles", str(lines)]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {"engine": engine} | result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--tinydb", action="store_true", help="TinyDB's JSONStorage and CachingMiddleware beside ours")
    parser.add_argument("--smoke", action="store_true", help="a small size only, to see that it runs")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.engine:
            storages = {"JSONStorage": JSONStorage, "CachingMiddleware": caching}
            storage = storages.get(options.engine)
            result = tinydbs(options.articles, folder, storage) if storage else ours(options.articles, folder)
            print(json.dumps(result))
            return
        rows = []
        for size in [300] if options.smoke else [int(size) for size in options.sizes.split(",")]:
            lines = folder / f"{size}.jsonl"
            with lines.open("wb") as out:
                source = options.articles.open("rb") if options.articles else made_up(size)
                out.writelines(line.rstrip(b"\n") + b"\n" for line in itertools.islice(source, size))
            engines = ["ours", "JSONStorage", "CachingMiddleware"] if options.tinydb or options.smoke else ["ours"]
            rows += [measured(engine, lines) for engine in engines]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    for row in [dict(zip(columns, columns, strict=True)), *rows]:
        print(" ".join(f"{row.get(column, '')!s:>{18 if column == 'engine' else 10}}" for column in columns))
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
