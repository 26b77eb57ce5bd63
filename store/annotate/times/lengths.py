"""Lengths of time as TIMEX3 writes them: whole numbers of a unit, halves by the next finer one."""

from collections.abc import Iterator

from sahara_reader.store.annotate.times.meaning import Length

_CODES = {
    "S": ("T", "S"),
    "TM": ("T", "M"), "TH": ("T", "H"), "D": ("", "D"), "W": ("", "W"), "WE": ("", "WE"), "M": ("", "M"),
    "Q": ("", "Q"), "SE": ("", "M"), "H": ("", "M"), "Y": ("", "Y"), "DE": ("", "Y"), "CE": ("", "Y"),
}  # fmt: skip
_TIMES = {"DE": 10, "CE": 100, "H": 6, "SE": 3}
_FINER = {"TM": ("S", 60), "TH": ("TM", 60), "D": ("TH", 24), "Y": ("M", 12), "Q": ("M", 3)}

_LARGE = 1e6


def duration(length: Length) -> str:
    """The ISO 8601 duration; a decade is ten years, half a year six months, some years `PXY`."""
    if length.amount is None:
        part, code = _CODES[length.unit]
        code = {"DE": "DE", "CE": "CE", "H": "H"}.get(length.unit, code)
        return f"P{part}X{code}"
    parts = [_whole(part) for part in _parts(length)]
    days, clock = "", ""
    for each in parts:
        prefix, code = _CODES[each.unit]
        amount = (each.amount or 0) * _TIMES.get(each.unit, 1)
        written = f"{amount:g}{code}" if amount < _LARGE else f"{int(amount)}{code}"
        days, clock = (days, clock + written) if prefix else (days + written, clock)
    return f"P{days}" + (f"T{clock}" if clock else "")


def _parts(length: Length | None) -> Iterator[Length]:
    while length is not None:
        yield length
        length = length.more


def _whole(length: Length) -> Length:
    """Halves in whole finer units, where there is such a unit."""
    amount = length.amount or 0
    if length.unit in _TIMES or amount == int(amount) or length.unit not in _FINER:
        return length
    unit, times = _FINER[length.unit]
    finer = amount * times
    return Length(int(finer), unit) if finer == int(finer) else length  # type: ignore[arg-type]
