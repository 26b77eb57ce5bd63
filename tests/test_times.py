"""Times: the cases of `times/*.txt`, one file a language, and what holds for every text.

A line of a file is the day of writing (or a month, a year, `-`), a blank, and a text in which each expression that is
to be found stands as `[expression](value)`; nothing else may be found. A heading begins with `#`.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.data.dates import LANGUAGES, DateWords, date_words
from sahara_reader.store import edtf
from sahara_reader.store.annotate.pipeline import annotate
from sahara_reader.store.annotate.times import find_times, read_times
from sahara_reader.store.annotate.times.grammar import Grammar, Node, Rule
from sahara_reader.store.annotate.times.meaning import Length, Meaning, Point
from sahara_reader.store.annotate.times.parser import findings
from sahara_reader.store.annotate.times.words import Word
from sahara_reader.store.article import Published, Time

_CASES = Path(__file__).parent / "times"
_MARKED = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
Found = list[tuple[int, str, str]]


def _published(written: str) -> Published | None:
    return None if written == "-" else Published(**edtf.parse(written)._asdict(), origin="header")


def _cases(language: str) -> list[tuple[str, str]]:
    lines = (_CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    told = [line.partition(" ") for line in lines if line.strip() and not line.startswith("#")]
    return [(written, marked) for written, _, marked in told]


def _unmarked(marked: str) -> tuple[str, Found]:
    text, wanted, last = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[last : match.start()]
        wanted.append((len(text), match[1], match[2]))
        text += match[1]
        last = match.end()
    return text + marked[last:], wanted


def _found(text: str, language: str | None, written: str = "2021-03") -> list[tuple[str, str]]:
    times = find_times(text, language, _published(written))
    return [(text[time.start : time.end], time.value) for time in times]


@pytest.mark.parametrize(
    ("language", "written", "marked"), [(language, *case) for language in LANGUAGES for case in _cases(language)]
)
def test_a_language_is_read(language: str, written: str, marked: str) -> None:
    text, wanted = _unmarked(marked)
    times = find_times(text, language, _published(written))
    assert [(time.start, text[time.start : time.end], time.value) for time in times] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_enough_cases(language: str) -> None:
    assert len(_cases(language)) >= 100


def test_a_completed_year_says_what_it_rests_on() -> None:
    (time,) = find_times("op 17 februari", "nl", _published("2021-03"))
    assert time.anchored_on == "published 2021-03"


def test_what_counts_from_a_date_of_the_text_says_so() -> None:
    _, later = find_times("Op 3 mei 2019 begon het, twee dagen later was het klaar.", "nl", _published("2021-03"))
    assert (later.value, later.anchored_on) == ("2019-05-05", "the date before it in the text")


def test_without_a_date_of_publication_the_year_stays_open() -> None:
    (time,) = find_times("op 17 februari", "nl", None)
    assert (time.value, time.edtf, time.from_, time.to) == ("XXXX-02-17", None, None, None)


def test_a_month_is_never_narrowed_to_a_day() -> None:
    (time,) = find_times("in december 2020", "nl", None)
    assert (str(time.from_), str(time.to), time.precision) == ("2020-12-01", "2020-12-31", "month")


def test_a_leap_day_goes_into_a_leap_year() -> None:
    assert _found("op 29 februari kwam hij", "nl") == [("29 februari", "2020-02-29")]


def test_figures_are_read_in_any_language() -> None:
    for language in (None, "xx"):
        assert _found("2021-02-17", language) == [("2021-02-17", "2021-02-17")]


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("nl", "in week 11 van 2021", ("2021-03-15/2021-03-21", "2021-03-15", "2021-03-21", "week")),
        ("nl", "in het derde kwartaal van 2020", ("2020-35", "2020-07-01", "2020-09-30", "quarter")),
        ("nl", "in de winter van 2020", ("2020-24", "2020-12-01", "2021-02-28", "season")),
        ("nl", "in de jaren negentig", ("199X", "1990-01-01", "1999-12-31", "decade")),
        ("nl", "in de vijftiende eeuw", ("14XX", "1400-01-01", "1499-12-31", "century")),
        ("nl", "eind 2016", ("2016", "2016-01-01", "2016-12-31", "year")),
        ("nl", "op 3 mei 2019 om 20.30 uur", ("2019-05-03T20:30", "2019-05-03", "2019-05-03", "time")),
        ("nl", "op 3 mei 2019 's avonds", ("2019-05-03", "2019-05-03", "2019-05-03", "day")),
        ("nl", "rond 1650 gebouwd", ("1650~", "1650-01-01", "1650-12-31", "year")),
        ("en", "in the first half of 2013", ("2013-40", "2013-01-01", "2013-06-30", "interval")),
        ("ar", "في 10 رمضان 1443", ("2022-04?", "2022-04-01", "2022-04-30", "month")),
    ],
)
def test_precision_is_that_of_the_text(language: str, text: str, read: tuple[str, str, str, str]) -> None:
    (time,) = find_times(text, language, _published("2022-05-01"))
    assert (time.edtf, str(time.from_), str(time.to), time.precision) == read


class TestProof:
    def test_a_counted_day_beside_its_date_proves_the_day_of_writing(self) -> None:
        text = "Precies een maand geleden, op 17 februari, kwamen zij bijeen. Gisteren nog eens."
        times, proofs = read_times(text, "nl", _published("2021-03"))
        assert [proof.day for proof in proofs] == [date(2021, 3, 17)]
        assert [text[start:end] for start, end in proofs[0].spans] == ["een maand geleden", "17 februari"]
        assert times[-1].value == "2021-03-16"
        assert times[-1].anchored_on == "the day of publication, 2021-03-17, which the text proves"

    def test_texts_that_contradict_themselves_prove_nothing_and_keep_both(self) -> None:
        text = "Morgen, 21 juni, komt hij. Gisteren, 3 juni, ging hij. Vandaag is hij er."
        times, proofs = read_times(text, "nl", _published("2021-06"))
        assert {proof.day for proof in proofs} == {date(2021, 6, 20), date(2021, 6, 4)}
        assert times[-1].value == "XXXX-XX-XX"

    def test_a_known_day_needs_none(self) -> None:
        assert read_times("Morgen, 21 juni, komt hij.", "nl", _published("2021-06-01"))[1] == []

    def test_a_date_outside_the_month_of_publication_proves_nothing(self) -> None:
        assert read_times("Morgen, 21 juni, komt hij.", "nl", _published("2021-03"))[1] == []

    def test_a_month_ago_is_not_exact_by_itself(self) -> None:
        assert read_times("Een maand geleden, op 17 februari, kwam hij.", "nl", _published("2021-03"))[1] == []


def test_the_seed(seed: Path, shared: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    gold = msgspec.json.decode((shared / "seed" / "gold.json").read_bytes())
    annotation = annotate(text, language="nl", published=_published("2021-03"))
    found = {(time.start, time.end): time for time in annotation.times}
    for expected in gold["times"]:
        if not expected.get("optional"):
            time = found.pop((expected["start"], expected["end"]))
            assert (time.type, time.value) == (expected["type"], expected["value"])
            days = [day and day.isoformat() for day in (time.from_, time.to)]
            assert (time.edtf, days) == (expected["edtf"], [expected["from"], expected["to"]])
    assert not found
    assert [proof.day.isoformat() for proof in annotation.proofs] == [gold["published"]["proved_day"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_reads_the_words_it_is_made_of(language: str) -> None:
    grammar = Grammar(language, date_words(language) or DateWords())
    rules = list(_rules(grammar.root, ()))
    examples = {symbol: _examples(grammar, rules, symbol) for symbols, _ in rules for symbol in symbols}
    for symbols, rule in rules:
        for words in product(*(examples[symbol] for symbol in symbols)):
            if rule.number < 0 or rule.number in grammar.used:
                break
            findings(list(words), grammar)
    assert not [template for number, template in enumerate(grammar.templates) if number not in grammar.used]


def _rules(node: Node, symbols: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Rule]]:
    yield from ((symbols, rule) for rule in node.rules)
    for symbol, following in node.steps.items():
        yield from _rules(following, (*symbols, symbol))


def _examples(grammar: Grammar, rules: list[tuple[tuple[str, ...], Rule]], symbol: str) -> list[Word]:
    """A few words that a word or slot of a template can stand for."""
    if symbol in _KINDS:
        return [Word(((symbol, meaning),), True) for meaning in _KINDS[symbol]]
    known = [word for word in grammar.lexicon.words.values() if any(name == symbol for name, _ in word.entries)]
    figures = [Word(((symbol, value),), True) for value in _FIGURES.get(symbol, ())]
    phrases = [rule.build({}) for _, rule in rules if rule.number < 0 and rule.category == symbol]
    return [*known[:1], *known[-1:], *figures, *(Word(((symbol, value),), True) for value in phrases[:1])]


_KINDS: dict[str, list[Meaning]] = {
    "{date}": [Point(year=2020, month=5, day=7), Point(clock=(9, 0))],
    "{clock}": [Point(clock=(9, 30))],
    "{length}": [Length(2, "D"), Length(2, "S")],
}
_FIGURES: dict[str, list[object]] = {
    "{day}": [3, 1], "{day_th}": [3], "{year}": [2020], "{hour}": [8], "{minute}": [20], "{figure2}": [20],
    "{figure3}": [100], "{number}": [4], "{ordinal}": [2], "{days}": [(3, 5)], "{years}": [(2018, 2020)],
    "{clock_figures}": [(9, 30)],
    "{written}": [Point(year=2020)], "{short_year}": [90], "{hijri_year}": [1442],
}  # fmt: skip


_PIECES = st.sampled_from(
    [
        *("17 ", "2021", "-", "/", ".", " ", "in ", "maart ", "mars", "de ", "enero ", "٣ ", "فبراير ", "mei", "1er "),
        *(
            ", ",
            "x",
            "van ",
            "3 ",
            "tot ",
            "eind ",
            "vorige ",
            "week ",
            "uur ",
            "om ",
            "half ",
            "jaar ",
            "geleden ",
            "’98",
        ),
        *("' ", "Ostern ", "tomorrow ", "at ", "5 p.m. ", "un ", "mois ", "à ", "20:30", "بعد ", "شهر ", "و", "\n\n"),
    ]
)


@given(
    st.lists(_PIECES, max_size=30).map("".join),
    st.sampled_from([*LANGUAGES, None]),
    st.sampled_from(["2021-03-17", "2021-03", "2021", "-"]),
)
def test_times_are_in_the_text_in_order_and_honest(text: str, language: str | None, written: str) -> None:
    last = 0
    for time in find_times(text, language, _published(written)):
        assert isinstance(time, Time)
        assert last <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == text[time.start : time.end].strip()
        last = time.end
        if time.edtf:
            read = edtf.parse(time.edtf)
            assert (read.from_, read.to) == (time.from_, time.to)
            assert read.precision == time.precision or (time.precision == "week" and read.precision == "interval")
        else:
            assert time.from_ is None
            assert time.to is None


@given(st.text(max_size=200), st.sampled_from([*LANGUAGES, None]))
def test_no_text_breaks_it(text: str, language: str | None) -> None:
    for time in find_times(text, language, _published("2021-03-17")):
        assert 0 <= time.start < time.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "de ", "maart ", "van 3 tot ", "begin eind ", "een en ", "'", "x", "(((", "ل"]
)
def test_a_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    for language in LANGUAGES:
        assert all(time.end <= len(text) for time in find_times(text, language, _published("2021-03-17")))


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "Het vorige uur was rustig."), ("en", "The last hour was calm."), ("nl", "Het was begin uur stil.")],
)
def test_an_hour_without_a_clock_time_has_no_day(language: str, text: str) -> None:
    assert all(
        time.from_ is None and time.edtf is None for time in find_times(text, language, _published("2021-03-17"))
    )


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_no_words_of_a_language_break_it(language: str, data: st.DataObject) -> None:
    """Its own words in any order, on days at both ends of the calendar too."""
    known = sorted(Grammar.of(language).lexicon.words)
    figures = ["3", "17", "31", "2020", "20:30", "-", "/", ",", "99999"]
    words = data.draw(st.lists(st.sampled_from([*known, *figures]), max_size=9))
    written = data.draw(st.sampled_from(["-", "2021", "2021-03", "2021-03-17", "0001-01-01", "9999-12-31"]))
    for time in find_times(" ".join(words), language, _published(written)):
        assert (time.from_ is None) == (time.to is None)
        assert time.from_ is None or time.to is None or time.from_ <= time.to
