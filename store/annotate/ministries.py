"""Whose ministry is meant: "de Russische minister van Buitenlandse Zaken" names the Russian one.

The gazetteer knows a ministry without its state; where an adjective, a state or a person beside it tells the state, the
ministry gets the id `STATE-MINISTRY`.
"""

import re
from collections.abc import Sequence

from sahara_reader.data.gazetteer import Entry, entry
from sahara_reader.store.annotate.gazetteer_matches import Match
from sahara_reader.store.article import Entity

KIND = "ministry"
_WORDS_BETWEEN = re.compile(r"(?: [a-zà-ÿ'’-]+){0,4}(?: |['’])")
_BELONGING = re.compile(r" (?:van|van de|van het|du|de|de la|de l['’]|des|del|of|of the|in) ?")


def ministry(text: str, matches: Sequence[Match], at: int) -> str:
    """The id of the ministry that stands at `matches[at]`, its state's where the text beside it tells it."""
    here = matches[at]
    country = _before(text, matches, at) or _behind(text, matches, at)
    return f"{country}-{here.entry.id}" if country else here.entry.id


def national_ministry(ministry_id: str) -> Entity | None:
    """The entity of an id that `ministry` made, None for any other."""
    for dash in (found.start() for found in re.finditer("-", ministry_id)):
        state, body = entry(ministry_id[:dash]), entry(ministry_id[dash + 1 :])
        if state and body and body.kind == KIND:
            names = {
                language: f"{name} ({state.names.get(language, state.name)})" for language, name in body.names.items()
            }
            return Entity(id=ministry_id, type=body.type, name=f"{body.name} ({state.name})", names=names)
    return None


def _before(text: str, matches: Sequence[Match], at: int) -> str | None:
    if not at or matches[at - 1].sense != "demonym":
        return None
    between = text[matches[at - 1].end : matches[at].start]
    return _state(matches[at - 1].entry) if _WORDS_BETWEEN.fullmatch(between) else None


def _behind(text: str, matches: Sequence[Match], at: int) -> str | None:
    if at + 1 == len(matches):
        return None
    behind = matches[at + 1]
    between = text[matches[at].end : behind.start]
    if behind.sense == "demonym" or behind.entry.type == "PER":
        return _state(behind.entry) if between in (" ", ", ", " ال") else None
    return _state(behind.entry) if behind.entry.kind == "state" and _BELONGING.fullmatch(between) else None


def _state(known: Entry) -> str | None:
    """The state itself, or the one that a person acts for."""
    state = entry(known.country or "") if known.type == "PER" else known
    return state.id if state and state.kind == "state" else None
