"""Places counted from other places: the n-th of something, the nearest weekday, a length away."""

from datetime import date, timedelta

from sahara_reader.store.annotate.times import almanac
from sahara_reader.store.annotate.times.meaning import Length, Point, Unit
from sahara_reader.store.annotate.times.place import Place, opened

_MONTHS = {"M": 1.0, "Q": 3.0, "SE": 3.0, "H": 6.0, "Y": 12.0, "DE": 120.0, "CE": 1200.0}
_MINUTES = {"S": 1 / 60, "TM": 1.0, "TH": 60.0}
_OF_DAY = 24 * 60
_FINER: dict[str, Unit] = {
    "Y": "M", "DE": "Y", "CE": "Y", "M": "M", "W": "D", "H": "M", "D": "D", "TH": "TM", "Q": "M",
}  # fmt: skip


def nth(outer: Place, unit: Unit, number: int) -> Place:
    """The `number`-th unit of something larger, from its end where negative; weeks of a year by ISO 8601."""
    if unit == "W" and outer.unit == "Y":
        weeks = date(outer.first.year, 12, 28).isocalendar().week
        return Place("W", date.fromisocalendar(outer.first.year, number if number > 0 else weeks, 1), on=outer.on)
    if number < 0:
        return Place(unit, almanac.counted(unit, almanac.beginning(unit, outer.last), number + 1), on=outer.on)
    most_of_it_inside = timedelta(days=3 if unit == "W" else 0)
    return Place(
        unit, almanac.counted(unit, almanac.beginning(unit, outer.first + most_of_it_inside), number - 1), on=outer.on
    )


def nth_weekday(outer: Place, weekday: int, number: int) -> Place:
    """The `number`-th such weekday of something larger, from its end where negative."""
    if number < 0:
        return Place("D", nearest_weekday(outer.last + timedelta(days=1), weekday, number), on=outer.on)
    return Place("D", nearest_weekday(outer.first - timedelta(days=1), weekday, number), on=outer.on)


def nearest_weekday(day: date, weekday: int, steps: int) -> date:
    """The `steps`-th such day strictly after (before, where negative) `day`."""
    if steps < 0:
        back = (day.isoweekday() - weekday - 1) % 7 + 1
        return day - timedelta(days=back + 7 * (-steps - 1))
    ahead = (weekday - day.isoweekday() - 1) % 7 + 1
    return day + timedelta(days=ahead + 7 * (steps - 1))


def finest(length: Length) -> Unit:
    """The unit to which a length is exact: of "two years and a month" the month, of half a year too."""
    while length.more is not None:
        length = length.more
    amount = length.amount or 0
    return length.unit if amount == int(amount) else _FINER.get(length.unit, length.unit)


def away(base: Place, point: Point) -> Place:
    """The place an offset away from another, as coarse as the length's finest unit unless it is exact."""
    assert point.offset is not None
    months, days, minutes = _sum(point.offset, point.sign)
    if minutes:
        return _by_the_clock(base, round(minutes))
    first = almanac.months_on(base.first, round(months)) + timedelta(days=round(days))
    if point.weekday is not None and base.unit == "D":
        return Place("D", nearest_weekday(first - timedelta(days=1), point.weekday, 1), on=base.on)
    unit = finest(point.offset)
    fine: Unit = {"DE": "Y", "CE": "Y", "H": "M"}.get(unit, unit)  # type: ignore[assignment]
    if point.exact and base.unit == "D":
        fine = "D"
    elif fine == "D":
        fine = base.unit
    return Place(fine, almanac.beginning(fine, first), on=base.on)


def _sum(length: Length | None, sign: int) -> tuple[float, float, float]:
    months, days, minutes = 0.0, 0.0, 0.0
    while length is not None:
        amount = sign * (length.amount or 0)
        months += amount * _MONTHS.get(length.unit, 0)
        minutes += amount * _MINUTES.get(length.unit, 0)
        days += amount * {"D": 1, "W": 7, "WE": 7}.get(length.unit, 0)
        length = length.more
    return months, days, minutes


def _by_the_clock(base: Place, minutes: int) -> Place:
    """Hours later; without a clock time to count from, that day if it is known, else open."""
    if base.clock is None and base.part != "MI":
        return base._replace(edge=None) if base.unit == "D" and abs(minutes) < _OF_DAY else opened("XXXX-XX-XXTXX:XX")
    hour, minute = base.clock or (12, 0)
    days, rest = divmod(hour * 60 + minute + minutes, _OF_DAY)
    return base._replace(first=base.first + timedelta(days=days), clock=divmod(rest, 60), part=None, edge=None)
