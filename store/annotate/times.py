"""Temporal expressions: explicit dates, with the year completed from the article's date of publication.

What is recognised are days, months and years that the text names, in the ways `data/dates` says a language writes them,
and dates in figures. Each becomes a TIMEX3 value (TimeML 1.2.1) with its EDTF interval, never narrower than the text.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from sahara_reader.data.dates import DateWords, date_words
from sahara_reader.store import edtf
from sahara_reader.store.article import Published, Time

_FIGURES = (
    r"(?<![\w/.-])(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?![\w-])",
    r"(?<![\w/.-])(?P<figures>(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<last>\d{4}))(?![\w/-]|\.\d)",
)
_DAY = r"(?:[0٠]?[1-9١-٩]|[12١٢]\d|[3٣][01٠١])"
_YEAR = r"(?:[1١][89٨٩]\d\d|[2٢][0٠]\d\d)"
_AHEAD = timedelta(days=31)
"""News tells of the past and announces the next few weeks: a day without a year is the last such day up to then."""


def find_times(text: str, language: str | None, published: Published | None) -> list[Time]:
    """The explicit dates of a text, in order and apart from each other; offsets are code points.

    A day without a year is put in the year in which it lies nearest before publication (or at most a month after it),
    and says so in `anchored_on`; without a date of publication its year stays open (`XXXX-02-17`).
    """
    scanner = _Scanner.of(language.partition("-")[0] if language else "")
    return [time for match in scanner.pattern.finditer(text) if (time := scanner.read(match, published))]


class _Scanner:
    """The ways one language writes dates, compiled to one pattern that is scanned once."""

    def __init__(self, language: str) -> None:
        self._month_first = language == "en"
        words = date_words(language) if language else None
        self._months = (
            {name: number for number, names in enumerate(words.months, start=1) for name in names} if words else {}
        )
        self.pattern = re.compile("|".join((*_FIGURES, *(_written(words) if words else ()))))

    @staticmethod
    @cache
    def of(language: str) -> "_Scanner":
        return _Scanner(language)

    def read(self, match: re.Match[str], published: Published | None) -> Time | None:
        """What a match means, None where no such day exists or where it could mean two."""
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        try:
            if kind == "iso":
                return _time(start, end, edtf.parse(_ascii(match["iso"])))
            if kind == "figures":
                return _time(start, end, self._in_figures(match))
            if kind == "bare":
                return _time(start, end, edtf.of_year(int(match["bare"])))
            return self._in_words(match, kind.removeprefix("pattern"), published)
        except ValueError:
            return None

    def _in_figures(self, match: re.Match[str]) -> edtf.Interval:
        first, second, year = int(match["first"]), int(match["second"]), int(match["last"])
        if self._month_first and first <= 12 and second <= 12 and first != second:
            raise ValueError("British and American readers differ")
        day, month = (second, first) if second > 12 else (first, second)
        return edtf.of_day(date(year, month, day))

    def _in_words(self, match: re.Match[str], number: str, published: Published | None) -> Time | None:
        found = match.groupdict()
        start, end = match.span(f"pattern{number}")
        month = self._months[" ".join(match[f"month{number}"].lower().split())]
        day, year = found.get(f"day{number}"), found.get(f"year{number}")
        if year is not None:
            whole = edtf.of_day(date(int(year), month, int(day))) if day else edtf.of_month(int(year), month)
            return _time(start, end, whole)
        return _without_year(start, end, month, int(day or 0), published)


def _written(words: DateWords) -> Iterator[str]:
    """The language's patterns; a pattern's own group comes last, so that a match's `lastgroup` names it."""
    month = _any(_cased((name for names in words.months for name in names), words))
    weekday = _any(_cased(words.weekdays, words))
    ordinal = f"(?:{_any(words.ordinal)})?" if words.ordinal else ""
    for number, pattern in enumerate(words.patterns):
        slots = {
            "{day}": rf"(?P<day{number}>{_DAY}){ordinal}",
            "{month}": rf"(?P<month{number}>{month})(?:\.(?=\s\d))?",
            "{year}": rf"(?P<year{number}>{_YEAR})(?![.,]?\d)",
            "{weekday}": f"(?:{weekday})",
        }
        parts = re.split(r"(\{\w+\}|\s+)", pattern)
        written = "".join(slots.get(part) or (r"\s{1,3}" if part.isspace() else re.escape(part)) for part in parts)
        yield rf"(?<![\w/-])(?<!\d[.,])(?P<pattern{number}>{written}(?!\w|-\w))"
    after = _any(form for word in words.year_after for form in (word, word.capitalize()))
    counted = _any(words.not_before)
    yield rf"(?<!\w)(?:{after})\s(?P<bare>{_YEAR})(?!\w|[.,:/-]\d|\s?(?:{counted})(?!\w))"


def _cased(names: Iterable[str], words: DateWords) -> Iterator[str]:
    for name in names:
        if not words.capitalised:
            yield name
        yield from (name.capitalize(), name.upper())


def _any(alternatives: Iterable[str]) -> str:
    longest_first = sorted(dict.fromkeys(alternatives), key=len, reverse=True)
    return "|".join(re.escape(alternative).replace(r"\ ", r"\s") for alternative in longest_first)


def _without_year(start: int, end: int, month: int, day: int, published: Published | None) -> Time | None:
    date(2000, month, day)  # raises ValueError for a day that no year has
    if published is None or published.to is None or published.from_ is None:
        return Time(start=start, end=end, type="DATE", value=f"XXXX-{month:02}-{day:02}", precision="day")
    known_well = published.to - published.from_ <= _AHEAD
    latest = published.to + _AHEAD if known_well else published.to
    years = range(latest.year, latest.year - 9, -1)
    days = (date(year, month, day) for year in years if _exists(year, month, day))
    nearest = next(day for day in days if day <= latest)
    return _time(start, end, edtf.of_day(nearest), anchored_on=f"published {published.edtf}")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _time(start: int, end: int, interval: edtf.Interval, *, anchored_on: str | None = None) -> Time:
    return Time(
        start=start,
        end=end,
        type="DATE",
        value=interval.edtf,
        edtf=interval.edtf,
        from_=interval.from_,
        to=interval.to,
        precision=interval.precision,
        anchored_on=anchored_on,
    )


def _ascii(figures: str) -> str:
    return "".join(str(int(sign)) if sign.isdigit() else sign for sign in figures)
