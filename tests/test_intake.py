import gzip
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store.clean_text import clean_block
from sahara_reader.store.intake.files import read_bytes, read_lines, read_source
from sahara_reader.store.intake.raw_article import LARGEST_TEXT, Failure, RawArticle


def _one(content: str | bytes, name: str) -> RawArticle:
    (item,) = read_bytes(content.encode() if isinstance(content, str) else content, name)
    assert isinstance(item, RawArticle), item
    return item


def _refused(content: str | bytes, name: str) -> str:
    (item,) = read_bytes(content.encode() if isinstance(content, str) else content, name)
    assert isinstance(item, Failure), item
    return item.reason


class TestPlainText:
    def test_the_seed_keeps_its_month(self, seed: Path) -> None:
        (item,) = read_source(str(seed))
        assert isinstance(item, RawArticle)
        assert item.published is not None
        assert (item.published.edtf, item.published.precision, item.published.origin) == ("2021-03", "month", "header")
        assert (str(item.published.from_), str(item.published.to)) == ("2021-03-01", "2021-03-31")
        assert item.text.startswith("Marokko en Rusland bespraken")
        assert item.lede.endswith("in het Kremlin in Moskou.")
        assert item.title_inferred
        assert item.title.startswith("Marokko en Rusland bespraken deze week")
        assert len(item.title) <= 90

    def test_header_lines_say_what_the_article_is(self) -> None:
        item = _one("Titel: Een kop\nDatum: 2021-03-17\nBron: De Krant\nAuteur: A, B\n\nDe tekst.", "x.txt")
        assert (item.title, item.title_inferred, item.source, item.authors) == (
            "Een kop",
            False,
            "De Krant",
            ("A", "B"),
        )
        assert item.published is not None
        assert item.published.edtf == "2021-03-17"
        assert item.text == "De tekst."

    def test_a_first_paragraph_with_a_colon_is_text(self) -> None:
        item = _one("Rusland: het land dat zwijgt\n\nDe tekst.", "x.txt")
        assert item.text.startswith("Rusland: het land")

    def test_bare_text_has_no_date(self) -> None:
        item = _one("Zomaar een zin. En nog een.", "x.txt")
        assert item.published is None
        assert item.title == "Zomaar een zin"

    def test_utf_16_and_byte_order_marks_are_read(self) -> None:
        assert _one("Één zin.".encode("utf-16"), "x.txt").text == "Één zin."
        assert _one("Één zin.".encode("utf-8-sig"), "x.txt").text == "Één zin."


class TestMarkdown:
    def test_front_matter_and_heading_marks(self) -> None:
        item = _one("---\ntitle: 'A: b'\npublished: 2021-04\ntags: [x, y]\n---\n\n## Kop\n\nTekst.", "x.md")
        assert (item.title, item.tags) == ("A: b", ("x", "y"))
        assert item.published is not None
        assert (item.published.edtf, item.published.origin) == ("2021-04", "metadata")
        assert item.text == "Kop\n\nTekst."

    def test_the_first_heading_is_the_title_where_none_is_given(self) -> None:
        item = _one("# De kop\n\nTekst.", "x.md")
        assert (item.title, item.text) == ("De kop", "Tekst.")


class TestJson:
    def test_the_field_names_of_archives(self) -> None:
        record = {"headline": "Kop", "maintext": "Tekst.", "date_publish": "2021-03-17 10:00:00",
                  "source_domain": "a.nl",
                  "authors": ["X", {"name": "Y"}], "language": "nl", "url": "https://a.nl/1", "uri": 7}  # fmt: skip
        item = _one(json.dumps(record), "x.json")
        assert (item.title, item.source, item.authors, item.record_id) == ("Kop", "a.nl", ("X", "Y"), "7")
        assert item.published is not None
        assert item.published.edtf == "2021-03-17T10:00:00"

    def test_a_list_and_an_object_with_articles(self) -> None:
        records = [{"text": "Een."}, {"text": "Twee."}]
        for content in (records, {"articles": records}):
            items = list(read_bytes(json.dumps(content).encode(), "x.json"))
            assert [item.text for item in items if isinstance(item, RawArticle)] == ["Een.", "Twee."]

    def test_a_broken_line_is_named_and_the_others_arrive(self) -> None:
        good = json.dumps({"text": "Goed."})
        items = list(read_bytes(f"{good}\n{{broken\n\n{good}\n[1]\n".encode(), "news.jsonl"))
        assert [type(item) for item in items] == [RawArticle, Failure, RawArticle, Failure]
        assert isinstance(items[1], Failure)
        assert (items[1].place, items[1].line) == ("news.jsonl:2", 2)
        assert items[3].place == "news.jsonl:5"

    def test_a_line_that_is_too_long_does_not_take_the_next_with_it(self) -> None:
        long = b'{"text": "' + b"a" * LARGEST_TEXT + b'"}\n'
        items = list(read_lines(io.BytesIO(long + b'{"text": "Kort."}\n'), "x"))
        assert isinstance(items[0], Failure)
        assert isinstance(items[1], RawArticle)

    @pytest.mark.parametrize(
        "record", [{"title": "x"}, {"text": 5}, {"text": "a", "title": {}}, {"text": "a", "tags": [[]]}]
    )
    def test_a_field_that_cannot_be_is_said(self, record: object) -> None:
        assert _refused(json.dumps(record), "x.json")


class TestFolders:
    def test_sorted_without_hidden_and_foreign_files(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.md", ".hidden.txt", "c.pdf", "sub/d.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"Tekst van {name}.")
        places = [Path(item.place).name for item in read_source(str(tmp_path))]
        assert places == ["a.md", "b.txt", "d.txt"]

    def test_a_link_out_of_the_folder_is_not_followed(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside.txt"
        outside.write_text("Geheim.")
        inside = tmp_path / "in"
        inside.mkdir()
        (inside / "link.txt").symlink_to(outside)
        (item,) = read_source(str(inside))
        assert isinstance(item, Failure)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (b"", "x.txt", "empty"),
            (b" \n ", "x.txt", "empty"),
            (b"%PDF-1.7 x", "x.txt", "PDF"),
            (gzip.compress(b"x"), "x.jsonl", "compressed"),
            (b"ab\x00cd", "x.txt", "binary"),
            (b"caf\xe9", "x.txt", "UTF-8 (at byte 3)"),
            (b"\x1b\x07", "x.txt", "no text"),
            (b"{nope", "x.json", "not valid JSON"),
            (b"[]", "x.json", "empty"),
        ],
    )
    def test_in_one_sentence(self, content: bytes, name: str, said: str) -> None:
        assert said in _refused(content, name)

    def test_a_missing_file(self) -> None:
        (item,) = read_source("/no/such/file.txt")
        assert isinstance(item, Failure)
        assert "no such file" in item.reason

    def test_a_pipe_does_not_hold_up_the_batch(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe.txt"
        os.mkfifo(pipe)
        (item,) = read_source(str(pipe))
        assert isinstance(item, Failure)
        assert "not a regular file" in item.reason

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        locked = tmp_path / "locked.txt"
        if os.geteuid() == 0:
            locked.symlink_to("/proc/self/mem")  # the superuser may read anything but this
        else:
            locked.write_text("Geheim.")
            locked.chmod(0)
        (item,) = read_source(str(locked))
        assert isinstance(item, Failure)

    def test_fifty_megabytes_of_text(self, tmp_path: Path) -> None:
        large = tmp_path / "large.txt"
        large.write_bytes(b"woord " * 8_400_000)
        (item,) = read_source(str(large))
        assert isinstance(item, Failure)
        assert "it is 50 MB; an article may be 10 MB" in item.reason

    def test_a_web_address(self) -> None:
        (item,) = read_source("https://example.org/a")
        assert isinstance(item, Failure)


@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.md", "x.json", "x.jsonl", "x"]))
def test_any_bytes_give_clean_articles_or_failures(data: bytes, name: str) -> None:
    for item in read_bytes(data, name):
        if isinstance(item, RawArticle):
            assert item.text == clean_block(item.text)
            assert item.title
            assert "\n" not in item.title
        else:
            assert item.reason.endswith(".")
