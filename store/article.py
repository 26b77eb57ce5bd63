"""The data model: an article, and the layers of what was read in it.

Everything here is immutable and knows its JSON (msgspec). Offsets (`start`, `end`) are Unicode code points into
`Article.text`, the end exclusive. Days are inclusive; a day that the text does not give is None, never a guess.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

Precision = Literal[
    "time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "interval", "unknown"
]
Origin = Literal["header", "metadata", "feed", "text", "file", "user"]
EntityType = Literal["PER", "LOC", "ORG", "MISC"]
How = Literal["gazetteer", "model", "rule", "alias", "user"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal[
    "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "EARLY", "LATE",
    "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
]  # fmt: skip


class Published(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When an article was published, as exactly as its source says and no more.

    `edtf` follows ISO 8601-2 (EDTF); `from_` and `to` are its first and last day; `origin` tells who said so.
    """

    edtf: str
    from_: date | None = msgspec.field(name="from")
    to: date | None
    precision: Precision
    origin: Origin


class Mention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name in the text and the entity it stands for; `how` it was recognised, `score` 0 to 1."""

    start: int
    end: int
    type: EntityType
    entity: str
    how: How
    score: float = 1.0


class Demonym(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An adjective or inhabitant's name ("Marokkaanse", "Algerians") and the place it points to; never a mention."""

    start: int
    end: int
    entity: str


class Time(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A temporal expression in TIMEX3 terms (TimeML 1.2.1, ISO 24617-1) with its EDTF reading.

    `anchored_on` says in plain words what the reading rests on ("published 2021-03"), None where the text says all.
    """

    start: int
    end: int
    type: TimexType
    value: str
    mod: TimexMod | None = None
    edtf: str | None = None
    from_: date | None = msgspec.field(name="from", default=None)
    to: date | None = None
    precision: Precision = "unknown"
    anchored_on: str | None = None


class Proof(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The day of publication, as the text proves it, and the spans (start, end) of the expressions that do."""

    day: date
    spans: tuple[tuple[int, int], ...] = ()


class Participant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entity that takes part in an event, and the mention that says so."""

    entity: str
    start: int
    end: int
    role: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened: the sentence `start..end` that tells it, its honest interval, who took part.

    `times` are the (start, end) spans of the dates on which the interval rests.
    """

    id: str
    start: int
    end: int
    edtf: str
    from_: date | None = msgspec.field(name="from")
    to: date | None
    precision: Precision
    kind: str | None = None
    trigger: tuple[int, int] | None = None
    times: tuple[tuple[int, int], ...] = ()
    participants: tuple[Participant, ...] = ()


class Quote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words in quotation marks, and the entity that spoke them; None where the text names no speaker."""

    start: int
    end: int
    speaker: str | None


class Relation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fact stated in the text: two entity ids and what holds between them."""

    subject: str
    predicate: str
    object: str
    start: int
    end: int


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person, place, body or named thing under all its names; `names` maps a language (BCP 47) to a name."""

    id: str
    type: EntityType
    name: str
    names: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


class Remark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words that the user highlighted, with a `note` where there is one.

    They are quoted (`exact`) with what stands before and behind them (W3C TextQuoteSelector), so that they are found in
    a text that has changed since; `start` is where they stood when the remark was `made`.
    """

    start: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    note: str = ""
    made: datetime


class Annotation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the annotators read in one text: the layers, and `annotated_by`, the version of what made them.

    `entities` are those that the text introduces and the gazetteer does not know; `proofs` are the days of publication
    that the text proves where its source gives none: one, or more than one where the text contradicts itself. `sketch`
    are a few hashes by which near-duplicates of the text are found.
    """

    annotated_by: str = ""
    mentions: tuple[Mention, ...] = ()
    demonyms: tuple[Demonym, ...] = ()
    times: tuple[Time, ...] = ()
    proofs: tuple[Proof, ...] = ()
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()
    relations: tuple[Relation, ...] = ()
    entities: tuple[Entity, ...] = ()
    sketch: tuple[int, ...] = ()


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article: its clean text, where it comes from, what the reader made of it, what was read in it.

    `record_id` is what its source calls it, `feed` the address of the feed that brought it; `full_text`: its text is
    that of its page, of which the feed gave only the beginning. `apart`: the user took it out of the row that it
    shared with its near-duplicates.
    """

    id: str
    text: str
    title: str
    title_inferred: bool = False
    lede: str = ""
    language: str | None = None
    source: str = ""
    url: str | None = None
    record_id: str | None = None
    feed: str | None = None
    full_text: bool = False
    authors: tuple[str, ...] = ()
    published: Published | None = None
    added: datetime
    tags: tuple[str, ...] = ()
    read: bool = False
    starred: bool = False
    note: str = ""
    remarks: tuple[Remark, ...] = ()
    apart: bool = False
    annotation: Annotation = Annotation()
