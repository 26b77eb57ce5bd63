"""Kills a writing process at random moments and looks whether everything it acknowledged is there.

The child adds articles, marks them one by one and all at once, re-annotates them, and prints each change after the call
has returned; the parent kills it (SIGKILL), opens the store, and compares. Also two processes that write at once.

Usage: bench_durability.py [--kills N] [--seed S] [--smoke]
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sahara_reader.store.article import Annotation, Article
from sahara_reader.store.library import Library

TEXT = "Op 17 februari sprak Rusland met Marokko over de Sahara. " * 40


def article(number: str) -> Article:
    """A made-up article."""
    return Article(id=number, text=f"{number} {TEXT}", title=f"Nummer {number}", added=datetime(2021, 1, 1, tzinfo=UTC))


def write(path: Path, name: str, count: int) -> None:
    """The child: changes without end (or `count` adds), each printed when it is durable."""
    with Library(path) as library:
        number = 0
        while not count or number < count:
            number += 1
            library.add(article(f"{name}-{number}"))
            print(json.dumps([f"{name}-{number}", "added"]), flush=True)
            if not count and number % 3 == 0:
                library.mark(f"{name}-{number - 1}", starred=True)
                print(json.dumps([f"{name}-{number - 1}", "starred"]), flush=True)
                library.annotate(f"{name}-{number - 2}", Annotation(annotated_by="again"))
                print(json.dumps([f"{name}-{number - 2}", "annotated"]), flush=True)
            if not count and number % 10 == 0:
                library.mark_all("", read=True)
                print(json.dumps([f"{name}-{number}", "all read"]), flush=True)


def child(path: Path, name: str, count: int = 0) -> "subprocess.Popen[str]":
    """A writing process."""
    command = [sys.executable, __file__, "--write", str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def lost(library: Library, acknowledged: list[list[str]]) -> int:
    """How many acknowledged changes are not there."""
    missing = 0
    for article_id, change in acknowledged:
        kept = library.article(article_id)
        done = kept is not None and (
            change == "added"
            or (change == "starred" and kept.starred)
            or (change == "all read" and kept.read)
            or (change == "annotated" and kept.annotation.annotated_by == "again")
        )
        missing += not done
    return missing


def killed(path: Path, kills: int, rng: random.Random) -> dict[str, int]:
    """Kill `kills` children one after another on one store."""
    result = {"kills": kills, "acknowledged": 0, "lost": 0, "stores with problems": 0}
    for number in range(kills):
        process = child(path, f"k{number}")
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(rng.uniform(0, 0.15))
        process.kill()
        lines = [line for line in (first + process.stdout.read()).splitlines() if line.endswith("]")]
        process.wait()
        with Library(path) as library:
            result["acknowledged"] += len(lines)
            result["lost"] += lost(library, [json.loads(line) for line in lines])
            result["stores with problems"] += bool(library.problems())
    return result


def two_writers(path: Path, count: int) -> dict[str, int]:
    """Two processes add `count` articles each, at once."""
    processes = [child(path, name, count) for name in ("one", "two")]
    for process in processes:
        process.communicate()
    with Library(path) as library:
        return {"two writers added": 2 * count, "there": library.counts()[0], "problems": len(library.problems())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--smoke", action="store_true", help="a few only, to see that it runs")
    parser.add_argument("--write", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(Path(options.write[0]), options.write[1], int(options.write[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        kills = 5 if options.smoke else options.kills
        result = killed(Path(folder) / "killed.db", kills, random.Random(options.seed))
        result |= two_writers(Path(folder) / "two.db", 20 if options.smoke else 500)
    for name, value in result.items():
        print(f"{name:24} {value:>8}")
    print(json.dumps(result))
    sound = not (result["lost"] or result["stores with problems"] or result["problems"])
    sys.exit(0 if sound and result["there"] == result["two writers added"] else 1)


if __name__ == "__main__":
    main()
