"""Every key of the table, pressed: what a user sees afterwards."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import DataTable, Input

from sahara_reader.store.article import Article
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.errors import StoreError
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library
from sahara_reader.tui.app import ReaderApp
from sahara_reader.tui.cards.entity import Concordance
from sahara_reader.tui.cards.entity_list import EntityRows
from sahara_reader.tui.keys import table
from sahara_reader.tui.notice import Notice
from sahara_reader.tui.panes.line_view import PaneHeading
from sahara_reader.tui.panes.search_bar import SearchBar

from .web_server import WebServer

Settle = Callable[[Pilot[Any]], Awaitable[None]]
WIDE, NARROW = (120, 40), (60, 20)
PALETTE = ("app", "panes", "article_list", "reader", "timeline")


@pytest.fixture
def press(settle: Settle) -> Callable[..., Awaitable[None]]:
    """Press keys one by one, each until everything has followed."""

    async def pressed(pilot: Pilot[Any], *keys: str) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return pressed


Press = Callable[..., Awaitable[None]]


def _title(app: ReaderApp) -> str:
    article = app.panes.reader.view.article
    assert article is not None
    return article.title


def _keys(text: str) -> list[str]:
    return [{":": "colon", "/": "slash", ".": "full_stop"}.get(letter, letter) for letter in text]


def _on_page(app: ReaderApp) -> str:
    page = app.panes.reader.view.page
    assert page is not None
    return "\n".join(shown.text for shown in page.lines)


def _to(library: Library, words: str) -> list[str]:
    """The keys that put the cursor of the list on the article with these words in its title."""
    listing = library.listing()
    titles = [row.title for place in range(len(listing)) if (row := listing.row(place))]
    place = next(place for place, title in enumerate(titles) if words in title)
    return ["g", *["j"] * place]


class TestList:
    async def test_the_newest_article_is_read_at_the_start(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot)
            assert app.panes.articles.cursor == 0
            assert _title(app) == "Argelia deja de enviar gas a España a través de Marruecos"
            assert len(app.panes.timeline.view.rows) > 0

    @pytest.mark.parametrize(
        ("keys", "cursor"),
        [
            ("j", 1), ("down", 1), ("j j k", 1), ("j up", 0), ("k", 0), ("G", 19), ("end", 19), ("G g", 0),
            ("G home", 0),
            ("G j", 19), ("ctrl+d", 6), ("ctrl+d ctrl+u", 0), ("space", 12), ("pagedown", 12), ("space pageup", 0),
        ],
    )  # fmt: skip
    async def test_moves(self, app: ReaderApp, press: Press, keys: str, cursor: int) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *keys.split())
            assert app.panes.articles.cursor == cursor
            row = app.panes.articles.row
            assert row is not None
            assert row.title == _title(app)

    async def test_enter_opens_and_marks_read(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "enter")
            assert app.panes.active == "reader"
            assert library.counts() == (20, 19)
            assert app.panes.articles.row is not None
            assert app.panes.articles.row.read

    async def test_n_goes_to_the_next_unread(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "j", "m", "j", "m", "g", "n")
            assert app.panes.articles.cursor == 3
            await press(pilot, "N")
            assert app.panes.articles.cursor == 0

    async def test_s_and_m_mark_and_unmark(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "s", "m")
            row = library.listing().row(0)
            assert row is not None
            assert (row.starred, row.read) == (True, True)
            await press(pilot, "s", "m")
            row = library.listing().row(0)
            assert row is not None
            assert (row.starred, row.read) == (False, False)

    async def test_a_click_chooses(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot)
            await pilot.click(app.panes.articles, offset=(15, 4))
            assert app.panes.articles.cursor == 1


class TestPanes:
    async def test_tab_and_letters_walk_the_panes(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            for key, pane in [("tab", "reader"), ("l", "timeline"), ("tab", "articles"), ("shift+tab", "timeline"),
                              ("h", "reader"), ("1", "articles"), ("2", "reader"), ("3", "timeline")]:  # fmt: skip
                await press(pilot, key)
                assert app.panes.active == pane
                assert app.focused is not None
                assert app.focused.has_focus

    async def test_z_gives_the_pane_the_screen_and_back(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "2", "z")
            assert app.panes.reader.size.width == WIDE[0]
            assert not app.panes.timeline.display
            await press(pilot, "escape")
            assert app.panes.timeline.display

    async def test_one_pane_at_a_time_on_a_narrow_screen(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=NARROW) as pilot:
            await press(pilot)
            for pane in ("articles", "reader", "timeline"):
                shown = [name for name in ("articles", "reader", "timeline") if app.panes.query_one(f"#{name}").display]
                assert shown == [pane]
                await press(pilot, "tab")

    async def test_the_size_may_change_at_any_moment(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            for size in [(60, 20), (250, 70), (80, 24), (61, 20), (104, 30), (20, 5), (120, 40)]:
                await pilot.resize_terminal(*size)
                await press(pilot, "j", "tab")


class TestReader:
    @pytest.mark.parametrize(
        ("keys", "top"), [("j", 1), ("j k", 0), ("down", 1), ("j up", 0), ("G g", 0), ("G home", 0)]
    )
    async def test_scrolls(self, app: ReaderApp, press: Press, keys: str, top: int) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "enter", *keys.split())
            assert app.panes.reader.view.scroll_offset.y == top

    @pytest.mark.parametrize("keys", ["space", "pagedown", "ctrl+d", "G", "end"])
    async def test_turns_pages(self, app: ReaderApp, press: Press, keys: str) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "enter", keys)
            top = app.panes.reader.view.scroll_offset.y
            assert top > 1
            await press(pilot, {"ctrl+d": "ctrl+u"}.get(keys, "pageup"))
            assert app.panes.reader.view.scroll_offset.y < top

    async def test_e_steps_through_names_and_dates(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *_to(library, "Marokko en Rusland"), "e")
            article, view = app.panes.reader.view.article, app.panes.reader.view
            assert article is not None

            def standing_on() -> str:
                assert article is not None
                assert view.stop is not None
                return article.text[view.stop.start : view.stop.end]

            assert standing_on() == "Marokko"
            assert app.panes.active == "reader"
            await press(pilot, "e", "e")
            assert standing_on() == "deze week"
            await press(pilot, "e", "e")
            assert standing_on() == "Kremlin"
            await press(pilot, "b")
            assert standing_on() == "Sahara"

    async def test_w_says_why(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *_to(library, "Marokko en Rusland"), "e")
            said = app.panes.reader.query_one("#standing-on")
            assert "Morocco · place" in str(said.render())
            await press(pilot, "w")
            assert "a name in the gazetteer" in str(said.render())
            assert "المغرب" in str(said.render())

    async def test_enter_on_a_name_opens_its_card_and_f_lists_all_it_appears_in(
        self, app: ReaderApp, library: Library, press: Press
    ) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *_to(library, "Marokko en Rusland"), "e", "e", "enter")
            head = str(app.screen.query_one("#head").render())
            assert head.startswith("Russia   place")
            assert "written Rusland" in head
            await press(pilot, "f")
            assert app.query_one(Input).value == 'entity:"Russia"'
            listing = app.panes.articles.listing
            assert listing is not None
            assert 1 < len(listing) < 20
            await press(pilot, "escape")
            assert _title(app).startswith("Marokko en Rusland")

    async def test_a_mention_on_the_card_leads_into_its_article(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "E", *"polisa", "enter")
            rows = app.screen.query_one(Concordance)
            assert len(rows.rows) > 3
            await press(pilot, "j", "j", "k", "enter")
            article = app.panes.reader.view.article
            assert article is not None
            assert article.id == rows.rows[1].article
            assert app.panes.active == "reader"

    async def test_decisions_on_the_card_hold_and_are_taken_back(
        self, app: ReaderApp, library: Library, press: Press
    ) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "E", *"bouchr", "enter")

            def head() -> str:
                return str(app.screen.query_one("#head").render())

            await press(pilot, "r", "ctrl+u", *_keys("De ambassadeur"), "enter")
            assert head().startswith("De ambassadeur   person")
            await press(pilot, "t")
            assert head().startswith("De ambassadeur   place")
            await press(pilot, "u", "u")
            assert head().startswith("Lotfi Bouchaara   person")
            await press(pilot, "m", *"bogd", "enter")
            assert "Lotfi Bouchraara" in head().partition("written")[2]
            assert head().startswith("Mikhail Bogdanov")
            await press(pilot, "u")
            assert head().startswith("Lotfi Bouchaara")
            await press(pilot, "x", "y")
            await press(pilot, "u", "s", "y", "u", "escape")
            assert len(app.screen_stack) == 1
            assert not library.register.rulings

    async def test_the_list_of_entities_narrows_as_one_types(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "E")
            rows = app.screen.query_one(EntityRows)
            everything = len(rows.rows)
            assert rows.rows[0].articles >= rows.rows[1].articles
            await press(pilot, *"alge")
            assert 0 < len(rows.rows) < everything
            await press(pilot, "down", "up", "escape")
            assert len(app.screen_stack) == 1

    async def test_enter_on_a_date_goes_to_its_place_in_the_timeline(
        self, app: ReaderApp, library: Library, press: Press
    ) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *_to(library, "Marokko en Rusland"), "enter")
            page = app.panes.reader.view.page
            assert page is not None
            values = [getattr(stop, "value", None) for stop in page.stops]
            await press(pilot, *["e"] * (values.index("2021-02-17") + 1))
            chosen = app.panes.timeline.view.row
            assert chosen is not None
            assert chosen.edtf == "2021-02-17"
            await press(pilot, "enter")
            assert app.panes.active == "timeline"

    async def test_n_steps_through_the_hits(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "slash", *"kremlin", "space", *"rusland", "enter", "enter", "G")
            assert len(app.panes.reader.view.hits) > 3
            await press(pilot, "n")
            assert app.panes.reader.view.scroll_offset.y <= 3
            await press(pilot, "N")
            assert app.panes.reader.view.scroll_offset.y > 3

    async def test_the_next_article_from_the_reader(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "J", "J", "K")
            assert app.panes.articles.cursor == 1
            assert app.panes.active == "reader"
            row = app.panes.articles.row
            assert row is not None
            assert row.title == _title(app)

    async def test_o_opens_only_what_is_safe(
        self, app: ReaderApp, press: Press, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[str] = []
        monkeypatch.setattr("webbrowser.open", opened.append)
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "o")
            assert opened == []
            assert app.query_one(Notice).display
            assert "no web address" in str(app.query_one(Notice).render())

    async def test_y_copies_the_citation(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "y")
            assert app.clipboard == (
                "“Argelia deja de enviar gas a España a través de Marruecos”, sahara-reader sample, 31 Oct 2021"
            )
            await press(pilot, "escape")
            assert not app.query_one(Notice).display


class TestTimeline:
    @pytest.mark.parametrize(
        ("keys", "cursor"),
        [("j", 1), ("right_square_bracket", 1), ("j k", 0), ("j left_square_bracket", 0), ("down up", 0), ("G", -1),
         ("G g", 0), ("end home", 0), ("space", -1), ("ctrl+d ctrl+u", 0), ("pagedown pageup", 0)],
    )  # fmt: skip
    async def test_moves(self, app: ReaderApp, press: Press, keys: str, cursor: int) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "3", *keys.split())
            view = app.panes.timeline.view
            assert view.cursor == cursor % len(view.rows)

    async def test_moving_marks_the_sentence_in_the_reader(
        self, app: ReaderApp, library: Library, press: Press
    ) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, *_to(library, "Marokko en Rusland"), "3", "j", "j")
            top, page = app.panes.reader.view.scroll_offset.y, app.panes.reader.view.page
            assert page is not None
            line = page.line_of(page.article.text.index("Precies een maand"))
            assert top <= line < top + app.panes.reader.view.size.height

    async def test_enter_reads_the_sentence(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *_to(library, "Marokko en Rusland"), "3", "enter")
            assert app.panes.active == "reader"

    async def test_t_widens_the_scope_and_enter_opens_another_article(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"trump", "enter")
            of_article = len(app.panes.timeline.view.rows)
            await press(pilot, "t")
            of_results = len(app.panes.timeline.view.rows)
            await press(pilot, "t")
            of_all = len(app.panes.timeline.view.rows)
            assert of_article < of_results < of_all
            await press(pilot, "t")
            assert len(app.panes.timeline.view.rows) == of_article
            await press(pilot, "t", "3", "g", "enter")
            source = app.panes.timeline.view.rows[0].sources[0]
            assert app.panes.reader.shows(source.article)
            assert app.panes.articles.row is not None
            assert app.panes.articles.row.id == source.article

    async def test_a_click_chooses(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot)
            view = app.panes.timeline.view
            await pilot.click(view, offset=(5, view._first_lines[1]))
            assert view.cursor == 1


class TestSearch:
    async def test_every_key_finds_anew_and_escape_brings_all_back(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *["j"] * 15)
            top = app.panes.articles.scroll_offset.y
            await press(pilot, "slash")
            counts = []
            for key in "moskou":
                await press(pilot, key)
                assert app.panes.articles.listing is not None
                counts.append(len(app.panes.articles.listing))
            assert counts == sorted(counts, reverse=True)
            assert counts[-1] == 1
            assert _title(app).startswith("Marokko en Rusland")
            hits = app.panes.reader.view.hits
            article = app.panes.reader.view.article
            assert article is not None
            assert [article.text[start:end] for start, end in hits] == ["Moskou", "Moskou"]
            await press(pilot, "escape")
            assert (app.panes.articles.cursor, app.panes.articles.scroll_offset.y) == (15, top)
            assert not app.query_one(SearchBar).display

    async def test_what_is_typed_ahead_is_typed_into_the_bar(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot)
            for key in "/kremlin/":
                app.post_message(events.Key({"/": "slash"}.get(key, key), key))
            await press(pilot)
            assert app.query_one(Input).value == "kremlin/"

    async def test_right_takes_what_is_offered(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"person:staff", "right")
            assert app.query_one(Input).value == 'person:"staffan de Mistura"'
            assert len(app.panes.articles.listing or ()) == 2

    async def test_a_mistake_is_explained_under_the_bar(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"on:spring")
            mistake = app.query_one("#mistake")
            assert mistake.display
            assert "wants a date" in str(mistake.render())
            await press(pilot, *["backspace"] * 9)
            assert not mistake.display

    async def test_nothing_found_says_what_to_do(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"zzzz")
            lines = "\n".join(app.panes.articles.strip(line).text for line in range(4))
            assert "No article holds zzzz" in lines
            assert "Esc" in lines
            assert app.panes.reader.view.article is None

    async def test_keys_are_letters_while_typing(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"jqe?", "space", "1")
            assert app.query_one(Input).value == "jqe? 1"

    @pytest.mark.parametrize("key", ["enter", "tab", "down"])
    async def test_going_on_keeps_what_was_found(self, app: ReaderApp, press: Press, key: str) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"kremlin", key)
            assert app.panes.active == "articles"
            assert app.panes.articles.listing is not None
            assert len(app.panes.articles.listing) == 1
            await press(pilot, "escape")
            assert len(app.panes.articles.listing or ()) == 20

    async def test_a_query_on_the_command_line(self, library: Library, press: Press) -> None:
        app = ReaderApp(library, query="guerguerat", patient=False)
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot)
            assert len(app.panes.articles.listing or ()) == 2


class TestMarking:
    async def test_tags_are_written_shown_and_searched(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "number_sign", "ctrl+u", *"gas,", "space", *"#trade", "space", *"talks", "enter")
            assert app.panes.articles.row is not None
            assert app.panes.articles.row.tags == ("gas", "trade talks")
            assert "#gas #trade talks" in _on_page(app)
            await press(pilot, "number_sign", "escape")
            assert len(app.screen_stack) == 1
            await press(pilot, "slash", *"tag:gas", "enter")
            assert len(app.panes.articles.listing or ()) == 1

    async def test_a_note_is_written_shown_and_taken_away(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "a", "ctrl+u", *"call", "space", *"Rabat", "enter")
            row = app.panes.articles.row
            assert row is not None
            assert row.noted
            assert "✎" in app.panes.articles.strip(1).text
            assert "✎ call Rabat" in _on_page(app)
            await press(pilot, "a", *["backspace"] * 10, "enter")
            kept = library.article(row.id)
            assert kept is not None
            assert kept.note == ""
            assert "✎" not in _on_page(app)

    async def test_all_of_a_list_are_marked_read_and_back(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"lang:nl", "enter", "A", "n")
            assert library.counts() == (20, 20)
            await press(pilot, "A", "s", "y")
            assert library.counts() == (20, 15)
            assert "5 articles marked read" in str(app.query_one(Notice).render())
            await press(pilot, "u")
            assert library.counts() == (20, 20)
            assert "Taken back: 5 articles marked read" in str(app.query_one(Notice).render())
            await press(pilot, "u")
            assert "Nothing to take back" in str(app.query_one(Notice).render())

    async def test_the_last_change_is_taken_back_first(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "s", "m", "u")
            row = app.panes.articles.row
            assert row is not None
            assert (row.starred, row.read) == (True, False)
            await press(pilot, "u")
            assert app.panes.articles.row is not None
            assert not app.panes.articles.row.starred


class TestCopies:
    async def test_copies_are_named_taken_apart_and_put_together(
        self, app: ReaderApp, library: Library, press: Press
    ) -> None:
        row = library.listing("kremlin").row(0)
        assert row is not None
        original = library.article(row.id)
        assert original is not None
        library.add(_article(f"Source: NRC\n\nVan onze redactie. {original.text}"))
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"kremlin", "enter")
            assert len(app.panes.articles.listing or ()) == 1
            assert app.panes.articles.row is not None
            assert app.panes.articles.row.copies == 1
            assert "+1" in app.panes.articles.strip(1).text
            assert "also in NRC" in _on_page(app)
            await press(pilot, "c")
            assert len(app.panes.articles.listing or ()) == 2
            assert "also in" not in _on_page(app)
            await press(pilot, "c")
            assert "no copies" in str(app.query_one(Notice).render())
            await press(pilot, "u")
            assert len(app.panes.articles.listing or ()) == 1


class TestFetching:
    async def test_feeds_are_followed_fetched_and_managed(
        self, library: Library, press: Press, server: WebServer
    ) -> None:
        app = ReaderApp(library, patient=False, private=["127.0.0.1"])
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "F")
            assert "No feed is followed yet" in str(app.screen.query_one("#about").render())
            await press(pilot, "a", *_keys(f"{server.base}/page"), "enter")
            assert "Dagblad is followed: 2 articles" in str(app.screen_stack[0].query_one(Notice).render())
            assert app.screen.query_one(DataTable).row_count == 1
            await press(pilot, "e", "ctrl+u", *"Krant", "enter", "f", *"nl", "enter")
            (feed,) = library.subscriptions.all()
            assert (feed.title, feed.folder) == ("Krant", "nl")
            await press(pilot, "r")
            assert "0 new" in str(app.screen_stack[0].query_one(Notice).render())
            await press(pilot, "escape", "slash", *_keys("source:dagblad"), "enter", "r")
            assert server.asked["/feed"] == 3
            await press(pilot, "F", "d", "n")
            assert library.subscriptions.all() != []
            await press(pilot, "d", "y", "q")
            assert library.subscriptions.all() == []
            assert len(app.screen_stack) == 1
            await press(pilot, "R")
            assert "No feed may be asked now" in str(app.query_one(Notice).render())

    async def test_the_full_text_is_fetched_and_stays(self, library: Library, press: Press, server: WebServer) -> None:
        url = f"{server.base}/teasers"
        library.subscriptions.follow(url)
        app = ReaderApp(library, patient=False, private=["127.0.0.1"], query="source:journal")
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "R", "1", "g", "g", "s", "f")
            article = app.panes.reader.view.article
            assert article is not None
            assert article.text.startswith("Le Maroc et la Russie ont discuté du Sahara occidental")
            assert (article.title, article.source, article.starred) == ("Le Maroc, la Russie", "Journal", True)
            assert article.published is not None
            assert "words, read from its page" in str(app.query_one(Notice).render())
            await press(pilot, "R", "f")
            again = library.article(article.id)
            assert again is not None
            assert again.text == article.text
            assert "holds no more than is here" in str(app.query_one(Notice).render())
            await press(pilot, "j", "f")
            assert "its server answered 404" in str(app.query_one(Notice).render()).lower()

    async def test_what_fails_is_said(self, library: Library, press: Press, server: WebServer) -> None:
        app = ReaderApp(library, patient=False, private=["127.0.0.1"])
        library.subscriptions.follow(f"{server.base}/status/500", "Dood")
        library.subscriptions.follow(f"{server.base}/moved", "Verhuisd")
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "R")
            assert "2 new; 1 of 2 feeds failed" in str(app.query_one(Notice).render())
            await press(pilot, "F")
            assert "has failed (500)" in str(app.screen.query_one("#about").render())
            await press(pilot, "j")
            assert "It has moved to" in str(app.screen.query_one("#about").render())
            await press(pilot, "m")
            assert library.subscriptions.get(f"{server.base}/feed") is not None


class TestOrder:
    async def test_sorting_keeps_the_cursor_on_its_article(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *["j"] * 7)
            articles, heading = app.panes.articles, app.panes.list_pane.query_one(PaneHeading)
            row = articles.row
            assert row is not None
            line = articles.cursor * 3 - articles.scroll_offset.y
            await press(pilot, "S", "S")
            assert "by source" in str(heading.render())
            assert articles.listing is not None
            assert articles.listing.order == "source"
            assert articles.row == row
            assert 0 <= articles.cursor * 3 - articles.scroll_offset.y <= articles.size.height
            await press(pilot, "S")
            assert "newest first" in str(heading.render())
            assert articles.row == row
            assert articles.cursor * 3 - articles.scroll_offset.y == line

    async def test_by_relevance_a_search_begins_with_the_best(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "S", "slash", *"ambassade")
            assert app.panes.articles.cursor == 0
            first = app.panes.articles.row
            assert first is not None
            assert "ambassade" in first.title.casefold()


class TestDidYouMean:
    async def test_a_slip_is_mended_with_one_key(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"bogdnaov")
            meant = app.query_one("#meant")
            assert "Did you mean bogdanov?" in str(meant.render())
            await press(pilot, "ctrl+y")
            assert app.query_one(Input).value == "bogdanov"
            assert len(app.panes.articles.listing or ()) == 1
            assert not meant.display  # and the key does nothing any more
            await press(pilot, "ctrl+y")
            assert app.query_one(Input).value == "bogdanov"


class TestEverywhere:
    async def test_question_mark_shows_every_key(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "question_mark")
            shown = str(app.screen.query_one("#keys").render())
            assert all(" ".join(key.does.split()[:3]) in shown for keys in table().values() for key in keys)
            await press(pilot, "space", "j", "k", "pageup", "escape")
            assert len(app.screen_stack) == 1

    async def test_the_palette_runs_every_action(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot)
            named = {command.title: command for command in app.get_system_commands(app.screen)}
            reached = [key.does for place in PALETTE for key in table()[place]]
            assert set(reached) <= set(named)
            await press(pilot, "ctrl+p", *"Go to the timeline", "enter")
            assert app.panes.active == "timeline"

    async def test_q_goes_back_step_by_step_and_then_quits(self, app: ReaderApp, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"trump", "enter", "q")
            assert not app.query_one(SearchBar).display
            await press(pilot, "2", "q")
            assert app.panes.active == "articles"
            await press(pilot, "q")
            assert not app.is_running

    async def test_an_empty_library_says_what_to_do(
        self, tmp_path_factory: pytest.TempPathFactory, press: Press
    ) -> None:
        with Library(tmp_path_factory.mktemp("empty") / "library.db") as empty:
            app = ReaderApp(empty, patient=False)
            async with app.run_test(size=WIDE) as pilot:
                await press(pilot, "j", "k", "G", "n", "enter", "s", "e", "w", "t", "3", "j", "enter", "y", "o")
                lines = "\n".join(app.panes.articles.strip(line).text for line in range(8))
                assert "sahara-reader add" in lines

    async def test_ids_of_keys_are_unique(self) -> None:
        ids = [key.id for keys in table().values() for key in keys]
        assert len(ids) == len(set(ids))

    async def test_no_key_means_two_things_in_one_place(self) -> None:
        for place in ("article_list", "reader", "timeline"):
            keys = [one for name in ("app", "panes", place) for key in table()[name] for one in key.keys.split(",")]
            assert len(keys) == len(set(keys))


async def test_rows_that_are_on_their_way_survive_a_resize(app: ReaderApp, library: Library, press: Press) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot)
        view, rows = app.panes.timeline.view, library.timeline("guerguerat")
        view.show(rows, with_sources=True)
        view.on_resize()
        await press(pilot)
        assert view.rows == rows


async def test_trouble_with_the_store_is_said_and_the_panes_stay(
    app: ReaderApp, library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    async with app.run_test(size=WIDE) as pilot:
        await press(pilot)
        monkeypatch.setattr(library, "mark", refuse)
        await press(pilot, "s")
        assert "The disk is full." in str(app.query_one(Notice).render())
        assert app.panes.articles.row is not None


async def test_a_store_that_cannot_even_be_listed_ends_in_one_sentence(
    app: ReaderApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The file is damaged.")

    monkeypatch.setattr(library, "listing", refuse)
    await app.run_async(headless=True, size=WIDE)
    assert str(app.failure) == "The file is damaged."
    assert app.return_code == 1


class TestChangesFromOutside:
    async def test_new_articles_arrive_and_nothing_jumps(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, *["j"] * 15)
            articles = app.panes.articles
            row, line = articles.row, articles.cursor * 3 - articles.scroll_offset.y
            with Library(library.path) as other:
                other.add(*(_article(f"Date: 2022-01-0{day}\n\nNieuws nummer {day}.") for day in range(1, 6)))
            app.follow_changes()
            await press(pilot)
            assert len(articles.listing or ()) == 25
            assert articles.row == row
            assert articles.cursor == 20
            assert articles.cursor * 3 - articles.scroll_offset.y == line

    async def test_only_what_matches_the_search_arrives(self, app: ReaderApp, library: Library, press: Press) -> None:
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "slash", *"kremlin")
            with Library(library.path) as other:
                other.add(_article("Nieuws uit het Kremlin."), _article("Ander nieuws."))
            app.follow_changes()
            await press(pilot)
            assert len(app.panes.articles.listing or ()) == 2


def _article(text: str) -> Article:
    (item,) = read_bytes(text.encode(), "x.txt")
    assert isinstance(item, RawArticle)
    return annotated(compose(item))
