"""Words written in figures: which numbers, days, years, clock times or whole dates a token such as `17-02-2021` can be.

Lexical edges (`grammar.Edge` without its end) come out: pairs of a class in braces and a value.
"""

import re
from collections.abc import Callable
from datetime import date

from sahara_reader.store.annotate.times.meaning import Point

Entry = tuple[str, object]

_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DAYS = re.compile(r"(\d{1,2})[-–/](\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?")
_DECIMAL = re.compile(r"(\d{1,4})[.,](\d{1,2})")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LONGEST = 24
"""More characters than any date has; longer tokens are account numbers and the like."""
_LONGEST_SEASON = 60
"""1914-18 is a span of years; 1990-12 is a file number."""
FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Four figures between these may be a year."""


def entries(figures: str, endings: tuple[str, ...], *, month_first: bool) -> tuple[Entry, ...]:
    """All readings of a token that begins with a figure; `endings` make it an ordinal ("17th")."""
    if len(figures) > _LONGEST:
        return ()
    written = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in figures)
    if written[0] in "'’":
        return (("{short_year}", int(written[1:])),)
    if written.isdigit():
        return tuple(_whole(written))
    ending = next((ending for ending in endings if written.endswith(ending)), None)
    if ending and written[: -len(ending)].isdigit():
        return tuple(_ordinal(int(written[: -len(ending)])))
    return tuple(_shaped(written, month_first=month_first))


def _whole(written: str) -> list[Entry]:
    number = int(written)
    found: list[Entry] = [("{number}", number)]
    if len(written) <= 2:
        found.append(("{figure2}", number))
        if 1 <= number <= 31:
            found.append(("{day}", number))
        if number <= 24:
            found.append(("{hour}", number))
        if number <= 59 and len(written) == 2:
            found.append(("{minute}", number))
    elif len(written) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        found.append(("{year}", number))
        if number <= 1500:
            found.append(("{hijri_year}", number))
    elif len(written) == 3 and number >= 1:
        found.append(("{figure3}", number))
    return found


def _ordinal(number: int) -> list[Entry]:
    day: list[Entry] = [("{day}", number), ("{day_th}", number)] if 1 <= number <= 31 else []
    return [("{ordinal}", number), *day]


def _shaped(written: str, *, month_first: bool) -> list[Entry]:
    for pattern, read in _DATES:
        if match := pattern.fullmatch(written):
            return read(match)
    if match := _DAY_FIRST.fullmatch(written):
        return _day_first(match, month_first=month_first)
    found: list[Entry] = []
    if match := _DAYS.fullmatch(written):
        first, last = int(match[1]), int(match[2])
        found += [("{days}", (first, last))] if 1 <= first < last <= 31 else []
    if (match := _CLOCK.fullmatch(written)) and int(match[1]) <= 24 and int(match[2]) <= 59:
        found.append(("{clock_figures}", (int(match[1]), int(match[2]))))
    if match := _DECIMAL.fullmatch(written):
        found.append(("{number}", float(f"{match[1]}.{match[2]}")))
    elif _THOUSANDS.fullmatch(written):
        found.append(("{number}", int(re.sub(r"[.,]", "", written))))
    return found


def _iso_time(match: re.Match[str]) -> list[Entry]:
    whole, clock = _date(match[1], match[2], match[3]), (int(match[4]), int(match[5]))
    return [("{written}", Point(within=whole, clock=clock))] if whole and clock <= (23, 59) else []


def _iso_month(match: re.Match[str]) -> list[Entry]:
    """A month, or (2009-10) two years."""
    year, month = int(match[1]), int(match[2])
    if month == (year + 1) % 100 or not 1 <= month <= 12:
        return _years(match)
    return [("{written}", Point(year=year, month=month))] if FIRST_YEAR <= year <= LAST_YEAR else []


def _years(match: re.Match[str]) -> list[Entry]:
    first, last = int(match[1]), int(match[2])
    if len(match[2]) == 2:
        last += first // 100 * 100
        last += 100 if last < first else 0
        if last - first >= _LONGEST_SEASON:
            return []
    return [("{years}", (first, last))] if FIRST_YEAR <= first < last <= LAST_YEAR else []


def _day_first(match: re.Match[str], *, month_first: bool) -> list[Entry]:
    first, second = int(match[1]), int(match[3])
    if month_first and first <= 12 and second <= 12 and first != second and match[2] != ".":
        return []  # British and American readers differ
    day, month = (second, first) if second > 12 else (first, second)
    return _as_date(_date(match[4], month, day))


def _as_date(point: Point | None) -> list[Entry]:
    return [("{written}", point)] if point else []


def _date(year: str | int, month: str | int, day: str | int) -> Point | None:
    try:
        whole = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Point(year=whole.year, month=whole.month, day=whole.day)


_DATES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Entry]]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d)(?::\d\d)?z?"), _iso_time),
    (re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"), lambda match: _as_date(_date(match[1], match[3], match[4]))),
    (re.compile(r"(\d{4})-(\d\d)"), _iso_month),
    (re.compile(r"(\d{4})[-–/](\d{4}|\d\d)"), _years),
)
"""Shapes of figures with a year, and how each is read."""
