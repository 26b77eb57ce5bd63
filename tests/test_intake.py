import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store.clean_text import clean_block
from sahara_reader.store.intake.files import Address, read_bytes, read_lines
from sahara_reader.store.intake.raw_article import LARGEST_TEXT, Failure, RawArticle
from sahara_reader.store.intake.sources import read_source


def _one(content: str | bytes, name: str) -> RawArticle:
    (item,) = read_bytes(content.encode() if isinstance(content, str) else content, name)
    assert isinstance(item, RawArticle), item
    return item


def _refused(content: str | bytes, name: str) -> str:
    (item,) = read_bytes(content.encode() if isinstance(content, str) else content, name)
    assert isinstance(item, Failure), item
    return item.reason


_PAGE = (
    "<html lang='fr'><title>Le Maroc</title><article><p>Été : le roi a parlé longuement des relations entre les pays."
    "</p></article></html>"
).encode("latin-1")
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n" + _PAGE
WARC = b"".join(
    b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://journal.fr/a\r\nWARC-Date: 2021-03-17T10:00:00Z\r\n"
    b"Content-Type: application/http; msgtype=%s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    % (kind, kind, len(block), block)
    for kind, block in ((b"request", b"GET /a HTTP/1.1\r\n\r\n"), (b"response", _ANSWER))
)


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
        assert isinstance(items[3], Failure)
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


LETTER = b"""From: =?utf-8?q?Sahara_Nieuwsbrief?= <brief@example.org>
Subject: =?utf-8?q?Rabat_en_Mosko=C3=BA?=
Date: Wed, 17 Mar 2021 10:00:00 +0100
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Zie de webversie.
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><head><style>p{}</style></head><body><p>Rusland sprak met Marokko over caf=C3=A9s.</p><p>Slot.</p></body>
--b--
"""
NEWS_ITEM = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1" xml:lang="fr">
<itemMeta><provider><name>AFX</name></provider><versionCreated>2021-03-17T10:00:00Z</versionCreated></itemMeta>
<contentMeta><headline>Rabat et Moscou</headline><language tag="fr"/></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Un.</p><p>Deux.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:2"><contentSet><inlineData>Court.</inlineData></contentSet></newsItem></itemSet></newsMessage>"""
NITF = """<nitf><head><title>T</title><docdata><doc-id id-string="7"/><date.issue norm="20210317"/></docdata></head>
<body><body.head><hedline><hl1>Head line</hl1></hedline><byline><person>Bo</person></byline></body.head>
<body.content><p>One &amp; two.</p><p>Three.</p></body.content></body></nitf>"""


class TestOtherFormats:
    def test_a_letter(self) -> None:
        item = _one(LETTER.decode(), "x.txt")  # told by its content
        assert (item.title, item.source, item.record_id) == ("Rabat en Moskoú", "Sahara Nieuwsbrief", "1@example.org")
        assert item.text == "Rusland sprak met Marokko over cafés.\n\nSlot."
        assert item.published is not None
        assert (item.published.edtf, item.published.origin) == ("2021-03-17T10:00:00+01:00", "header")

    def test_letters(self) -> None:
        box = b"From a@b Wed Mar 17\n" + LETTER + b"\nFrom c@d Wed Mar 17\nMessage-ID: <2@x>\n\n>From here on, words.\n"
        first, second = read_bytes(box, "x")
        assert isinstance(first, RawArticle)
        assert isinstance(second, RawArticle)
        assert (first.record_id, second.record_id, second.text) == ("1@example.org", "2@x", "From here on, words.")

    @given(st.binary(max_size=200), st.integers(0, len(LETTER)))
    def test_damaged_letters_are_read_or_refused(self, noise: bytes, at: int) -> None:
        for item in read_bytes(b"Message-ID: <1@x>\n" + LETTER[:at] + noise + LETTER[at:], "x.eml"):
            assert isinstance(item, RawArticle | Failure)

    def test_newsml_g2(self) -> None:
        first, second = read_bytes(NEWS_ITEM.encode(), "x.xml")
        assert isinstance(first, RawArticle)
        assert isinstance(second, RawArticle)
        assert (first.title, first.text, first.language) == ("Rabat et Moscou", "Un.\n\nDeux.", "fr")
        assert (first.source, first.record_id) == ("AFX", "urn:1")
        assert first.published is not None
        assert first.published.edtf == "2021-03-17T10:00:00Z"
        assert second.text == "Court."

    def test_nitf(self) -> None:
        item = _one(NITF, "x.xml")
        assert (item.title, item.text, item.authors) == ("Head line", "One & two.\n\nThree.", ("Bo",))
        assert item.record_id == "7"
        assert item.published is not None
        assert item.published.edtf == "2021-03-17"

    def test_a_feed_in_a_file(self) -> None:
        feed = "<rss version='2.0'><channel><title>Krant</title><item><title>Kop</title></item></channel></rss>"
        assert _one(feed, "x.txt").source == "Krant"

    def test_html_in_its_own_character_set(self) -> None:
        page = "<html lang=es><meta charset=iso-8859-1><title>España</title><body><p>" + "El año pasado en España. " * 5
        (item,) = read_bytes(page.encode("latin-1"), "x.txt")
        assert isinstance(item, RawArticle)
        assert (item.title, item.language) == ("España", "es")
        assert item.text.startswith("El año pasado")

    def test_a_list_of_addresses(self) -> None:
        items = list(read_bytes(b"https://a.nl/1\n\nhttp://b.nl/2\n", "x.txt"))
        assert items == [Address("https://a.nl/1"), Address("http://b.nl/2")]

    def test_packed_lines_and_archives(self) -> None:
        lines = "".join(json.dumps({"text": f"Tekst {number}."}) + "\n" for number in range(3)).encode()
        assert len(list(read_bytes(gzip.compress(lines), "x.jsonl.gz"))) == 3
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a/one.txt", "Een.")
            archive.writestr("../../two.md", "# Twee\n\nTekst.")
            archive.writestr("a/.hidden.txt", "Verborgen.")
            archive.writestr("a/picture.png", "geen")
            archive.writestr("news.jsonl", lines + b"{broken")
        items = list(read_bytes(packed.getvalue(), "x.bin"))
        assert [item.text for item in items if isinstance(item, RawArticle)][:2] == ["Een.", "Tekst."]
        assert len([item for item in items if isinstance(item, RawArticle)]) == 5
        (failure,) = (item for item in items if isinstance(item, Failure))
        assert failure.place == "x.bin:news.jsonl:4"

    def test_a_bomb_is_not_unpacked(self) -> None:
        (failure,) = read_bytes(gzip.compress(b"{" + b" " * 60_000_000), "x.json.gz")
        assert isinstance(failure, Failure)
        assert "more than 200 times" in failure.reason

    def test_fields_that_hold_html_or_seconds(self) -> None:
        item = _one(
            json.dumps({"headline": "Kop", "body_xhtml": "<p>Een.</p><p>Twee.</p>", "timestamp": 1615975200}), "x"
        )
        assert item.text == "Een.\n\nTwee."
        assert item.published is not None
        assert item.published.edtf == "2021-03-17T10:00:00Z"


class TestArchivesOfTheWeb:
    def test_each_page_is_an_article(self) -> None:
        for data in (WARC, gzip.compress(WARC)):
            (item,) = read_bytes(data, "crawl.bin")
            assert isinstance(item, RawArticle)
            assert (item.title, item.url, item.place) == ("Le Maroc", "https://journal.fr/a", "crawl.bin[2]")
            assert item.text.startswith("Été : le roi a parlé")

    def test_a_broken_one_is_said(self) -> None:
        assert "holds no pages" in _refused(b"WARC/1.0\r\nnonsense", "x.warc")
        assert "archive is broken" in _refused(b"WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\nnonsense", "x.warc")


class TestFolders:
    def test_sorted_without_hidden_and_foreign_files(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.md", ".hidden.txt", "c.pdf", "sub/d.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"Tekst van {name}.")
        items = (item for item in read_source(str(tmp_path)) if isinstance(item, RawArticle))
        places = [Path(item.place).name for item in items]
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
            (gzip.compress(b"%PDF-1.7 x", mtime=0), "x.gz", "PDF"),
            (gzip.compress(b"{}", mtime=0) + b"broken", "x.json.gz", "broken"),
            (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "x.gz", "archive inside an archive"),
            (b"PK\x03\x04 broken", "x.zip", "no ZIP archive"),
            (b"BZh91AY", "x.txt", "compressed"),
            (b"<opml/>", "x.xml", "no OPML file"),
            (b"<unknown/>", "x.xml", "no feed"),
            (b"<newsMessage>", "x.xml", "no valid XML"),
            (b"<!DOCTYPE n [<!ENTITY a 'b'>]><nitf>&a;</nitf>", "x.xml", "no valid XML"),
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
        elif isinstance(item, Failure):
            assert item.reason.endswith(".")
