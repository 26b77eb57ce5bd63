"""How fast things start: `--version`, `--help`, one search, and the annotation of an article; a table and JSON.

Usage: bench_start.py [--runs N] [--smoke]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sahara_reader.store.annotate.pipeline import annotate
from sahara_reader.store.first_run import fill_with_samples
from sahara_reader.store.library import Library


def seconds(*arguments: str) -> float:
    """Wall seconds of one command as a process of its own."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "sahara_reader.tui", *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun


def tokens_a_second(library: Library, runs: int) -> float:
    """Tokens (words at white space) that the whole pipeline annotates in a second of CPU, warm."""
    articles = list(library.articles())
    for article in articles:
        annotate(article.text, language=article.language, published=article.published)
    begun = time.process_time()
    for _ in range(runs):
        for article in articles:
            annotate(article.text, language=article.language, published=article.published)
    return runs * sum(len(article.text.split()) for article in articles) / (time.process_time() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--smoke", action="store_true", help="once only, to see that it runs")
    options = parser.parse_args()
    runs = 1 if options.smoke else options.runs
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "library.db"
        with Library(store) as library:
            fill_with_samples(library)
            speed = tokens_a_second(library, runs)
        commands = {
            "--version": ["--version"],
            "--help": ["--help"],
            "search": ["--store", str(store), "search", "moscow"],
        }
        medians = {
            name: round(statistics.median(seconds(*arguments) for _ in range(runs)), 3)
            for name, arguments in commands.items()
        }
    result: dict[str, float] = {**medians, "annotate tokens/s": round(speed)}
    for name, value in result.items():
        print(f"{name:20} {value:>10}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
