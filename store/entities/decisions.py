"""What the user decides about entities: an append-only log, replayed over whatever the annotators say, user first.

Nothing here changes an annotation: `Rulings` reads one as the user wants it read, so that annotating anew, by whatever
engine, keeps every decision, and taking one back is one more row of the log.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

import msgspec

from sahara_reader.store.article import Annotation, Article, Entity, EntityType, Mention
from sahara_reader.store.documents import SqliteTinyDB
from sahara_reader.store.search.folding import fold

Kind = Literal["merge", "split", "rename", "retype", "reject", "new", "apart", "undo"]


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision about `entity`, made `at` a time (UTC) `by` somebody.

    What `value` holds: merge: the entity it is one with; split: the spelling that is somebody else's; rename: the name;
    retype: the type; reject: the spelling that names nothing, or empty for all of them; new: the name of an entity that
    the annotators do not know (`type` its type); apart: the entity that it only resembles; undo: the decision that is
    taken back, which `entity` names again.
    """

    id: str
    at: datetime
    by: str = ""
    kind: Kind
    entity: str
    value: str = ""
    type: EntityType | None = None


def decision(kind: Kind, entity: str, value: str = "", *, type_: EntityType | None = None, by: str = "") -> Decision:
    """A decision made now."""
    return Decision(id=uuid4().hex, at=datetime.now(UTC), by=by, kind=kind, entity=entity, value=value, type=type_)


def new_entity(name: str, type_: EntityType, *, by: str = "") -> Decision:
    """The decision that a name, as it is written, stands for an entity of its own."""
    return decision("new", f"user-{_slug(name)}", " ".join(name.split()), type_=type_, by=by)


class DecisionLog:
    """The log, a table of the document store: rows are added and never changed."""

    NAME = "decisions"

    def __init__(self, db: SqliteTinyDB) -> None:
        self._db = db

    def add(self, *decisions: Decision) -> list[Decision]:
        """Append decisions, those that are there already left out; which ones were new. Inside a transaction."""
        rows = self._db.rows(self.NAME)
        known = {made.id for made in self.all()}
        new = [made for made in decisions if made.id not in known]
        for key, made in enumerate(new, start=rows.last_id() + 1):
            rows[key] = msgspec.to_builtins(made)
        return new

    def all(self) -> Iterator[Decision]:
        """All decisions, the oldest first."""
        for document in self._db.rows(self.NAME).values():
            yield msgspec.convert(document, Decision)

    def last(self) -> int:
        """A number that grows with every decision."""
        return self._db.rows(self.NAME).last_id()


class Rulings:
    """The decisions that stand, ready to be applied; `links` are the identities that the linker found by itself."""

    def __init__(self, decisions: Iterable[Decision], links: dict[str, str] | None = None) -> None:
        log = list(decisions)
        taken_back = _taken_back(log)
        self._into: dict[str, str] = dict(links or {})
        self._split: dict[tuple[str, str], str] = {}
        self._rejected: set[tuple[str, str]] = set()
        self._names: dict[str, str] = {}
        self._types: dict[str, EntityType] = {}
        self._new: dict[str, Decision] = {}
        self._split_off: dict[str, tuple[str, str]] = {}
        self.apart: set[frozenset[str]] = set()
        self.standing = [made for made in log if made.id not in taken_back and made.kind != "undo"]
        for made in self.standing:
            self._rule(made)

    def __bool__(self) -> bool:
        return bool(self._into or self._split or self._rejected or self._names or self._types or self._new)

    @property
    def names(self) -> dict[str, str]:
        """The names that the user gave, by entity."""
        return self._names

    @property
    def new(self) -> dict[str, Decision]:
        """The entities that the user added, by id."""
        return self._new

    def one(self, entity: str, surface: str = "") -> str:
        """The entity that another one is one with, when it is written like this."""
        spelling = fold(surface)
        for _ in range(64):  # merges that run in a circle end somewhere on it
            if entity in self._into:
                entity = self._into[entity]
            elif (entity, spelling) in self._split:
                entity = self._split[entity, spelling]
            else:
                break
        return entity

    def added(self, entity_id: str, known: Callable[[str], Entity | None]) -> Entity | None:
        """An entity that is there only because the user says so; `known` tells of others."""
        if made := self._new.get(entity_id):
            return Entity(id=entity_id, type=made.type or "MISC", name=made.value, aliases=(made.value,))
        whole, spelling = self._split_off.get(entity_id, ("", ""))
        if origin := known(whole) if whole else None:
            return Entity(id=entity_id, type=origin.type, name=spelling, aliases=(spelling,))
        return None

    def entity(self, known: Entity) -> Entity:
        """An entity as the user wants it called."""
        name, type_ = self._names.get(known.id, known.name), self._types.get(known.id, known.type)
        if (name, type_) == (known.name, known.type):
            return known
        return msgspec.structs.replace(
            known, name=name, type=type_, aliases=tuple({name: 0} | dict.fromkeys(known.aliases))
        )

    def applied(self, article: Article) -> Article:
        """The article as the user wants it read."""
        if not self:
            return article
        annotation = article.annotation
        text = article.text
        mentions = sorted([*self._kept(annotation, text), *self._found(text)], key=lambda mention: mention.start)
        return msgspec.structs.replace(
            article,
            annotation=msgspec.structs.replace(
                annotation,
                mentions=tuple(mentions),
                demonyms=tuple(
                    msgspec.structs.replace(demonym, entity=self.one(demonym.entity)) for demonym in annotation.demonyms
                ),
                events=tuple(
                    msgspec.structs.replace(
                        event,
                        participants=tuple(
                            msgspec.structs.replace(named, entity=self.one(named.entity, text[named.start : named.end]))
                            for named in event.participants
                            if not self._is_rejected(
                                self.one(named.entity, text[named.start : named.end]), text[named.start : named.end]
                            )
                        ),
                    )
                    for event in annotation.events
                ),
            ),
        )

    def _kept(self, annotation: Annotation, text: str) -> Iterator[Mention]:
        found = [(mention.start, mention.end) for mention in self._found(text)]
        for mention in annotation.mentions:
            surface = text[mention.start : mention.end]
            one = self.one(mention.entity, surface)
            overlaps = any(start < mention.end and mention.start < end for start, end in found)
            if not overlaps and not self._is_rejected(one, surface):
                type_ = self._types.get(one, mention.type)
                if (one, type_) == (mention.entity, mention.type):
                    yield mention
                else:
                    yield msgspec.structs.replace(mention, entity=one, type=type_)

    def _found(self, text: str) -> list[Mention]:
        """Where the names that the user added stand; the longest first, none inside another."""
        found: list[Mention] = []
        for added in sorted(self._new.values(), key=lambda made: -len(made.value)):
            one = self.one(added.entity)
            type_ = self._types.get(one, added.type or "MISC")
            for match in re.finditer(rf"(?<!\w){re.escape(added.value)}(?!\w)", text):
                start, end = match.span()
                if not any(mention.start < end and start < mention.end for mention in found):
                    found.append(Mention(start=start, end=end, type=type_, entity=one, how="user"))
        return [] if not found else [mention for mention in found if not self._is_rejected(mention.entity, "")]

    def _is_rejected(self, entity: str, surface: str) -> bool:
        return (entity, "") in self._rejected or (entity, fold(surface)) in self._rejected

    def _rule(self, made: Decision) -> None:
        entity = self.one(made.entity)
        if made.kind == "merge":
            into = self.one(made.value)
            if into != entity:
                self._into[entity] = into
        elif made.kind == "split":
            other = f"{entity}~{_slug(made.value)}"
            self._split[entity, fold(made.value)] = other
            self._split_off[other] = (entity, made.value)
        elif made.kind == "rename":
            self._names[entity] = made.value
        elif made.kind == "retype" and made.value in ("PER", "LOC", "ORG", "MISC"):
            self._types[entity] = made.value  # type: ignore[assignment] # one of the four
        elif made.kind == "reject":
            self._rejected.add((entity, fold(made.value)))
        elif made.kind == "new":
            self._new[made.entity] = made
        elif made.kind == "apart":
            self.apart.add(frozenset((made.entity, made.value)))


def _taken_back(log: list[Decision]) -> set[str]:
    """Ids of the decisions that do not stand; an undo may itself be undone."""
    taken_back: set[str] = set()
    for made in reversed(log):
        if made.kind == "undo" and made.id not in taken_back:
            taken_back.add(made.value)
    return taken_back


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", fold(name)).strip("-") or "x"
