"""Reading an article: finding words in it, links, selecting, highlights and notes, the mouse, the place one left."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from sahara_reader.store.addresses import links
from sahara_reader.store.article import Article, Quote
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library
from sahara_reader.tui.app import ReaderApp
from sahara_reader.tui.notice import Notice
from sahara_reader.tui.panes.find_bar import FindBar
from sahara_reader.tui.panes.page import Page
from sahara_reader.tui.panes.reader_view import ReaderView
from sahara_reader.tui.panes.selection import Selection, word_at
from sahara_reader.tui.panes.spans import Spans
from sahara_reader.tui.places import Places

Settle = Callable[[Pilot[Any]], Awaitable[None]]
Press = Callable[..., Awaitable[None]]
WIDE = (120, 40)

TEXT = (
    "Marokko en Rusland bespraken de Sahara in het Kremlin.\n\n"
    "“Dat is een schending van het recht”, zei Bogdanov. De Marokkaanse pers zweeg op 17 februari 2021.\n\n"
    "Zie https://mañana.es/ñ en https://user@evil.example/ of www.un.org/en."
)


@pytest.fixture
def press(settle: Settle) -> Press:
    """Press keys one by one, each until everything has followed."""

    async def pressed(pilot: Pilot[Any], *keys: str) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return pressed


def _article(text: str, **fields: Any) -> Article:
    return annotated(compose(RawArticle(text=text, title="Kremlin", language="nl", **fields)))


@pytest.fixture
def opened(tmp_path: Path) -> ReaderApp:
    """The reader on one article of our own."""
    library = Library(tmp_path / "one.db")
    library.add(_article(TEXT, url="https://example.org/a/b"))
    return ReaderApp(library, patient=False)


def _view(app: ReaderApp) -> ReaderView:
    return app.panes.reader.view


def _selected(app: ReaderApp) -> str:
    view = _view(app)
    assert view.article is not None
    assert view.selection is not None
    return view.article.text[view.selection.start : view.selection.end]


def _highlighted(app: ReaderApp) -> list[tuple[str, str]]:
    article = next(app.library.articles())
    return [(remark.exact, remark.note) for remark in article.remarks]


def _painted(app: ReaderApp) -> str:
    view = _view(app)
    return "\n".join(view.strip(line).text.rstrip() for line in range(len(view.page.lines if view.page else ())))


def _standing_on(app: ReaderApp) -> str:
    return str(app.panes.reader.query_one("#standing-on").render())


def _cell(app: ReaderApp, words: str, *, last: bool = False) -> tuple[int, int]:
    """Where words are painted, as an offset for the pilot's mouse."""
    for y, line in enumerate(_painted(app).split("\n")):
        if words in line:
            return line.index(words) + (len(words) - 1 if last else 0), y - _view(app).scroll_offset.y
    raise AssertionError(words)


class TestFinding:
    async def test_words_are_found_as_one_types_and_escape_goes_back(
        self, app: ReaderApp, library: Library, press: Press
    ) -> None:
        library.add(_article("\n\n".join(f"Alinea {number} over de Saharà." for number in range(60))))
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"alinea", "enter", "enter", "space")
            top = _view(app).scroll_offset.y
            assert top > 0
            await press(pilot, "slash", *"sahara")
            count = app.panes.reader.query_one("#found-here")
            assert app.panes.active == "reader"
            first = str(count.render())
            assert first.endswith(" of 60")
            assert int(first.split(maxsplit=1)[0]) > 1  # the first one from where one was
            await press(pilot, "down", "enter", "n", "N", "n")
            assert str(count.render()) == f"{int(first.split(maxsplit=1)[0]) + 2} of 60"
            await press(pilot, "G", "slash", *"zzz")
            assert str(count.render()) == "not here"
            await press(pilot, "escape")
            assert not app.query_one(FindBar).display
            assert _view(app).scroll_offset.y == top
            assert app.focused is _view(app)
            assert len(app.panes.articles.listing or ()) == 1  # the library's search is still there

    async def test_what_is_typed_ahead_is_looked_for(self, opened: ReaderApp, press: Press) -> None:
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter")
            await pilot.press("slash", *"recht")
            await press(pilot)
            assert opened.query_one(FindBar).query_one(Input).value == "recht"
            await press(pilot, "enter", "q")
            assert not opened.query_one(FindBar).display

    async def test_another_article_ends_it(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "slash", *"de", "enter", "J")
            assert not app.query_one(FindBar).display
            assert _view(app).found is None


class TestLinks:
    async def test_they_are_listed_as_they_are_really_asked(
        self, opened: ReaderApp, press: Press, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        browsed: list[str] = []
        monkeypatch.setattr("webbrowser.open", browsed.append)
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "L")
            options = opened.screen.query_one(OptionList)
            shown = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
            assert shown[0] == "1  https://example.org/a/b"
            assert shown[1].startswith("2  https://xn--maana-pta.es/ñ  written https://mañana.es/ñ")
            assert "no address that is safe" in shown[2]
            await press(pilot, "3")
            assert len(opened.screen_stack) == 2
            await press(pilot, "2", "L", "j", "k", "j", "j", "enter", "L", "escape")
            assert browsed == ["https://xn--maana-pta.es/ñ", "https://www.un.org/en"]

    async def test_only_a_safe_one_becomes_a_link_of_the_terminal(self, opened: ReaderApp, press: Press) -> None:
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter")
            page = _view(opened).page
            assert page is not None
            strips = [_view(opened).strip(line) for line in range(len(page.lines))]
            linked = {segment.style.link for strip in strips for segment in strip if segment.style}
            assert linked == {None, "https://xn--maana-pta.es/ñ", "https://www.un.org/en"}

    async def test_none_is_said(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "L")
            assert "no link" in str(app.query_one(Notice).render())

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("zie https://a.nl/b(c). En", ["https://a.nl/b(c)"]),
            ("(https://a.nl/b), “https://c.nl/d”", ["https://a.nl/b", "https://c.nl/d"]),
            ("mail x@www.nl of javascript:alert(1)", []),
            ("https://a.nl/\x1b]8;;x", [None]),
            ("https://\u202ea.nl", [None]),
        ],
    )
    def test_addresses_in_text(self, text: str, found: list[str | None]) -> None:
        assert [link.url for link in links(text)] == found


class TestSelecting:
    @pytest.mark.parametrize(
        ("keys", "words"),
        [
            ("v", "Marokko"),
            ("v l right w", "Marokko en Rusland bespraken"),
            ("v l l h", "Marokko en"),
            ("v s", "Marokko en Rusland bespraken de Sahara in het Kremlin."),
            ("v )", TEXT[: TEXT.index("”")].replace("“", "“")[:54]),
            ("e e v l", "Rusland bespraken"),
            ("e e v h h h h", "Marokko en Rusland"),
            ("e e v (", "Marokko en Rusland bespraken de Sahara in het Kremlin."),
        ],
    )
    async def test_words_and_sentences(self, opened: ReaderApp, press: Press, keys: str, words: str) -> None:
        names = {")": "right_parenthesis", "(": "left_parenthesis"}
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", *(names.get(key, key) for key in keys.split()))
            assert _selected(opened) == words

    async def test_lines(self, opened: ReaderApp, press: Press) -> None:
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "v", "j", "j")
            assert _selected(opened).startswith("Marokko en Rusland")
            assert "“Dat is" in _selected(opened) or "“Dat" in _selected(opened)
            await press(pilot, "k", "k", "k")
            assert _selected(opened) == "Marokko"
            await press(pilot, "escape")
            assert _view(opened).selection is None
            assert opened.panes.active == "reader"

    async def test_the_mouse_selects_and_y_copies(self, opened: ReaderApp, press: Press) -> None:
        async with opened.run_test(size=(160, 40)) as pilot:
            await press(pilot, "enter")
            await pilot.mouse_down(_view(opened), offset=_cell(opened, "Rusland"))
            await pilot.hover(_view(opened), offset=_cell(opened, "Sahara", last=True))
            await pilot.mouse_up(_view(opened), offset=_cell(opened, "Sahara", last=True))
            assert _selected(opened) == "Rusland bespraken de Sahara"
            await press(pilot, "y")
            assert opened.clipboard == "Rusland bespraken de Sahara"
            assert _view(opened).selection is None

    @given(st.text(alphabet="ab .!?\n“”é1", min_size=1), st.lists(st.sampled_from("wbs()"), max_size=12), st.data())
    def test_a_selection_stays_within_its_text(self, text: str, moves: str, data: st.DataObject) -> None:
        word = word_at(text, data.draw(st.integers(0, len(text) - 1)))
        selection = Selection(word, word)
        for move in moves:
            step = 1 if move in "ws)" else -1
            selection = selection.by_word(text, step) if move in "wb" else selection.by_sentence(text, step)
            assert 0 <= selection.start < selection.end <= len(text)


class TestRemarks:
    async def test_a_highlight_is_painted_walked_to_and_taken_away(self, opened: ReaderApp, press: Press) -> None:
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "e", "e", "v", "H")
            assert _highlighted(opened) == [("Rusland", "")]
            assert "┃  Marokko en Rusland" in _painted(opened)
            await press(pilot, "right_square_bracket")
            assert "highlight" in _standing_on(opened)
            await press(pilot, "x")
            assert _highlighted(opened) == []
            await press(pilot, "u")
            assert _highlighted(opened) == [("Rusland", "")]
            await press(pilot, "u")
            assert _highlighted(opened) == []

    async def test_a_note_stands_in_the_margin_and_is_read_changed_and_searched(
        self, opened: ReaderApp, press: Press
    ) -> None:
        async with opened.run_test(size=(200, 40)) as pilot:
            await press(pilot, "enter", "v", "s", "a", *"vraag", "space", *"Rabat", "enter")
            assert _highlighted(opened) == [("Marokko en Rusland bespraken de Sahara in het Kremlin.", "vraag Rabat")]
            assert "✎" in _painted(opened)
            assert "✎ vraag Rabat" in _painted(opened)
            await press(pilot, "left_square_bracket")
            assert _standing_on(opened) == "✎ vraag Rabat"
            await press(pilot, "w")
            assert "highlighted on" in _standing_on(opened)
            await press(pilot, "enter", "ctrl+u", *"morgen", "enter")
            assert [note for _, note in _highlighted(opened)] == ["morgen"]
            assert "✎ vraag" not in _painted(opened)
            await press(pilot, "1", "slash", *"has:note", "space", *"morgen", "enter")
            assert len(opened.panes.articles.listing or ()) == 1

    async def test_escape_in_the_prompt_leaves_all_as_it_was(self, opened: ReaderApp, press: Press) -> None:
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "v", "a", *"x", "escape")
            assert _highlighted(opened) == []

    async def test_words_that_have_gone_are_told_in_the_head(self, opened: ReaderApp, press: Press) -> None:
        async with opened.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "v", "s", "H")
            article = next(opened.library.articles())
            other = _article("Heel iets anders.", url="https://example.org/a/b")
            opened.library.add(msgspec.structs.replace(other, id="new"))
            opened.show_article()
            await press(pilot)
            assert article.remarks == next(opened.library.articles()).remarks
            assert "gone from the text since: “Marokko en Rusland" in " ".join(_painted(opened).split())


class TestPointing:
    async def test_a_click_stands_on_what_is_there_and_a_second_one_follows(
        self, opened: ReaderApp, press: Press, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        browsed: list[str] = []
        monkeypatch.setattr("webbrowser.open", browsed.append)
        async with opened.run_test(size=(160, 40)) as pilot:
            await press(pilot, "enter")

            async def click(words: str) -> None:
                await pilot.click(_view(opened), offset=_cell(opened, words))
                await press(pilot)

            await click("Kremlin.")
            assert "Kremlin" in _standing_on(opened)
            await click("Marokkaanse")
            assert "Morocco" in _standing_on(opened)
            await click("www.un.org")
            assert "link · https://www.un.org/en" in _standing_on(opened)
            assert browsed == []
            await click("www.un.org")
            assert browsed == ["https://www.un.org/en"]
            await click("schending")
            assert _view(opened).stop is None
            await click("17 februari")
            await click("17 februari")
            assert opened.panes.active == "timeline"


class TestQuotes:
    async def test_the_speaker_stands_beside_the_quote_where_there_is_room(self, tmp_path: Path, press: Press) -> None:
        library, article = Library(tmp_path / "one.db"), _article(TEXT)
        bogdanov = next(m.entity for m in article.annotation.mentions if article.text[m.start : m.end] == "Bogdanov")
        quote = Quote(start=TEXT.index("“"), end=TEXT.index("”") + 1, speaker=bogdanov)
        library.add(
            msgspec.structs.replace(article, annotation=msgspec.structs.replace(article.annotation, quotes=(quote,)))
        )
        app = ReaderApp(library, patient=False)
        async with app.run_test(size=(220, 40)) as pilot:
            await press(pilot, "enter")
            lines = [line for line in _painted(app).split("\n") if "❝" in line]
            assert len(lines) == 1
            assert lines[0].endswith("❝ Bogdanov")
            await pilot.resize_terminal(60, 20)
            await press(pilot)
            assert all(len(line) <= 60 for line in _painted(app).split("\n"))


class TestPlace:
    @pytest.mark.xfail(reason="the place in the very first article of a run is not always found again", strict=False)
    async def test_it_is_kept_for_each_article_at_any_width_and_between_runs(
        self, app: ReaderApp, library: Library, tmp_path: Path, press: Press
    ) -> None:
        places = Places(tmp_path / "state" / "places.json")
        app = ReaderApp(library, patient=False, places=places)

        def top() -> str:
            page = _view(app).page
            assert page is not None
            return page.lines[round(_view(app).scroll_offset.y)].text[:20]

        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "enter", *"jjjjjjjjj")
            first = top()
            await press(pilot, "J", "K")
            assert top() == first
            await pilot.resize_terminal(120, 14)
            await press(pilot)
            assert top()[:10] == first[:10]
        places.save()
        app = ReaderApp(library, patient=False, places=Places(tmp_path / "state" / "places.json"))
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot)
            assert _view(app).scroll_offset.y > 0

    def test_a_file_that_is_none_is_no_harm(self, tmp_path: Path) -> None:
        path = tmp_path / "places.json"
        path.write_text("{broken")
        places = Places(path)
        assert places.of("x") == 0
        for number in range(1100):
            places.remember(str(number), 5)
        places.remember("1099", 0)
        places.save()
        kept = Places(path)
        assert (kept.of("0"), kept.of("1098"), kept.of("1099")) == (0, 5, 0)
        Places(path / "below" / "a file").save()


class TestLongTexts:
    def test_a_page_is_laid_out_in_pieces_and_comes_to_the_same(self) -> None:
        article = _article("\n\n".join(f"Alinea {number} over de Sahara en Rabat." for number in range(3000)))
        page = Page(article, 60)
        pieces = page.pieces(article.text.index("Alinea 700 "))
        page.add(next(pieces))
        assert page.holds(article.text.index("Alinea 700 "))
        at_first = page.complete
        assert not at_first
        assert len(page.lines) < 2000
        for piece in pieces:
            page.add(piece)
        assert page.complete
        words = [word for line in page.lines if line.start >= 0 for word in line.text.split()]
        assert words == article.text.split()

    async def test_a_place_far_down_is_reached(self, library: Library, press: Press) -> None:
        text = "\n\n".join(f"Alinea {number}." for number in range(4000)) + "\n\nOp 17 februari 2021 sprak Bogdanov."
        library.add(_article(text))
        app = ReaderApp(library, patient=False)
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"alinea", "enter", "3", "enter")
            page, view = _view(app).page, _view(app)
            assert page is not None
            line = page.line_of(text.index("Op 17 februari"))
            assert view.scroll_offset.y <= line < view.scroll_offset.y + view.size.height


class TestSpans:
    @given(
        st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=20), st.integers(0, 70), st.integers(1, 9)
    )
    def test_within_is_what_a_look_at_all_would_find(
        self, drawn: list[tuple[int, int]], start: int, length: int
    ) -> None:
        quotes = [Quote(start=begin, end=begin + size, speaker=None) for begin, size in drawn]
        spans = Spans(quotes)
        found = [(quote.start, quote.end) for quote in spans.within(start, start + length)]
        assert found == sorted((q.start, q.end) for q in quotes if q.start < start + length and q.end > start)
        at = spans.at(start)
        assert (at is None) == (not any(q.start <= start < q.end for q in quotes))
