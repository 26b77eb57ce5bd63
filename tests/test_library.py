import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where

from sahara_reader.store.annotate.pipeline import ENGINE
from sahara_reader.store.article import Article
from sahara_reader.store.article_json import article_json
from sahara_reader.store.compose import annotate_stale, annotated, compose
from sahara_reader.store.documents.connection import explained
from sahara_reader.store.errors import StoreError
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library
from sahara_reader.store.search.folding import fold, marks, words
from sahara_reader.store.search.query import parse


def _raw(text: str, name: str = "x.txt") -> RawArticle:
    (item,) = read_bytes(text.encode(), name)
    assert isinstance(item, RawArticle)
    return item


def _article(text: str, *, annotate: bool = True) -> Article:
    article = compose(_raw(text))
    return annotated(article) if annotate else article


def _titles(library: Library, query: str) -> list[str]:
    listing = library.listing(query)
    rows = [listing.row(place) for place in range(len(listing))]
    return [row.title for row in rows if row]


class TestKeeping:
    def test_an_article_comes_back_as_it_was_added(self, tmp_path: Path) -> None:
        with Library(tmp_path / "new.db") as library:
            (added,) = library.add(_article("Datum: 2021-03\n\nRusland en Marokko spraken in december 2020."))
            assert added.status == "added"
            assert library.article(added.article.id) == added.article
        with Library(tmp_path / "new.db") as library:
            assert library.article(added.article.id) == added.article
            assert added.article.language == "nl"
            assert [m.entity for m in added.article.annotation.mentions] == ["russia", "morocco"]

    def test_the_same_text_twice_is_kept_once(self, library: Library) -> None:
        before = library.counts()
        article = _article("Zomaar een tekst.")
        assert library.add(article)[0].status == "added"
        assert library.add(article)[0].status == "duplicate"
        assert library.counts()[0] == before[0] + 1

    def test_marks_are_kept(self, library: Library) -> None:
        row = library.listing().row(0)
        assert row is not None
        library.mark(row.id, read=True, starred=True)
        kept, listed = library.article(row.id), library.row(row.id)
        assert kept is not None
        assert listed is not None
        assert (kept.read, kept.starred, listed.read, listed.starred) == (True, True, True, True)
        assert library.counts()[1] == library.counts()[0] - 1

    def test_marking_what_is_not_there_changes_nothing(self, library: Library) -> None:
        assert library.mark("nothing", read=True).before == {}

    def test_articles_without_annotation_are_annotated_later(self, tmp_path: Path) -> None:
        with Library(tmp_path / "new.db") as library:
            article = library.add(_article("Rusland sprak op 3 mei 2020.", annotate=False))[0].article
            library.mark(article.id, starred=True)
            assert article.annotation.annotated_by == ""
            assert library.listing("russia").query == "russia"
            assert len(library.listing("russia")) == 0
            assert [renewed.id for renewed in annotate_stale(library)] == [article.id]
            kept = library.article(article.id)
            assert kept is not None
            assert (kept.starred, kept.annotation.annotated_by) == (True, ENGINE)
            assert len(library.listing("russia")) == 1
            assert list(annotate_stale(library)) == []

    def test_the_document_store_is_tinydb(self, library: Library) -> None:
        assert isinstance(library.db, TinyDB)
        assert len(library.db.table("articles")) == 20
        assert library.db.table("articles").count(where("language") == "nl") == 5

    def test_two_threads_read_and_write(self, library: Library) -> None:
        failures: list[BaseException] = []

        def add(start: int) -> None:
            try:
                for number in range(start, start + 10):
                    library.add(_article(f"Tekst nummer {number}."))
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=add, args=(start,)) for start in (0, 100)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        assert library.counts()[0] == 40


class TestWhatCannotBeOpened:
    def test_a_newer_store_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "newer.db"
        Library(path).close()
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 99")
        with pytest.raises(StoreError, match=r"newer sahara-reader.*update sahara-reader"):
            Library(path)

    def test_a_file_that_is_something_else(self, tmp_path: Path) -> None:
        path = tmp_path / "x.db"
        path.write_bytes(b"this is no store, it is something else entirely" * 100)
        with pytest.raises(StoreError, match="not a store"):
            Library(path)
        assert path.read_bytes().startswith(b"this is no store")

    def test_a_place_without_rights(self) -> None:
        with pytest.raises(StoreError, match="--store"):
            Library(Path("/proc/sahara/library.db"))

    def test_a_folder_holds_its_library(self, tmp_path: Path) -> None:
        with Library(tmp_path) as library:
            assert library.path == tmp_path / "library.db"


class TestWhatCannotBeWritten:
    """What SQLite and the disk can refuse: one sentence each, and what was stored before is still there."""

    def test_a_full_disk(self, library: Library) -> None:
        pages = library.db.storage.connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        library.db.storage.connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]
        with pytest.raises(StoreError, match=r"the disk is full; make room and try again"):
            library.add(*(_article(f"Lang artikel {number}. " * 400) for number in range(50)))
        assert library.counts()[0] == 20
        assert library.problems() == []

    def test_a_file_that_may_only_be_read(self, library: Library) -> None:
        library.db.storage.connection.execute("PRAGMA query_only = 1")  # type: ignore[attr-defined]
        with pytest.raises(StoreError, match=r"cannot be written .* check its rights"):
            library.add(_article("Nieuws."))
        assert library.counts()[0] == 20

    def test_a_file_that_another_program_holds(self, library: Library) -> None:
        library.db.storage.connection.execute("PRAGMA busy_timeout = 10")  # type: ignore[attr-defined]
        with sqlite3.connect(library.path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="busy: another program"):
                library.add(_article("Nieuws."))
            assert library.counts()[0] == 20
            other.execute("ROLLBACK")
        library.add(_article("Nieuws."))
        assert library.counts()[0] == 21

    def test_an_sqlite_without_full_text_search(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="SQLite of this Python was built without FTS5"), explained(tmp_path):
            raise sqlite3.OperationalError("no such module: fts5")


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("", 20),
            ("   ", 20),
            ("guerguerat", 2),
            ("moscow", 1),
            ("moskou kremlin", 1),
            ("derde keer", 1),
            ('"derde keer"', 1),
            ('"keer derde"', 0),
            ("israe", 6),
            ("ISRAËL", 6),
            ("zzzz", 0),
        ],
    )
    def test_words_phrases_beginnings_and_names_in_any_language(self, library: Library, query: str, count: int) -> None:
        assert len(_titles(library, query)) == count

    def test_arabic_spellings_find_the_same(self, library: Library) -> None:
        assert _titles(library, "الجزائر") == _titles(library, "الجزاير") != []

    def test_newest_first_and_undated_last(self, library: Library) -> None:
        library.add(_article("Zonder datum."))
        listing = library.listing()
        days = [row.from_ for place in range(len(listing)) if (row := listing.row(place))]
        assert days[-1] is None
        dated = [day for day in days if day]
        assert dated == sorted(dated, reverse=True)

    def test_a_name_finds_its_article_under_every_name(self, library: Library) -> None:
        assert _titles(library, "Deutschland") == []
        assert (
            set(_titles(library, "Germany")) == set(_titles(library, "Duitsland")) == set(_titles(library, "ألمانيا"))
        )

    def test_the_place_of_an_article_in_a_listing(self, library: Library) -> None:
        listing = library.listing()
        for place in range(len(listing)):
            row = listing.row(place)
            assert row is not None
            assert listing.place_of(row.key) == place
        assert listing.place_of(-5) is None

    @pytest.mark.parametrize(
        "query", ["AND", 'NEAR("', "*", "a*b", "col:x", "-x", "(", '"', "a\x00b", "\ud800", "OR", "-", "is:"]
    )
    def test_operators_of_others_are_only_words(self, library: Library, query: str) -> None:
        assert len(library.listing(query)) >= 0


class TestFolding:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Israël", "ISRAEL"),
            ("أحمد", "احمد"),
            ("قضيّة", "قضيه"),
            ("٢٠٢١", "2021"),
            ("مـــصر", "مصر"),
            ("Ødegård", "odegard"),
        ],
    )
    def test_two_spellings_become_one(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    def test_hits_are_marked_where_they_stand(self) -> None:
        text = "Één ISRAËL, israëlisch; «قضيّة»"
        found = [text[start:end] for start, end in marks(text, parse("israel ").patterns())]
        assert found == ["ISRAËL"]
        found = [text[start:end] for start, end in marks(text, parse("israel").patterns())]
        assert found == ["ISRAËL", "israël"]
        assert [text[s:e] for s, e in marks(text, parse("قضيه").patterns())] == ["قضيّة"]

    @given(st.text(max_size=60), st.text(max_size=10))
    def test_marks_lie_in_the_text(self, text: str, query: str) -> None:
        last = 0
        for start, end in marks(text, parse(query).patterns()):
            assert last <= start < end <= len(text)
            last = end

    @given(st.text(max_size=40))
    def test_folding_twice_changes_nothing_more(self, text: str) -> None:
        assert words(fold(text)) == words(text)


class TestTimeline:
    def test_earliest_first_within_the_days_asked_for(self, library: Library) -> None:
        rows = library.timeline("", from_=None, to=None)
        assert len(rows) > 60
        starts = [row.from_ for row in rows if row.from_]
        assert starts == sorted(starts)

    def test_of_the_seed(self, library: Library) -> None:
        rows = library.timeline("kremlin")
        assert [(row.edtf, row.precision) for row in rows] == [
            ("2020-12", "month"), ("2021", "year"), ("2021-02-17", "day"), ("2021-03-15/2021-03-21", "week"),
        ]  # fmt: skip
        meeting = rows[2]
        assert {named.entity for named in meeting.participants} >= {"lotfi-bouchraara", "mikhail-bogdanov"}
        source = meeting.sources[0]
        article = library.article(source.article)
        assert article is not None
        assert article.text[source.start : source.end] == meeting.text


class TestJson:
    def test_every_span_carries_its_text(self, library: Library) -> None:
        for article in library.articles():
            shown = article_json(article)
            for layer in ("mentions", "demonyms", "times", "events", "quotes"):
                for span in shown[layer]:
                    assert span["text"] == shown["text"][span["start"] : span["end"]]


def test_a_file_damaged_while_it_is_open_is_one_sentence(library: Library) -> None:
    library.db.storage.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    size = library.path.stat().st_size
    library.close()
    with library.path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (size - 8192))
    with pytest.raises(StoreError, match="damaged"):
        _read_all(library.path)


def _read_all(path: Path) -> None:
    with Library(path) as library:
        for article in library.articles():
            library.row(article.id)


def test_the_first_documents_may_be_read_by_many_threads_at_once(library: Library) -> None:
    """In processes of their own, which are new to every type: what goes wrong there ends the process."""
    script = """
import sys
sys.setswitchinterval(1e-6)
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from sahara_reader.store.library import Library
with Library(Path(sys.argv[1])) as library:
    ids, gate = [library.listing().row(place).id for place in range(8)], Barrier(8)
    def read(article):
        gate.wait()
        return library.article(article).id
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, ids)) == ids
"""
    for _ in range(12):
        assert subprocess.run([sys.executable, "-c", script, str(library.path)], check=False).returncode == 0
