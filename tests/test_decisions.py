"""What the user decides about entities: it holds at once and through annotating anew, and can be undone."""

from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sahara_reader.store.article import Article, EntityType
from sahara_reader.store.compose import annotated
from sahara_reader.store.entities.decisions import Decision, Rulings, decision, new_entity
from sahara_reader.store.first_run import fill_with_samples
from sahara_reader.store.library import Library
from sahara_reader.tui.cli import main


def _entities(article: Article | None) -> set[str]:
    assert article is not None
    return {mention.entity for mention in article.annotation.mentions}


def _seed(library: Library) -> Article:
    return next(article for article in library.articles() if "Bouchraara" in article.text)


def _found(library: Library, query: str) -> int:
    return len(library.listing(query))


BOGDANOV, BOUCHRAARA = "mikhail-bogdanov", "lotfi-bouchraara"


def test_merged_they_are_one_everywhere(library: Library) -> None:
    before = _found(library, "person:bouchraara")
    assert library.register.decide(decision("merge", BOUCHRAARA, BOGDANOV)) == before
    seed = _seed(library)
    assert BOUCHRAARA not in _entities(seed)
    assert _found(library, "person:bouchraara") == _found(library, "person:bogdanov") >= before
    profile = library.register.profile(BOUCHRAARA)
    assert profile is not None
    assert profile.entity.id == BOGDANOV
    assert {"Lotfi Bouchraara", "Bogdanov"} <= {spelling for spelling, _ in profile.spellings}
    (merge,) = library.register.decisions()
    library.register.undo(merge)
    assert BOUCHRAARA in _entities(_seed(library))
    assert library.problems() == []


def test_a_spelling_is_split_off(library: Library) -> None:
    library.register.decide(decision("split", BOGDANOV, "Bogdanov"))
    entities = _entities(_seed(library))
    assert {BOGDANOV, f"{BOGDANOV}~bogdanov"} <= entities
    other = library.entity(f"{BOGDANOV}~bogdanov")
    assert other is not None
    assert (other.name, other.type) == ("Bogdanov", "PER")
    library.register.decide(decision("merge", other.id, BOUCHRAARA))
    assert f"{BOGDANOV}~bogdanov" not in _entities(_seed(library))


def test_renamed_it_is_found_by_its_new_name(library: Library) -> None:
    library.register.decide(decision("rename", BOGDANOV, "Onze man in Moskou"))
    known = library.entity(BOGDANOV)
    assert known is not None
    assert known.name == "Onze man in Moskou"
    assert _found(library, 'person:"onze man"') == _found(library, "person:bogdanov") > 0
    assert _found(library, "onze man") > 0


def test_retyped(library: Library) -> None:
    library.register.decide(decision("retype", "kremlin", "ORG"))
    types = {mention.type for mention in _seed(library).annotation.mentions if mention.entity == "kremlin"}
    assert types == {"ORG"}


def test_no_entity_at_all_or_not_under_this_spelling(library: Library) -> None:
    library.register.decide(decision("reject", "covid-19"))
    assert "covid-19" not in _entities(_seed(library))
    library.register.decide(decision("reject", BOGDANOV, "Bogdanov"))
    seed = _seed(library)
    written = [seed.text[m.start : m.end] for m in seed.annotation.mentions if m.entity == BOGDANOV]
    assert written
    assert "Bogdanov" not in written


def test_a_new_entity_from_a_selection(library: Library) -> None:
    assert library.register.decide(new_entity("tarwe en kolen", "MISC")) == 1
    seed = _seed(library)
    (mention,) = (mention for mention in seed.annotation.mentions if mention.how == "user")
    assert seed.text[mention.start : mention.end] == "tarwe en kolen"
    assert _found(library, 'entity:"tarwe en"') == 1
    library.register.undo(library.register.decisions()[-1])
    assert _found(library, 'entity:"tarwe en"') == 0


def test_a_new_entity_wins_over_what_it_covers(library: Library) -> None:
    library.register.decide(new_entity("Ruslands speciale vertegenwoordiger", "PER"))
    seed = _seed(library)
    assert not [m for m in seed.annotation.mentions if seed.text[m.start : m.end] == "Ruslands"]


def test_an_undo_can_be_undone(library: Library) -> None:
    library.register.decide(decision("rename", BOGDANOV, "X"))
    rename = library.register.decisions()[-1]
    library.register.undo(rename)
    library.register.undo(library.register.decisions()[-1])
    known = library.entity(BOGDANOV)
    assert known is not None
    assert known.name == "X"


def test_colleagues_share_the_log(library: Library, tmp_path: Path) -> None:
    library.register.decide(decision("merge", BOUCHRAARA, BOGDANOV, by="ana"))
    exported = tmp_path / "decisions.jsonl"
    run = CliRunner().invoke
    assert run(main, ["--store", str(library.path), "export", "--decisions", str(exported)]).exit_code == 0
    with Library(tmp_path / "other.db") as other:
        fill_with_samples(other)
    for added in (1, 0):
        result = run(main, ["--store", str(tmp_path / "other.db"), "import", str(exported)])
        assert f"decisions {added}" in result.stdout
    with Library(tmp_path / "other.db") as other:
        assert [made.by for made in other.register.decisions()] == ["ana"]
        assert BOUCHRAARA not in _entities(_seed(other))


ENTITIES = (BOGDANOV, BOUCHRAARA, "russia", "morocco", "algeria", "kremlin", "united-nations", "covid-19")
SPELLINGS = ("Bogdanov", "Rusland", "Marokko", "Bouchraara", "VN", "Kremlin")
TYPES: tuple[EntityType, ...] = ("PER", "LOC", "ORG", "MISC")
DECISIONS = st.one_of(
    st.builds(decision, st.just("merge"), st.sampled_from(ENTITIES), st.sampled_from(ENTITIES)),
    st.builds(decision, st.sampled_from(["split", "reject"]), st.sampled_from(ENTITIES), st.sampled_from(SPELLINGS)),
    st.builds(decision, st.just("rename"), st.sampled_from(ENTITIES), st.text(min_size=1, max_size=8)),
    st.builds(decision, st.just("retype"), st.sampled_from(ENTITIES), st.sampled_from(TYPES)),
    st.builds(new_entity, st.sampled_from(["tarwe en kolen", "handel", "de banden"]), st.sampled_from(TYPES)),
)


@pytest.fixture(scope="module")
def samples(sample_file: Path) -> list[Article]:
    with Library(sample_file) as library:
        return list(library.originals())


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=st.lists(DECISIONS, max_size=60))
def test_whatever_is_decided_reads_as_spans_in_order(samples: list[Article], log: list[Decision]) -> None:
    rulings = Rulings(log)
    for article in samples:
        mentions = rulings.applied(article).annotation.mentions
        assert all(0 <= mention.start < mention.end <= len(article.text) for mention in mentions)
        assert all(one.end <= other.start for one, other in pairwise(mentions))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=st.lists(DECISIONS, min_size=1, max_size=100))
def test_annotating_anew_keeps_every_decision(
    sample_file: Path, tmp_path_factory: pytest.TempPathFactory, log: list[Decision]
) -> None:
    path = tmp_path_factory.mktemp("anew") / "library.db"
    path.write_bytes(sample_file.read_bytes())
    with Library(path) as library:
        library.register.decide(*log)
        before = {article.id: article.annotation.mentions for article in library.articles()}
        listed = dict(library.register._naming.counts())
        for article in list(library.originals()):
            library.annotate(article.id, annotated(article).annotation)
        assert {article.id: article.annotation.mentions for article in library.articles()} == before
        assert dict(library.register._naming.counts()) == listed
        library.rebuild_index()
        assert dict(library.register._naming.counts()) == listed
        assert library.problems() == []
