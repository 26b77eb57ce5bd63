"""Near-duplicates: recognised, shown as one row with their sources, taken apart and put together again."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from sahara_reader.store import edtf
from sahara_reader.store.article import Article, Published
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library

from .near_duplicates import pairs, texts


def _article(text: str, source: str, day: int = 1) -> Article:
    published = Published(**edtf.of_day(date(2021, 3, 1) + timedelta(days=day))._asdict(), origin="header")
    return annotated(compose(RawArticle(text=text, title=text[:40], source=source, published=published)))


def _sources(library: Library, query: str = "") -> list[tuple[str, int]]:
    listing = library.listing(query)
    return [(row.source, row.copies) for place in range(len(listing)) if (row := listing.row(place))]


@pytest.fixture
def copied(tmp_path: Path) -> Library:
    """One story in three outlets, and another story."""
    library = Library(tmp_path / "library.db")
    story, other = texts()[3], texts()[4]
    library.add(_article(story, "ANP"), _article(other, "Trouw", 2))
    library.add(_article(f"Van onze redactie. {story}", "NRC", 3), _article(f"{story} (ANP)", "De Standaard", 4))
    return library


def test_copies_share_a_row_under_the_first_of_them(copied: Library) -> None:
    assert _sources(copied) == [("Trouw", 0), ("ANP", 2)]
    row = copied.listing().row(1)
    assert row is not None
    assert [copy.source for copy in copied.copies(row.id)] == ["NRC", "De Standaard"]
    assert _sources(copied, "source:nrc") == [("NRC", 2)]
    assert copied.problems() == []


def test_they_can_be_taken_apart_and_stay_so(copied: Library) -> None:
    row = copied.listing().row(1)
    assert row is not None
    change = copied.mark(*(copy.id for copy in copied.copies(row.id)), apart=True)
    assert _sources(copied) == [("De Standaard", 0), ("NRC", 0), ("Trouw", 0), ("ANP", 0)]
    copied.rebuild_index()
    assert len(_sources(copied)) == 4
    assert copied.problems() == []
    copied.undo(change)
    assert _sources(copied) == [("Trouw", 0), ("ANP", 2)]


def test_annotating_anew_keeps_them_together(copied: Library) -> None:
    for article in list(copied.articles()):
        copied.annotate(article.id, article.annotation)
    assert _sources(copied) == [("Trouw", 0), ("ANP", 2)]


def test_the_same_words_months_later_are_another_article(copied: Library) -> None:
    copied.add(_article(f"{texts()[3]} Opnieuw.", "Later", 200))
    assert ("Later", 0) in _sources(copied)


def test_an_updated_article_keeps_its_copies(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        story = texts()[3]
        first = msgspec.structs.replace(_article(story, "ANP"), url="https://anp.nl/1")
        library.add(first, _article(f"{story} (ANP)", "NRC"))
        (updated,) = library.add(msgspec.structs.replace(_article(f"{story} Slot.", "ANP", 2), url="https://anp.nl/1"))
        assert updated.status == "updated"
        assert updated.article.id == first.id
        assert _sources(library) == [("ANP", 1)]


def test_near_duplicates_are_recognised_and_others_are_not(tmp_path: Path) -> None:
    found = right = wanted = total = 0
    for number, (one, other, same) in enumerate(pairs()):
        with Library(tmp_path / f"{number}.db") as library:
            library.add(_article(one, "one"), _article(other, "other"))
            together = len(library.listing()) == 1
        total += 1
        found += together
        wanted += same
        right += together and same
    assert total >= 200
    assert right / found >= 0.95
    assert right / wanted >= 0.95
