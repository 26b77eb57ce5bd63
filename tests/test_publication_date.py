"""Dates of publication: right or unknown, never wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store import edtf
from sahara_reader.store.intake.publication_date import read_date, read_epoch


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("2021-03-17", "2021-03-17"),
        ("2021/03/17", "2021-03-17"),
        ("20210317", "2021-03-17"),
        ("20210317T103000Z", "2021-03-17T10:30:00Z"),
        ("2021-03-17T10:00:00Z", "2021-03-17T10:00:00Z"),
        ("2021-03-17T10:00Z", "2021-03-17T10:00Z"),
        ("2021-03-17 10:00:00", "2021-03-17T10:00:00"),
        ("2021-03-17T10:00:00.123+0100", "2021-03-17T10:00:00+01:00"),
        ("2021-03-17T10:00:00 UTC", "2021-03-17T10:00:00Z"),
        ("2021-W11-3", "2021-03-17"),
        ("2021-W11", "2021-03-15/2021-03-21"),
        ("2021-076", "2021-03-17"),
        ("2021-12/2022-02", "2021-12/2022-02"),
        ("Wed, 17 Mar 2021 10:00:00 +0100", "2021-03-17T10:00:00+01:00"),
        ("Wed, 17 Mar 2021 10:00 GMT", "2021-03-17T10:00Z"),
        ("17 Mar 21 10:00:00 EST", "2021-03-17T10:00:00-05:00"),
        ("Wed, 17 Mar 2021 10:00:00 CET", "2021-03-17T10:00:00+01:00"),
        ("Wed, 17 Mar 2021 10:00:00 -0800 (PST)", "2021-03-17T10:00:00-08:00"),
        ("Wed, 17 Mar 2021 10:00:00 XYZ", "2021-03-17T10:00:00"),
        ("Wednesday, 17-Mar-21 10:00:00 GMT", "2021-03-17T10:00:00Z"),
        ("Wed Mar 17 10:00:00 2021", "2021-03-17T10:00:00"),
        ("Wed Mar 17 10:00:00 UTC 2021", "2021-03-17T10:00:00Z"),
        ("17 maart 2021", "2021-03-17"),
        ("woensdag 17 maart 2021, 10:30 uur", "2021-03-17T10:30"),
        ("maart 2021", "2021-03"),
        ("17 mars 2021 à 10h30", "2021-03-17T10:30"),
        ("1er février 2021", "2021-02-01"),
        ("17 de marzo de 2021", "2021-03-17"),
        ("miércoles, 17 de marzo de 2021", "2021-03-17"),
        ("17. März 2021", "2021-03-17"),
        ("March 17, 2021", "2021-03-17"),
        ("March 17th, 2021 at 10:30 a.m.", "2021-03-17T10:30"),
        ("Sept. 5, 2021 5:07 PM EDT", "2021-09-05T17:07-04:00"),
        ("١٧ مارس ٢٠٢١", "2021-03-17"),
        ("17 آذار 2021", "2021-03-17"),
        ("30 غشت 2021", "2021-08-30"),
        ("17-03-2021", "2021-03-17"),
        ("17.03.2021 10:30", "2021-03-17T10:30"),
        ("3/17/2021", "2021-03-17"),
        ("05/05/2021", "2021-05-05"),
        ("03/04/2021", None),
        ("17-03-21", None),
        ("2021-02-31", None),
        ("31 februari 2021", None),
        ("0000-00-00", None),
        ("2021-03-17T25:00:00Z", "2021-03-17"),
        ("Wed, 17 Foo 2021 10:00:00 +0100", None),
        ("yesterday", None),
        ("1615975200", None),
        ("12", None),
        ("", None),
        ("17 mars", None),
        ("2021-W54", None),
        ("2021-366", None),
    ],
)
def test_right_or_unknown(written: str, expected: str | None) -> None:
    assert read_date(written) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1615975200, "2021-03-17T10:00:00Z"), (1615975200000, "2021-03-17T10:00:00Z"), (0, None), (-5, None),
     (1e300, None), (float("nan"), None)],
)  # fmt: skip
def test_seconds_where_a_field_says_so(number: float, expected: str | None) -> None:
    assert read_epoch(number) == expected


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}( [0-9:]{1,8})?"))
def test_whatever_is_read_is_a_date_that_exists(written: str) -> None:
    read = read_date(written)
    if read is not None:
        assert edtf.parse(read).edtf == read
