"""Text from outside that would like to be more than text."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot

from sahara_reader.store.addresses import safe_url
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library
from sahara_reader.tui.app import ReaderApp
from sahara_reader.tui.safe_text import visible

Settle = Callable[[Pilot[Any]], Awaitable[None]]

HOSTILE = [
    "[b]x[/b]", "closing [/]", "[a=b] [c=\"d]", "[@click=app.quit]t[/]", "[link=http://e/]x[/link]", "[$primary]x[/]",
    "\x1b[2Jcsi", "\x1b]52;c;aGk=\x07osc", "\x9b31mc1", "\u202ertl", "nul\x00", "two\nlines", "tab\there",
    "👨‍👩‍👧 [/", "x" * 500,
]  # fmt: skip


@pytest.fixture
def hostile_library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "library.db")
    for number, text in enumerate(HOSTILE):
        (item,) = read_bytes(
            f"Op 17 februari {2000 + number} was {text} in Rabat.".replace("\x00", "").encode("utf-8", "ignore"),
            "x.txt",
        )
        assert isinstance(item, RawArticle)
        hostile = msgspec.structs.replace(item, title=text, source=text, tags=(text,))
        library.add(annotated(compose(hostile)))
    return library


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_it_stays_text_in_every_pane(hostile_library: Library, settle: Settle, size: tuple[int, int]) -> None:
    app = ReaderApp(hostile_library, patient=False)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for _ in HOSTILE:
            await pilot.press("e", "w", "1", "j")
            await settle(pilot)
            painted = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", painted)
        await pilot.press("t", "t", "3", "slash", *"[/b]", "escape", "y")
        await settle(pilot)
        assert app.is_running


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_made_visible_keeps_its_length(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", visible(text))


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a?b=c#d", "http://example.org:8080/", "https://[2001:db8::1]/", "https://nl.example.org/é"],
)
def test_an_ordinary_address_may_be_opened(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "file:///etc/passwd", "-P evil", "--version", "smb://x/y", "data:text/html,x", "http://",
        "http://user@host/", "http://a b/", "http://a\nb/", "http://a\x1b/", "http://a\\b/", "http://a:99999/",
        "http://-a/", "https://" + "a" * 5000, "", "//example.org/", "http://a\u202e/",
    ],
)  # fmt: skip
def test_anything_else_may_not(url: str) -> None:
    assert safe_url(url) is None
