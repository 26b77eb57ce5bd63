from importlib.metadata import version
from importlib.resources import files

import pytest

from sahara_reader.data.gazetteer import LANGUAGES, load
from sahara_reader.data.gazetteer.build import build


def test_the_committed_file_is_what_the_build_makes() -> None:
    if version("babel").split(".")[:2] != ["2", "18"]:
        pytest.skip("the gazetteer was built with Babel 2.18, whose CLDR names may differ from those of this version")
    assert files("sahara_reader.data.gazetteer").joinpath("gazetteer.json").read_bytes() == build()


def test_states_have_names_in_all_languages() -> None:
    for entity in ("morocco", "algeria", "russia", "united-states", "spain", "germany", "western-sahara", "mauritania"):
        assert set(load()[entity].names) == set(LANGUAGES)
        assert set(load()[entity].demonyms) == set(LANGUAGES)
