"""The query language: what is typed, what it means, what is said about a mistake."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sahara_reader.store.article import Article
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library
from sahara_reader.store.search.query import Condition, Field, Words, parse

_PIECES = st.sampled_from(
    [
        "a",
        "sahara ",
        "-",
        '"',
        "OR ",
        "person:",
        "is:unread ",
        "after:2021 ",
        "title:",
        " ",
        ":",
        "é",
        "(",
        "٣",
        "event:2021..",
    ]
)


def _languages(library: Library, query: str) -> list[str]:
    return sorted(article.language or "" for article in library.articles(query))


def _titles(library: Library, query: str) -> set[str]:
    return {article.title for article in library.articles(query)}


class TestReading:
    def test_words_and_phrases_all_hold_and_the_last_word_is_a_beginning(self) -> None:
        assert parse('rusland "derde keer" mar').clauses == (
            (Condition(Words("rusland")),),
            (Condition(Words("derde keer", phrase=True)),),
            (Condition(Words("mar", prefix=True)),),
        )
        assert parse("mar ").clauses == ((Condition(Words("mar")),),)
        assert parse('"derde ke').clauses == ((Condition(Words("derde ke", prefix=True, phrase=True)),),)

    def test_or_joins_its_neighbours(self) -> None:
        first, second = parse("a OR b OR -c d ").clauses
        assert [str(condition) for condition in first] == ["a", "b", "-c"]
        assert [str(condition) for condition in second] == ["d"]

    def test_fields(self) -> None:
        assert parse('person:"De Mistura" -is:unread title:sahara ').clauses == (
            (Condition(Field("person", "De Mistura")),),
            (Condition(Field("is", "unread"), negated=True),),
            (Condition(Words("sahara", title=True)),),
        )

    @pytest.mark.parametrize("text", ["12:30", "http://example.org/", "a:", ":x", "-", "--", '""', "title:", "( ) *"])
    def test_what_looks_like_a_field_and_is_none_is_words(self, text: str) -> None:
        assert parse(text).mistakes == ()
        assert all(isinstance(c.what, Words) for clause in parse(text).clauses for c in clause)

    @pytest.mark.parametrize(
        ("text", "start", "end", "said"),
        [
            ("x langg:nl", 2, 10, "langg: is no field"),
            ("is:open", 0, 7, "read, unread, starred"),
            ("a after:spring", 2, 14, "wants a date"),
            ("event:2021..x", 0, 13, "2020-12..2021-03"),
            ("on:2021-13", 0, 10, "wants a date"),
            ("OR x", 0, 2, "between two words"),
            ("x OR OR y", 5, 7, "between two words"),
            ('tag:"-"', 0, 7, "wants a name"),
        ],
    )
    def test_a_mistake_says_where_it_is_and_what_would_be_right(
        self, text: str, start: int, end: int, said: str
    ) -> None:
        (mistake,) = parse(text).mistakes
        assert (mistake.start, mistake.end) == (start, end)
        assert said in mistake.message
        assert mistake.message.endswith(".")

    @given(st.lists(_PIECES, max_size=15).map("".join) | st.text(max_size=30))
    def test_what_is_printed_reads_back_the_same(self, text: str) -> None:
        query = parse(text)
        assert parse(str(query)).clauses == query.clauses
        assert str(parse(str(query))) == str(query)


class TestMeaning:
    @pytest.mark.parametrize(
        ("query", "languages"),
        [
            ("guerguerat -lang:ar ", ["en"]),
            ("lang:ar guerguerat ", ["ar"]),
            ("lang:AR OR lang:en", ["ar"] * 4 + ["en"] * 4),
            ("title:ceuta ", ["es"]),
            ("person:trump lang:nl", ["nl", "nl"]),
            ("person:ترامب lang:nl", ["nl", "nl"]),
            ("org:moskou", []),
            ("place:moskou", ["nl"]),
            ("person:nobody", []),
            ('entity:"Staffan de Mistura"', ["ar", "en"]),
            ("on:2020-12-22", ["fr"]),
            ("on:2021-03", ["nl", "nl"]),
            ("after:2021-10-06 ", ["ar", "es"]),
            ("before:2020-11", ["fr"]),
            ("after:2021-09 before:2021-10-07 ", ["en"]),
            ("event:2019-05 ", ["ar", "en", "fr", "nl"]),
            ("event:2018..2019-04", ["en", "fr", "nl"]),
            ("source:CLIENT ", ["nl"]),
            ("tag:sample -source:reader", ["nl"]),
            ("tag:nothing", []),
            ("kremlin OR ceuta ", ["es", "nl"]),
            ("kremlin OR title:ceuta lang:es", ["es"]),
            ("-sahara -sáhara -الصحراء -saharaui -marokko -maroc ", []),
        ],
    )
    def test_of_the_samples(self, library: Library, query: str, languages: list[str]) -> None:
        assert _languages(library, query) == languages

    def test_of_states(self, library: Library) -> None:
        row = library.listing("kremlin").row(0)
        assert row is not None
        library.mark(row.id, read=True, starred=True)
        assert _titles(library, "is:starred") == _titles(library, "is:read") == {row.title}
        assert len(library.listing("is:unread")) == 19
        assert len(library.listing("-is:starred kremlin ")) == 0

    def test_a_mistake_leaves_the_rest_counting(self, library: Library) -> None:
        listing = library.listing("after:nonsense kremlin ")
        assert len(listing) == 1
        assert listing.mistakes

    def test_a_surname_finds_its_person_in_every_language(self, library: Library) -> None:
        assert _languages(library, "person:bourita") == _languages(library, "person:بوريطة")

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=30) | st.lists(_PIECES, max_size=12).map("".join))
    def test_any_characters_are_a_query(self, library: Library, text: str) -> None:
        library.listing(text, first=1)


def test_the_first_hits_come_before_all_are_counted(library: Library) -> None:
    library.add(*(_article(f"Sahara nummer {number}.") for number in range(300)))
    first = library.listing("sahara nummer", first=50)
    assert (len(first), first.complete) == (50, False)
    everything = library.listing("sahara nummer")
    assert (len(everything), everything.complete) == (300, True)
    assert [first.row(place) for place in range(50)] == [everything.row(place) for place in range(50)]


def test_a_search_nobody_waits_for_ends_early(library: Library) -> None:
    assert library.listing("", cancelled=lambda: True).complete is False


def _article(text: str) -> Article:
    (item,) = read_bytes(text.encode(), "x.txt")
    assert isinstance(item, RawArticle)
    return annotated(compose(item))


class TestCompletion:
    @pytest.mark.parametrize(
        ("typed", "completed"),
        [
            ("per", "person:"),
            ("kremlin -so", "kremlin -source:"),
            ("is:un", "is:unread"),
            ("lang:n", "lang:nl"),
            ("tag:sam", "tag:sample"),
            ("source:cli", 'source:"client\'s document"'),
            ('source:"cli', 'source:"client\'s document"'),
            ("person:staff", 'person:"staffan de Mistura"'),
            ("place:Mosk", "place:Moskou"),
            ("place:الج", "place:الجزائر"),
            ("p", None),
            ("kremlin ", None),
            ("person:", None),
            ("person:zzz", None),
            ("after:20", None),
            ("langg:n", None),
            ("source:%", None),
            ("", None),
        ],
    )
    def test_offers_fields_and_what_is_there(self, library: Library, typed: str, completed: str | None) -> None:
        assert library.completed(typed) == completed

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=20) | st.lists(_PIECES, max_size=6).map("".join))
    def test_goes_on_from_what_was_typed(self, library: Library, text: str) -> None:
        completed = library.completed(text)
        assert completed is None or parse(completed).mistakes == () or parse(text).mistakes != ()
