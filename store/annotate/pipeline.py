"""The annotators in their order: names, then times, then the events that rest on both."""

from sahara_reader.store.annotate.events import find_events
from sahara_reader.store.annotate.recognise import recognise
from sahara_reader.store.annotate.sketch import sketch
from sahara_reader.store.annotate.times import read_times
from sahara_reader.store.article import Annotation, Published

ENGINE = "gazetteer-2 crf-1 times-2 events-1 sketch-1"


def annotate(text: str, *, language: str | None, published: Published | None) -> Annotation:
    """All layers of `text`; offsets are code points into it. Never raises, whatever the text."""
    mentions, demonyms, entities = recognise(text, language)
    times, proofs = read_times(text, language, published)
    events = find_events(text, times, mentions)
    return Annotation(
        annotated_by=ENGINE,
        mentions=tuple(mentions),
        demonyms=tuple(demonyms),
        times=tuple(times),
        proofs=tuple(proofs),
        events=tuple(events),
        entities=tuple(entities),
        sketch=sketch(text),
    )
