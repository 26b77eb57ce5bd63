"""Points that leave their year, month or week open, placed by the time of writing and the tense of the sentence."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from sahara_reader.store.annotate.times import almanac
from sahara_reader.store.annotate.times.counting import nearest_weekday, nth
from sahara_reader.store.annotate.times.meaning import Point
from sahara_reader.store.annotate.times.place import Place
from sahara_reader.store.annotate.times.tense import FUTURE, PAST

_TABULAR = "the tabular Islamic calendar"


def in_year(point: Point, year: int) -> Place:
    """The place of a point whose year is known; ValueError where that year has none."""
    if point.holiday is not None:
        days = [almanac.holiday(formula, year) for formula in point.holiday.split("/")]
        if days[0] is None or days[-1] is None:
            raise ValueError(f"{year} has no {point.holiday}")
        return Place("D", days[0], until=days[-1] if len(days) > 1 else None)
    if point.month is not None:
        if point.day is None:
            return Place("M", date(year, point.month, 1))
        until = date(year, point.month, point.last_day) if point.last_day else None
        return Place("D", date(year, point.month, point.day), until=until)
    if point.season is not None:
        return Place("SE", date(year, almanac.SEASON_MONTH[point.season], 1))
    if point.unit is not None and point.number is not None:
        return nth(Place("Y", date(year, 1, 1)), point.unit, point.number)
    return Place("Y", date(year, 1, 1), until=date(point.last_year, 1, 1) if point.last_year else None)


@lru_cache(maxsize=4096)
def in_some_year(point: Point, direction: int, steps: int | None, first: date, last: date) -> Place:
    """The place of a point without a year, seen from a time of writing `first..last`.

    `steps` counts such places from there (-1: the last one, 0: the present one), None: the tense chooses, and where it
    is not known the nearest one.
    """
    places = list(_candidates(point, first, last))
    if point.weekday and point.day:
        fitting = [place for place in places if place.first.isoweekday() == point.weekday]
        if fitting:
            return min(fitting, key=lambda place: abs((place.first - last).days))
    running = [place for place in places if place.first <= last and place.last >= first]
    if steps == 0 and running:
        return running[0]
    if steps:
        beyond = [place for place in places if (place.last < first if steps < 0 else place.first > last)]
        return beyond[steps if steps < 0 else steps - 1]
    if direction == 0:
        return min(places, key=lambda place: max((place.first - last).days, (first - place.last).days))
    if direction == FUTURE:
        return next(place for place in places if place.last >= first)
    return [place for place in places if place.first <= last][-1]


def _candidates(point: Point, first: date, last: date) -> Iterator[Place]:
    around = 9 if (point.month, point.day) == (2, 29) else 2
    for year in range(first.year - around, last.year + around + 1):
        try:
            yield in_year(point, year)
        except ValueError:
            continue


def day_of_some_month(point: Point, direction: int, first: date, last: date) -> date:
    """The day of a point that names a day of the month alone, or with its weekday, which must fit."""
    days = []
    for months in range(-12, 13):
        try:
            days.append(almanac.months_on(first.replace(day=1), months).replace(day=point.day or 1))
        except ValueError:
            continue
    if point.weekday is not None:
        fitting = [day for day in days if day.isoweekday() == point.weekday]
        return min(fitting or days, key=lambda day: abs((day - last).days))
    past = [day for day in days if day <= last]
    future = [day for day in days if day >= first]
    return future[0] if future and (direction == FUTURE or not past) else past[-1]


def weekday_about(day: date, weekday: int, direction: int) -> date:
    """ "This Friday": the one of this week, unless the tense lays it in the week beside."""
    own = day + timedelta(days=weekday - day.isoweekday())
    if direction == PAST and own > day:
        return own - timedelta(weeks=1)
    return own + timedelta(weeks=1) if direction == FUTURE and own < day else own


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """A bare weekday: the day itself where it is one, else the nearest in the direction of the tense."""
    return day if day.isoweekday() == weekday else nearest_weekday(day, weekday, direction)


def weekend(day: date, steps: int, direction: int) -> date:
    """The Saturday of the last, next, or (0) the present weekend, which is over on a Monday told in the past."""
    saturday = almanac.beginning("WE", day)
    if steps == 0:
        return saturday - timedelta(weeks=1) if direction == PAST and saturday > day else saturday
    if steps < 0:
        over = saturday + timedelta(days=1) < day
        return saturday + timedelta(weeks=steps + (1 if over else 0))
    return saturday + timedelta(weeks=steps - (1 if saturday > day else 0))


def decade(tens: int, direction: int, now: int) -> int:
    """The first year of "the eighties", seen from the year `now`."""
    past = now // 100 * 100 + tens
    past -= 100 if past > now else 0
    return past + 100 if direction == FUTURE and tens > now % 100 else past


def hijri(point: Point, direction: int, now: date | None) -> Place | None:
    """An Islamic date by the tabular calendar, None where its year is not known.

    A day may be another by sighting: its month is all that is sure, and a month is given by its days.
    """
    year, month = point.year, point.hijri_month or 1
    if year is None:
        if now is None:
            return None
        around = (now.year - 622) * 33 // 32
        starts = {year: almanac.from_hijri(year, month, point.day or 1) for year in range(around - 3, around + 4)}
        past = [year for year, start in starts.items() if start <= now]
        year = max(past) if direction == PAST else max(past) + 1
    first = almanac.from_hijri(year, month, point.day or 1)
    if point.day is not None:
        return Place("M", first.replace(day=1), on=_TABULAR, doubtful=True)
    months = 1 if point.hijri_month else 12
    following = almanac.from_hijri(year + (month + months - 1) // 12, (month + months - 1) % 12 + 1, 1)
    return Place("D", first, until=following - timedelta(days=1), on=_TABULAR, doubtful=True)
