import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store.annotate.recognise import recognise
from sahara_reader.store.annotate.tokens import tokens


def _tokens(text: str, language: str) -> list[str]:
    return [token.text for token in tokens(text, 0, len(text), language)]


def _names(text: str, language: str | None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in recognise(text, language)[0]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "de VN-Veiligheidsraad's zet.", ["de", "VN-Veiligheidsraad's", "zet", "."]),
        ("nl", "J.P. Balkenende (CDA)", ["J.P.", "Balkenende", "(", "CDA", ")"]),
        ("nl", "De Morgen , Gent ( 12/3 )", ["De", "Morgen", ",", "Gent", "(", "12", "/", "3", ")"]),
        ("nl", "in 's-Hertogenbosch", ["in", "'s-Hertogenbosch"]),
        ("fr", "l'Espagne qu’Alger", ["l'", "Espagne", "qu’", "Alger"]),
        ("fr", "aujourd'hui", ["aujourd'hui"]),
        ("en", "Morocco's king O'Brien", ["Morocco", "'s", "king", "O'Brien"]),
        ("ar", "وإسبانيا", ["و", "إسبانيا"]),
        ("ar", "للمغرب", ["ل", "لمغرب"]),
        ("ar", "وزير", ["وزير"]),
    ],
)
def test_words_hold_together_what_belongs_together(language: str, text: str, expected: list[str]) -> None:
    assert _tokens(text, language) == expected


@given(st.text(max_size=80), st.sampled_from(["nl", "fr", "en", "ar", "xx"]), st.lists(st.integers(0, 80), max_size=5))
def test_tokens_are_exact_and_miss_only_space(text: str, language: str, cuts: list[int]) -> None:
    found = tokens(text, 0, len(text), language, sorted(set(cuts)))
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(not token.start < cut < token.end for token in found for cut in cuts)
    edges = [0, *(edge for token in found for edge in (token.start, token.end)), len(text)]
    assert edges == sorted(edges)
    assert not any(text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "nl",
            "De ambassadeur van Marokko in Moskou Lotfi Bouchraara.",
            [("Marokko", "LOC"), ("Moskou", "LOC"), ("Lotfi Bouchraara", "PER")],
        ),
        (
            "nl",
            "Volgens Jan Peeters van KBC Bank blijft Gent rustig.",
            [("Jan Peeters", "PER"), ("KBC Bank", "ORG"), ("Gent", "LOC")],
        ),
        ("fr", "Selon Jacques Dubois, Marseille attend.", [("Jacques Dubois", "PER"), ("Marseille", "LOC")]),
        ("nl", "Betrekkingen Marokko Rusland", [("Marokko", "LOC"), ("Rusland", "LOC")]),
        ("xx", "Jan Peeters", []),
        (None, "Marokko en Jan Peeters", [("Marokko", "LOC")]),
    ],
)
def test_names_known_and_unknown(language: str | None, text: str, expected: list[tuple[str, str]]) -> None:
    assert _names(text, language) == expected


def test_an_unknown_name_is_an_entity_of_its_text() -> None:
    mentions, _, entities = recognise("Volgens Jan Peeters blijft Gent rustig.", "nl")
    assert [(entity.id, entity.name) for entity in entities if entity.type == "PER"] == [
        ("per-jan-peeters", "Jan Peeters")
    ]
    assert {entity.id for entity in entities} <= {mention.entity for mention in mentions}
    assert all(0 < mention.score <= 1 for mention in mentions if mention.how == "model")


@given(st.text(max_size=120), st.sampled_from(["nl", "ar", None]))
def test_mentions_and_demonyms_are_in_order_and_apart(text: str, language: str | None) -> None:
    mentions, demonyms, entities = recognise(text, language)
    spans = sorted([(m.start, m.end) for m in mentions] + [(d.start, d.end) for d in demonyms])
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert {entity.id for entity in entities} == {m.entity for m in mentions if m.how == "model"}


def test_the_first_texts_may_come_from_many_threads_at_once() -> None:
    """In a process of its own: the models are opened once in a process, and what goes wrong there ends it."""
    script = """
from concurrent.futures import ThreadPoolExecutor
from sahara_reader.data.samples import samples
from sahara_reader.store.annotate.recognise import recognise
texts = [(file.read_text(), file.name.split(".")[-2][-2:]) for file in samples() if file.name.endswith(".md")]
with ThreadPoolExecutor(8) as pool:
    read = list(pool.map(lambda item: recognise(*item)[0], texts * 6))
assert all(found == read[place % len(texts)] for place, found in enumerate(read))
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
