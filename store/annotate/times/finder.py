"""The door: a text and what is known of its day of publication in, its times out."""

from collections.abc import Iterator
from functools import cache

from sahara_reader.store.annotate.times.expression import Expression
from sahara_reader.store.annotate.times.grammar import Grammar
from sahara_reader.store.annotate.times.lengths import duration
from sahara_reader.store.annotate.times.meaning import Fixed, Length, NoTime, Point
from sahara_reader.store.annotate.times.names import is_name
from sahara_reader.store.annotate.times.parser import Finding, chosen, findings
from sahara_reader.store.annotate.times.place import Place, interval, opened
from sahara_reader.store.annotate.times.proof import proofs
from sahara_reader.store.annotate.times.reading import Calendar, rests_on_tense
from sahara_reader.store.annotate.times.tense import PAST, Tense, in_one_sentence
from sahara_reader.store.annotate.times.words import Run
from sahara_reader.store.annotate.times.writing import Writing
from sahara_reader.store.article import Proof, Published, Time

_KEPT = 2000
"""Runs of words whose findings are remembered: many are the same in every article."""


def find_times(text: str, language: str | None, published: Published | None) -> list[Time]:
    """The temporal expressions of a text, in order and apart from each other; offsets are code points."""
    return read_times(text, language, published)[0]


def read_times(text: str, language: str | None, published: Published | None) -> tuple[list[Time], list[Proof]]:
    """The temporal expressions of a text, and the day of publication that it proves where `published` gives none.

    What an expression leaves open is completed from the day of publication, which may itself be proved by the text;
    `anchored_on` says what a reading rests on. What nothing completes stays open (`XXXX-02-17`). A text that proves two
    days contradicts itself: both are returned, and neither is used.
    """
    return _Finder.of(language).read(text, published)


def unused_templates(language: str) -> list[str]:
    """The templates of a language that fitted nothing read so far in this process."""
    grammar = Grammar.of(language)
    return [template for number, template in enumerate(grammar.templates) if number not in grammar.used]


class _Finder:
    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._tense = Tense(grammar.resource)
        self._remembered: dict[tuple[tuple[str, ...], tuple[bool, ...]], list[Finding]] = {}

    @staticmethod
    @cache
    def of(language: str | None) -> "_Finder":
        return _Finder(Grammar.of(language))

    def read(self, text: str, published: Published | None) -> tuple[list[Time], list[Proof]]:
        expressions = list(self._expressions(text))
        writing = _writing(published)
        proved = proofs(text, expressions, writing)
        if len(proved) == 1:
            day = proved[0].day
            writing = Writing(day, day, f"the day of publication, {day}, which the text proves")
        calendar, tense = Calendar(writing, self._tense.otherwise), self._tense.of(text)
        times = []
        start_of_range: Place | None = None
        direction, in_range = 0, False
        for before, expression, after in zip([None, *expressions], expressions, [*expressions[1:], None], strict=False):
            meaning = expression.meaning
            if not isinstance(meaning, Point):
                times.append(_without_days(expression))
                if isinstance(meaning, Fixed) and meaning.type == "SET":
                    calendar.remember(opened("XXXX-XX-XX"))
                continue
            if not in_range and rests_on_tense(meaning):
                end = after.end if meaning.until and after else expression.end
                direction = tense.direction(expression.start, end, expression.before)
            past = meaning.or_length and tense.direction(expression.start, expression.end, expression.before) == PAST
            if past and meaning.offset is not None:
                times.append(_without_days(expression._replace(start=expression.second, meaning=meaning.offset)))
                continue
            in_range = meaning.until is not None
            together = (
                before is not None and _lacks_day(meaning) and in_one_sentence(text, before.end, expression.start)
            )
            place = _place(meaning, calendar, direction, start_of_range, same_sentence=together)
            start_of_range = place if in_range else None
            if place is not None:
                times.append(_time(expression, meaning, place))
                calendar.remember(place)
        return times, proved

    def _expressions(self, text: str) -> Iterator[Expression]:
        for run in self._grammar.lexicon.runs(text):
            for finding in self._findings(run):
                if isinstance(finding.meaning, NoTime):
                    continue
                if not is_name(text, run, finding, self._grammar):
                    spans = run.spans[finding.start : finding.end]
                    before = " ".join(run.forms[max(0, finding.start - 3) : finding.start])
                    yield Expression(
                        spans[0][0], spans[-1][1], spans[min(1, len(spans) - 1)][0], finding.meaning, before
                    )

    def _findings(self, run: Run) -> list[Finding]:
        key = (run.forms, run.capitals)
        standing = self._remembered.get(key)
        if standing is None:
            standing = chosen(findings(run.words, self._grammar), run.forms)
            if len(self._remembered) < _KEPT:
                self._remembered[key] = standing
        return standing


_WITHIN_A_DAY = ("S", "TM", "TH")


def _place(
    point: Point, calendar: Calendar, direction: int, earlier: Place | None, *, same_sentence: bool
) -> Place | None:
    try:
        place = calendar.read(point, direction, earlier, same_sentence=same_sentence)
    except (ValueError, OverflowError, LookupError, StopIteration):
        return None
    if place is not None and place.unit in _WITHIN_A_DAY and place.clock is None:
        return opened("XXXX-XX-XXTXX")  # an hour ("last hour") of which no clock time is known
    return place


def _lacks_day(point: Point) -> bool:
    return bool(point.part or point.clock) and point.within is None


def _writing(published: Published | None) -> Writing:
    if published is None:
        return Writing(None, None, "")
    return Writing(published.from_, published.to, f"published {published.edtf}")


def _without_days(expression: Expression) -> Time:
    meaning, start, end = expression.meaning, expression.start, expression.end
    if isinstance(meaning, Length):
        return Time(start=start, end=end, type="DURATION", value=duration(meaning))
    assert isinstance(meaning, Fixed)
    return Time(start=start, end=end, type=meaning.type, value=meaning.value)


def _time(expression: Expression, point: Point, place: Place) -> Time:
    days = interval(place, "?" if place.doubtful else "~" if point.approximate else "")
    return Time(
        start=expression.start,
        end=expression.end,
        type="TIME" if place.is_time else "DATE",
        value=place.value,
        mod=place.edge or ("APPROX" if point.approximate else None),  # type: ignore[arg-type]
        edtf=days.edtf if days else None,
        from_=days.from_ if days else None,
        to=days.to if days else None,
        precision=days.precision if days else "unknown",
        anchored_on=place.on,
    )
