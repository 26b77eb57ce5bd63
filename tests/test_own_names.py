"""Names that the user adds to the gazetteer in a file of their own."""

from pathlib import Path

import pytest

from sahara_reader.store import own_names
from sahara_reader.store.annotate.entities import find_entities
from sahara_reader.store.errors import StoreError
from sahara_reader.store.gazetteer import entities_named, entity, names_beginning


@pytest.fixture(autouse=True)
def names_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for the user's names."""
    path = tmp_path / "config" / "names.toml"
    monkeypatch.setenv(own_names.VARIABLE, str(path))
    return path


def _named(text: str, language: str = "nl") -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.entity, m.how) for m in find_entities(text, language)[0]]


def test_a_name_that_is_added_counts_at_once() -> None:
    assert _named("Ould Leili sprak.") == []
    added = own_names.add_name("Khatri Ould Leili", "PER", also=("Ould Leili", "خطري"))
    assert _named("Ould Leilis woorden, OULD LEILI") == [("Ould Leilis", added, "user"), ("OULD LEILI", added, "user")]
    assert _named("قال خطري", "ar") == [("خطري", added, "user")]
    known = entity(added)
    assert known is not None
    assert (known.type, known.name, known.aliases) == (
        "PER",
        "Khatri Ould Leili",
        ("Khatri Ould Leili", "Ould Leili", "خطري"),
    )
    assert entities_named("ould lei", "PER") == [added]
    assert next(names_beginning("khat")) == "Khatri Ould Leili"


def test_a_file_that_is_written_by_hand_counts_when_it_is_saved(names_file: Path) -> None:
    names_file.parent.mkdir()
    names_file.write_text('["Marokko Media"]\ntype = "ORG"\n', encoding="utf-8")
    assert _named("Marokko Media meldt") == [("Marokko Media", "org-marokko-media", "user")]
    names_file.write_text('["Marokko Media Groep"]\ntype = "ORG"\n', encoding="utf-8")
    assert _named("Marokko Media meldt") == [("Marokko", "morocco", "gazetteer")]
    names_file.unlink()
    assert own_names.problems() == []


def test_a_further_name_of_a_known_entity() -> None:
    assert own_names.add_name("de zuidelijke provincies", "LOC", known_as="western-sahara") == "western-sahara"
    assert _named("in de zuidelijke provincies") == [("de zuidelijke provincies", "western-sahara", "user")]
    known = entity("western-sahara")
    assert known is not None
    assert {"Western Sahara", "de zuidelijke provincies"} <= set(known.aliases)


def test_the_users_word_is_the_last() -> None:
    own_names.add_name("Rabat", "PER")
    assert _named("Rabat zweeg.") == [("Rabat", "per-rabat", "user")]


@pytest.mark.parametrize(
    ("broken", "line", "told"),
    [
        ('["Rode Cel"]\ntype = ORG', 5, "invalid value"),
        ('["Rode Cel"]\ntype = "BODY"', 4, "needs a type: PER, LOC, ORG or MISC"),
        ('["Rode Cel"]\nis = "nobody"', 4, "no entity “nobody”"),
        ('["Rode Cel"]\ntype = "ORG"\nalso = "Cel"', 4, "texts in brackets"),
        ('["Rode Cel"]\nname = "x"', 4, "has others"),
        ('["Rode Cel\ntype = "ORG"', 4, "illegal character"),
    ],
)
def test_a_broken_table_costs_only_itself(names_file: Path, broken: str, line: int, told: str) -> None:
    names_file.parent.mkdir()
    good = '["Blauwe Cel"]\ntype = "ORG"\n'
    names_file.write_text(f'{good}\n{broken}\n\n["Groene Cel"]\ntype = "ORG"\n', encoding="utf-8")
    (problem,) = own_names.problems()
    assert problem.startswith(f"{names_file}, line {line}: ")
    assert told in problem
    assert [name for name, _, _ in _named("De Blauwe Cel, de Rode Cel en de Groene Cel")] == [
        "Blauwe Cel",
        "Groene Cel",
    ]


def test_a_file_that_is_no_text_is_told(names_file: Path) -> None:
    names_file.parent.mkdir()
    names_file.write_bytes(b"\xff\xfe\x00")
    assert len(own_names.problems()) == 1
    assert _named("in Rabat") == [("Rabat", "rabat", "gazetteer")]
    with pytest.raises(StoreError, match=r"names\.toml"):
        own_names.add_name("Rode Cel", "ORG")
    with pytest.raises(StoreError, match="no name"):
        own_names.add_name(" - ", "ORG")
