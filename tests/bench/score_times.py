"""How well times are found and read, by the measures of TempEval-3; one row a language.

Spans: strict and relaxed F1 (UzZaman et al. 2013: one gold span answers for one found span, overlap is enough when
relaxed). Readings: of all gold expressions the part whose overlapping find has the right value (or one in `alt`), the
right value and type, and the right first and last day.

Usage: score_times.py [FILE.jsonl ...] [--errors] [--rules] [--smoke]
Without files: the development set beside the checkout. `--errors` prints what differs, `--rules` which templates of
each language never took part in a reading.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sahara_reader.data.dates import LANGUAGES
from sahara_reader.store import edtf
from sahara_reader.store.annotate.times import find_times, unused_templates
from sahara_reader.store.article import Published, Time

DEV = Path(__file__).parents[3] / "shared" / "corpora" / "timex" / "dev"
Gold = dict[str, Any]


class Score(Counter[str]):
    """Counts of one language: gold, found, strict, relaxed, value, typed, days."""

    def f1(self, right: str) -> float:
        """The balanced F of a kind of span match."""
        return 2 * self[right] / max(1, self["gold"] + self["found"])

    def of_gold(self, right: str) -> float:
        """The part of all gold expressions that is right."""
        return self[right] / max(1, self["gold"])


def documents(file: Path) -> Iterator[Gold]:
    """The annotated documents of one JSON Lines file."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def published(dct: str) -> Published:
    """A document creation time as a date of publication."""
    return Published(**edtf.parse(dct)._asdict(), origin="metadata")


def pairs(gold: list[Gold], found: list[Time]) -> list[tuple[Gold | None, Time | None]]:
    """Gold and found expressions put side by side: the same span first, then any overlap; None where one is alone."""
    left, right = list(gold), list(found)
    paired: list[tuple[Gold | None, Time | None]] = []
    for fits in (_same, _overlap):
        for time in list(right):
            match = next((expected for expected in left if fits(expected, time)), None)
            if match is not None:
                paired.append((match, time))
                left.remove(match)
                right.remove(time)
    return [*paired, *((expected, None) for expected in left), *((None, time) for time in right)]


def score(documents: Iterable[Gold], *, errors: bool = False) -> Score:
    """All counts over the documents; with `errors` each difference is printed."""
    total = Score()
    for document in documents:
        found = find_times(document["text"], document["lang"], published(document["dct"]))
        for gold, time in pairs(document["times"], found):
            verdict = _verdict(gold, time)
            total.update(verdict)
            wrong = {"gold", "found", "strict", "relaxed", "value", "days"} - set(verdict)
            if errors and wrong:
                _explain(document, gold, time)
    return total


def _verdict(gold: Gold | None, time: Time | None) -> list[str]:
    verdict = ["gold"] * (gold is not None) + ["found"] * (time is not None)
    if gold is None or time is None:
        return verdict
    verdict += ["relaxed"] + ["strict"] * _same(gold, time)
    right = time.value in (gold["value"], *gold.get("alt", ()))
    days = (time.from_ and time.from_.isoformat(), time.to and time.to.isoformat())
    same_days = days == (gold["from"], gold["to"]) or (right and time.value != gold["value"])
    return verdict + ["value"] * right + ["typed"] * (right and time.type == gold["type"]) + ["days"] * same_days


def _same(gold: Gold, time: Time) -> bool:
    return (gold["start"], gold["end"]) == (time.start, time.end)


def _overlap(gold: Gold, time: Time) -> bool:
    return bool(gold["start"] < time.end and time.start < gold["end"])


def _explain(document: Gold, gold: Gold | None, time: Time | None) -> None:
    text = document["text"]
    wanted = f"{gold['text']!r} {gold['value']}" if gold else "nothing"
    got = f"{text[time.start : time.end]!r} {time.value}" if time else "nothing"
    at = gold["start"] if gold else time.start if time else 0
    context = text[max(0, at - 40) : at + 40].replace("\n", " ")
    print(f"{document['id']} ({document['dct']}): wanted {wanted}, got {got}   | {context}")


def table(scores: dict[str, Score]) -> Iterator[str]:
    """One line a file: spans found, then readings, in per cent."""
    yield f"{'':14}{'gold':>6}{'found':>7}{'strict':>8}{'relaxed':>9}{'value':>7}{'+type':>7}{'from/to':>9}"
    for name, counts in scores.items():
        yield (
            f"{name:14}{counts['gold']:6}{counts['found']:7}{counts.f1('strict'):8.3f}{counts.f1('relaxed'):9.3f}"
            f"{counts.of_gold('value'):7.3f}{counts.of_gold('typed'):7.3f}{counts.of_gold('days'):9.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each difference")
    parser.add_argument("--rules", action="store_true", help="print the templates that took part in no reading")
    parser.add_argument("--smoke", action="store_true", help="two documents a language, to see that it runs")
    options = parser.parse_args()
    files = options.files or sorted(DEV.glob("*.jsonl"))
    if not files:
        print(f"nothing to score: {DEV} is not beside this checkout", file=sys.stderr)
        return
    scores = {}
    for file in files:
        chosen = list(documents(file))[: 2 if options.smoke else None]
        scores[file.stem] = score(chosen, errors=options.errors)
    print("\n".join(table(scores)))
    if options.rules:
        for language in LANGUAGES:
            for template in unused_templates(language):
                print(f"{language}: no reading used {template}")


if __name__ == "__main__":
    main()
