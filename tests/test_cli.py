"""The command line as a person and a script use it: arguments in; output, errors and exit code out."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from sahara_reader.store.first_run import fill_with_samples
from sahara_reader.store.library import Library
from sahara_reader.tui.cli import main


def _run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


_PIECES = st.sampled_from(
    ["Marokko ", "17 februari ", "in 2020. ", "de ", "المغرب ", "e\u0301", "\u202e", "👨‍👩‍👧 ", "VN-", "\n\n"]
)


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    path.write_bytes(sample_file.read_bytes())
    return path


def _of_the_seed(store: Path) -> str:
    (found,) = json.loads(_run("--store", store, "search", "kremlin", "--json").stdout)
    return str(found["id"])


class TestAnnotate:
    def test_the_seed(self, seed: Path, shared: Path) -> None:
        result = _run("annotate", seed)
        assert result.exit_code == 0
        document = json.loads(result.stdout)
        jsonschema.validate(document, json.loads((shared / "design" / "article.schema.json").read_text("utf-8")))
        _spans_are_exact(document)
        named = {mention["text"] for mention in document["mentions"]}
        assert {"Bogdanov", "Bouchraara", "Rusland", "Marokko", "Kremlin"} <= named
        assert {event["from"] for event in document["events"]} == {
            "2020-12-01",
            "2021-01-01",
            "2021-02-17",
            "2021-03-15",
        }
        assert document["published"]["edtf"] == "2021-03"
        assert document["language"] == "nl"

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.text(min_size=1, max_size=200) | st.lists(_PIECES, max_size=30).map("".join))
    def test_offsets_slice_the_text_whatever_the_text(self, text: str) -> None:
        result = _run("annotate", "-", "--published", "2021-03", stdin=text.encode("utf-8", "ignore"))
        if result.exit_code == 0:
            _spans_are_exact(json.loads(result.stdout))
        else:
            assert result.exit_code == 1
            assert result.stderr.startswith("Error: standard input: ")

    def test_json_lines_keep_order_and_ids_and_name_the_bad_line(self) -> None:
        lines = '{"id": "b", "text": "Een in 2020."}\n{nope\n{"id": "a", "text": "Twee.", "published": "2021-03"}\n'
        result = _run("annotate", "--jsonl", stdin=lines)
        assert result.exit_code == 1
        first, bad, last = map(json.loads, result.stdout.splitlines())
        assert (first["id"], last["id"], last["published"]["edtf"]) == ("b", "a", "2021-03")
        assert bad["line"] == 2
        assert "not valid JSON" in bad["error"]

    def test_what_is_given_wins(self) -> None:
        document = json.loads(
            _run("annotate", "--published", "2021-03", "--language", "nl", stdin="Op 3 mei kwam hij.").stdout
        )
        assert (document["language"], document["times"][0]["value"]) == ("nl", "2020-05-03")

    def test_a_file_with_several_articles_asks_for_json_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "two.json"
        path.write_text('[{"text": "a"}, {"text": "b"}]')
        result = _run("annotate", path)
        assert result.exit_code == 1
        assert "--jsonl" in result.stderr

    def test_stale_articles_in_the_store(self, tmp_path: Path) -> None:
        text = tmp_path / "a.txt"
        text.write_text("Rusland sprak in 2020.")
        assert _run("add", "--store", tmp_path / "s.db", "--no-annotate", text).exit_code == 0
        assert "annotated 1" in _run("annotate", "--stale", "--store", tmp_path / "s.db").stdout
        assert "annotated 0" in _run("annotate", "--stale", "--store", tmp_path / "s.db").stdout


class TestAdd:
    def test_files_folders_and_standard_input(self, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        (folder / "a.txt").write_text("Een tekst.")
        (folder / "b.md").write_text("# Kop\n\nNog een.")
        result = _run("add", "--store", tmp_path / "s.db", folder, "-", stdin="Een derde.")
        assert (result.exit_code, result.stdout) == (0, "added 3, updated 0, duplicate 0, failed 0\n")
        again = _run("add", "--store", tmp_path / "s.db", folder)
        assert again.stdout == "added 0, updated 0, duplicate 2, failed 0\n"

    def test_one_bad_source_never_stops_the_batch(self, tmp_path: Path) -> None:
        lines = tmp_path / "news.jsonl"
        lines.write_text('{"text": "Een."}\n{broken\n{"text": "Twee."}\n')
        result = _run("--store", tmp_path / "s.db", "add", tmp_path / "missing.txt", lines)
        assert result.exit_code == 1
        assert result.stdout == "added 2, updated 0, duplicate 0, failed 2\n"
        assert f"{lines}:2: " in result.stderr
        assert "missing.txt: there is no such file" in result.stderr
        assert len(result.stderr.splitlines()) == 2

    def test_json_tells_each_article_and_the_sum(self, tmp_path: Path) -> None:
        result = _run("add", "--json", "--store", tmp_path / "s.db", "-", "/missing", stdin="Een tekst.")
        first, second, last = map(json.loads, result.stdout.splitlines())
        assert first["status"] == "added"
        assert set(first) == {"status", "id", "source", "title", "reason"}
        assert (second["status"], second["id"]) == ("failed", None)
        assert last == {"summary": {"added": 1, "updated": 0, "duplicate": 0, "failed": 1}}

    def test_dry_run_does_nothing(self, tmp_path: Path) -> None:
        result = _run("add", "--dry-run", "--store", tmp_path / "s.db", "-", stdin="Een tekst.")
        assert result.stdout.startswith("added 1")
        assert json.loads(_run("search", "", "--json", "--store", tmp_path / "s.db").stdout) == []

    def test_what_is_given_is_kept(self, tmp_path: Path) -> None:
        options = ("--published", "2021-03", "--language", "nl", "--source", "De Krant", "--tag", "x", "--tag", "y")
        added = _run("add", "--json", "--store", tmp_path / "s.db", *options, "-", stdin="Een tekst.").stdout
        shown = json.loads(
            _run("--store", tmp_path / "s.db", "show", json.loads(added.splitlines()[0])["id"], "--json").stdout
        )
        assert (shown["source"], shown["tags"], shown["language"]) == ("De Krant", ["x", "y"], "nl")
        assert (shown["published"]["edtf"], shown["published"]["origin"]) == ("2021-03", "user")

    def test_a_date_that_is_none_is_a_mistake_of_usage(self, tmp_path: Path) -> None:
        result = _run("add", "--store", tmp_path / "s.db", "--published", "March", "-", stdin="x")
        assert result.exit_code == 2
        assert "is not a date" in result.stderr


class TestReading:
    def test_search(self, store: Path) -> None:
        found = json.loads(_run("--store", store, "search", "guerguerat", "--json").stdout)
        assert [row["language"] for row in found] == ["ar", "en"] or [row["language"] for row in found] == ["en", "ar"]
        assert set(found[0]["published"]) == {"edtf", "from", "to", "precision"}
        assert "Did you mean: guerguerat" in _run("--store", store, "search", "guergerat").stderr
        text = _run("--store", store, "search", "guerguerat", "--limit", "1")
        assert len(text.stdout.splitlines()) == 1
        assert "2 found, 1 shown" in text.stderr

    def test_show(self, store: Path, shared: Path) -> None:
        article = _of_the_seed(store)
        document = json.loads(_run("--store", store, "show", article, "--json").stdout)
        jsonschema.validate(document, json.loads((shared / "design" / "article.schema.json").read_text("utf-8")))
        text = _run("--store", store, "show", article).stdout
        assert "client's document · Mar 2021 · nl" in text
        assert "2021-03-01" not in text

    def test_show_of_what_is_not_there(self, store: Path) -> None:
        result = _run("--store", store, "show", "nothing")
        assert result.exit_code == 1
        assert "there is no article nothing" in result.stderr

    def test_timeline_as_text_and_json(self, store: Path) -> None:
        text = _run("--store", store, "timeline", "kremlin").stdout.splitlines()
        assert [line[:15].strip() for line in text] == ["Dec 2020", "2021", "17 Feb 2021", "15–21 Mar 2021"]
        rows = json.loads(_run("--store", store, "timeline", "kremlin", "--format", "json").stdout)
        assert rows == json.loads(_run("--store", store, "timeline", "kremlin", "--json").stdout)
        assert set(rows[0]) == {"id", "from", "to", "edtf", "precision", "kind", "text", "participants", "sources"}
        assert set(rows[0]["participants"][0]) == {"entity", "name"}
        assert set(rows[0]["sources"][0]) == {"article", "title", "source", "published", "start", "end"}
        lines = _run("--store", store, "timeline", "kremlin", "--format", "jsonl").stdout.splitlines()
        assert list(map(json.loads, lines)) == rows

    def test_timeline_between_days(self, store: Path) -> None:
        rows = json.loads(_run("--store", store, "timeline", "--from", "2021-09", "--to", "2021-10", "--json").stdout)
        assert rows
        assert all(row["to"] >= "2021-09-01" and row["from"] <= "2021-10-31" for row in rows)

    def test_entities_and_what_is_known_of_one(self, tmp_path: Path) -> None:
        store = tmp_path / "s.db"
        with Library(store) as library:
            fill_with_samples(library)
        rows = json.loads(_run("--store", store, "entities", "--json", "--type", "PER").stdout)
        assert rows[0]["articles"] >= rows[-1]["articles"]
        assert "mikhail-bogdanov" in {row["id"] for row in rows}
        assert "person" in _run("--store", store, "entities", "bogd").stdout
        told = _run("--store", store, "entity", "bogdanov").stdout
        assert "written Bogdanov (" in told
        assert "[Bogdanov]" in told
        known = json.loads(_run("--store", store, "entity", "morocco", "--json").stdout)
        assert known["profile"]["entity"]["id"] == "morocco"
        assert known["profile"]["articles"] > 10
        assert _run("--store", store, "entity", "nobody at all").exit_code == 1

    def test_timeline_for_a_spreadsheet_runs_no_formula(self, tmp_path: Path) -> None:
        _run("add", "--store", tmp_path / "s.db", "-", stdin="=1+1 in december 2020 was het zover.")
        table = _run("--store", tmp_path / "s.db", "timeline", "--format", "csv").stdout
        (row,) = csv.DictReader(io.StringIO(table))
        assert row["text"].startswith("'=1+1")
        assert (row["from"], row["to"]) == ("2020-12-01", "2020-12-31")

    def test_timeline_for_a_calendar(self, store: Path) -> None:
        calendar = _run("--store", store, "timeline", "kremlin", "--format", "ics").stdout_bytes
        lines = calendar.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)
        assert b"DTSTART;VALUE=DATE:20210217" in lines
        assert b"DTEND;VALUE=DATE:20210218" in lines
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2] == b"END:VCALENDAR"

    def test_timeline_as_a_page_escapes_what_comes_from_outside(self, tmp_path: Path) -> None:
        _run("add", "--store", tmp_path / "s.db", "-", stdin="Het <script>x</script> in december 2020.")
        page = _run("--store", tmp_path / "s.db", "timeline", "--format", "html").stdout
        assert "&lt;script&gt;" in page
        assert "<script" not in page

    def test_outside_text_never_reaches_the_terminal_raw(self, tmp_path: Path) -> None:
        hostile = "Kop \x1b]0;pwned\x07 \x9b31m \u202e in december 2020."
        _run("add", "--store", tmp_path / "s.db", "-", stdin=hostile.encode())
        for command in (["search", ""], ["timeline"], ["search", "", "--json"]):
            printed = _run("--store", tmp_path / "s.db", *command).output
            assert not set(printed) & {"\x1b", "\x07", "\x9b", "\u202e"}


class TestExchange:
    def test_everything_goes_out_and_comes_back_the_same(self, store: Path, tmp_path: Path) -> None:
        article = _of_the_seed(store)
        with Library(store) as library:
            library.mark(article, starred=True, read=True)
        out = tmp_path / "all.jsonl"
        assert "exported 20" in _run("--store", store, "export", out).stderr
        assert _run("--store", tmp_path / "new.db", "import", out).stdout == "added 20, duplicate 0, failed 0\n"
        assert _run("--store", tmp_path / "new.db", "import", out).stdout == "added 0, duplicate 20, failed 0\n"
        again = _run("--store", tmp_path / "new.db", "export").stdout_bytes
        assert sorted(again.splitlines()) == sorted(out.read_bytes().splitlines())
        (starred,) = json.loads(_run("search", "is:starred", "--json", "--store", tmp_path / "new.db").stdout)
        assert starred["id"] == article

    def test_a_broken_line_is_named(self, tmp_path: Path) -> None:
        result = _run("--store", tmp_path / "new.db", "import", stdin='{"id": "x"}\n')
        assert (result.exit_code, "failed 1" in result.stdout, "-:1: " in result.stderr) == (1, True, True)

    def test_what_is_neither_is_named_line_by_line(self, tmp_path: Path) -> None:
        result = _run("--store", tmp_path / "new.db", "import", stdin="\nnope\n[1]\n")
        assert "failed 2" in result.stdout
        assert "-:3: " in result.stderr

    def test_a_tinydb_file_comes_in(self, tmp_path: Path) -> None:
        with TinyDB(tmp_path / "db.json") as db:
            db.insert({"title": "Kop", "text": "Rusland sprak in 2020.", "date": "2021-03"})
            db.table("more").insert({"body": "Marokko ook."})
        assert _run("--store", tmp_path / "s.db", "import", tmp_path / "db.json").stdout.startswith("added 2")
        (found,) = json.loads(_run("--store", tmp_path / "s.db", "search", "russia", "--json").stdout)
        assert (found["title"], found["published"]["edtf"]) == ("Kop", "2021-03")


class TestDoctor:
    def test_a_sound_store(self, store: Path) -> None:
        result = _run("--store", store, "doctor")
        assert (result.exit_code, "20 articles, all is well" in result.stdout) == (0, True)

    @pytest.mark.parametrize(
        "harm",
        [
            "DELETE FROM article_row WHERE key = (SELECT max(key) FROM article_row)",
            "INSERT INTO article_text (rowid, title) VALUES (5, 'ghost')",
            "INSERT INTO article_event VALUES (5, '2021-01-01', '2021-01-01')",
            "UPDATE article_row SET id = 'other' WHERE key = (SELECT max(key) FROM article_row)",
        ],
    )
    def test_what_is_derived_is_made_anew(self, store: Path, harm: str) -> None:
        with sqlite3.connect(store) as connection:
            connection.execute(harm)
        assert _run("--store", store, "doctor", "--no-repair").exit_code == 1
        assert "rebuilt" in _run("--store", store, "doctor").stdout
        assert _run("--store", store, "doctor").exit_code == 0
        assert len(json.loads(_run("--store", store, "search", "", "--json").stdout)) == 20


class TestWhatGoesWrong:
    @pytest.mark.parametrize("command", [["search", "x"], ["timeline"], ["show", "x"], ["add", "-"]])
    def test_a_store_that_cannot_be_opened_is_one_sentence(self, command: list[str]) -> None:
        result = _run("--store", "/proc/sahara/library.db", *command, stdin="x")
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: /proc/sahara/library.db cannot be used as a store")
        assert len(result.stderr.splitlines()) == 1

    def test_a_store_of_a_newer_version(self, store: Path) -> None:
        with sqlite3.connect(store) as connection:
            connection.execute("PRAGMA user_version = 99")
        result = _run("--store", store, "search", "x")
        assert (result.exit_code, "update sahara-reader" in result.stderr) == (1, True)

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"caf\xe9", b"a\x00b"])
    def test_bad_input_is_one_sentence_and_nothing_is_added(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "bad.txt"
        path.write_bytes(content)
        for command in (["add", "--store", str(tmp_path / "s.db"), str(path)], ["annotate", str(path)]):
            result = _run(*command)
            assert result.exit_code == 1
            assert len(result.stderr.splitlines()) == 1

    def test_the_reader_needs_a_terminal(self, store: Path) -> None:
        result = _run("--store", store)
        assert result.exit_code == 1
        assert "needs a terminal" in result.stderr


class TestTheDoor:
    def test_help_names_every_command(self) -> None:
        printed = _run("--help").stdout
        for command in ("add", "annotate", "search", "show", "timeline"):
            assert command in printed

    def test_it_runs_as_a_module(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "sahara_reader.tui", "--version"], capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("sahara-reader ")


def _spans_are_exact(document: dict[str, Any]) -> None:
    for layer in ("mentions", "demonyms", "times", "events", "quotes"):
        for span in document[layer]:
            assert 0 <= span["start"] < span["end"] <= len(document["text"])
            assert document["text"][span["start"] : span["end"]] == span["text"]
    for event in document["events"]:
        for participant in event["participants"]:
            assert event["start"] <= participant["start"] < participant["end"] <= event["end"]
