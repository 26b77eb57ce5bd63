"""Highlights and notes on text: kept apart from the article, found again when it changes, searched, exported."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store.article import Annotation, Article
from sahara_reader.store.article_json import article_json
from sahara_reader.store.exchange import exported, imported
from sahara_reader.store.library import Library
from sahara_reader.store.remarks import place, remark

NOW = datetime(2021, 3, 17, tzinfo=UTC)
TEXT = "Bogdanov sprak. Daarna sprak Bouchraara met Bogdanov over de Sahara, en Bogdanov zweeg."


def _words(text: str, start: int, end: int, changed: str) -> str | None:
    found = place(changed, remark(text, start, end, now=NOW))
    return None if found is None else changed[slice(*found)]


class TestPlace:
    def test_it_is_found_where_it_was(self) -> None:
        start = TEXT.index("Bogdanov", 20)
        assert place(TEXT, remark(TEXT, start, start + 8, now=NOW)) == (start, start + 8)

    def test_of_several_the_one_in_the_same_surroundings_wins(self) -> None:
        start = TEXT.index("Bogdanov", 20)
        changed = "Bogdanov en Bogdanov: " + TEXT
        assert place(changed, remark(TEXT, start, start + 8, now=NOW)) == (start + 22, start + 30)

    def test_words_that_were_mended_are_found_between_what_stands_around_them(self) -> None:
        start = TEXT.index("Bouchraara")
        assert _words(TEXT, start, start + 10, TEXT.replace("Bouchraara", "Lotfi Bouchra")) == "Lotfi Bouchra"

    def test_words_that_have_gone_are_not_guessed(self) -> None:
        start = TEXT.index("Bouchraara")
        assert _words(TEXT, start, start + 10, "Iets heel anders over de Sahara.") is None

    @given(text=st.text(min_size=1), before=st.text(), data=st.data())
    def test_what_is_put_before_a_text_moves_its_remarks(self, text: str, before: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        found = place(before + text, remark(text, start, end, now=NOW))
        assert found is not None
        assert (before + text)[slice(*found)] == text[start:end]


@pytest.fixture
def seed_id(library: Library) -> str:
    library.mark_all("", note="")  # the samples come with one
    row = library.listing("kremlin").row(0)
    assert row is not None
    return row.id


def _kept(library: Library, article_id: str) -> Article:
    article = library.article(article_id)
    assert article is not None
    return article


def _ids(library: Library, query: str) -> list[str]:
    return [article.id for article in library.articles(query)]


class TestInTheLibrary:
    def test_they_are_put_taken_away_and_undone(self, library: Library, seed_id: str) -> None:
        text = _kept(library, seed_id).text
        first, second = remark(text, 0, 20, now=NOW), remark(text, 30, 40, "call Rabat", now=NOW)
        library.remark(seed_id, add=[first])
        change = library.remark(seed_id, add=[second])
        assert _kept(library, seed_id).remarks == (first, second)
        library.undo(change)
        assert _kept(library, seed_id).remarks == (first,)
        library.undo(library.remark(seed_id, remove=[first]))
        assert _kept(library, seed_id).remarks == (first,)
        assert library.remark("unknown", add=[first]).before == {}

    def test_they_are_searched(self, library: Library, seed_id: str) -> None:
        text = _kept(library, seed_id).text
        library.remark(seed_id, add=[remark(text, 0, 20, now=NOW)])
        assert (_ids(library, "has:highlight"), _ids(library, "has:note")) == ([seed_id], [])
        library.remark(seed_id, add=[remark(text, 30, 40, "Ask Zoë about the fluxcompensator", now=NOW)])
        assert _ids(library, "has:note") == _ids(library, "fluxcompensator") == _ids(library, "zoe ") == [seed_id]
        other = next(found for found in _ids(library, "") if found != seed_id)
        library.mark(other, note="kwispelstaart")
        assert _ids(library, "kwispelstaart") == [other]
        library.mark(other, note="")
        assert _ids(library, "kwispelstaart") == []
        assert set(_ids(library, "-has:note")) == set(_ids(library, "")) - {seed_id}
        assert library.problems() == []
        library.rebuild_index()
        assert _ids(library, "fluxcompensator") == _ids(library, "has:highlight") == [seed_id]

    def test_they_outlive_a_new_annotation_and_another_text(self, library: Library, seed_id: str) -> None:
        article = msgspec.structs.replace(
            _kept(library, seed_id), id="page", url="https://example.org/a/page", text="Zij spraken in het Kremlin."
        )
        library.add(article)
        library.remark("page", add=[remark(article.text, 19, 26, "where", now=NOW)])
        library.annotate("page", Annotation(annotated_by="another engine"))
        library.add(msgspec.structs.replace(article, id="new", text="Op dinsdag: Zij spraken in het Kremlin."))
        kept = _kept(library, "page")
        found = place(kept.text, kept.remarks[0])
        assert found is not None
        assert kept.text[slice(*found)] == "Kremlin"
        assert _ids(library, "has:note") == ["page"]

    def test_nothing_is_lost_in_an_export(self, library: Library, seed_id: str, tmp_path: Path) -> None:
        text = _kept(library, seed_id).text
        made = remark(text, 5, 25, "x\n“y”", now=NOW)
        library.remark(seed_id, add=[made])
        with Library(tmp_path / "other.db") as other:
            lines = BytesIO(b"".join(exported(library)))
            other.add(*(item for item in imported(lines, "x") if isinstance(item, Article)))
            assert _kept(other, seed_id).remarks == (made,)
            assert _ids(other, "has:highlight has:note") == [seed_id]
        (shown,) = article_json(_kept(library, seed_id))["remarks"]
        assert (shown["exact"], shown["note"], shown["start"]) == (text[5:25], "x\n“y”", 5)

    def test_has_is_completed_and_explained(self, library: Library) -> None:
        assert library.completed("has:hi") == "has:highlight"
        assert "note, highlight, tag" in library.listing("has:x").mistakes[0].message
