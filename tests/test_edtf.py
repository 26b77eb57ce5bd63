from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store import edtf


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("2021-03", "2021-03-01", "2021-03-31", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2021-03-17", "2021-03-17", "2021-03-17", "day"),
        ("2021-03-17T14:30", "2021-03-17", "2021-03-17", "time"),
        ("2021-03-17T14:30:05Z", "2021-03-17", "2021-03-17", "time"),
        ("2021-03~", "2021-03-01", "2021-03-31", "month"),
        ("202X", "2020-01-01", "2029-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2021-XX", "2021-01-01", "2021-12-31", "year"),
        ("2021-03-XX", "2021-03-01", "2021-03-31", "month"),
        ("2020-24", "2020-12-01", "2021-02-28", "season"),
        ("2021-34", "2021-04-01", "2021-06-30", "quarter"),
        ("2020-12/2021-03", "2020-12-01", "2021-03-31", "interval"),
    ],
)
def test_reads_what_edtf_says(written: str, first: str, last: str, precision: str) -> None:
    read = edtf.parse(written)
    assert (read.from_, read.to) == (date.fromisoformat(first), date.fromisoformat(last))
    assert read.precision == precision
    assert read.edtf == written


def test_an_open_end_stays_open() -> None:
    assert edtf.parse("../2021-03").from_ is None
    assert edtf.parse("2021-03/").to is None


@pytest.mark.parametrize(
    "written",
    ["", "2021-13", "2021-02-30", "2021-3", "21", "spring", "2021/2020", "../..", "2021-XX-05", "20XX-03", "/"],
)
def test_refuses_what_is_no_date_in_one_sentence(written: str) -> None:
    with pytest.raises(ValueError, match=r"^'.*' (is|ends) .*\.$"):
        edtf.parse(written)


@given(st.dates())
def test_a_day_is_itself(day: date) -> None:
    read = edtf.parse(day.isoformat())
    assert (read.from_, read.to) == (day, day)
    assert read == edtf.of_day(day)


@given(st.integers(1, 9998), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next_begins(year: int, month: int) -> None:
    whole = edtf.of_month(year, month)
    following = edtf.of_month(year + month // 12, month % 12 + 1)
    assert whole.to is not None
    assert following.from_ is not None
    assert (following.from_ - whole.to).days == 1
    assert edtf.parse(whole.edtf) == whole


@given(st.text("0123456789-X/.?~%T:", max_size=20))
def test_never_anything_but_a_date_or_a_value_error(written: str) -> None:
    try:
        read = edtf.parse(written)
    except ValueError:
        return
    assert read.from_ is None or read.to is None or read.from_ <= read.to
