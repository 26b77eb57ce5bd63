"""Parts of something larger: "the third quarter of 2020", "Thursday of last week", "the evening of 3 May"."""

from collections.abc import Callable
from datetime import date, timedelta

from sahara_reader.store.annotate.times import almanac
from sahara_reader.store.annotate.times.counting import away, nearest_weekday, nth, nth_weekday
from sahara_reader.store.annotate.times.meaning import Point, Unit
from sahara_reader.store.annotate.times.partial import in_year
from sahara_reader.store.annotate.times.place import Place, opened


def inside(point: Point, outer: Place) -> Place:
    """The place that a point is within (or beside, or away from) another; the other itself where it says no more."""
    if outer.open_ is not None:
        return outer
    for applies, read in _WAYS:
        if applies(point, outer):
            return read(point, outer)
    return outer


def timed(place: Place, point: Point) -> Place:
    """The place with the point's clock time or part of the day."""
    if point.clock is None and point.part is None:
        return place
    if place.open_ is not None:
        written = f"{point.clock[0]:02}:{point.clock[1]:02}" if point.clock else point.part
        return opened(f"XXXX-XX-XXT{written}") if place.open_.startswith("XXXX-XX-XX") else place
    if point.clock is not None:
        return place._replace(unit="D", clock=on_the_clock(point, place), part=None, edge=None)
    return place._replace(part=point.part, clock=None, edge=None) if place.unit == "D" else place


def edged(place: Place, point: Point) -> Place:
    """The place with the point's "early", "middle" or "late"; the end of a day is its evening."""
    if point.edge is None:
        return place
    if place.unit == "D" and point.edge == "END" and not place.is_time:
        return place._replace(part="EV")
    return place._replace(edge=point.edge)


def on_the_clock(point: Point, day: Place) -> tuple[int, int]:
    """The clock time; twelve hours later where the part of the day says so and the words do not."""
    assert point.clock is not None
    hour, minute = point.clock
    late = day.part in ("AF", "EV") or (day.part == "NI" and hour > 6)
    return (hour + 12 if late and point.half_day is None and 0 < hour < 12 else hour), minute


def _beside(point: Point, outer: Place) -> Place:
    unit: Unit = point.unit or "D"
    return Place(unit, almanac.counted(unit, almanac.beginning(unit, outer.first), point.beside or 0), on=outer.on)


def _unit_of(point: Point, outer: Place) -> Place:
    assert point.unit is not None
    first = almanac.beginning(point.unit, outer.first)
    return Place(point.unit, almanac.counted(point.unit, first, point.toward or 0), on=outer.on)


def _part_of(point: Point, outer: Place) -> Place:
    if point.month is None and point.day is not None and outer.unit == "M":
        return Place("D", outer.first.replace(day=point.day), on=outer.on)
    return in_year(point, outer.first.year)._replace(on=outer.on)


_WAYS: tuple[tuple[Callable[[Point, Place], object], Callable[[Point, Place], Place]], ...] = (
    (lambda point, _: point.offset, lambda point, outer: away(outer, point)),
    (lambda point, _: point.beside is not None, _beside),
    (
        lambda point, _: point.deictic is not None,
        lambda point, outer: Place("D", outer.first + timedelta(days=point.deictic or 0), on=outer.on),
    ),
    (
        lambda point, _: point.weekday and point.number,
        lambda point, outer: nth_weekday(outer, point.weekday or 1, point.number or 1),
    ),
    (
        lambda point, outer: point.weekday and point.day is None and outer.unit != "D",
        lambda point, outer: Place(
            "D", nearest_weekday(outer.first - timedelta(days=1), point.weekday or 1, 1), on=outer.on
        ),
    ),
    (
        lambda point, outer: point.month or point.season or point.holiday or (point.day and outer.unit != "D"),
        _part_of,
    ),
    (
        lambda point, _: point.unit and point.number,
        lambda point, outer: nth(outer, point.unit or "D", point.number or 1),
    ),
    (lambda point, _: point.unit, _unit_of),
    (
        lambda point, _: point.decade is not None,
        lambda point, outer: Place("DE", date(outer.first.year + (point.decade or 0) % 100, 1, 1), on=outer.on),
    ),
)
"""When a point says something about its place within another, and how that is read; the first one counts."""
