"""The query language: what a person types becomes conditions that an article must meet.

    query     = clause { clause }                    all must hold
    clause    = condition { "OR" condition }         one must hold
    condition = [ "-" ] ( word | phrase | field )
    phrase    = '"' words [ '"' ]
    field     = name ":" ( word | phrase )
    name      = entity person place org source lang tag is has title after before on event

The last word typed is the beginning of a word until a space follows it. Every string is a query: what cannot be meant
becomes a `Mistake` that says so and where, and the rest counts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sahara_reader.store import edtf
from sahara_reader.store.search.folding import words

CHOICES = {"is": ("read", "unread", "starred"), "has": ("note", "highlight", "tag")}
TEXT_FIELDS = ("entity", "person", "place", "org", "source", "lang", "tag")
DATE_FIELDS = ("after", "before", "on", "event")
FIELDS = (*TEXT_FIELDS, *CHOICES, "title", *DATE_FIELDS)

_TOKEN = re.compile(
    r'(?P<minus>-?)(?:(?P<field>[A-Za-z]+):(?=[^\s/]))?(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))'
)


class Words(NamedTuple):
    """Words that must follow each other in the text (or, with `title`, in the title).

    `text` is as typed; with `prefix` the last word is the beginning of one; `phrase`: in quotation marks.
    """

    text: str
    prefix: bool = False
    phrase: bool = False
    title: bool = False

    @property
    def folded(self) -> tuple[str, ...]:
        """The words as the index knows them."""
        return tuple(words(self.text))

    def __str__(self) -> str:
        written = f'"{self.text}' + ("" if self.prefix else '"') if self.phrase else self.text
        return f"title:{written}" if self.title else written


class Field(NamedTuple):
    """A field and what it must be, as typed."""

    name: str
    value: str

    def __str__(self) -> str:
        return f'{self.name}:"{self.value}"' if re.search(r"\s|^$", self.value) else f"{self.name}:{self.value}"


class Condition(NamedTuple):
    """Words or a field that must hold, or, `negated`, must not."""

    what: Words | Field
    negated: bool = False

    def __str__(self) -> str:
        return f"-{self.what}" if self.negated else str(self.what)


class Mistake(NamedTuple):
    """What could not be meant: where in the query (`start`, `end`), and one sentence that says what would be right."""

    start: int
    end: int
    message: str


class Query(NamedTuple):
    """Clauses, all of which must hold; of the conditions in a clause one must. `str` prints it, to be read back."""

    clauses: tuple[tuple[Condition, ...], ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def __str__(self) -> str:
        printed = " ".join(" OR ".join(map(str, clause)) for clause in self.clauses)
        last = self.clauses[-1][-1].what if self.clauses else None
        return f"{printed} " if isinstance(last, Words) and not last.phrase and not last.prefix else printed

    def patterns(self) -> list[re.Pattern[str]]:
        """Patterns that find the words in folded text, for marking hits."""
        conditions = (condition for clause in self.clauses for condition in clause if not condition.negated)
        return [
            re.compile(
                r"(?<![^\W_])"
                + r"[\W_]+".join(condition.what.folded)
                + ("" if condition.what.prefix else r"(?![^\W_])")
            )
            for condition in conditions
            if isinstance(condition.what, Words)
        ]


def parse(text: str) -> Query:
    """Read a query. Never raises."""
    clauses: list[tuple[Condition, ...]] = []
    mistakes: list[Mistake] = []
    joining = False
    for token in _TOKEN.finditer(text):
        if token.group() == "OR":
            if joining or not clauses:
                mistakes.append(Mistake(*token.span(), "OR stands between two words: sahara OR maghreb."))
            joining = bool(clauses)
            continue
        condition = _condition(token, open_end=token.end() == len(text), mistakes=mistakes)
        if condition is None:
            continue
        if joining:
            clauses[-1] = (*clauses[-1], condition)
        else:
            clauses.append((condition,))
        joining = False
    return Query(tuple(clauses), tuple(mistakes))


def _condition(token: re.Match[str], *, open_end: bool, mistakes: list[Mistake]) -> Condition | None:
    name, phrase = (token["field"] or "").lower(), token["phrase"] is not None
    value = (token["phrase"] if phrase else token["word"]) or ""
    negated = bool(token["minus"])
    if name and name not in FIELDS:
        known = ", ".join(FIELDS)
        mistakes.append(Mistake(*token.span(), f"{name}: is no field, it was read as words. Fields are {known}."))
        name, value = "", f"{name}:{value}"
    if name and name != "title":
        wrong = next(_wrong(name, value), None)
        if wrong:
            mistakes.append(Mistake(*token.span(), wrong))
            return None
        return Condition(Field(name, value), negated)
    read = Words(value, prefix=open_end and not token["closed"], phrase=phrase, title=name == "title")
    return Condition(read, negated) if read.folded else None


def _wrong(name: str, value: str) -> Iterator[str]:
    if name in CHOICES and value.lower() not in CHOICES[name]:
        yield f"{name}: knows {', '.join(CHOICES[name])}."
    elif name in TEXT_FIELDS and not words(value):
        yield f"{name}: wants a name behind it."
    elif name in DATE_FIELDS:
        try:
            days(value)
        except ValueError:
            yield f"{name}: wants a date: {name}:2021, {name}:2021-03, {name}:2021-03-17" + (
                " or a span, event:2020-12..2021-03." if name == "event" else "."
            )


def days(value: str) -> edtf.Interval:
    """The days that a date, or a span `A..B`, of a query means; raises ValueError when it is none."""
    first, between, last = value.partition("..")
    return edtf.parse(f"{first}/{last}" if between else first)
