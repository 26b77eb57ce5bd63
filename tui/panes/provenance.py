"""Why something is marked, in plain words: what a name or a date was read as, and what that rests on."""

from collections.abc import Mapping

from sahara_reader.store.addresses import Link
from sahara_reader.store.article import Article, Demonym, Entity, Mention, Time
from sahara_reader.store.search.folding import fold
from sahara_reader.tui import date_labels
from sahara_reader.tui.panes.page import Placed, Stop
from sahara_reader.tui.safe_text import line

TYPE_NAMES = {"PER": "person", "LOC": "place", "ORG": "body", "MISC": "thing"}
_HOW = {
    "gazetteer": "a name in the gazetteer",
    "alias": "another name of somebody whose full name stands in this text",
    "model": "recognised by the tagger",
    "rule": "recognised by a rule",
    "user": "marked by you",
}


def in_short(stop: Stop, article: Article, entities: Mapping[str, Entity]) -> str:
    """One line: the entity and its type, the day that a date means, where a link leads, what a note says."""
    if isinstance(stop, Time):
        return f"date · {date_labels.label(stop)}" + (f" · from {line(stop.anchored_on)}" if stop.anchored_on else "")
    if isinstance(stop, Mention):
        return f"{_name(stop, entities)} · {TYPE_NAMES[stop.type]}" + _said_by(stop, article, entities)
    if isinstance(stop, Demonym):
        return f"of {_name(stop, entities)} · adjective or inhabitant"
    if isinstance(stop, Link):
        return f"link · {line(stop.url)}" if stop.url else "link · no address that is safe to open"
    note = line(stop.remark.note)
    return f"✎ {note}" if note else "highlight · Enter writes a note on it, x takes it away"


def in_full(stop: Stop, article: Article, entities: Mapping[str, Entity]) -> str:
    """All that is known of the reading: how it was found and how surely, other names, the interval in days."""
    words = f"“{line(article.text[stop.start : stop.end])}”"
    if isinstance(stop, Time):
        days = f"{stop.from_} to {stop.to}" if stop.from_ != stop.to else f"{stop.from_}"
        rests = f", resting on {line(stop.anchored_on)}" if stop.anchored_on else ", as the text says"
        return f"{words} is read as {stop.value} ({stop.type}): {days if stop.from_ else 'no day known'}{rests}."
    if isinstance(stop, Mention):
        sure = f", {stop.score:.0%} sure" if stop.score < 1 else ""
        known = entities.get(stop.entity)
        found = f"{_HOW[stop.how]}{_as_which_name(words[1:-1], known)}{sure}"
        engine = f" Read by {line(article.annotation.annotated_by)}." if article.annotation.annotated_by else ""
        said = f"{words} is {_name(stop, entities)}, {TYPE_NAMES[stop.type]}: {found}."
        return said + _besides(known) + engine + _said_by(stop, article, entities, ".")
    if isinstance(stop, Demonym):
        besides = _besides(entities.get(stop.entity))
        return f"{words} is the adjective or inhabitant of {_name(stop, entities)}.{besides}"
    if isinstance(stop, Link):
        if stop.url is None:
            return f"{words} is not opened: only http and https are, without a user name."
        return f"{words} leads to {line(stop.url)}."
    return f"{words} highlighted on {stop.remark.made:%Y-%m-%d}. {_note(stop)}"


def _note(stop: Placed) -> str:
    return f"✎ {line(stop.remark.note)}" if stop.remark.note else "Enter writes a note on it, x takes it away."


def _as_which_name(written: str, known: Entity | None) -> str:
    """Under which of its names the entity was found: a language, an alias; nothing where it is the name itself."""
    if known is None or fold(written) == fold(known.name):
        return ""
    languages = sorted(language for language, name in known.names.items() if fold(name) == fold(written))
    alias = next((alias for alias in known.aliases if fold(alias) == fold(written)), None)
    return f" in {', '.join(map(line, languages))}" if languages else f" as “{line(alias)}”" if alias else ""


def _besides(known: Entity | None) -> str:
    if known is None:
        return ""
    others = [name for name in dict.fromkeys((*known.names.values(), *known.aliases)) if name != known.name]
    also = f" Also: {line(', '.join(others[:8]))}." if others else ""
    return also + (f" Wikidata {line(known.wikidata)}." if known.wikidata else "")


def _said_by(stop: Mention, article: Article, entities: Mapping[str, Entity], end: str = "") -> str:
    """Who says the words in which a name stands."""
    quotes = article.annotation.quotes
    speaker = next((quote.speaker for quote in quotes if quote.start <= stop.start < quote.end and quote.speaker), None)
    known = entities.get(speaker) if speaker else None
    return f" · in the words of {line(known.name if known else speaker)}{end}" if speaker else ""


def _name(stop: Mention | Demonym, entities: Mapping[str, Entity]) -> str:
    known = entities.get(stop.entity)
    return line(known.name if known else stop.entity)
