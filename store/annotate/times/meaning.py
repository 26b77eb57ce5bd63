"""What an expression means before it has a place on the calendar: a point, a length, something fixed, or no time."""

from typing import Literal

import msgspec

Unit = Literal["S", "TM", "TH", "D", "W", "WE", "M", "Q", "SE", "H", "Y", "DE", "CE"]
"""Second, minute, hour, day, week, weekend, month, quarter, season, half, year, decade, century."""
Anchor = Literal["now", "text", "either"]
"""What something is counted from: the day of writing, the date that the text named last, or this where it is past."""


class Length(msgspec.Struct, frozen=True):
    """So many of a unit, and more of finer units; `amount` None: some. `exact`: "to the day"."""

    amount: float | None
    unit: Unit
    more: "Length | None" = None
    exact: bool = False


class Point(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in time as the text gives it; what it leaves open is found by `reading`.

    Calendar parts: `century` and `decade` by their first year (a decade below 100 leaves the century open), `number`
    the n-th `unit` of something (-1: the last), `holiday` a formula of `almanac`. Relations: `deictic` days from today,
    `toward` units from the present one, `beside` from the last date of the text, `offset` a length from `anchor`.
    `within`: the larger time, or the day, that this is a part of; `same_period`: the period
    told last, in this year; `or_length`: in a
    sentence of the past only the length that it took; `until`: the other end, which completes this one.
    """

    year: int | None = None
    century: int | None = None
    decade: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    last_year: int | None = None
    weekday: int | None = None
    season: str | None = None
    holiday: str | None = None
    hijri_month: int | None = None
    number: int | None = None
    unit: Unit | None = None
    deictic: int | None = None
    toward: int | None = None
    beside: int | None = None
    offset: Length | None = None
    sign: int = 0
    anchor: Anchor = "now"
    exact: bool = False
    part: str | None = None
    clock: tuple[int, int] | None = None
    half_day: int | None = None
    edge: str | None = None
    approximate: bool = False
    same_period: bool = False
    or_length: bool = False
    within: "Point | None" = None
    until: "Point | None" = None


class Fixed(msgspec.Struct, frozen=True):
    """What needs no calendar: a duration, a set, a vague reference."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None


class NoTime(msgspec.Struct, frozen=True):
    """Words that look like a time and are none."""


Meaning = Point | Length | Fixed | NoTime
