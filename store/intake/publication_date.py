"""Dates of publication as sources write them: strict, with the precision they have, unknown rather than guessed.

ISO 8601 of every precision (also week and ordinal dates, W3CDTF), RFC 5322 and its elders (RFC 822, RFC 850, asctime),
EDTF, and dates with the name of a month in the languages of `data.dates`. A day and a month in figures alone are read
only where they cannot be taken for each other. Numbers of seconds mean a moment only where a field says that they do.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache

from sahara_reader.data.dates import LANGUAGES, date_words
from sahara_reader.store import edtf
from sahara_reader.store.search.folding import fold

_CLOCK = r"(?P<hour>\d{1,2})(?:[:h.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?(?: ?(?P<half>[ap])\.?m\.?)?"
_ZONE = r"(?P<zone>Z|[A-Za-z]{1,5}|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?)"
_AT = r"(?:,?\s*(?:-|–|at|om|a las|a|um|kl\.?|الساعه)?\s*"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z)?)?",
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[T ]\s*{_CLOCK}\s*{_ZONE}?)?",
        rf"(?P<one>\d{{1,2}})[-/.](?P<other>\d{{1,2}})[-/.](?P<year>\d{{4}})(?:,?\s+{_CLOCK}\s*{_ZONE}?)?",
    )
)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?", re.ASCII)
_ORDINAL = re.compile(r"(\d{4})-(\d{3})", re.ASCII)
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60,
    "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
_LONG_AGO = 1970
_TWO_FIGURES = 2


def read_date(written: str) -> str | None:
    """The date as EDTF, None where it is not certain what is meant."""
    written = " ".join(written.split()).translate(_DIGITS)
    readings = (read(written) for read in (_figures, _named, _week, _ordinal, _real))
    return next(filter(None, readings), None)


def read_epoch(seconds: float) -> str | None:
    """The moment so many seconds (or milliseconds) after 1970 in UTC, for fields that say they hold such a number."""
    try:
        moment = datetime.fromtimestamp(seconds / 1000 if abs(seconds) > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year > _LONG_AGO else None


_DIGITS = {code + digit: str(digit) for code in (0x660, 0x6F0) for digit in range(10)}


def _figures(written: str) -> str | None:
    for form in _FORMS:
        match = form.fullmatch(written)
        if match:
            parts = match.groupdict()
            if "one" in parts:
                one, other = int(parts["one"]), int(parts["other"])
                if one <= 12 and other <= 12 and one != other:
                    return None  # the third of April, or the fourth of March
                parts["day"], parts["month"] = (one, other) if other <= 12 else (other, one)
            return _dated(int(parts["year"]), int(parts["month"]), int(parts["day"]), parts)
    return None


def _named(written: str) -> str | None:
    forms, months = _month_forms()
    folded = fold(written)
    for form in forms:
        match = form.fullmatch(folded)
        if match:
            parts = match.groupdict()
            year = int(parts["year"])
            if len(parts["year"]) == _TWO_FIGURES:
                year += 2000 if year < 50 else 1900  # RFC 5322, section 4.3
            month = months[parts["month"]]
            if not parts.get("day"):
                return _real(f"{year:04}-{month:02}")
            return _dated(year, month, int(parts["day"]), parts)
    return None


def _week(written: str) -> str | None:
    match = _WEEK.fullmatch(written)
    if not match:
        return None
    try:
        first = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return first.isoformat() if match[3] else f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"


def _ordinal(written: str) -> str | None:
    match = _ORDINAL.fullmatch(written)
    if not match:
        return None
    day = date(int(match[1]), 1, 1) + timedelta(days=int(match[2]) - 1)
    return day.isoformat() if day.year == int(match[1]) else None


def _dated(year: int, month: int, day: int, parts: dict[str, str | None]) -> str | None:
    written = f"{year:04}-{month:02}-{day:02}"
    if parts.get("hour") is None or parts.get("minute") is None:
        return _real(written)
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts.get("second") or 0)
    if parts.get("half"):
        hour = hour % 12 + (12 if (parts["half"] or "").lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return _real(written)
    clock = f"{hour:02}:{minute:02}" + (f":{min(second, 59):02}" if parts.get("second") else "")
    return _real(f"{written}T{clock}{_offset(parts.get('zone') or '')}")


def _offset(zone: str) -> str:
    """The zone as ISO 8601 writes it; empty for a name that is not known, whose clock is then the place's own."""
    zone = zone.lower()
    minutes = _ZONES.get(zone)
    if minutes is None:
        match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", zone)
        if not match or int(match[2]) > 14:
            return ""
        minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (-1 if match[1] == "-" else 1)
    if not minutes:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def _month_forms() -> tuple[tuple[re.Pattern[str], ...], dict[str, int]]:
    """Patterns over folded text for dates with the name of a month, and what each name means."""
    months: dict[str, int] = {}
    days: set[str] = set()
    ordinals: set[str] = set()
    doubtful: set[str] = set()
    for words in filter(None, map(date_words, LANGUAGES)):
        ordinals.update(map(fold, words.ordinal))
        days.update(fold(name) for names in words.weekdays for name in names)
        for number, names in enumerate(words.months, start=1):
            for name in (fold(name).rstrip(".") for name in names):
                if months.setdefault(name, number) != number:
                    doubtful.add(name)
    for name in doubtful:
        del months[name]
    month = rf"(?P<month>{'|'.join(sorted(map(re.escape, months), key=len, reverse=True))})\.?"
    weekday = rf"(?:(?:{'|'.join(sorted(map(re.escape, days), key=len, reverse=True))}|[a-z]{{2,3}})\.?,?\s+)?"
    day = rf"(?P<day>\d{{1,2}})(?:{'|'.join(map(re.escape, sorted(ordinals)))}|\.|º)?"
    of, year = r"(?:\s+(?:de|del|of)\s+|[\s-]+)", r"(?P<year>\d{4})"
    clock = rf"{_AT}{_CLOCK}(?:\s*(?:uur|uhr|hs?))?(?:\s*\(?{_ZONE}\)?)?(?:\s+\([a-z ]+\))?)?"
    forms = (
        rf"{weekday}{day}{of}{month}{of}(?P<year>\d{{4}}|\d{{2}}(?=\s+\d{{1,2}}:\d{{2}})){clock}",
        rf"{weekday}{month}\s+{day},?\s+{year}{clock}",
        rf"{weekday}{month}\s+{day}\s+(?P<hour>\d{{2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})(?:\s+{_ZONE})?\s+{year}",
        rf"{month}{of}{year}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms), months


def _real(written: str) -> str | None:
    try:
        return edtf.parse(written).edtf
    except ValueError:
        return None
