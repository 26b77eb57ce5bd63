"""The register: the entities of a library, whether the gazetteer knows them, a text introduced them or the user did.

What texts introduce is kept beside the articles and can be made anew from them; what the user decided is the log of
`decisions`, which is read over everything else.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from sahara_reader.store import gazetteer
from sahara_reader.store.article import Article, Entity, EntityType
from sahara_reader.store.documents import SqliteTinyDB
from sahara_reader.store.entities.decisions import Decision, DecisionLog, Rulings, decision
from sahara_reader.store.entities.naming import Naming
from sahara_reader.store.entities.profile import EntityRow, Line, Profile, concordance, profile
from sahara_reader.store.search.folding import fold, words
from sahara_reader.store.search.index import Index
from sahara_reader.store.search.plan import plan
from sahara_reader.store.search.query import parse

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS entity_known (id TEXT PRIMARY KEY, type TEXT NOT NULL, folded TEXT NOT NULL, "
    "document TEXT NOT NULL) WITHOUT ROWID",
)
TABLES = ("entity_known",)
_ARTICLES_AT_ONCE = 200


class Register:
    """The entities of the library in `db`; `article` gives one by its key as the annotators left it."""

    def __init__(self, db: SqliteTinyDB, article: Callable[[int], Article | None]) -> None:
        self._db = db
        self._article = article
        self._log = DecisionLog(db)
        self._ruled: tuple[int, Rulings] | None = None

    @property
    def rulings(self) -> Rulings:
        """The decisions that stand."""
        last = self._log.last()
        if self._ruled is None or self._ruled[0] != last:
            self._ruled = (last, Rulings(self._log.all()))
        return self._ruled[1]

    def decisions(self) -> list[Decision]:
        """The whole log, the oldest first."""
        return list(self._log.all())

    def standing(self, entity_id: str) -> list[Decision]:
        """The decisions about an entity that stand, the oldest first."""
        rulings = self.rulings
        one = rulings.one(entity_id)
        return [
            made for made in rulings.standing if one in (made.entity, rulings.one(made.entity), rulings.one(made.value))
        ]

    def get(self, entity_id: str) -> Entity | None:
        """What is known of an entity, as the user wants it called; None where nothing is."""
        rulings = self.rulings
        one = rulings.one(entity_id)
        known = gazetteer.entity(one) or self._introduced(one) or rulings.added(one, self.get)
        return rulings.entity(known) if known else None

    def introduce(self, entities: Iterable[Entity]) -> None:
        """Know the entities that a text introduces; inside a transaction."""
        self._db.connection.executemany(
            "INSERT OR IGNORE INTO entity_known (id, type, folded, document) VALUES (?, ?, ?, ?)",
            (
                (known.id, known.type, _folded(known), msgspec.json.encode(known).decode())
                for known in entities
                if gazetteer.entity(known.id) is None
            ),
        )

    def named(self, name: str, type_: EntityType | None = None) -> list[str]:
        """Ids of the entities, of one type or of all, one of whose names holds these words; the last may be cut."""
        rulings = self.rulings
        wanted = " " + " ".join(words(name))
        found = self._db.connection.execute("SELECT id, type FROM entity_known WHERE instr(folded, ?)", (wanted,))
        ids = [*gazetteer.entities_named(name, type_), *(id_ for id_, of_type in found if type_ in (None, of_type))]
        for id_, given in [*rulings.names.items(), *((id_, made.value) for id_, made in rulings.new.items())]:
            if wanted in " " + " ".join(words(given)):
                ids.append(id_)
        return list(dict.fromkeys(map(rulings.one, ids)))

    def decide(self, *decisions: Decision) -> int:
        """Keep decisions, durable on return, and find and list their articles by them; how many articles that are.

        The articles are worked through in pieces, so that others may write in between; what is shown of an article
        follows the decisions at once.
        """
        before = self.rulings
        with self._db.transaction():
            new = self._log.add(*decisions)
        after = self.rulings
        touched = {one for made in new for one in self._touched(made, before, after)}
        keys = self._naming.keys_of(touched)
        for made in new:
            if made.kind in ("new", "undo"):
                keys.extend(self._saying(made, after))
        keys = list(dict.fromkeys(keys))
        for begin in range(0, len(keys), _ARTICLES_AT_ONCE):
            with self._db.transaction():
                for key in keys[begin : begin + _ARTICLES_AT_ONCE]:
                    if article := self._article(key):
                        self.index(key, article)
        return len(keys)

    def undo(self, made: Decision, *, by: str = "") -> int:
        """Take a decision back; how many articles that changes."""
        return self.decide(decision("undo", made.entity, made.id, by=by))

    def index(self, key: int, article: Article) -> None:
        """Find an article, which is listed already, by its entities as they now are; inside a transaction."""
        ruled = self.rulings.applied(article)
        self._naming.put(key, ruled)
        Index(self._db.connection).rename(key, article, self.names_in(ruled))

    def names_in(self, article: Article) -> str:
        """All names, in all languages, of the entities of an article: so a search finds them under any of them."""
        named = dict.fromkeys(mention.entity for mention in article.annotation.mentions)
        found = (known for known in map(self.get, named) if known)
        return "\n".join(
            dict.fromkeys(name for known in found for name in (known.name, *known.names.values(), *known.aliases))
        )

    def rows(self, beginning: str = "", type_: EntityType | None = None) -> Iterator[EntityRow]:
        """The entities that are named in the library, the most named first; those of which a word begins like this."""
        wanted = " " + fold(beginning.strip())
        for id_, articles in self._naming.counts():
            known = self.get(id_)
            if known is None or type_ not in (None, known.type):
                continue
            if len(wanted) == 1 or wanted in _folded(known):
                yield EntityRow(id_, known.name, known.type, articles)

    def profile(self, entity_id: str) -> Profile | None:
        """All that is known of an entity."""
        known = self.get(entity_id)
        return profile(self._db.connection, known) if known else None

    def concordance(self, entity_id: str, *, first: int = -1) -> Iterator[Line]:
        """Where an entity is named, in its newest articles first; with `first`, in so many articles."""
        one, rulings = self.rulings.one(entity_id), self.rulings
        articles = map(self._article, self._naming.keys_of([one], first=first))
        yield from concordance(one, (rulings.applied(article) for article in articles if article))

    @property
    def _naming(self) -> Naming:
        return Naming(self._db.connection)

    def _introduced(self, entity_id: str) -> Entity | None:
        found = self._db.connection.execute("SELECT document FROM entity_known WHERE id = ?", (entity_id,)).fetchone()
        return msgspec.json.decode(found[0], type=Entity) if found else None

    def _touched(self, made: Decision, before: Rulings, after: Rulings) -> Iterator[str]:
        for entity in (made.entity, made.value if made.kind == "merge" else made.entity):
            yield from (entity, before.one(entity), after.one(entity))
            yield from (one.one(entity, made.value) for one in (before, after))
        if made.kind == "undo":
            for earlier in self._log.all():
                if earlier.id == made.value:
                    yield from self._touched(earlier, before, after)

    def _saying(self, made: Decision, after: Rulings) -> Iterator[int]:
        """The articles that hold the name of an entity that the user added."""
        added = after.new.get(made.entity) or next(
            (earlier for earlier in self._log.all() if earlier.id == made.value and earlier.kind == "new"), None
        )
        if added is not None:
            asked = plan(parse(f'"{added.value}"'), self.named)
            for piece in Index(self._db.connection).keys(asked, "newest", _ARTICLES_AT_ONCE):
                yield from piece


def _folded(known: Entity) -> str:
    names = dict.fromkeys((known.name, *known.names.values(), *known.aliases))
    return "\n".join(" " + " ".join(words(name)) for name in names)
