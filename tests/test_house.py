"""The walls of the house: who imports whom, and what is not loaded when it is not needed."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from sahara_reader.data.samples import CLIENTS_DOCUMENT, samples
from sahara_reader.store import edtf
from sahara_reader.store.clean_text import clean_block
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle


def _loaded_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_imports_run_one_way(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.chdir(pytestconfig.rootpath)
    assert lint_imports(cache_dir=None) == 0


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["search", "--help"], ["add", "--help"]])
def test_headless_commands_never_load_the_screen(arguments: list[str]) -> None:
    code = f"from sahara_reader.tui.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass"
    assert "textual" not in _loaded_after(code)


def test_the_store_never_loads_the_screen() -> None:
    assert not {"textual", "rich"} & _loaded_after("import sahara_reader.store.library")


def test_each_part_is_typed() -> None:
    for part in ("tui", "store", "data"):
        assert files(f"sahara_reader.{part}").joinpath("py.typed").is_file()


class TestSamples:
    def test_there_are_enough_in_every_language(self) -> None:
        languages = [_sample(file.name, file.read_bytes()).language for file in samples() if file.name.endswith(".md")]
        assert all(languages.count(language) >= 3 for language in ("nl", "fr", "es", "en", "ar"))
        assert len(languages) >= 14

    def test_each_says_what_it_is_and_when(self) -> None:
        for file in samples():
            sample = _sample(file.name, file.read_bytes())
            assert sample.published is not None
            assert edtf.parse(sample.published.edtf)
            if file.name != CLIENTS_DOCUMENT:
                assert file.read_bytes().decode() == clean_block(file.read_bytes().decode()) + "\n"
                assert sample.note == "sample text written for sahara-reader"

    def test_the_clients_document_is_the_seed(self, seed: Path) -> None:
        document = files("sahara_reader.data.samples").joinpath(CLIENTS_DOCUMENT).read_bytes()
        assert document == seed.read_bytes()


def _sample(name: str, content: bytes) -> RawArticle:
    (item,) = read_bytes(content, name)
    assert isinstance(item, RawArticle)
    return item
