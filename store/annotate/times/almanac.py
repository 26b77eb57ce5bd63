"""The calendar: units and their beginnings, counting in units, holidays, Hijri dates, and how TIMEX3 writes each.

A place on the calendar is a unit (`meaning.Unit`) and its first day.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from sahara_reader.store.annotate.times.meaning import Unit

_MONTHS_IN: dict[str, int] = {"M": 1, "Q": 3, "SE": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
SEASON_MONTH = {name: month for month, name in _SEASONS.items()}
"""The month in which a season begins, by its TIMEX3 name; meteorological, of the north."""


def beginning(unit: Unit, day: date) -> date:
    """The first day of the unit that holds `day`; a weekend is that of its week."""
    if unit == "W":
        return day - timedelta(days=day.weekday())
    if unit == "WE":
        return day - timedelta(days=day.weekday() - 5)
    if unit not in _MONTHS_IN:
        return day
    months = _MONTHS_IN[unit]
    count = day.year * 12 + day.month - 1
    first = (count - 2) // 3 * 3 + 2 if unit == "SE" else count - count % months
    return date(first // 12, first % 12 + 1, 1)


def counted(unit: Unit, first: date, number: int) -> date:
    """The beginning of the unit that lies `number` units from the one beginning on `first`; OverflowError far out."""
    if unit in ("W", "WE"):
        return first + timedelta(weeks=number)
    if unit not in _MONTHS_IN:
        return first + timedelta(days=number)
    return months_on(first, number * _MONTHS_IN[unit])


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a month that is too short; OverflowError far out."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9998:
        raise OverflowError(f"the year {year} is out of range")
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def last_day(unit: Unit, first: date) -> date:
    """The last day of the unit that begins on `first`, at the latest that of the calendar."""
    try:
        return first + timedelta(days=1) if unit == "WE" else counted(unit, first, 1) - timedelta(days=1)
    except OverflowError:
        return date.max


_WRITTEN: dict[str, Callable[[date], str]] = {
    "D": lambda first: first.isoformat(),
    "W": lambda first: f"{first.isocalendar().year:04}-W{first.isocalendar().week:02}",
    "WE": lambda first: f"{first.isocalendar().year:04}-W{first.isocalendar().week:02}-WE",
    "M": lambda first: f"{first.year:04}-{first.month:02}",
    "Q": lambda first: f"{first.year:04}-Q{(first.month + 2) // 3}",
    "H": lambda first: f"{first.year:04}-H{(first.month + 5) // 6}",
    "SE": lambda first: f"{first.year:04}-{_SEASONS[first.month]}",
    "Y": lambda first: f"{first.year:04}",
    "DE": lambda first: f"{first.year:04}"[:3],
    "CE": lambda first: f"{first.year:04}"[:2],
}
_IN_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}
OPEN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX", "SE": "XXXX-XX",
}  # fmt: skip
"""How a unit is written of which nothing else is known."""


def value(unit: Unit, first: date) -> str:
    """How TIMEX3 writes the unit that begins on `first`."""
    return _WRITTEN[unit](first)


def edtf(unit: Unit, first: date) -> str:
    """How EDTF writes the unit that begins on `first`; weeks and weekends as their days."""
    if unit in ("W", "WE"):
        return f"{first.isoformat()}/{last_day(unit, first).isoformat()}"
    written = value(unit, first)
    if unit in ("Q", "H", "SE"):
        return f"{written[:5]}{_IN_EDTF[written[5:]]}"
    return written.ljust(4, "X")


_FORMULA = re.compile(r"(?:(easter|orthodox)([+-]\d+)?|hijri (\d+)-(\d+)|(\d\d)-(\d\d)(?:>(\d))?)")


@cache
def holiday(formula: str, year: int) -> date | None:
    """The day of a holiday in a year, None where the year has none.

    `12-25`; `11-22>4`, the first Thursday from 22 November on; `easter-2`, days from Easter Sunday (`orthodox`: that of
    the Eastern churches); `hijri 9-1`, month and day of the Islamic calendar by the tabular reckoning.
    """
    match = _FORMULA.fullmatch(formula)
    if match is None:
        raise ValueError(f"{formula!r} is no holiday formula")
    if match[1]:
        return easter(year, orthodox=match[1] == "orthodox") + timedelta(days=int(match[2] or 0))
    if match[3]:
        around = (year - 622) * 33 // 32
        days = (from_hijri(candidate, int(match[3]), int(match[4])) for candidate in range(around - 1, around + 3))
        return next((day for day in days if day.year == year), None)
    try:
        day = date(year, int(match[5]), int(match[6]))
    except ValueError:
        return None
    return day + timedelta(days=(int(match[7]) - day.isoweekday()) % 7) if match[7] else day


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday by Meeus/Jones/Butcher; that of the Eastern churches by Meeus' Julian rule, as a Gregorian day."""
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def from_hijri(year: int, month: int, day: int) -> date:
    """The day of an Islamic date by the tabular calendar (civil epoch); sighting may differ by a day or two."""
    days = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(days)


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
