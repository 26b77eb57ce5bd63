"""Names in many spellings: what is one name, what is another, and what is not to be told from the names alone."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store.annotate.name_words import parse
from sahara_reader.store.annotate.names import MAYBE, SURE, name_similarity
from tests.bench.score_names import GOLD, read, score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mikhail Bogdanov", "Michail Bogdanov"),
        ("Mikhail Bogdanov", "Михаил Богданов"),
        ("Mikhail Bogdanov", "ميخائيل بوغدانوف"),
        ("Vladimir Putin", "Βλαντίμιρ Πούτιν"),
        ("Benjamin Netanyahu", "בנימין נתניהו"),
        ("Nasser Bourita", "Bourita, Naser"),
        ("Nasser Bourita", "Sheikh Nasser BOURITA"),
        ("Gerhard Schröder", "Gerhard Schroeder"),
    ],
)
def test_spellings_that_are_surely_one_name(one: str, other: str) -> None:
    assert name_similarity(one, other) >= SURE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mikhail Bogdanov", "Mijaíl Bogdánov"),
        ("Saad Eddine El Othmani", "Saadeddine Othmani"),
        ("Bill Clinton", "William Clinton"),
        ("Lotfi Bouchraara", "لطفي بوشعرة"),
        ("Donald Trump", "Donalds Tramps"),
        ("Orbán Viktor", "Viktor Orban"),
        ("Abdel Aziz Bouteflika", "عبد العزيز بوتفليقة"),
        ("Vladimir Vladimirovich Putin", "Владимир Путин"),
        ("José Manuel Albares", "José Manuel Albares Bueno"),
        ("George W. Bush", "George Walker Bush"),
    ],
)
def test_spellings_that_are_perhaps_one_name(one: str, other: str) -> None:
    assert name_similarity(one, other) >= MAYBE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mikhail Bogdanov", "Aleksandr Bogdanov"),
        ("Mohammed Hassan", "Mohammed Khalid"),
        ("Lech Kaczyński", "Ярослав Качиньский"),
        ("George Bush Sr.", "George Bush Jr."),
        ("Mohammed VI", "Mohammed V"),
        ("North Korea", "South Korea"),
        ("Ministry of Foreign Affairs of Morocco", "Ministry of Foreign Affairs of Algeria"),
        ("J. Smith", "K. Smith"),
        ("Ivan Petrov", "Ivana Petrova"),
    ],
)
def test_other_names(one: str, other: str) -> None:
    assert name_similarity(one, other) < MAYBE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mikhail Bogdanov", "Mikhail Bogdanovich"),
        ("Mohammed Hassan", "Mohammed Hussein"),
        ("Putin", "Vladimir Putin"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Republic of the Congo", "Democratic Republic of the Congo"),
        ("Paul Martin", "Martin Paul"),
    ],
)
def test_near_names_are_never_sure(one: str, other: str) -> None:
    assert name_similarity(one, other) < SURE


def test_our_own_pairs() -> None:
    pairs = read(GOLD)
    sure, maybe = score(pairs, SURE), score(pairs, MAYBE)
    assert len(pairs) >= 600
    assert sure.precision >= 0.99
    assert sure.recall >= 0.60
    assert maybe.f1 >= 0.91


def test_titles_and_little_words_are_not_the_name() -> None:
    assert [word.sound for word in parse("Dr. Horst von der Linde").words] == ["horst", "linde"]


def test_what_has_no_words_is_like_nothing() -> None:
    assert name_similarity("", "Mikhail Bogdanov") == 0
    assert name_similarity("!?", "…") == 0


names = st.text(max_size=40) | st.sampled_from([pair.one for pair in read(GOLD)])


@given(names, names)
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    alike = name_similarity(one, other)
    assert 0 <= alike <= 1
    assert alike == name_similarity(other, one)


@given(names)
def test_a_name_is_itself(name: str) -> None:
    assert name_similarity(name, name) == (1 if parse(name).words else 0)


def test_matching_loads_no_heavy_library() -> None:
    program = "import sys, sahara_reader.store.annotate.names; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"rapidfuzz", "textual", "faker"}.isdisjoint(loaded)
