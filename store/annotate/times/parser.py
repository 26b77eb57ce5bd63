"""The parser: all expressions that a run of words can be read as, and of those the ones that stand.

A chart is filled from the right end of the run to the left: what begins at a word is built of what begins behind it.
Templates are bounded in length and so is what they may span: the work is linear in the length of the text.
"""

from typing import NamedTuple

from sahara_reader.store.annotate.times.grammar import Grammar, Node, Rule
from sahara_reader.store.annotate.times.meaning import Fixed, Length, Meaning, NoTime, Point
from sahara_reader.store.annotate.times.words import Word

Edge = tuple[str, object, int]
"""A symbol, its value and the place behind it."""
Path = tuple["Path | None", object, int]
_LONGEST = 14
"""Words of the longest expression."""


class Finding(NamedTuple):
    """An expression in a run: its words, how many its context has and where that ends, what it means by which rule."""

    start: int
    end: int
    context: int
    reach: int
    meaning: Meaning
    rule: Rule


def findings(words: list[Word], grammar: Grammar) -> list[Finding]:
    """Everything in a run that a rule reads as an expression, or as none; overlapping."""
    chart = _Chart(words, grammar.used)
    for start in range(len(words) - 1, -1, -1):
        here = chart.edges[start]
        for symbol, value, end in here:  # grows while it is walked: what was built may begin something longer
            if node := grammar.root.steps.get(symbol):
                chart.walk(node, start, end, (None, value, end))
    return chart.found


class _Chart:
    def __init__(self, words: list[Word], used: set[int]) -> None:
        self.edges: list[list[Edge]] = [
            [(name, value, place + 1) for name, value in word.entries] for place, word in enumerate(words)
        ]
        self.edges.append([])
        self.found: list[Finding] = []
        self._used = used
        self._built: set[tuple[int, str, int]] = set()

    def walk(self, node: Node, start: int, at: int, path: Path) -> None:
        """Complete the rules of a node that was reached from `start`, and go on with what begins at `at`."""
        for rule in node.rules:
            self._complete(rule, start, at, path)
        if node.steps and at - start < _LONGEST:
            steps = node.steps
            for symbol, value, end in self.edges[at]:
                if following := steps.get(symbol):
                    self.walk(following, start, end, (path, value, end))

    def _complete(self, rule: Rule, start: int, at: int, path: Path | None) -> None:
        values: list[object] = []
        ends: list[int] = []
        while path is not None:
            path, value, end = path
            values.append(value)
            ends.append(end)
        values.reverse()
        ends.reverse()
        meaning = rule.meaning(values)
        if meaning is None:
            return
        self._used.add(rule.number)
        first = ends[rule.first - 1] if rule.first else start
        last = ends[rule.last - 1]
        if isinstance(meaning, (Point, Length, Fixed, NoTime)):
            self.found.append(Finding(first, last, at - start, at, meaning, rule))
        if isinstance(meaning, NoTime):
            return
        key = (first, rule.category, last)
        if key not in self._built:
            self._built.add(key)
            self.edges[first].append((rule.category, meaning, last))


def chosen(found: list[Finding], forms: tuple[str, ...]) -> list[Finding]:
    """The findings that stand: from the left, each time the longest, with most context, of the first rule."""
    ranked = sorted(found, key=_rank)
    standing: list[Finding] = []
    end = 0
    for finding in ranked:
        if finding.start >= end and _licensed(finding, forms):
            standing.append(finding)
            end = finding.end
    return standing


def _rank(finding: Finding) -> tuple[int, int, bool, int, int]:
    timely = not isinstance(finding.meaning, NoTime)
    return finding.start, -(finding.end if timely else finding.reach), timely, -finding.context, finding.rule.number


def _licensed(finding: Finding, forms: tuple[str, ...]) -> bool:
    alone, start = finding.rule.alone, finding.start
    if alone is None:
        return True
    before = forms[max(0, start - 3) : start]
    if "*" in alone:
        return not before or f"! {before[-1]}" not in alone
    return any(" ".join(before[-count:]) in alone for count in range(1, len(before) + 1))
