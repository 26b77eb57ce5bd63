from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store import edtf
from sahara_reader.store.annotate.pipeline import annotate
from sahara_reader.store.article import Annotation, Published
from sahara_reader.store.sentences import sentences

_PUBLISHED = Published(**edtf.parse("2021-03")._asdict(), origin="header")


def _annotated(text: str) -> Annotation:
    return annotate(text, language="nl", published=_PUBLISHED)


def test_a_dated_sentence_is_an_event_with_its_participants() -> None:
    text = "Niets hier. Op 17 februari sprak Sergej Lavrov in Moskou over Marokko en Marokko. Slot."
    (event,) = _annotated(text).events
    assert text[event.start : event.end].startswith("Op 17 februari")
    assert (event.edtf, event.precision) == ("2021-02-17", "day")
    assert [p.entity for p in event.participants] == ["sergey-lavrov", "moscow", "morocco"]
    assert [text[start:end] for start, end in event.times] == ["17 februari"]


def test_two_dates_in_a_sentence_are_two_events_and_the_same_date_twice_is_one() -> None:
    assert [e.edtf for e in _annotated("Tussen 2019 en 2020 gebeurde het.").events] == ["2019", "2020"]
    (event,) = _annotated("Op 17 februari, ja op 17 februari 2021.").events
    assert len(event.times) == 2


def test_a_sentence_without_a_day_that_is_known_is_no_event() -> None:
    assert annotate("Op 17 februari kwam hij.", language="nl", published=None).events == ()


def test_an_event_keeps_its_id_when_the_text_is_annotated_again() -> None:
    text = "Op 17 februari kwam hij."
    assert _annotated(text).events[0].id == _annotated(text).events[0].id


@given(
    st.lists(st.sampled_from(["Op 17 februari ", "in 2020 ", "Marokko ", ". ", "\n\n", "Trump "]), max_size=20).map(
        "".join
    )
)
def test_every_event_is_a_sentence_that_holds_its_dates(text: str) -> None:
    annotation = _annotated(text)
    spans = set(sentences(text))
    for event in annotation.events:
        assert (event.start, event.end) in spans
        assert all(event.start <= start < end <= event.end for start, end in event.times)
        assert all(event.start <= p.start < p.end <= event.end for p in event.participants)
    assert len({(event.id, event.start) for event in annotation.events}) == len(annotation.events)
