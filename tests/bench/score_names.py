"""How well names are matched: precision, recall and F1 at `SURE` and `MAYBE` over pairs of names, and the time taken.

Pairs come as JSON Lines {"one", "other", "same", "type"}; without a file, our own in `tests/gold/name_pairs.jsonl`,
half of whose pairs are meant to be hard (families, namesakes by a letter, ministries of two countries).

Usage: score_names.py [FILE] [--wrong] [--smoke]
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sahara_reader.store.annotate.names import MAYBE, SURE, name_similarity

GOLD = Path(__file__).parents[1] / "gold" / "name_pairs.jsonl"


class Pair(NamedTuple):
    one: str
    other: str
    same: bool
    type: str


class Score(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


def read(path: Path) -> list[Pair]:
    """The pairs of a file."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Pair(row["one"], row["other"], row["same"], row.get("type", "")) for row in rows]


def score(pairs: list[Pair], threshold: float) -> Score:
    """Precision and recall of "same" from `threshold` on."""
    said = [pair for pair in pairs if name_similarity(pair.one, pair.other) >= threshold]
    right = sum(pair.same for pair in said)
    return Score(right / len(said) if said else 1.0, right / sum(pair.same for pair in pairs))


def microseconds(match: Callable[[str, str], float], pairs: list[Pair]) -> float:
    """Processor time a pair."""
    start = time.process_time()
    for pair in pairs:
        match(pair.one, pair.other)
    return (time.process_time() - start) / len(pairs) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--wrong", action="store_true", help="list the pairs on the wrong side")
    parser.add_argument("--smoke", action="store_true", help="a few pairs only")
    options = parser.parse_args()
    pairs = read(options.file)[:: 40 if options.smoke else 1]
    name_similarity("warm", "up")
    cold = microseconds(name_similarity, pairs)
    parts = microseconds(name_similarity.__wrapped__, pairs)
    warm = microseconds(name_similarity, pairs)
    print(f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} of them the same")
    for name, threshold in (("SURE", SURE), ("MAYBE", MAYBE)):
        found = score(pairs, threshold)
        print(f"{name:6} {threshold}: P {found.precision:.4f}  R {found.recall:.3f}  F1 {found.f1:.3f}")
    print(f"{cold:.0f} us a pair cold, {parts:.0f} us with its words known, {warm:.1f} us with the pair known")
    if options.wrong:
        for pair in pairs:
            alike = name_similarity(pair.one, pair.other)
            if pair.same != (alike >= MAYBE) or (alike >= SURE and not pair.same):
                print(f"{alike:.3f} {'same' if pair.same else 'other'}: {pair.one} | {pair.other}")


if __name__ == "__main__":
    main()
