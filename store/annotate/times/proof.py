"""The day of writing, proved by what the text says: "exactly a month ago, on 17 February", "tomorrow, 21 June".

An expression that counts days from today, beside a date that means the same day, leaves one day on which this could be
written. Texts that prove two days prove none: both are kept.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sahara_reader.store.annotate.times import almanac
from sahara_reader.store.annotate.times.expression import Expression
from sahara_reader.store.annotate.times.meaning import Length, Point
from sahara_reader.store.annotate.times.writing import Writing
from sahara_reader.store.article import Proof

_GAP = 16
"""Characters between the two expressions, at most: a comma and a preposition."""

_SENTENCE = 160


def proofs(text: str, expressions: Sequence[Expression], writing: Writing) -> list[Proof]:
    """Each day within the time of writing that neighbouring expressions prove, with the spans it rests on."""
    if writing.first is None or writing.last is None or writing.day:
        return []
    found: dict[date, list[tuple[int, int]]] = {}
    for day, *resting in (*_appositions(text, expressions, writing), *_anniversaries(expressions, writing)):
        found.setdefault(day, []).extend((one.start, one.end) for one in resting)
    return [Proof(day=day, spans=tuple(dict.fromkeys(spans))) for day, spans in found.items()]


_Proved = tuple[date, *tuple[Expression, ...]]


def _appositions(text: str, expressions: Sequence[Expression], writing: Writing) -> Iterator[_Proved]:
    """ "Exactly a month ago, on 17 February"; "23 November, tomorrow"."""
    for first, second in pairwise(expressions):
        if second.start - first.end > _GAP or any(mark in text[first.end : second.start] for mark in ".;:!?\n"):
            continue
        for counted, named in ((first.meaning, second.meaning), (second.meaning, first.meaning)):
            for day in _days(counted, named, writing):
                yield day, first, second


def _anniversaries(expressions: Sequence[Expression], writing: Writing) -> Iterator[_Proved]:
    """ "Exactly a month after the accident of 22 August the bells rang today"."""
    for length, named, today in zip(expressions, expressions[1:], expressions[2:], strict=False):
        meaning = length.meaning
        if isinstance(meaning, Length) and meaning.exact and _is_today(today) and today.end - length.start < _SENTENCE:
            for day in _days(Point(offset=meaning, sign=-1, exact=True), named.meaning, writing):
                yield day, length, named, today


def _is_today(expression: Expression) -> bool:
    meaning = expression.meaning
    return isinstance(meaning, Point) and meaning.deictic == 0 and meaning.within is None


def _days(counted: object, named: object, writing: Writing) -> Iterator[date]:
    if not isinstance(counted, Point) or not isinstance(named, Point):
        return
    assert writing.first is not None
    assert writing.last is not None
    named = named.within if named.within and (named.part or named.clock) else named
    if (named.day is None or named.month is None) and named.holiday is None:
        return
    years = [named.year] if named.year else range(writing.first.year - 101, writing.last.year + 2)
    found = []
    for year in years:
        day = _day(named, year)
        writing_day = day and _counted_back(counted, day)
        if writing_day and writing.first <= writing_day <= writing.last:
            found.append(writing_day)
    yield from found[-1:]


def _day(named: Point, year: int) -> date | None:
    if named.holiday is not None:
        return almanac.holiday(named.holiday, year) if "/" not in named.holiday else None
    try:
        return date(year, named.month or 1, named.day or 1)
    except ValueError:
        return None


_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}


def _counted_back(counted: Point, day: date) -> date | None:
    """The day from which `counted` leads to `day`, None where it is not exact."""
    if counted.deictic is not None and counted.within is None:
        return day - timedelta(days=counted.deictic)
    length = counted.offset
    if length is None or length.amount is None or length.more or counted.anchor != "now" or counted.within is not None:
        return None
    amount = round(-counted.sign * length.amount)
    try:
        if length.unit == "D" or (length.unit == "W" and counted.exact):
            return day + timedelta(days=amount * (1 if length.unit == "D" else 7))
        months = _MONTHS.get(length.unit)
        return almanac.months_on(day, amount * months) if counted.exact and months else None
    except (OverflowError, ValueError):
        return None
