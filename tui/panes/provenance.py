"""Why something is marked, in plain words: what a name or a date was read as, and what that rests on."""

from sahara_reader.store.article import Demonym, Entity, Mention, Time
from sahara_reader.tui import date_labels
from sahara_reader.tui.safe_text import line

TYPE_NAMES = {"PER": "person", "LOC": "place", "ORG": "body", "MISC": "thing"}
_HOW = {
    "gazetteer": "a name in the gazetteer",
    "alias": "another name of somebody whose full name stands in this text",
    "model": "recognised by the tagger",
    "rule": "recognised by a rule",
    "user": "marked by you",
}


def in_short(stop: Mention | Time, entities: dict[str, Entity]) -> str:
    """One line: the entity and its type, or the day that a date means."""
    if isinstance(stop, Time):
        return f"date · {date_labels.label(stop)}" + (f" · from {line(stop.anchored_on)}" if stop.anchored_on else "")
    return f"{_name(stop, entities)} · {TYPE_NAMES[stop.type]}"


def in_full(stop: Mention | Time, text: str, entities: dict[str, Entity]) -> str:
    """All that is known of the reading: how it was found, other names, the interval in days."""
    words = f"“{line(text[stop.start : stop.end])}”"
    if isinstance(stop, Time):
        days = f"{stop.from_} to {stop.to}" if stop.from_ != stop.to else f"{stop.from_}"
        rests = f", resting on {line(stop.anchored_on)}" if stop.anchored_on else ", as the text says"
        return f"{words} is read as {stop.value} ({stop.type}): {days if stop.from_ else 'no day known'}{rests}."
    known = entities.get(stop.entity)
    others = (
        [name for name in dict.fromkeys((*known.names.values(), *known.aliases)) if name != known.name] if known else []
    )
    also = f" Also: {line(', '.join(others[:8]))}." if others else ""
    identity = f" Wikidata {known.wikidata}." if known and known.wikidata else ""
    return f"{words} is {_name(stop, entities)}, {TYPE_NAMES[stop.type]}: {_HOW[stop.how]}.{also}{identity}"


def _name(stop: Mention | Demonym, entities: dict[str, Entity]) -> str:
    known = entities.get(stop.entity)
    return line(known.name if known else stop.entity)
