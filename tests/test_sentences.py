import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store.sentences import sentences


def _told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een. Twee! Drie?", ["Een.", "Twee!", "Drie?"]),
        ("Dr. Jansen en A. de Vries kwamen. Ze bleven.", ["Dr. Jansen en A. de Vries kwamen.", "Ze bleven."]),
        ("Op 17 feb. kwam hij.", ["Op 17 feb. kwam hij."]),
        ("Hij zei: 'Kom.' Zij kwam.", ["Hij zei: 'Kom.'", "Zij kwam."]),
        ("Titel zonder punt\n\nEerste zin. Tweede.", ["Titel zonder punt", "Eerste zin.", "Tweede."]),
        ("هذا خبر. وهذا آخر؟ نعم.", ["هذا خبر.", "وهذا آخر؟", "نعم."]),
        ("In 2020 3.5 miljoen euro. Meer niet.", ["In 2020 3.5 miljoen euro.", "Meer niet."]),
        ("élan. école", ["élan. école"]),
        ("  \n\n ", []),
    ],
)
def test_ends_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert _told(text) == expected


@given(st.text(st.sampled_from("aA .!?\n\"'«»؟1é"), max_size=80))
def test_spans_are_in_order_apart_and_leave_out_only_white_space(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()
