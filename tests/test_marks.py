import gzip
import sqlite3
import threading
from pathlib import Path

import pytest
from tinydb import where

from sahara_reader.store.article import Annotation, Article
from sahara_reader.store.library import Library
from sahara_reader.store.migrations import FORMAT

STORES = Path(__file__).parent / "stores"


def _ids(library: Library, query: str = "") -> list[str]:
    listing = library.listing(query)
    return [row.id for place in range(len(listing)) if (row := listing.row(place))]


def _kept(library: Library, article_id: str) -> Article:
    article = library.article(article_id)
    assert article is not None
    return article


class TestMarks:
    def test_tags_and_a_note_are_kept_shown_and_found(self, library: Library) -> None:
        article_id = _ids(library)[0]
        library.mark(article_id, tags=("Rabat", "trade talks"), note="Ask for the text.")
        kept, row = _kept(library, article_id), library.row(article_id)
        assert row is not None
        assert (kept.tags, kept.note) == (("Rabat", "trade talks"), "Ask for the text.")
        assert (row.tags, row.noted) == (("Rabat", "trade talks"), True)
        assert _ids(library, 'tag:"Trade talks"') == [article_id]
        library.mark(article_id, tags=("Rabat",), note="")
        row = library.row(article_id)
        assert row is not None
        assert (row.tags, row.noted) == (("Rabat",), False)
        assert _ids(library, 'tag:"trade talks"') == []

    def test_marks_stand_apart_from_the_article_and_outlive_a_new_annotation(self, library: Library) -> None:
        article_id = _ids(library)[0]
        library.mark(article_id, starred=True, note="mine")
        library.annotate(article_id, Annotation(annotated_by="another engine"))
        kept = _kept(library, article_id)
        assert (kept.starred, kept.note, kept.annotation.annotated_by) == (True, "mine", "another engine")
        document = library.db.table("articles").get(where("id") == article_id)
        assert isinstance(document, dict)
        assert not {"starred", "note"} & set(document)
        library.rebuild_index()
        row = library.row(article_id)
        assert row is not None
        assert row.starred
        assert row.noted
        assert library.problems() == []

    def test_every_article_of_a_query_at_once_and_back(self, library: Library) -> None:
        first, second, *_ = _ids(library, "lang:nl")
        library.mark(first, read=True)
        library.mark(second, starred=True)
        change = library.mark_all("lang:nl", read=True)
        assert len(change.before) == 4  # one of the five was read before
        assert _ids(library, "lang:nl is:unread") == []
        assert len(_ids(library, "is:unread")) == 15
        library.undo(change)
        assert _kept(library, first).read
        assert not _kept(library, second).read
        assert len(_ids(library, "is:unread")) == 19
        assert library.problems() == []

    def test_undo_leaves_what_was_changed_since(self, library: Library) -> None:
        article_id = _ids(library)[0]
        change = library.mark(article_id, read=True)
        library.mark(article_id, starred=True)
        again = library.undo(change)
        assert (_kept(library, article_id).read, _kept(library, article_id).starred) == (False, True)
        library.undo(again)
        assert _kept(library, article_id).read

    def test_a_list_that_shows_other_marks_is_a_problem_that_is_mended(self, library: Library) -> None:
        library.db.table("marks").truncate()
        library.mark(_ids(library)[0], starred=True)
        library.db.table("marks").truncate()
        assert "other marks" in " ".join(library.problems())
        library.rebuild_index()
        assert library.problems() == []


class TestOrder:
    def test_by_source_and_there_newest_first(self, library: Library) -> None:
        listing = library.listing(order="source")
        rows = [row for place in range(len(listing)) if (row := listing.row(place))]
        assert len(rows) == 20
        assert rows == sorted(rows, key=lambda row: (row.source.casefold(), -row.key))
        assert [listing.place_of(row.key) for row in rows] == list(range(20))

    def test_by_relevance_the_title_counts_most(self, library: Library) -> None:
        def article(number: int, title: str, text: str) -> Article:
            template = _kept(library, _ids(library)[0])
            fields = {name: getattr(template, name) for name in ("added", "language", "source")}
            return Article(id=f"r{number}", title=title, text=text, **fields)

        library.add(article(1, "Fosfaat uit Boucraa", "Over fosfaat."), article(2, "Anders", "Een woord over fosfaat."))
        newest, best = library.listing("fosfaat"), library.listing("fosfaat", order="relevance")
        first = best.row(0)
        assert first is not None
        assert first.id == "r1"
        assert len(best) == len(newest) == 2
        assert {row.id for place in range(2) if (row := newest.row(place))} == {"r1", "r2"}
        assert len(library.listing("", order="relevance")) == 22

    def test_a_search_that_nobody_waits_for_ends_early(self, library: Library) -> None:
        listing = library.listing("sahara", cancelled=lambda: True)
        assert not listing.complete


class TestDidYouMean:
    @pytest.mark.parametrize(
        ("query", "meant"),
        [
            ("guergerat", "guerguerat"),
            ("bogdnaov", "bogdanov"),
            ("obgdanov", "bogdanov"),
            ('"derde keeer"', '"derde keer"'),
            ("lang:fr resoltion", "lang:fr resolution"),
            ("sahara -guergerat", None),
            ("guerguerat", None),
            ("zzzz", None),
            ("", None),
            ("*", None),
        ],
    )
    def test_words_are_respelled_where_that_finds_more(self, library: Library, query: str, meant: str | None) -> None:
        assert library.suggestion(query) == meant


class TestOlderFormats:
    def test_format_1_keeps_every_article_and_mark(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        path.write_bytes(gzip.decompress((STORES / "format_1.db.gz").read_bytes()))
        with Library(path) as library:
            gas, council, trump = (_kept(library, article_id) for article_id in _ids(library))
            assert (gas.read, gas.starred, gas.language) == (True, False, "es")
            assert (council.read, council.starred, council.language) == (False, True, "ar")
            assert (trump.tags, trump.note) == (("Rabat", "trade talks"), "Ask for the text of the proclamation.")
            assert _ids(library, "tag:rabat") == [trump.id]
            assert library.problems() == []
            library.mark(gas.id, tags=("gas",))
        with Library(path) as library:
            assert _ids(library, "tag:gas") == [gas.id]

    def test_two_that_open_an_old_store_at_once_bring_it_up_to_date_once(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        path.write_bytes(gzip.decompress((STORES / "format_1.db.gz").read_bytes()))
        failures: list[BaseException] = []

        def open_it() -> None:
            try:
                Library(path).close()
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=open_it) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
