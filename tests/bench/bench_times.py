"""How fast times are found: megabytes a second of text, seconds for hostile megabytes, milliseconds to get ready.

Usage: bench_times.py [--smoke]
The text is that of the samples, as often as it takes. CPU time of one core; a table and a line of JSON.
"""

import argparse
import json
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date

from sahara_reader.data.dates import LANGUAGES
from sahara_reader.data.samples import samples
from sahara_reader.store.annotate.times import find_times
from sahara_reader.store.article import Published
from sahara_reader.store.edtf import of_day
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle

PUBLISHED = Published(**of_day(date(2021, 3, 17))._asdict(), origin="metadata")
HOSTILE = {
    "digits": "1234567890",
    "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 13 ",
    "de": "de ",
    "maart": "maart ",
    "nested ranges": "van 3 tot van 5 tot ",
    "begin eind": "begin eind ",
    "apart of months": "3 maart 4 ",
    "words of numbers": "een twee drie ",
    "brackets": "(((2020",
    "one word": "x",
}


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def ready(language: str) -> float:
    """Milliseconds of CPU to import the engine and compile a language, in an interpreter of its own."""
    code = (
        "import time, sahara_reader.store.article, sahara_reader.store.edtf; begun = time.process_time()\n"
        f"from sahara_reader.store.annotate.times import find_times; find_times('1', {language!r}, None)\n"
        "print(1000 * (time.process_time() - begun))"
    )
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


WORDS = "van 3 tot 5 maart begin eind van de week vorige jaar 2020 - , om 8 uur elke maandag en twee drie geleden"


def shuffled(size: int) -> str:
    """A hostile text without repetition: words of expressions in no order, the same each time."""
    chance, words = random.Random(7), WORDS.split()
    return " ".join(chance.choice(words) for _ in range(size // 4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="little text, to see that it runs")
    options = parser.parse_args()
    size = 20_000 if options.smoke else 1_000_000
    result: dict[str, float] = {}
    texts: dict[str, str] = {}
    for file in samples():
        for item in read_bytes(file.read_bytes(), file.name):
            if isinstance(item, RawArticle) and item.language:
                texts[item.language] = texts.get(item.language, "") + "\n\n" + item.text
    for language, text in texts.items():
        long = (text * (size // len(text) + 1))[:size]
        find_times(text, language, PUBLISHED)
        took = seconds(lambda long=long, language=language: find_times(long, language, PUBLISHED))  # type: ignore[misc]
        result[f"{language} MB/s"] = round(len(long.encode()) / 1e6 / took, 2)
    for name, piece in (HOSTILE | {"shuffled": ""}).items():
        text = (piece * (size // len(piece) + 1))[:size] if piece else shuffled(size)
        result[f"{name} s"] = round(seconds(lambda text=text: find_times(text, "nl", PUBLISHED)), 2)  # type: ignore[misc]
    for language in LANGUAGES[: 1 if options.smoke else None]:
        result[f"{language} ready ms"] = round(ready(language), 1)
    tracemalloc.start()
    find_times(texts["nl"], "nl", PUBLISHED)
    result["memory MB"] = round(tracemalloc.get_traced_memory()[1] / 1e6, 1)
    for name, value in result.items():
        print(f"{name:24}{value:>10}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
