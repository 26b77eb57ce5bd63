"""Points in time put on the calendar, in the order of the text.

What a point leaves open is taken from the day of writing, from the date that the text named last, or from the tense of
its sentence; what none of these gives stays open (`XXXX-WXX-5`).
"""

from collections.abc import Callable
from datetime import date, timedelta

from sahara_reader.store.annotate.times import almanac, partial
from sahara_reader.store.annotate.times.counting import away, finest, nearest_weekday
from sahara_reader.store.annotate.times.meaning import Point, Unit
from sahara_reader.store.annotate.times.parts import edged, inside, on_the_clock, timed
from sahara_reader.store.annotate.times.place import Place, opened
from sahara_reader.store.annotate.times.tense import PAST
from sahara_reader.store.annotate.times.writing import Writing

_FINENESS = ("S", "TM", "TH", "D", "W", "WE", "M", "Q", "SE", "H", "Y", "DE", "CE")
_REMEMBERED = 8
_TOLD = "the date before it in the text"
_NEAR = 2
"""A clock time is on the day that one of so many expressions before it tells."""


class Calendar:
    """Reads points one after another and remembers where the text has been.

    `otherwise` is the direction of a weekday in a sentence without a tense.
    """

    def __init__(self, writing: Writing, otherwise: int) -> None:
        self._writing = writing
        self._otherwise = otherwise
        self._places: list[Place] = []
        self._same_sentence = False
        self._ways: tuple[tuple[Callable[[Point], object], Callable[[Point, int], Place]], ...] = (
            (lambda point: point.offset, self._shifted),
            (lambda point: point.deictic is not None, self._deictic),
            (lambda point: point.beside is not None, self._beside),
            (lambda point: point.hijri_month is not None, self._hijri),
            (lambda point: point.century is not None, _century),
            (lambda point: point.decade is not None, self._decade),
            (lambda point: point.year is not None, lambda point, _: partial.in_year(point, point.year or 1)),
            (lambda point: point.toward is not None, self._toward),
            (lambda point: point.day and not point.month and not point.holiday, self._day_of_some_month),
            (_has_no_year, self._in_some_year),
            (lambda point: point.weekday, self._weekday),
            (lambda point: point.unit, lambda point, _: self._this(point.unit or "D", 0)),
        )

    def read(self, point: Point, direction: int, earlier: Place | None = None, *, same_sentence: bool = False) -> Place:
        """The place of a point in a sentence of this tense; `earlier` is the other end of its range, if it was read.

        `same_sentence`: whether the expression before it stands in the same sentence. Raises ValueError, OverflowError
        or LookupError where there is no such place.
        """
        self._same_sentence = same_sentence
        place = self._place(point, direction)
        if point.same_period:
            place = self._same_period(place)
        if earlier and earlier.clock and place.clock and place.first == earlier.first and place.clock < earlier.clock:
            place = place._replace(first=place.first + timedelta(days=1))
        return place

    def remember(self, place: Place) -> None:
        """What later expressions may count from."""
        self._places.append(place)
        del self._places[:-_REMEMBERED]

    def _place(self, point: Point, direction: int) -> Place:
        if point.until is not None:
            return _start_of_range(point, self._place(point.until, direction))
        if point.within is not None:
            place = inside(point, self._place(point.within, direction))
        else:
            place = self._outermost(point, direction)
        return edged(timed(place, point), point)

    def _outermost(self, point: Point, direction: int) -> Place:
        for applies, read in self._ways:
            if applies(point):
                return read(point, direction)
        return self._day_of_context(point)

    # counted from the day of writing or from a date of the text

    def _this(self, unit: Unit, steps: int) -> Place:
        first = self._writing.of(unit)
        return self._writing.place(unit, almanac.counted(unit, first, steps) if first else None)

    def _deictic(self, point: Point, _: int) -> Place:
        day = self._writing.day
        return self._writing.place("D", day + timedelta(days=point.deictic or 0) if day else None)

    def _shifted(self, point: Point, direction: int) -> Place:
        assert point.offset is not None
        if point.offset.amount is None:
            return opened("PAST_REF" if point.sign < 0 else "FUTURE_REF")
        unit = finest(point.offset)
        base = None
        if point.anchor == "text" or (point.anchor == "either" and direction == PAST):
            base = self._last(unit, direction)
        base = base or self._writing.now("D" if point.exact else unit)
        return away(base, point) if base else opened(almanac.OPEN.get(unit, "XXXX"))

    def _last(self, unit: Unit, direction: int) -> Place | None:
        """The last place of the text fine enough to count such units from; in the past tense no future one."""
        for place in reversed(self._places):
            if direction == PAST and self._writing.last and place.first > self._writing.last:
                continue
            if place.open_ is None and _FINENESS.index(place.unit) <= max(3, _FINENESS.index(unit)):
                return place._replace(on=_TOLD)
        return None

    def _beside(self, point: Point, direction: int) -> Place:
        """The unit before, at or after the last date of the text."""
        steps = point.beside or 0
        unit: Unit = "D" if point.weekday else point.unit or ("M" if point.month else "SE" if point.season else "D")
        base = self._last(unit, direction) or self._writing.now(unit)
        if base is None:
            return opened(f"XXXX-WXX-{point.weekday}" if point.weekday else almanac.OPEN.get(unit, "XXXX"))
        first = almanac.beginning(unit, base.first)
        if point.weekday:
            first = nearest_weekday(base.first, point.weekday, steps)
        elif point.month or point.season:
            around = [partial.in_year(point, year).first for year in range(first.year - 2, first.year + 3)]
            first = (
                min(day for day in around if day > first) if steps > 0 else max(day for day in around if day < first)
            )
        else:
            first = almanac.counted(unit, first, steps)
        return Place(unit, first, on=base.on)

    def _toward(self, point: Point, direction: int) -> Place:
        steps, day = point.toward or 0, self._writing.day
        if point.month or point.season or point.holiday or point.number:
            return self._in_some_year(point, direction)
        if point.weekday is not None and point.day is None:
            if day is None:
                return opened(f"XXXX-WXX-{point.weekday}")
            near = nearest_weekday(day, point.weekday, steps) if steps else None
            return self._writing.place("D", near or partial.weekday_about(day, point.weekday, direction))
        if point.day is not None:
            return self._day_of_some_month(point, direction)
        if point.unit == "WE" and day:
            return self._writing.place("WE", partial.weekend(day, steps, direction))
        return self._this(point.unit or "D", steps)

    def _same_period(self, year: Place) -> Place:
        """The quarter, half, season or month told last, in another year."""
        for told in reversed(self._places):
            if told.unit in ("Q", "H", "M", "SE") and told.open_ is None and year.unit == "Y":
                return told._replace(first=told.first.replace(year=year.first.year), edge=None, on=year.on)
        return year

    # what the tense decides

    def _in_some_year(self, point: Point, direction: int) -> Place:
        first, last = self._writing.first, self._writing.last
        if first is None or last is None:
            return opened(_yearless(point))
        told = self._places[-1] if self._places else None
        if point.toward is None and told and told.on == _TOLD and told.unit == "Y":
            return partial.in_year(point, told.first.year)._replace(on=told.on)
        if point.toward is None and self._writing.is_long:
            return partial.in_year(point, first.year)._replace(on=self._writing.said)
        return partial.in_some_year(point, direction, point.toward, first, last)._replace(on=self._writing.said)

    def _day_of_some_month(self, point: Point, direction: int) -> Place:
        first, last = self._writing.first, self._writing.last
        if first is None or last is None:
            return opened(f"XXXX-XX-{point.day:02}")
        return self._writing.place("D", partial.day_of_some_month(point, direction, first, last))

    def _weekday(self, point: Point, direction: int) -> Place:
        day, weekday = self._writing.day, point.weekday or 1
        if day is None:
            return opened(f"XXXX-WXX-{weekday}")
        return self._writing.place("D", partial.weekday_near(day, weekday, direction or self._otherwise))

    def _decade(self, point: Point, direction: int) -> Place:
        tens = point.decade or 0
        now = self._writing.last.year if self._writing.last else 2000
        return Place("DE", date(tens if tens >= 100 else partial.decade(tens, direction, now), 1, 1))

    def _hijri(self, point: Point, direction: int) -> Place:
        return partial.hijri(point, direction, self._writing.last) or opened("XXXX-XX")

    def _day_of_context(self, point: Point) -> Place:
        """The day of a clock time or part of a day: that of a day told just before it, else the day of writing."""
        if self._places and self._places[-1].open_ is not None and self._same_sentence:
            return opened("XXXX-XX-XX")
        if point.clock is not None or self._same_sentence:
            for told in self._places[: -_NEAR - 1 : -1]:
                if told.open_ is not None:
                    break
                if told.unit == "D" and told.until is None:
                    return told._replace(clock=None, edge=None)
        return self._writing.place("D", self._writing.day)


def rests_on_tense(point: Point) -> bool:
    """Whether the tense of its sentence may decide where a point lies."""
    while point.within is not None:
        point = point.within
    counted = point.deictic is not None or (point.offset is not None and point.anchor == "now")
    return not (point.year or point.century or counted)


def _has_no_year(point: Point) -> bool:
    return bool(point.month or point.season or point.holiday or (point.unit and point.number))


def _century(point: Point, _: int) -> Place:
    return Place("CE", date(point.century, 1, 1)) if point.century else opened("00")


def _start_of_range(point: Point, other: Place) -> Place:
    """The beginning of a range whose end tells the rest."""
    if point.clock is not None:
        return other._replace(clock=on_the_clock(point, other), part=None)
    assert point.day is not None
    first = other.first
    if point.day > first.day:
        first = almanac.months_on(first.replace(day=1), -1)
    return Place("D", first.replace(day=point.day), on=other.on)


def _yearless(point: Point) -> str:
    if point.month is not None:
        return f"XXXX-{point.month:02}" + (f"-{point.day:02}" if point.day else "")
    if point.season is not None:
        return f"XXXX-{point.season}"
    if point.holiday is not None:
        return f"XXXX-{point.holiday}" if len(point.holiday) == len("12-25") else "XXXX-XX-XX"
    return {"Q": f"XXXX-Q{point.number}", "H": f"XXXX-H{point.number}"}.get(
        point.unit or "", f"XXXX-W{point.number:02}"
    )
