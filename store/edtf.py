"""Calendar dates honest about what they do not know: a working subset of EDTF (ISO 8601-2:2019, levels 0 and 1).

Understood: `2021`, `2021-03`, `2021-03-17`, decades and centuries with X (`202X`, `20XX`), a month or day unknown
(`2021-XX`, `2021-03-XX`), seasons `2021-21` (spring) to `2021-24` (winter), quarters `2021-33` to `2021-36`, halves
`2021-40` and `2021-41`, one of the qualifiers `?`, `~`, `%` at the end, a time of day behind the day
(`2021-03-17T14:30`), and intervals `A/B` with an open (`..`) or unknown (empty) end.
"""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from sahara_reader.store.article import Precision


class Interval(NamedTuple):
    """An EDTF string with its first and last day (inclusive; None where open or unknown) and its precision."""

    edtf: str
    from_: date | None
    to: date | None
    precision: Precision


_TIME = r"T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?"
_DATE = re.compile(
    rf"(?P<year>\d{{4}}|\d{{3}}X|\d{{2}}XX)(?:-(?P<month>\d{{2}}|XX)(?:-(?P<day>\d{{2}}|XX)(?P<time>{_TIME})?)?)?[?~%]?",
    re.ASCII,
)


def parse(edtf: str) -> Interval:
    """Read an EDTF string; raises ValueError with one clear sentence when it is none or not a date that exists."""
    if "/" not in edtf:
        return _date(edtf)
    first, _, last = edtf.partition("/")
    begin = None if first in ("", "..") else _date(first)
    end = None if last in ("", "..") else _date(last)
    if begin is None and end is None:
        raise ValueError(f"{edtf!r} is an interval without a date.")
    from_, to = begin and begin.from_, end and end.to
    if from_ and to and to < from_:
        raise ValueError(f"{edtf!r} ends before it begins.")
    return Interval(edtf, from_, to, "interval")


def of_day(day: date) -> Interval:
    """The interval of one day."""
    return Interval(day.isoformat(), day, day, "day")


def of_month(year: int, month: int) -> Interval:
    """The interval of one month."""
    return Interval(f"{year:04}-{month:02}", *_months(year, month, 1), "month")


def of_year(year: int) -> Interval:
    """The interval of one year."""
    return Interval(f"{year:04}", *_months(year, 1, 12), "year")


def _date(edtf: str) -> Interval:
    match = _DATE.fullmatch(edtf)
    if not match:
        raise ValueError(f"{edtf!r} is not a date: write 2021, 2021-03 or 2021-03-17, or an interval 2020-12/2021-03.")
    try:
        return _interval(edtf, match)
    except ValueError as error:
        raise ValueError(f"{edtf!r} is not a date that exists.") from error


def _interval(edtf: str, match: re.Match[str]) -> Interval:
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        if month:
            raise ValueError("a month of an unknown year has no days")
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return Interval(edtf, date(first, 1, 1), date(last, 12, 31), "century" if year.endswith("XX") else "decade")
    if month is None or month == "XX":
        if day and day != "XX":
            raise ValueError("a day of an unknown month")
        return Interval(edtf, *_months(int(year), 1, 12), "year")
    if day and day != "XX":
        exact = date(int(year), int(month), int(day))
        return Interval(edtf, exact, exact, "time" if match["time"] else "day")
    number = int(month)
    for first, last, months, precision in _DIVISIONS:
        if first <= number <= last:
            begin = 1 + months * (number - first) + (2 if precision == "season" else 0)
            return Interval(edtf, *_months(int(year), begin, months), precision)
    return Interval(edtf, *_months(int(year), number, 1), "month")


_DIVISIONS: tuple[tuple[int, int, int, Precision], ...] = (
    (21, 24, 3, "season"),  # meteorological, of the north; winter runs into the next year
    (33, 36, 3, "quarter"),
    (40, 41, 6, "interval"),
)
"""Codes in the place of the month: the first and the last, how many months each has, their precision."""


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 2
    last_year, last_month = year + last // 12, last % 12 + 1
    days = calendar.monthrange(last_year, last_month)[1]
    return date(year, month, 1), date(last_year, last_month, 1) + timedelta(days=days - 1)
