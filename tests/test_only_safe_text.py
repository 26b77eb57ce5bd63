"""Outside text reaches a terminal only through `safe_text`: every command and every widget is shown a library that is
hostile in every field, put into the store past the cleaning of intake, as a damaged or older store could hold it."""

import ast
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from sahara_reader import tui
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.raw_article import RawArticle, published_as
from sahara_reader.store.library import Library
from sahara_reader.store.subscriptions import Subscription
from sahara_reader.tui.app import ReaderApp
from sahara_reader.tui.cli import _COMMANDS, main

NASTY = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e[b]kop[/] [@click=app.quit]x[/] [/]\x00\U000e0041"
UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")

Settle = Callable[[Pilot[Any]], Awaitable[None]]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library(path) as library:
        for number in range(3):
            raw = RawArticle(
                text=f"Op {number + 1} maart 2021 sprak {NASTY} met Rusland in Rabat. {NASTY} Bogdanov zweeg daarna. "
                * 9,
                title=f"{number} {NASTY}",
                source=NASTY,
                authors=(NASTY,),
                tags=(NASTY,),
                note=NASTY,
                language=None,
                url=f"https://a.nl/{NASTY}",
                published=published_as("2021-03", "file"),
                feed="https://a.nl/feed",
                record_id=NASTY,
            )
            library.add(annotated(compose(raw)))
        feed = compose(RawArticle(text="x", title="x")).added
        moved = f"https://a.nl/{NASTY}"
        library.subscriptions.put(
            Subscription(url="https://a.nl/feed", title=NASTY, folder=NASTY, error=NASTY, moved_to=moved, added=feed)
        )
    return path


def _calls(store: Path, folder: Path) -> Iterator[tuple[str, list[str], bytes]]:
    """For each command its name, arguments that make it say outside text, and its standard input."""
    (folder / "hostile\x1b[31m.txt").write_bytes(b"")
    article = next(iter(Library(store).articles()))
    line = json.dumps({"text": NASTY + " woorden", "title": NASTY, "id": NASTY}).encode()
    yield "add", [str(folder / "hostile\x1b[31m.txt"), "-"], line
    yield "add", ["-", "--json"], line
    yield "fetch", [f"https://{NASTY}/"], b""
    yield "fetch", [], b""
    for sub in (
        ["list"],
        ["list", "--json"],
        ["move", "https://a.nl/feed"],
        ["export"],
        ["remove", f"https://{NASTY}"],
    ):
        yield "feeds", sub, b""
    yield "annotate", ["-"], line
    yield "annotate", ["--jsonl"], line + b"\n{broken " + NASTY.encode()
    yield "search", ["kop"], b""
    yield "search", ["kop", "--json"], b""
    yield "search", [f"title:{NASTY} ("], b""
    yield "show", [article.id], b""
    yield "show", [article.id, "--json"], b""
    yield "show", [NASTY.replace("\x00", "")], b""
    for format_ in ("text", "json", "jsonl", "csv", "ics", "html"):
        yield "timeline", ["--format", format_], b""
    yield "entities", [], b""
    yield "entities", ["--json", NASTY.replace("\x00", "")], b""
    yield "entity", ["Rusland"], b""
    yield "entity", ["Rusland", "--json"], b""
    yield "entity", [NASTY.replace("\x00", "")], b""
    yield "export", [], b""
    yield "import", [str(folder / "hostile\x1b[31m.txt")], b""
    yield "doctor", [], b""
    yield "completion", ["bash"], b""


def test_no_command_prints_what_steers_a_terminal(store: Path, tmp_path: Path) -> None:
    called = set()
    for name, arguments, stdin in _calls(store, tmp_path):
        called.add(name)
        result = CliRunner().invoke(main, ["--store", str(store), name, *arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), (name, result.exc_info)
        printed = (result.stdout + result.stderr).replace("\r\n", "\n")
        assert not UNSAFE.search(printed), (name, arguments, UNSAFE.findall(printed)[:5])
    assert called == set(_COMMANDS)


async def test_no_widget_paints_it(store: Path, settle: Settle) -> None:
    seen: set[type[Widget]] = set()

    async def look(pilot: Pilot[Any], *keys: str) -> None:
        await pilot.press(*keys)
        await settle(pilot)
        assert pilot.app.is_running
        for screen in pilot.app.screen_stack:
            seen.update(type(widget) for widget in (screen, *screen.query("*")))
        painted = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        assert not UNSAFE.search(painted), (keys, UNSAFE.findall(painted)[:5])
        for strip in pilot.app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or "@click" not in segment.style.meta
                assert segment.style is None or segment.style.link is None

    with Library(store) as library:
        app = ReaderApp(library, patient=False, notice=NASTY)
        async with app.run_test(size=(130, 40)) as pilot:
            await look(pilot)
            for keys in (
                *(("E",), ("escape",), ("2",), ("L",), ("escape",)),
                *(("1", "j"), ("s",), ("m",), ("e",), ("w",), ("e",), ("w",), ("y",), ("o",), ("t",), ("t",)),
                ("3", "j"),
                *(("enter",), ("S",), ("c",), ("f",), ("r",), ("number_sign",), ("escape",), ("a",), ("escape",)),
                *(("A",), ("n",), ("question_mark",), ("escape",), ("F",), ("e",), ("escape",), ("d",), ("n",), ("q",)),
                *(("slash", *"kop"), ("enter",), ("slash", *"title:("), ("escape",), ("slash", *"kopp"), ("escape",)),
                *(("E",), ("enter",), ("s",), ("n",), ("m",), ("escape",), ("r",), ("escape",), ("q",)),
                ("ctrl+p",), ("escape",), ("z",), ("z",), ("2", "G"), ("u",),
            ):  # fmt: skip
                await look(pilot, *keys)
    assert _own_widgets() - seen == set()


def _own_widgets() -> set[type[Widget]]:
    """Every widget and screen that this project defines and puts on the screen itself."""
    for module in walk_packages(tui.__path__, f"{tui.__name__}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    waiting: list[type[Widget]] = [Widget]
    found = set()
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.__module__.startswith(f"{tui.__name__}.") and not (
            kind.__subclasses__() and not issubclass(kind, Screen) and _abstract(kind)
        ):
            found.add(kind)
    return found


def _abstract(kind: type[Widget]) -> bool:
    return all(sub.__module__.startswith(f"{tui.__name__}.") for sub in kind.__subclasses__())


def test_only_one_module_writes_to_the_terminal() -> None:
    doors = {"output.py", "progress.py"}
    for path in sorted(Path(tui.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if path.name in doors or not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            assert called not in ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"), path
            assert not re.fullmatch(r"sys\.(stdout|stderr)(\.buffer)?\.write", called), path


def test_no_widget_is_given_markup() -> None:
    """Text that is not a constant reaches a widget only where it is switched off, or as Content."""
    for path in sorted(Path(tui.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            if f"class {called}(" in path.read_text():
                continue  # one of our own of the same name
            if called in ("Static", "Label", "notify", "Checkbox", "Button", "Option", "Tab", "Link"):
                plain = any(keyword.arg == "markup" for keyword in node.keywords)
                constant = all(isinstance(argument, ast.Constant) for argument in node.args)
                content = all("ontent" in ast.unparse(argument) for argument in node.args)
                assert plain or constant or content, f"{path.name}:{node.lineno}: {ast.unparse(node)}"
            assert called not in ("from_markup", "render_markup"), path


@pytest.mark.parametrize("payload", [NASTY, "\x7f\x80é", "\x9b" * 3])
def test_json_for_machines_keeps_what_it_escapes(payload: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    from sahara_reader.tui.commands.output import print_json  # noqa: PLC0415 - not needed elsewhere

    print_json({"x": payload})
    printed = capsysbinary.readouterr().out
    assert not UNSAFE.search(printed.decode().rstrip("\n"))
    assert msgspec.json.decode(printed) == {"x": payload}
