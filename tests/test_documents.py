"""TinyDB's API, operation by operation, on TinyDB's own storages and on ours: one contract, three times."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment, set, subtract
from tinydb.storages import JSONStorage, MemoryStorage
from tinydb.table import Document, Table

from sahara_reader.store.documents import SqliteTable, SqliteTinyDB
from sahara_reader.store.documents.pushdown import condition

Open = Callable[[], TinyDB]
_NOTHING: frozenset[str] = frozenset()


def _opener(kind: str, path: Path) -> Open:
    if kind == "sqlite":
        return lambda: SqliteTinyDB(path / "db.sqlite")
    if kind == "json":
        return lambda: TinyDB(path / "db.json", storage=JSONStorage)
    return lambda: TinyDB(storage=MemoryStorage)


@pytest.fixture(params=["memory", "json", "sqlite"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def db(kind: str, tmp_path: Path) -> Iterator[TinyDB]:
    database = _opener(kind, tmp_path)()
    database.insert_multiple({"int": 1, "char": char} for char in "abc")
    yield database
    database.close()


def _by_id(table: TinyDB | Table) -> dict[int, dict[str, Any]]:
    return {document.doc_id: dict(document) for document in table}


class TestInsert:
    def test_ids_count_from_one(self, db: TinyDB) -> None:
        assert db.insert({"int": 1, "char": "d"}) == 4
        assert _by_id(db)[4] == {"int": 1, "char": "d"}

    def test_ids_go_on_behind_the_highest(self, db: TinyDB) -> None:
        db.insert(Document({"int": 9}, doc_id=20))
        assert db.insert({}) == 21
        db.remove(doc_ids=[21])
        assert db.insert_multiple([{}, {}])[0] >= 21

    def test_a_document_with_an_id_keeps_it_and_may_not_come_twice(self, db: TinyDB) -> None:
        assert db.insert(Document({"x": 1}, doc_id=12)) == 12
        with pytest.raises(ValueError, match="already exists"):
            db.insert(Document({"x": 1}, doc_id=12))

    def test_several_at_once_from_any_iterable(self, db: TinyDB) -> None:
        assert db.insert_multiple({"n": n} for n in range(3)) == [4, 5, 6]
        assert db.insert_multiple([]) == []
        assert db.insert_multiple([Document({"n": 1}, doc_id=30), {"n": 2}])[0] == 30

    def test_what_is_no_mapping_is_refused(self, db: TinyDB) -> None:
        for wrong in (["x"], "x", 1):
            with pytest.raises(ValueError, match="not a Mapping"):
                db.insert(wrong)
            with pytest.raises(ValueError, match="not a Mapping"):
                db.insert_multiple([wrong])
        assert len(db) == 3

    def test_nested_and_unicode_documents_come_back(self, db: TinyDB) -> None:
        document = {"a": {"b": [1, 2.5, None, True, {"ü": "الصحراء"}]}, "leer": ""}
        found = db.get(doc_id=db.insert(document))
        assert found == document


class TestReading:
    def test_all_iteration_and_length(self, db: TinyDB) -> None:
        assert len(db) == 3
        assert [document["char"] for document in db] == ["a", "b", "c"]
        assert db.all() == list(db)
        assert all(isinstance(document, Document) for document in db)

    def test_search_get_contains_count(self, db: TinyDB) -> None:
        assert [d.doc_id for d in db.search(where("int") == 1)] == [1, 2, 3]
        found = db.get(where("char") == "b")
        assert isinstance(found, Document)
        assert found.doc_id == 2
        assert db.get(where("char") == "z") is None
        assert db.get(doc_id=3) == {"int": 1, "char": "c"}
        assert db.get(doc_id=99) is None
        assert [d.doc_id for d in db.get(doc_ids=[3, 1, 99])] == [1, 3]
        assert db.contains(where("char") == "a")
        assert db.contains(doc_id=1)
        assert not db.contains(doc_id=99)
        assert db.count(where("int") == 1) == 3

    def test_reading_without_a_question_is_refused(self, db: TinyDB) -> None:
        for call in (db.get, db.contains):
            with pytest.raises(RuntimeError):
                call()

    def test_what_is_read_is_not_what_is_kept(self, db: TinyDB, kind: str) -> None:
        if kind == "memory":
            pytest.skip("TinyDB's MemoryStorage hands out the kept documents themselves")
        found = db.get(doc_id=1)
        assert isinstance(found, Document)
        found["char"] = "changed"
        assert db.get(doc_id=1) == {"int": 1, "char": "a"}


class TestQueries:
    @pytest.mark.parametrize(
        ("query", "ids"),
        [
            (where("n") == 2, [2]),
            (where("n") != 2, [1, 3, 4]),
            (where("n") < 2, [1]),
            (where("n") <= 2, [1, 2]),
            (where("n") > 2, [3, 4]),
            (where("n") >= 2, [2, 3, 4]),
            (where("n").one_of([1, 3, 9]), [1, 3]),
            ((where("n") == 1) | (where("s") == "Rabat"), [1, 3]),
            ((where("n") > 1) & (where("s") == "Rabat"), [3]),
            (~(where("n") == 1), [2, 3, 4, 5]),
            (where("s").exists(), [1, 2, 3, 4, 5]),
            (where("s").matches("R.*t$"), [3]),
            (where("s").search("a"), [1, 3]),
            (where("s").test(lambda s: len(s) > 6), [1]),
            (where("deep").a.b == "x", [4]),
            (where("deep").a.b.one_of(["x", "y"]), [4, 5]),
            (where("tags").any(["x"]), [1, 2]),
            (where("tags").all(["x", "y"]), [2]),
            (where("tags").any(where("k") == 1), [3]),
            (Query().fragment({"n": 3, "s": "Rabat"}), [3]),
            (Query().noop(), [1, 2, 3, 4, 5]),
            (where("n").map(lambda n: n * 2) == 4, [2]),
            (where("f") == 1.5, [4]),
            (where("b") == True, [1]),  # noqa: E712
            (where("b") == False, [2]),  # noqa: E712
            (where("none") == None, [5]),  # noqa: E711
            (where("s") == "الرباط", [4]),
            (where("s") >= "T", [1, 2, 4, 5]),
            (where("n") == "2", []),
            (where("missing") == 1, []),
            (where("n") == 10**20, []),
        ],
    )
    def test_find_the_same(self, kind: str, tmp_path: Path, query: Any, ids: list[int]) -> None:
        with _opener(kind, tmp_path)() as db:
            db.insert_multiple(
                [
                    {"n": 1, "s": "Tindouf a", "tags": ["x"], "b": True},
                    {"n": 2, "s": "Tiris", "tags": ["x", "y"], "b": False},
                    {"n": 3, "s": "Rabat", "tags": [{"k": 1}]},
                    {"n": 4, "s": "الرباط", "deep": {"a": {"b": "x"}}, "f": 1.5},
                    {"s": "é", "deep": {"a": {"b": "y"}}, "none": None},
                ]
            )
            assert [document.doc_id for document in db.search(query)] == ids
            assert db.count(query) == len(ids)


class TestUpdate:
    def test_fields_by_query_by_id_and_of_all(self, db: TinyDB) -> None:
        assert db.update({"int": 2}, where("char") == "a") == [1]
        assert db.update({"int": 3}, doc_ids=[2]) == [2]
        assert db.update({"new": True}) == [1, 2, 3]
        assert [d["int"] for d in db] == [2, 3, 1]
        assert all(d["new"] for d in db)

    def test_an_id_that_is_not_there_changes_nothing(self, db: TinyDB) -> None:
        assert db.update({"int": 2}, doc_ids=[99]) == []
        assert [d["int"] for d in db] == [1, 1, 1]

    def test_operations_and_functions(self, db: TinyDB) -> None:
        db.update(increment("int"), where("char") == "a")
        db.update(decrement("int"), where("char") == "b")
        db.update(add("int", 5), where("char") == "c")
        db.update(subtract("int", 1), where("char") == "c")
        db.update(set("x", "y"))
        db.update(delete("x"), where("char") == "a")
        db.update(lambda document: document.update(f=1), doc_ids=[2])
        assert _by_id(db) == {
            1: {"int": 2, "char": "a"},
            2: {"int": 0, "char": "b", "x": "y", "f": 1},
            3: {"int": 5, "char": "c", "x": "y"},
        }

    def test_several_updates_at_once(self, db: TinyDB) -> None:
        assert db.update_multiple([({"int": 2}, where("char") == "a"), (delete("int"), where("char") == "b")]) == [1, 2]
        assert _by_id(db)[2] == {"char": "b"}

    def test_more_documents_than_are_remembered(self, db: TinyDB) -> None:
        db.insert_multiple({"int": 1, "char": "n"} for _ in range(600))
        db.update(increment("int"))
        assert {d["int"] for d in db} == {2}

    def test_upsert(self, db: TinyDB) -> None:
        assert db.upsert({"int": 5, "char": "a"}, where("char") == "a") == [1]
        assert db.upsert({"char": "z"}, where("char") == "z") == [4]
        assert db.upsert(Document({"int": 7}, doc_id=2)) == [2]
        assert _by_id(db)[2] == {"int": 7, "char": "b"}
        with pytest.raises(ValueError, match="query"):
            db.upsert({"x": 1})


class TestRemove:
    def test_by_query_by_id_and_all(self, db: TinyDB) -> None:
        assert db.remove(where("char") == "b") == [2]
        assert db.remove(doc_ids=[1]) == [1]
        assert list(_by_id(db)) == [3]
        db.truncate()
        assert len(db) == 0
        assert db.insert({}) == 1

    def test_nothing_named_is_refused(self, db: TinyDB) -> None:
        with pytest.raises(RuntimeError):
            db.remove()
        assert db.remove(doc_ids=[99]) == []


class TestTables:
    @pytest.mark.parametrize("name", ["articles", "with space", "quote\"'", "الصحراء", "a;DROP TABLE b", ""])
    def test_any_name_will_do(self, db: TinyDB, name: str) -> None:
        table = db.table(name)
        table.insert({"x": 1})
        assert db.tables() == {"_default", name}
        assert len(table) == 1
        assert len(db) == 3
        db.drop_table(name)
        assert db.tables() == {"_default"}

    def test_an_empty_table_shows_only_when_asked(self, db: TinyDB) -> None:
        assert len(db.table("quiet")) == 0
        assert db.tables() == {"_default"}
        db.table("kept", persist_empty=True)
        assert db.tables() == {"_default", "kept"}

    def test_all_are_dropped(self, db: TinyDB) -> None:
        db.table("other").insert({})
        db.drop_tables()
        assert db.tables() == _NOTHING
        assert len(db) == 0


@pytest.mark.parametrize("kind", ["json", "sqlite"])
def test_what_was_written_is_there_after_reopening(kind: str, tmp_path: Path) -> None:
    opened = _opener(kind, tmp_path)
    with opened() as db:
        db.insert({"a": 1})
        db.table("t").insert({"b": "é"})
    with opened() as db:
        assert db.all() == [{"a": 1}]
        assert db.table("t").all() == [{"b": "é"}]
        assert db.insert({}) == 2


class Operations(RuleBasedStateMachine):
    """Any sequence of operations leaves the same documents as on TinyDB's MemoryStorage."""

    @initialize()
    def open(self) -> None:
        self.path = Path(_FOLDERS[-1]) / f"{len(list(Path(_FOLDERS[-1]).iterdir()))}.db"
        self.ours: TinyDB = SqliteTinyDB(self.path)
        self.model = TinyDB(storage=MemoryStorage)

    def both(self, call: Callable[[TinyDB], Any]) -> None:
        outcomes = []
        for db in (self.ours, self.model):
            try:
                outcomes.append(call(db))
            except (KeyError, ValueError) as error:
                outcomes.append(type(error))
        assert outcomes[0] == outcomes[1]

    _values = st.integers(-3, 3) | st.sampled_from(["a", "b", "é", ""]) | st.booleans() | st.none()
    _queries = st.builds(
        lambda make, value: make(value),
        st.sampled_from(
            [
                lambda value: where("k") == value,
                lambda value: where("k") != value,
                lambda value: where("k").one_of([value, 1]),
                lambda value: (where("k") == value) | (where("j") == value),
                lambda value: (where("k") == value) & (where("j") == 1),
            ]
        ),
        _values,
    )

    @rule(k=_values, j=_values)
    def insert(self, k: Any, j: Any) -> None:
        self.both(lambda db: db.insert({"k": k, "j": j}))

    @rule(ks=st.lists(_values, max_size=4))
    def insert_multiple(self, ks: list[Any]) -> None:
        self.both(lambda db: db.insert_multiple([{"k": k} for k in ks]))

    @rule(query=_queries, value=_values)
    def update(self, query: Any, value: Any) -> None:
        self.both(lambda db: db.update({"j": value}, query))

    @rule(query=_queries, value=_values)
    def upsert(self, query: Any, value: Any) -> None:
        self.both(lambda db: db.upsert({"k": value, "u": 1}, query))

    @rule(doc_id=st.integers(1, 8))
    def remove(self, doc_id: int) -> None:
        self.both(lambda db: db.remove(doc_ids=[doc_id]))

    @rule(query=_queries)
    def search(self, query: Any) -> None:
        self.both(lambda db: [(d.doc_id, dict(d)) for d in db.search(query)])
        self.both(lambda db: db.count(query))

    @rule()
    def reopen(self) -> None:
        self.ours.close()
        self.ours = SqliteTinyDB(self.path)
        self.model._tables.clear()  # what TinyDB remembers of a table goes, as when a file is opened anew

    @invariant()
    def same(self) -> None:
        if hasattr(self, "ours"):
            assert _by_id(self.ours) == _by_id(self.model)
            assert len(self.ours) == len(self.model)

    def teardown(self) -> None:
        if hasattr(self, "ours"):
            self.ours.close()


_FOLDERS: list[str] = []


def test_any_sequence_of_operations(tmp_path: Path) -> None:
    _FOLDERS.append(str(tmp_path))
    run_state_machine_as_test(Operations, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))


class TestOursOnly:
    @pytest.fixture
    def ours(self, tmp_path: Path) -> Iterator[SqliteTinyDB]:
        with SqliteTinyDB(tmp_path / "db.sqlite") as db:
            yield db

    def test_another_connection_sees_what_is_written_at_once(self, ours: SqliteTinyDB, tmp_path: Path) -> None:
        ours.insert({"k": 1})
        with SqliteTinyDB(tmp_path / "db.sqlite") as other:
            assert other.search(where("k") == 1) == [{"k": 1}]
            ours.insert({"k": 1})
            assert len(other.search(where("k") == 1)) == len(other) == 2
            other.update({"k": 2}, doc_ids=[1])
            assert ours.get(doc_id=1) == {"k": 2}

    def test_an_indexed_field_is_looked_up_not_scanned(self, ours: SqliteTinyDB) -> None:
        table = ours.table("t")
        assert isinstance(table, SqliteTable)
        table.index("a", "b")
        pushed = condition((where("a").b == "x") & (where("c") == 1))
        assert pushed is not None
        plan = ours.connection.execute(
            f"EXPLAIN QUERY PLAN SELECT doc_id FROM documents_1 WHERE {pushed[0]}", pushed[1]
        ).fetchall()
        assert "USING INDEX documents_1_a_b" in str(plan)
        with pytest.raises(ValueError, match="plain keys"):
            table.index("a'b")

    def test_getting_one_document_reads_one(self, ours: SqliteTinyDB) -> None:
        ours.insert_multiple({"n": n} for n in range(2000))
        read: list[str] = []
        ours.connection.set_trace_callback(read.append)
        assert ours.get(doc_id=1500) == {"n": 1499}
        ours.connection.set_trace_callback(None)
        assert [sql for sql in read if "documents_1" in sql] == ["SELECT document FROM documents_1 WHERE doc_id = 1500"]

    def test_a_transaction_holds_together(self, ours: SqliteTinyDB) -> None:
        with pytest.raises(RuntimeError), ours.transaction():  # noqa: PT012
            ours.insert({"a": 1})
            ours.table("t").insert({"b": 1})
            raise RuntimeError
        assert ours.tables() == _NOTHING

    def test_what_is_no_json_does_no_harm(self, ours: SqliteTinyDB) -> None:
        ours.insert({"a": 1})
        with pytest.raises(TypeError):
            ours.insert({"a": object()})
        assert len(ours) == 1

    def test_writers_that_open_a_new_file_at_once_lose_nothing(self, tmp_path: Path) -> None:
        together = threading.Barrier(6)

        def write() -> None:
            together.wait()
            with SqliteTinyDB(tmp_path / "new.sqlite") as db:
                for n in range(20):
                    db.insert({"n": n})

        threads = [threading.Thread(target=write) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with SqliteTinyDB(tmp_path / "new.sqlite") as db:
            assert len(db) == 120

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(value=st.text(max_size=5) | st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none())
    def test_a_pushed_down_query_never_loses_a_document(self, value: Any) -> None:
        pushed = condition(where("k") == value)
        if pushed:
            connection = sqlite3.connect(":memory:")
            connection.execute("CREATE TABLE t (document TEXT)")
            connection.execute("INSERT INTO t VALUES (?)", (msgspec.json.encode({"k": value}).decode(),))
            assert connection.execute(f"SELECT 1 FROM t WHERE {pushed[0]}", pushed[1]).fetchall()
            connection.close()
