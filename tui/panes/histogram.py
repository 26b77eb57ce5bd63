"""How dense a timeline is: block characters over the span of its rows, and the years under them."""

from collections.abc import Sequence
from datetime import date

from sahara_reader.store.timeline import TimelineRow

_BLOCKS = "▁▂▃▄▅▆▇█"


def span(rows: Sequence[TimelineRow]) -> tuple[date, date] | None:
    """The first day of the first year and the last day of the last year that the rows touch; None without dates."""
    days = [day for row in rows for day in (row.from_, row.to) if day]
    return (date(min(days).year, 1, 1), date(max(days).year, 12, 31)) if days else None


def column(day: date, whole: tuple[date, date], width: int) -> int:
    """The column, 0 to width - 1, of a day in a span drawn `width` columns wide."""
    return min(width - 1, (day - whole[0]).days * width // ((whole[1] - whole[0]).days + 1))


def bars(rows: Sequence[TimelineRow], whole: tuple[date, date], width: int) -> str:
    """One block a column; a row weighs one in all, spread over the columns that its interval covers."""
    weights = [0.0] * width
    for row in rows:
        if row.from_ and row.to:
            first, last = column(row.from_, whole, width), column(row.to, whole, width)
            for place in range(first, last + 1):
                weights[place] += 1 / (last - first + 1)
    return sparkline(weights)


def sparkline(weights: Sequence[float]) -> str:
    """One block for each weight, the highest one full; what is not nothing does not look like nothing."""
    highest = max(weights, default=0.0) or 1.0
    return "".join(_BLOCKS[min(7, round(7 * weight / highest + 0.4 * (weight > 0)))] for weight in weights)


def axis(whole: tuple[date, date], width: int) -> str:
    """The years at their places, as many as there is room for."""
    line, end = "", -1
    for year in range(whole[0].year, whole[1].year + 1):
        place = column(date(year, 1, 1), whole, width)
        if place > end and place + 4 <= width:
            line = line.ljust(place) + str(year)
            end = place + 5
    return line.ljust(width)
