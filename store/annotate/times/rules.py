"""What the words in a template's slots mean together: for each rule of the resources a builder of meanings.

A builder takes the slots by name and returns a meaning, or None where the words cannot mean that (31 February).
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

import msgspec

from sahara_reader.store.annotate.times.lengths import duration
from sahara_reader.store.annotate.times.meaning import Fixed, Length, Meaning, NoTime, Point

Slots = Mapping[str, Any]
Builder = Callable[[Slots], Meaning | float | None]

_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PLAIN = frozenset(Point.__struct_fields__) - {"within", "until", "offset", "clock", "anchor"}
"""Fields that a slot of the same name fills."""


def word_value(name: str, value: str) -> object:
    """The value of a word as the tables write it: a number where it is one, else the text (`X`: some)."""
    if name in ("holiday", "value", "mod"):
        return value
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return value


def constant(value: object) -> Builder:
    """The builder of a phrase that has one value."""
    return lambda _: cast("float", value)


_FIELDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "date": lambda date: {"within": date},
    "clock": lambda clock: {"clock": clock.clock, "half_day": clock.half_day},
    "clock_figures": lambda clock: {"clock": clock},
    "days": lambda days: {"day": days[0], "last_day": days[1]},
    "years": lambda years: {"year": years[0], "last_year": years[1]},
    "ordinal": lambda number: {"number": number},
    "short_year": lambda year: {"year": year + (2000 if year < _FIRST_OF_THIS_CENTURY else 1900)},
    "decade_year": lambda year: {"decade": year},
    "century_number": lambda number: {"century": 100 * (number - 1)},
    "length": lambda length: {"offset": length},
}
"""How a slot that is no field of a point fills some."""
_FIRST_OF_THIS_CENTURY = 30
"""'29 is 2029, '30 is 1930."""


def _point(slots: Slots) -> Point | NoTime | None:
    if "written" in slots:
        return cast("Point", slots["written"])
    if not isinstance(slots.get("century_number", 1), int):
        return None  # "siglo pocos": a number word that counts nothing
    fields: dict[str, Any] = {}
    for name, value in slots.items():
        if name in _FIELDS:
            fields |= _FIELDS[name](value)
        elif name in _PLAIN:
            fields[name] = value
    if not isinstance(fields.get("number", 1), int) or fields.get("decade", 0) % 10:
        return None
    return Point(**fields) if _exists(fields) else NoTime()


def _exists(fields: Mapping[str, Any]) -> bool:
    month, day = fields.get("month"), fields.get("day")
    last = fields.get("last_day")
    if day and last and (last <= day or (month and last > _DAYS_IN[month - 1])):
        return False
    return not (month and day) or (
        day <= _DAYS_IN[month - 1] and (month != 2 or day < 29 or _is_leap(fields.get("year")))
    )


def _is_leap(year: int | None) -> bool:
    return year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def _months(slots: Slots) -> float | None:
    month: int = slots["month"]
    return month if month == slots["other"] else None


def _shift(anchor: str, sign: int) -> Builder:
    def build(slots: Slots) -> Meaning | None:
        length: Length = slots["length"]
        if length.amount is None and "date" not in slots and anchor != "text":
            return Fixed("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
        return Point(
            offset=length, sign=sign, anchor=cast("Any", anchor), exact="exact" in slots,
            within=slots.get("date"), approximate="about" in slots, weekday=slots.get("weekday"),
        )  # fmt: skip

    return build


def _ahead_or_length(slots: Slots) -> Meaning | None:
    ahead = _shift("now", 1)(slots)
    return (
        msgspec.structs.replace(ahead, or_length=True) if isinstance(ahead, Point) else cast("Length", slots["length"])
    )


def _eve(slots: Slots) -> Point:
    return Point(within=slots["date"], deictic=-1, part="NI")


def _same_day(slots: Slots) -> Point:
    date: Point = slots["date"]
    return date


def _start(slots: Slots) -> Point | None:
    other: Point = slots["date"]
    if "day" in slots:
        if other.day is None or slots["day"] >= 32:
            return None
        return Point(day=slots["day"], weekday=slots.get("weekday"), until=other)
    clock = slots.get("clock") or _clock(slots)
    if other.clock is None or not isinstance(clock, Point):
        return None
    return Point(
        clock=clock.clock, half_day=clock.half_day if clock.half_day is not None else other.half_day, until=other
    )


def _clock(slots: Slots) -> Point | None:
    hour, minute = slots.get("clock_figures") or (slots.get("hour"), slots.get("minute", 0))
    if hour is None:
        return None
    minute = slots.get("sign", 1) * minute + slots.get("minutes", 0)
    half_day = slots.get("half_day")
    if "part" in slots:
        half_day = {"MO": 0, "MI": 12 if hour < 6 or hour == 12 else 0, "AF": 12, "EV": 12}.get(
            slots["part"], 0 if hour < 6 or hour == 12 else 12
        )
    if half_day is not None and hour <= 12:
        hour = hour % 12 + half_day
    total = hour * 60 + minute
    return Point(clock=(total // 60 % 25, total % 60), half_day=half_day) if total >= 0 else None


def _length(slots: Slots) -> Length | None:
    if "length" in slots:
        length: Length = slots["length"]
        return msgspec.structs.replace(length, exact="exact" in slots)
    more = slots.get("more")
    amount = slots.get("number", slots.get("amount"))
    if amount is None or (more and not _continues(amount, slots["unit"], more)):
        return None
    return Length(_amount(amount, slots.get("plus", 0)), slots["unit"], more)


_BY_SIZE = ("S", "TM", "TH", "D", "W", "M", "Q", "Y", "DE", "CE")


def _continues(amount: object, unit: str, more: Length) -> bool:
    """Whether "and" joins one length: two years and four months, not a few weeks and many years."""
    whole = isinstance(amount, int) and isinstance(more.amount, int)
    return whole and {unit, more.unit} <= set(_BY_SIZE) and _BY_SIZE.index(more.unit) < _BY_SIZE.index(unit)


def _amount(number: float | str | None, plus: float = 0) -> float | None:
    """The number that a word says, None for some."""
    return number + plus if isinstance(number, (int, float)) else None


def _span(slots: Slots) -> Fixed:
    if "length" in slots:
        return Fixed("DURATION", duration(slots["length"]))
    if "value" in slots:
        return Fixed("DURATION", slots["value"])
    return Fixed("DURATION", duration(Length(_amount(slots.get("number")), slots.get("unit") or slots["units"])))


_SETS: dict[str, Callable[[Slots], str]] = {
    "value": lambda slots: str(slots["value"]),
    "length": lambda slots: duration(slots["length"]),
    "weekday": lambda slots: f"XXXX-WXX-{slots['weekday']}",
    "month": lambda slots: f"XXXX-{slots['month']:02}" + (f"-{slots['day']:02}" if "day" in slots else ""),
    "holiday": lambda slots: f"XXXX-{slots['holiday']}" if len(slots["holiday"]) == len("12-25") else "P1Y",
    "season": lambda slots: f"XXXX-{slots['season']}",
    "part": lambda slots: f"XXXX-XX-XXT{slots['part']}",
    "unit": lambda slots: duration(Length(slots.get("period", 1), slots["unit"])),
}
"""What a set is of, by the first slot that is there."""


def _set(slots: Slots) -> Fixed | None:
    return next((Fixed("SET", write(slots)) for name, write in _SETS.items() if name in slots), None)


def _ref(slots: Slots) -> Fixed:
    return Fixed("DATE", slots.get("value") or f"{slots['ref']}_REF")


def _sum(slots: Slots) -> float | None:
    numbers = [value for value in slots.values() if isinstance(value, (int, float))]
    return sum(numbers) if len(numbers) == len(slots) else None


def _product(slots: Slots) -> float | None:
    first, second, *rest = slots.values()
    return first * second + sum(rest) if isinstance(first, (int, float)) else None


_KINDS: dict[str, dict[str, Builder]] = {
    "{number}": {"sum": _sum, "product": _product},
    "{ordinal}": {"ordinal_sum": _sum},
    "{month}": {"months": _months},
    "{length}": {"length": _length},
    "{clock}": {"clock": _clock},
    "{date}": {
        "point": _point,
        "ago": _shift("now", -1),
        "ahead": _shift("now", 1),
        "ahead_or_later": _shift("either", 1),
        "ahead_or_length": _ahead_or_length,
        "earlier": _shift("text", -1),
        "later": _shift("text", 1),
        "eve": _eve,
        "same_day": _same_day,
    },
    "{start}": {"start": _start},
    "{fixed}": {"span": _span, "set": _set, "ref": _ref},
    "{none}": {"no_time": lambda _: NoTime()},
}
RULES = {rule: (kind, build) for kind, rules in _KINDS.items() for rule, build in rules.items()}
"""The rules by the names that the resources use: the kind of expression each makes, as a slot of templates, and how."""
