from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store import edtf
from sahara_reader.store.annotate.times import find_times
from sahara_reader.store.article import Published, Time


def _published(written: str) -> Published:
    return Published(**edtf.parse(written)._asdict(), origin="header")


def _found(text: str, language: str, published: str = "2021-03") -> list[tuple[str, str]]:
    times = find_times(text, language, _published(published))
    return [(text[time.start : time.end], time.value) for time in times]


@pytest.mark.parametrize(
    ("language", "text", "expression", "value"),
    [
        ("nl", "Op 17 februari 2021 kwam hij.", "17 februari 2021", "2021-02-17"),
        ("nl", "op woensdag 17 februari kwam hij", "woensdag 17 februari", "2021-02-17"),
        ("nl", "in december 2020 was dat", "december 2020", "2020-12"),
        ("nl", "sinds 1994 is de grens dicht", "1994", "1994"),
        ("nl", "op 3 dec. 2020 kwam", "3 dec. 2020", "2020-12-03"),
        ("nl", "op 17-02-2021 en daarna", "17-02-2021", "2021-02-17"),
        ("nl", "op 17.2.2021 en daarna", "17.2.2021", "2021-02-17"),
        ("nl", "de 1e maart 2021", "1e maart 2021", "2021-03-01"),
        ("nl", "vanaf 2021-02-17 geldt", "2021-02-17", "2021-02-17"),
        ("nl", "DECEMBER 2020", "DECEMBER 2020", "2020-12"),
        ("nl", "op 20 april komt hij", "20 april", "2021-04-20"),
        ("nl", "op 20 juni kwam hij", "20 juni", "2020-06-20"),
        ("fr", "le 1er mars 2021, il", "1er mars 2021", "2021-03-01"),
        ("fr", "Le mercredi 17 février, il", "mercredi 17 février", "2021-02-17"),
        ("fr", "en décembre 2020 il", "décembre 2020", "2020-12"),
        ("fr", "depuis 1991 la mission", "1991", "1991"),
        ("fr", "au 31 octobre 2021.", "31 octobre 2021", "2021-10-31"),
        ("fr", "le 2 août 2020", "2 août 2020", "2020-08-02"),
        ("es", "el 17 de febrero de 2021 llegó", "17 de febrero de 2021", "2021-02-17"),
        ("es", "el martes 18 de mayo de 2020 fue", "martes 18 de mayo de 2020", "2020-05-18"),
        ("es", "en diciembre de 2020 llegó", "diciembre de 2020", "2020-12"),
        ("es", "el 22 de diciembre llegó", "22 de diciembre", "2020-12-22"),
        ("es", "desde 1996 el gas", "1996", "1996"),
        ("es", "el 3 de enero del 2020", "3 de enero del 2020", "2020-01-03"),
        ("en", "on 17 February 2021 he", "17 February 2021", "2021-02-17"),
        ("en", "on February 17, 2021, he", "February 17, 2021", "2021-02-17"),
        ("en", "the 17th of February 2021", "17th of February 2021", "2021-02-17"),
        ("en", "in December 2020 he", "December 2020", "2020-12"),
        ("en", "on Wednesday, 17 February, he", "Wednesday, 17 February", "2021-02-17"),
        ("en", "since 1991 it", "1991", "1991"),
        ("en", "on 17/02/2021 he", "17/02/2021", "2021-02-17"),
        ("en", "on May 6 he", "May 6", "2020-05-06"),
        ("de", "am 17. Februar 2021 kam", "17. Februar 2021", "2021-02-17"),
        ("de", "im Dezember 2020 kam", "Dezember 2020", "2020-12"),
        ("ar", "في 17 فبراير 2021 وصل", "17 فبراير 2021", "2021-02-17"),
        ("ar", "يوم الثلاثاء 24 أغسطس 2020 أعلن", "الثلاثاء 24 أغسطس 2020", "2020-08-24"),
        ("ar", "في ديسمبر 2020 قال", "ديسمبر 2020", "2020-12"),
        ("ar", "منذ عام 1994 مغلقة", "1994", "1994"),
        ("ar", "في ١٧ شباط ٢٠٢١ وصل", "١٧ شباط ٢٠٢١", "2021-02-17"),
        ("ar", "في 17 شباط/فبراير 2021 وصل", "17 شباط/فبراير 2021", "2021-02-17"),
        ("ar", "في 12 غشت 2020 وصل", "12 غشت 2020", "2020-08-12"),
        ("ar", "في 22 جانفي 2021 وصل", "22 جانفي 2021", "2021-01-22"),
    ],
)
def test_reads_a_date_as_its_language_writes_it(language: str, text: str, expression: str, value: str) -> None:
    assert _found(text, language) == [(expression, value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "resolutie 2548 van de raad"),
        ("nl", "De heer Mei sprak in mei."),
        ("nl", "het kost 2020 euro, of in 2000 euro"),
        ("nl", "op 31 februari 2021"),
        ("nl", "versie 1.2.2021.3 en 2020-2021-22"),
        ("nl", "tel. 010-2021-345"),
        ("nl", "in 2000 mensen"),
        ("fr", "la planète Mars et 3 marsouins"),
        ("fr", "en 2000 euros"),
        ("es", "resolución 2602 del Consejo"),
        ("en", "they may march in second place"),
        ("en", "on 03/04/2021 he"),
        ("en", "in 2000 people"),
        ("ar", "القرار 2602 من المجلس"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_left_alone(language: str, text: str) -> None:
    assert _found(text, language) == []


def test_a_completed_year_says_what_it_rests_on() -> None:
    (time,) = find_times("op 17 februari", "nl", _published("2021-03"))
    assert time.anchored_on == "published 2021-03"


def test_without_a_date_of_publication_the_year_stays_open() -> None:
    (time,) = find_times("op 17 februari", "nl", None)
    assert (time.value, time.edtf, time.from_, time.to) == ("XXXX-02-17", None, None, None)


def test_a_month_is_never_narrowed_to_a_day() -> None:
    (time,) = find_times("in december 2020", "nl", None)
    assert (str(time.from_), str(time.to), time.precision) == ("2020-12-01", "2020-12-31", "month")


def test_a_leap_day_goes_into_a_leap_year() -> None:
    assert _found("op 29 februari", "nl") == [("29 februari", "2020-02-29")]


def test_a_date_of_publication_that_is_a_year_gives_no_dates_of_the_next() -> None:
    assert _found("op 15 januari", "nl", "2021") == [("15 januari", "2021-01-15")]


def test_figures_are_read_in_any_language() -> None:
    assert [time.value for time in find_times("2021-02-17", None, None)] == ["2021-02-17"]
    assert [time.value for time in find_times("2021-02-17", "xx", None)] == ["2021-02-17"]


def test_the_seed(seed: Path) -> None:
    found = _found(seed.read_text(encoding="utf-8").partition("2021-03")[2], "nl")
    assert found == [("december 2020", "2020-12"), ("17 februari", "2021-02-17")]


_PIECES = st.sampled_from(
    [
        "17 ",
        "2021",
        "-",
        "/",
        ".",
        " ",
        "in ",
        "maart ",
        "mars",
        "de ",
        "enero ",
        "٣ ",
        "فبراير ",
        "mei",
        "1er ",
        ", ",
        "x",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(["nl", "fr", "es", "en", "ar", "de", None]))
def test_times_are_in_the_text_in_order_and_honest(text: str, language: str | None) -> None:
    times = find_times(text, language, _published("2021-03"))
    last = 0
    for time in times:
        assert isinstance(time, Time)
        assert last <= time.start < time.end <= len(text)
        last = time.end
        assert time.from_ is None or time.to is None or time.from_ <= time.to
        if time.edtf:
            assert edtf.parse(time.edtf) == (time.edtf, time.from_, time.to, time.precision)
