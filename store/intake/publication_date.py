"""Dates of publication as sources write them: strict, with the precision they have, unknown rather than guessed."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from sahara_reader.store import edtf

_ISO = re.compile(
    r"(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)? ?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?:[+-]\d{4}|[A-Z]{1,4})"
)


def read_date(written: str) -> str | None:
    """The date as EDTF, None where it is not certain what is meant.

    ISO 8601 of any precision from the year to the second, RFC 822 (5322) dates, and EDTF itself.
    """
    iso = _ISO.fullmatch(written)
    if iso:
        zone = iso["zone"] or ""
        zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
        return _real(f"{iso['date']}T{iso['time']}{zone}" if iso["time"] else iso["date"])
    if _RFC_822.fullmatch(written):
        try:
            moment: datetime = parsedate_to_datetime(written)
        except ValueError:
            return None
        return moment.isoformat().replace("+00:00", "Z")
    return _real(written)


def _real(written: str) -> str | None:
    try:
        return edtf.parse(written).edtf
    except ValueError:
        return None
