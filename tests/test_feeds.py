"""Feeds and pages: what documents hold, and the commands that follow, fetch and read them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sahara_reader.store.errors import StoreError
from sahara_reader.store.intake.feed_document import NoFeed, read_feed
from sahara_reader.store.intake.feed_worker import FeedWorker
from sahara_reader.store.intake.html_text import html_text
from sahara_reader.store.intake.opml import read_opml, write_opml
from sahara_reader.store.intake.raw_article import Failure, RawArticle
from sahara_reader.store.intake.web_page import article_of_page, read_page
from sahara_reader.store.library import Library
from sahara_reader.tui.cli import main

from .web_server import PAGE, RSS, WebServer

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es"><title>El Diario</title>
<link href="https://diario.es/"/><entry><id>urn:1</id><title type="html">Rabat &amp;amp; Madrid</title>
<link href="/a"/><author><name>Ana</name></author><published>2021-03-17T10:00:00Z</published>
<content type="html">&lt;p&gt;Uno.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;Dos.&lt;/p&gt;</content></entry>
</feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Blog", "home_page_url": "https://blog.org/",
        "language": "en",
        "items": [
            {"id": 1, "url": "https://blog.org/1", "title": "One", "content_html": "<p>Text &amp; more.</p>",
             "date_published": "2021-03-17T10:00:00+01:00", "authors": [{"name": "Bo"}]},
            {"id": "2", "content_text": "Only words."},
            "nonsense",
        ],
    }
)  # fmt: skip
OLD_RSS = """<rss version="0.91"><channel><title>Old</title><link>http://old.org</link><description>d</description>
<item><title>A headline only</title><link>http://old.org/1</link></item></channel></rss>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://r.org/">
<title>R</title><link>http://r.org/</link></channel><item rdf:about="http://r.org/1"><title>T</title>
<link>http://r.org/1</link><description>Words.</description><dc:date>2021-03</dc:date></item></rdf:RDF>"""


def _articles(document: str) -> list[RawArticle]:
    entries = read_feed(document.encode(), "https://here.org/feed").entries
    return [entry for entry in entries if isinstance(entry, RawArticle)]


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


class TestDocuments:
    def test_rss(self) -> None:
        first, second = _articles(RSS.format(base="https://dagblad.nl"))
        assert (first.title, first.source, first.language) == ("Marokko en Rusland", "Dagblad", "nl")
        assert (first.url, first.record_id) == ("https://dagblad.nl/nieuws/1", "1")
        assert first.text == "Rusland sprak op 3 mei 2020 met Marokko."
        assert first.published is not None
        assert (first.published.edtf, first.published.origin) == ("2021-03-17T10:00:00+01:00", "feed")
        assert second.published is None

    def test_atom(self) -> None:
        (entry,) = _articles(ATOM)
        assert (entry.title, entry.text, entry.authors) == ("Rabat & Madrid", "Uno.\n\nDos.", ("Ana",))
        assert (entry.url, entry.language) == ("https://diario.es/a", "es")

    def test_json_feed(self) -> None:
        document = read_feed(JSON_FEED.encode(), "https://blog.org/feed.json")
        first, second, third = document.entries
        assert isinstance(first, RawArticle)
        assert (first.title, first.text, first.authors, first.record_id) == ("One", "Text & more.", ("Bo",), "1")
        assert isinstance(second, RawArticle)
        assert (second.title, second.title_inferred, second.published) == ("Only words", True, None)
        assert isinstance(third, Failure)

    def test_old_and_partial_feeds(self) -> None:
        (old,) = _articles(OLD_RSS)
        assert (old.title, old.text) == ("A headline only", "A headline only")
        (rdf,) = _articles(RDF)
        assert rdf.published is not None
        assert rdf.published.edtf == "2021-03"

    @pytest.mark.parametrize(
        ("document", "reason"),
        [
            ("hello", "no feed"),
            ("", "no feed"),
            ('{"items": 5}', "no list of items"),
            ("{broken", "not valid JSON"),
            ("<!DOCTYPE r [<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel></rss>", "entities"),
            ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>', "entities"),
            ("<rss>" + "<a>" * 1000, "nested"),
            ("<rss><channel><item " + " ".join(f"a{n}='x'" for n in range(3000)) + "/></channel></rss>", "nested"),
        ],
    )
    def test_what_is_no_honest_feed(self, document: str, reason: str) -> None:
        with pytest.raises(NoFeed, match=reason):
            read_feed(document.encode(), "x")

    def test_a_flood_of_entries_is_cut(self) -> None:
        items = "".join(f"<item><title>t{number}</title></item>" for number in range(6000))
        assert len(_articles(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>")) == 5000

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sampled_from([RSS, ATOM, JSON_FEED, OLD_RSS, RDF]).map(str.encode),
        st.integers(0, 3000),
        st.integers(0, 3000),
        st.binary(max_size=4),
        st.booleans(),
    )
    def test_damaged_feeds_are_read_or_refused(self, data: bytes, cut: int, at: int, noise: bytes, twice: bool) -> None:
        damaged = data[: len(data) - cut % len(data)]
        damaged = damaged[: at % len(damaged)] + noise + damaged[at % len(damaged) + len(noise) :]
        try:
            entries = read_feed(damaged * (1 + twice), "x").entries
        except NoFeed:
            return
        assert all(isinstance(entry, RawArticle | Failure) for entry in entries)

    def test_the_worker_reads_refuses_and_outlives_its_budget(self) -> None:
        worker = FeedWorker()
        try:
            assert worker.read(ATOM.encode(), "https://diario.es/feed").title == "El Diario"
            with pytest.raises(NoFeed, match="no feed"):
                worker.read(b"hello", "x")
            worker._seconds = 0.001
            with pytest.raises(NoFeed, match=r"more than 0.001 seconds"):
                worker.read(b"<rss><channel>" + b"<item><title>x</title></item>" * 200_000, "x")
            worker._seconds = 10
            assert worker.read(ATOM.encode(), "x").title == "El Diario"
        finally:
            worker.close()


class TestHtml:
    def test_paragraphs_and_nothing_that_is_not_text(self) -> None:
        html = "<style>p{}</style><p>Een &amp; twee<br>drie</p><ul><li>vier<li>vijf</ul><!-- zes --><script>7</script>"
        assert html_text(html) == "Een & twee\n\ndrie\n\nvier\n\nvijf"
        assert html_text("geen < tag") == "geen < tag"

    @given(st.text(alphabet="<>/ap&;!- é\n\"'=", max_size=80))
    def test_any_html_has_a_text(self, html: str) -> None:
        assert isinstance(html_text(html), str)
        assert isinstance(read_page(html, "http://a.nl/"), object)

    def test_a_page_says_who_when_and_what(self) -> None:
        article = article_of_page(PAGE, "https://journal.fr/a")
        assert isinstance(article, RawArticle)
        assert (article.title, article.language, article.source) == ("Le Maroc et la Russie", "fr", "Journal")
        assert article.published is not None
        assert (article.published.edtf, article.published.origin) == ("2021-03-17T10:00:00+01:00", "metadata")
        assert article.authors == ("A. Dupont",)
        assert article.text.startswith("Le Maroc et la Russie ont discuté")
        assert "Menu" not in article.text

    def test_a_page_names_its_feeds(self) -> None:
        assert read_page(PAGE, "https://journal.fr/a/b").feeds == [("", "https://journal.fr/feed")]


class TestOpml:
    def test_out_and_in_again_with_folders(self, tmp_path: Path) -> None:
        with Library(tmp_path / "library.db") as library:
            library.subscriptions.follow("https://a.nl/feed", "A & B", "Pers/Nederland")
            library.subscriptions.follow("https://b.fr/feed", "", "")
            written = write_opml(library.subscriptions.all())
        assert list(read_opml(written, "x.opml")) == [
            ("https://b.fr/feed", "https://b.fr/feed", ""),
            ("https://a.nl/feed", "A & B", "Pers/Nederland"),
        ]

    def test_addresses_that_are_none_are_said(self) -> None:
        data = b"<opml><body><outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='https://a.nl/'/></body></opml>"
        failure, feed = read_opml(data, "x.opml")
        assert isinstance(failure, Failure)
        assert feed == ("https://a.nl/", "", "")

    @pytest.mark.parametrize(
        "data", [b"", b"<rss/>", b"<opml>", b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml><body>&a;</body></opml>"]
    )
    def test_what_is_no_opml(self, data: bytes) -> None:
        with pytest.raises(StoreError, match="no OPML file"):
            list(read_opml(data, "x.opml"))


class TestCommands:
    HERE = ("--allow-private", "127.0.0.1")

    def test_an_address_of_a_feed_to_articles_in_one_command(self, server: WebServer, tmp_path: Path) -> None:
        store = tmp_path / "s.db"
        result = _run("--store", store, "add", f"{server.base}/feed", *self.HERE)
        assert (result.exit_code, "Dagblad is followed" in result.stderr) == (0, True)
        assert "added 2" in result.stdout
        listed = json.loads(_run("--store", store, "feeds", "list", "--json").stdout)
        assert [(entry["articles"], entry["feed"]["title"]) for entry in listed] == [(2, "Dagblad")]
        again = _run("--store", store, "fetch", *self.HERE)
        assert (again.exit_code, again.stdout) == (0, "added 0, updated 0, duplicate 0, feeds 1, failed 0\n")
        assert server.asked["/feed"] == 2

    def test_a_page_leads_to_its_feed(self, server: WebServer, tmp_path: Path) -> None:
        result = _run("--store", tmp_path / "s.db", "feeds", "add", f"{server.base}/page", *self.HERE)
        assert result.stdout == "Dagblad: followed, added 2, duplicate 0\n"

    def test_a_page_is_read(self, server: WebServer, tmp_path: Path) -> None:
        result = _run("--store", tmp_path / "s.db", "add", f"{server.base}/page", "--json", *self.HERE)
        added = json.loads(result.stdout.splitlines()[0])
        assert (added["status"], added["title"]) == ("added", "Le Maroc et la Russie")
        again = _run("--store", tmp_path / "s.db", "add", f"{server.base}/page", *self.HERE)
        assert "duplicate 1" in again.stdout

    def test_without_network_one_sentence(self, tmp_path: Path) -> None:
        result = _run("--store", tmp_path / "s.db", "add", "http://nowhere.invalid/feed")
        assert result.exit_code == 1
        assert result.stderr == "http://nowhere.invalid/feed: there is no host nowhere.invalid, or no network.\n"
        assert "private network" in _run("--store", tmp_path / "s.db", "add", "http://127.0.0.1/feed").stderr

    def test_a_list_of_feeds_is_followed_and_asked_later(self, tmp_path: Path) -> None:
        opml = tmp_path / "feeds.opml"
        opml.write_text(
            "<opml><body><outline text='Pers'><outline xmlUrl='https://a.nl/feed'/></outline></body></opml>"
        )
        result = _run("--store", tmp_path / "s.db", "add", opml)
        assert (result.exit_code, "1 feeds are followed from now on" in result.stderr) == (0, True)
        (listed,) = json.loads(_run("--store", tmp_path / "s.db", "feeds", "list", "--json").stdout)
        assert (listed["feed"]["url"], listed["feed"]["folder"]) == ("https://a.nl/feed", "Pers")
        assert "is a list of addresses" in _run("annotate", opml).stderr

    def test_feeds_in_and_out(self, server: WebServer, tmp_path: Path) -> None:
        store, opml = tmp_path / "s.db", tmp_path / "feeds.opml"
        opml.write_text(
            f"<opml><body><outline text='Pers'><outline xmlUrl='{server.base}/moved'/></outline></body></opml>"
        )
        assert _run("--store", store, "feeds", "import", opml).stdout == "added 1, failed 0\n"
        assert "added 2" in _run("--store", store, "fetch", *self.HERE).stdout
        assert "it has moved" in _run("--store", store, "feeds").stdout
        assert (
            f"followed at {server.base}/feed" in _run("--store", store, "feeds", "move", f"{server.base}/moved").stdout
        )
        assert f'xmlUrl="{server.base}/feed"' in _run("--store", store, "feeds", "export").stdout
        assert _run("--store", store, "feeds", "remove", f"{server.base}/feed").exit_code == 0
        assert _run("--store", store, "feeds", "remove", f"{server.base}/feed").exit_code == 1
        assert json.loads(_run("--store", store, "search", "rusland", "--json").stdout) != []

    def test_a_feed_that_fails_is_said_and_left_alone_for_a_while(self, server: WebServer, tmp_path: Path) -> None:
        store, opml = tmp_path / "s.db", tmp_path / "feeds.opml"
        opml.write_text(f"<opml><body><outline xmlUrl='{server.base}/status/500'/></body></opml>")
        _run("--store", store, "feeds", "import", opml)
        result = _run("--store", store, "fetch", *self.HERE)
        assert (result.exit_code, "has failed (500)" in result.stderr) == (1, True)
        assert "has failed (500)" in _run("--store", store, "feeds").stdout
        assert _run("--store", store, "fetch", *self.HERE).exit_code == 0
        assert server.asked["/status/500"] == 1
        assert _run("--store", store, "fetch", f"{server.base}/status/500", *self.HERE).exit_code == 1
        assert "is not followed" in _run("--store", store, "fetch", "http://a.nl/").stderr
