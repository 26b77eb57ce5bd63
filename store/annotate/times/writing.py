"""When a text was written, as exactly as is known: a day, or all the days it may have been."""

from datetime import date

from sahara_reader.store.annotate.times import almanac
from sahara_reader.store.annotate.times.meaning import Unit
from sahara_reader.store.annotate.times.place import Place, opened

_DAYS_OF_A_MONTH = 31


class Writing:
    """From its first to its last possible day (None where nothing is known); `said` names where that comes from."""

    def __init__(self, first: date | None, last: date | None, said: str) -> None:
        self.first, self.last, self.said = first, last, said

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        return self.first if self.first == self.last else None

    @property
    def is_long(self) -> bool:
        """Whether only the year, or even less, is known."""
        return self.first is not None and self.last is not None and (self.last - self.first).days > _DAYS_OF_A_MONTH

    def of(self, unit: Unit) -> date | None:
        """The first day of the unit in which the text was written, None where it may be two."""
        if self.first is None or self.last is None:
            return None
        first = almanac.beginning(unit, self.first)
        return first if first == almanac.beginning(unit, self.last) else None

    def place(self, unit: Unit, first: date | None) -> Place:
        """A place that rests on the time of writing; without a day an open one."""
        return opened(almanac.OPEN.get(unit, "XXXX")) if first is None else Place(unit, first, on=self.said)

    def now(self, unit: Unit) -> Place | None:
        """The day of writing to count such units from, or the unit where the day is not known."""
        if self.day:
            return self.place("D", self.day)
        first = self.of(unit)
        return self.place(unit, first) if first else None
