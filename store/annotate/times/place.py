"""A place on the calendar, and how TIMEX3 writes it."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sahara_reader.store.annotate.times import almanac
from sahara_reader.store.annotate.times.meaning import Unit
from sahara_reader.store.article import Precision
from sahara_reader.store.edtf import Interval

_PRECISION: dict[str, Precision] = {
    "D": "day", "W": "week", "M": "month", "Q": "quarter", "SE": "season", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip


class Place(NamedTuple):
    """A unit and its first day, with the part of that day or its clock time; `until` begins the last of several units.

    `open_` is a value whose day is not known (`XXXX-WXX-5`); `on` says what the place rests on, None: on its own words.
    """

    unit: Unit
    first: date
    part: str | None = None
    clock: tuple[int, int] | None = None
    edge: str | None = None
    until: date | None = None
    open_: str | None = None
    on: str | None = None
    doubtful: bool = False

    @property
    def last(self) -> date:
        """The last day of it."""
        return almanac.last_day(self.unit, self.until or self.first)

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        if self.open_ is not None:
            return self.open_
        day, clock = self.first, self.clock
        if clock is not None:
            if clock == (24, 0) and day < date.max:
                day, clock = day + timedelta(days=1), (0, 0)
            return f"{day.isoformat()}T{clock[0]:02}:{clock[1]:02}"
        if self.part is not None:
            return f"{day.isoformat()}T{self.part}" if self.part != "MI" else f"{day.isoformat()}T12:00"
        whole = almanac.value(self.unit, self.first)
        return f"{whole}/{almanac.value(self.unit, self.until)}" if self.until else whole

    @property
    def is_time(self) -> bool:
        """Whether it is finer than a day."""
        return self.part is not None or self.clock is not None or (self.open_ or "").startswith("XXXX-XX-XXT")


def opened(value: str) -> Place:
    """A place whose days are not known."""
    return Place("D", date.min, open_=value)


@lru_cache(maxsize=4096)
def interval(place: Place, qualifier: str) -> Interval | None:
    """The EDTF reading with its first and last day, None where no day is known; `qualifier` is `?`, `~` or empty."""
    if place.open_ is not None:
        return None
    if place.clock is not None:
        written = place.value
        day = date.fromisoformat(written[:10])
        return Interval(written, day, day, "time")
    written = almanac.edtf(place.unit, place.first)
    if place.until is not None:
        written = f"{written.partition('/')[0]}/{almanac.edtf(place.unit, place.until).rpartition('/')[2]}"
    precision = "interval" if place.until else _PRECISION.get(place.unit, "interval")
    return Interval(written + qualifier if "/" not in written else written, place.first, place.last, precision)
