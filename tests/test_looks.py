"""What the screens look like: snapshots, some of which are the README's pictures."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from sahara_reader.store.library import Library
from sahara_reader.store.subscriptions import Subscription
from sahara_reader.tui.app import ReaderApp
from sahara_reader.tui.panes.search_bar import SearchBar
from sahara_reader.tui.themes import LIGHT

Settle = Callable[[Pilot[Any]], Awaitable[None]]
Compare = Callable[..., bool]

TO_THE_SEED = ("slash", *"kremlin", "escape", "G", *["k"] * 6)


@pytest.fixture
def looks(
    app: ReaderApp, settle: Settle, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., bool]:
    """Press keys, each until everything has followed, then compare the screen with its snapshot."""
    monkeypatch.setattr(SearchBar, "found", lambda bar, listing, _: _found(bar, listing, 0.001))

    def compare(size: tuple[int, int], *keys: str, theme: str = "") -> bool:
        async def play(pilot: Pilot[Any]) -> None:
            await settle(pilot)
            if theme:
                pilot.app.theme = theme
            for key in keys:
                await pilot.press(key)
                await settle(pilot)

        return snap_compare(app, terminal_size=size, run_before=play)

    return compare


_found = SearchBar.found


def test_main(looks: Compare) -> None:
    assert looks((120, 40), *TO_THE_SEED, "enter", "e", "e")


def test_main_light(looks: Compare) -> None:
    assert looks((120, 40), *TO_THE_SEED, "enter", theme=LIGHT.name)


def test_main_80_columns(looks: Compare) -> None:
    assert looks((80, 24), *TO_THE_SEED, "3", "j")


def test_main_200_columns(looks: Compare) -> None:
    assert looks((200, 60), *TO_THE_SEED, "3", "j")


def test_narrow_list(looks: Compare) -> None:
    assert looks((60, 20), *TO_THE_SEED)


def test_narrow_reader(looks: Compare) -> None:
    assert looks((60, 20), *TO_THE_SEED, "enter", "e", "w")


def test_narrow_timeline(looks: Compare) -> None:
    assert looks((60, 20), *TO_THE_SEED, "3")


def test_search(looks: Compare) -> None:
    assert looks((120, 40), "slash", *"guergue")


def test_search_without_hits(looks: Compare) -> None:
    assert looks((80, 24), "slash", *"zzzz")


def test_did_you_mean(looks: Compare) -> None:
    assert looks((80, 24), "slash", *"bogdnaov")


def test_question(looks: Compare) -> None:
    assert looks((80, 24), "s", "j", "A")


def test_prompt(looks: Compare) -> None:
    assert looks((120, 40), "j", "number_sign", *", MINURSO")


def test_timeline_of_everything(looks: Compare) -> None:
    assert looks((120, 40), "t", "t", "3", "G", "k", "k")


def test_arabic(looks: Compare) -> None:
    assert looks((120, 40), "j", "enter", "e")


def test_feeds(looks: Compare, library: Library) -> None:
    for name, url in [("Le Monde", "https://example.org/monde.xml"), ("Al Jazeera", "https://example.com/ar.xml")]:
        library.subscriptions.follow(url, name, "Pers")
    broken = Subscription(
        url="https://example.net/rss", title="El País", folder="Prensa", added=datetime(2021, 3, 17, tzinfo=UTC),
        error="its server has failed (500).",
    )  # fmt: skip
    library.subscriptions.put(broken)
    assert looks((100, 30), "F", "j", "j")


def test_entity_card(looks: Compare) -> None:
    assert looks((120, 40), "E", *"polisa", "enter", "j")


def test_entity_card_80_columns(looks: Compare) -> None:
    assert looks((80, 24), "E", *"russia", "enter")


def test_entities(looks: Compare) -> None:
    assert looks((120, 40), "E", *"al", "down")


def test_help(looks: Compare) -> None:
    assert looks((80, 24), "question_mark")
