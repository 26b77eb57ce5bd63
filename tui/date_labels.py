"""Dates as a person reads them, never more precise than they are: "17 Feb 2021", "Dec 2020", "15–17 Mar 2021"."""

from datetime import date
from typing import Protocol

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


class Dated(Protocol):
    """What has a date: a publication, a time, an event, a list row."""

    @property
    def edtf(self) -> str | None: ...
    @property
    def from_(self) -> date | None: ...
    @property
    def to(self) -> date | None: ...
    @property
    def precision(self) -> str | None: ...


def label(dated: Dated) -> str:
    """The date with its precision as it is; "no date" where there is none; `?` and `~` of EDTF are kept."""
    first, last, precision = dated.from_, dated.to, dated.precision
    if dated.edtf is None or (first is None and last is None):
        return "no date"
    qualifier = dated.edtf[-1] if dated.edtf[-1] in "?~%" else ""
    if first is None or last is None:
        return f"since {_day(first)}" if first else f"until {_day(last or date.max)}"
    return _closed(first, last, precision) + qualifier


def _closed(first: date, last: date, precision: str | None) -> str:
    written = {
        "day": _day(first),
        "time": _day(first),
        "month": f"{_MONTHS[first.month - 1]} {first.year}",
        "year": str(first.year),
        "season": f"{_SEASONS.get(first.month, '')} {first.year}",
        "quarter": f"Q{first.month // 3 + 1} {first.year}",
        "decade": f"{first.year}–{last.year}",
        "century": f"{first.year}–{last.year}",
    }
    return written.get(precision or "") or _range(first, last)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _range(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def short(dated: Dated) -> str:
    """The date in at most nine cells, for a narrow column: "29 Sep 21", "Mar 21", "2021"."""
    first, precision = dated.from_, dated.precision
    if first is None:
        return "–"
    if precision in ("day", "time"):
        return f"{first.day:2} {_MONTHS[first.month - 1]} {first.year % 100:02}"
    return f"{_MONTHS[first.month - 1]} {first.year % 100:02}" if precision == "month" else str(first.year)


def year(dated: Dated) -> str:
    """The year in which the date begins, "–" where there is none."""
    return str(dated.from_.year) if dated.from_ else "–"
