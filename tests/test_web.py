"""The guarded client and the fetching of feeds, against a server on this machine that plays every part."""

import resource
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sahara_reader.store.addresses import safe_url, same_page
from sahara_reader.store.compose import compose
from sahara_reader.store.fetching import Fetched, fetch
from sahara_reader.store.intake.raw_article import RawArticle, published_as
from sahara_reader.store.library import Library
from sahara_reader.store.subscriptions import Subscription, answered, failed
from sahara_reader.store.web.client import Answer, Client, Unreachable

from .web_server import WebServer

HERE = ("127.0.0.1",)
NOW = datetime(2021, 3, 17, 12, tzinfo=UTC)


async def _get(url: str, deadline: float = 5) -> Answer:
    async with Client(deadline=deadline, private=HERE) as client:
        return await client.get(url)


async def _reason(url: str, deadline: float = 5) -> str:
    with pytest.raises(Unreachable) as refused:
        await _get(url, deadline)
    return str(refused.value)


class TestClient:
    async def test_an_answer_is_unpacked(self, server: WebServer) -> None:
        answer = await _get(f"{server.base}/feed")
        assert answer.status == 200
        assert answer.body.startswith(b"<?xml")
        assert answer.moved_to is None

    async def test_only_permanent_redirects_are_remembered(self, server: WebServer) -> None:
        moved, lent = await _get(f"{server.base}/moved"), await _get(f"{server.base}/lent")
        assert moved.moved_to == f"{server.base}/feed"
        assert (lent.moved_to, lent.status) == (None, 200)

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("/loop", "more than 5 times"),
            ("/to-file", "no address of the web"),
            ("/to-private", "inside a private network"),
            ("/to-localhost", "inside a private network"),
            ("/endless", "larger than 10 MB"),
            ("/gzip-bomb", "unpacks to more than 200 times"),
            ("/brotli", "packed in a way that was not asked for"),
            ("/broken-gzip", "packed, and broken"),
            ("/broken-off", "breaks off in the middle"),
        ],
    )
    async def test_what_is_hostile_ends_in_one_sentence(self, server: WebServer, path: str, reason: str) -> None:
        assert reason in await _reason(f"{server.base}{path}")

    async def test_a_drip_ends_at_the_deadline(self, server: WebServer) -> None:
        assert "within 0.3 seconds" in await _reason(f"{server.base}/drip", deadline=0.3)

    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.2/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://0.0.0.0/",
            "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/", "http://224.0.0.1/",
            "http://localhost/", "http://[2002:7f00:1::]/",
        ],
    )  # fmt: skip
    async def test_addresses_inside_are_not_asked(self, url: str) -> None:
        assert "private network" in await _reason(url)

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "ftp://a.nl/", "http://user@a.nl/", "javascript:x", "http:///"]
    )
    async def test_what_is_no_address_of_the_web_is_not_asked(self, url: str) -> None:
        assert "no address of the web" in await _reason(url)

    async def test_without_a_network_it_says_so(self) -> None:
        assert "no host" in await _reason("http://nowhere.invalid/")


def _titles(library: Library) -> list[str]:
    listing = library.listing()
    return [row.title for place in range(len(listing)) if (row := listing.row(place))]


async def _fetched(library: Library, *urls: str) -> list[Fetched]:
    feeds = [library.subscriptions.get(url) or Subscription(url=url, added=NOW) for url in urls]
    return [result async for result in fetch(library, feeds, private=HERE)]


class TestFetching:
    async def test_a_wrong_character_set_is_read_as_what_it_is(self, server: WebServer, tmp_path: Path) -> None:
        with Library(tmp_path / "library.db") as library:
            (result,) = await _fetched(library, f"{server.base}/latin")
            assert (result.added, result.feed.title, _titles(library)) == (1, "Café", ["Été à Rabat"])

    async def test_what_is_hostile_costs_its_feed_alone(self, server: WebServer, tmp_path: Path) -> None:
        hostile = [f"{server.base}/{name}" for name in ("laughs", "nested", "attributes", "flood", "gzip-bomb", "410")]
        begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        with Library(tmp_path / "library.db") as library:
            results = {result.feed.url.rpartition("/")[2]: result for result in
                       await _fetched(library, *hostile, f"{server.base}/feed")}  # fmt: skip
            assert (results["feed"].added, results["flood"].added) == (2, 5000)
            assert "entities" in results["laughs"].reason
            assert "nested" in results["nested"].reason
            assert "nested" in results["attributes"].reason
            assert "200 times" in results["gzip-bomb"].reason
            assert results["410"].feed.suspended
        assert time.process_time() - begun < 60
        assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) < 1_000_000

    async def test_a_backlog_does_not_come_first_and_news_without_a_date_does(
        self, server: WebServer, tmp_path: Path
    ) -> None:
        url = f"{server.base}/teasers"
        with Library(tmp_path / "library.db") as library:
            library.add(compose(RawArticle(text="Van vandaag.", title="Eigen", published=published_as("2021", "user"))))
            await _fetched(library, url)
            assert _titles(library) == ["Eigen", "Le Maroc, la Russie", "Nulle part"]
            server.teasers = "<item><title>Nouveau</title></item>"
            await _fetched(library, url)
            row = library.listing().row(0)
            assert row is not None
            assert (row.title, row.precision, row.to) == ("Nouveau", "day", datetime.now(UTC).date())

    async def test_articles_arrive_annotated_and_only_once(self, server: WebServer, tmp_path: Path) -> None:
        with Library(tmp_path / "library.db") as library:
            (result,) = await _fetched(library, f"{server.base}/feed")
            assert (result.status, result.added, result.feed.title) == ("fetched", 2, "Dagblad")
            row = library.listing("rusland").row(0)
            assert row is not None
            article = library.article(row.id)
            assert article is not None
            assert article.published is not None
            assert (article.published.edtf, article.published.origin) == ("2021-03-17T10:00:00+01:00", "feed")
            assert (article.url, article.feed) == (f"{server.base}/nieuws/1", f"{server.base}/feed")
            assert article.annotation.mentions
            (again,) = await _fetched(library, f"{server.base}/feed")
            assert (again.status, again.added) == ("unchanged", 0)  # its server was told what is known
            assert library.counts()[0] == 2
            assert library.articles_of_feeds() == {f"{server.base}/feed": 2}

    async def test_one_bad_feed_never_stops_the_others(self, server: WebServer, tmp_path: Path) -> None:
        paths = ["/status/500", "/feed", "/loop", "/page", "/status/410", "/gzip-bomb"]
        with Library(tmp_path / "library.db") as library:
            results = {
                result.feed.url.removeprefix(server.base): result
                for result in await _fetched(library, *(f"{server.base}{path}" for path in paths))
            }
            assert results["/feed"].added == 2
            assert "has failed (500)" in results["/status/500"].reason
            assert "more than 5 times" in results["/loop"].reason
            assert "no feed" in results["/page"].reason
            assert results["/status/410"].feed.suspended
            kept = {feed.url: feed for feed in library.subscriptions.all()}
            assert len(kept) == 6
            assert kept[f"{server.base}/loop"].error == results["/loop"].reason

    async def test_a_new_address_is_proposed(self, server: WebServer, tmp_path: Path) -> None:
        with Library(tmp_path / "library.db") as library:
            (result,) = await _fetched(library, f"{server.base}/moved")
            assert result.feed.moved_to == f"{server.base}/feed"
            assert result.feed.url == f"{server.base}/moved"


class TestPatience:
    feed = Subscription(url="http://a.nl/feed", added=NOW, etag='"old"')

    def test_success_forgets_failures(self) -> None:
        ill = failed(failed(self.feed, "Trouble.", NOW), "Trouble.", NOW)
        assert ill.failures == 2
        well = answered(ill, 200, {"etag": '"new"'}, NOW)
        assert (well.failures, well.error, well.wait_until, well.etag) == (0, "", None, '"new"')
        assert answered(ill, 304, {}, NOW).etag == '"old"'

    def test_failures_are_met_with_ever_more_patience(self) -> None:
        feed, waits = self.feed, []
        for _ in range(10):
            feed = failed(feed, "Trouble.", NOW)
            assert feed.wait_until is not None
            waits.append(feed.wait_until - NOW)
        assert waits[0] == timedelta(minutes=15)
        assert waits[1] == timedelta(minutes=30)
        assert waits == sorted(waits)
        assert waits[-1] == timedelta(hours=24)

    @pytest.mark.parametrize(
        ("header", "wait"),
        [
            ("120", timedelta(seconds=120)),
            ("99999999", timedelta(hours=24)),
            ("Wed, 17 Mar 2021 13:00:00 GMT", timedelta(hours=1)),
            ("Wed, 17 Mar 2021 11:00:00 GMT", timedelta()),
            ("soon", timedelta(minutes=15)),
            ("", timedelta(minutes=15)),
        ],
    )
    def test_a_server_may_say_when(self, header: str, wait: timedelta) -> None:
        feed = answered(self.feed, 429, {"retry-after": header}, NOW)
        assert feed.wait_until == NOW + wait
        assert feed.due(NOW + wait)
        assert not feed.due(NOW + wait - timedelta(seconds=1))

    def test_what_has_gone_is_not_asked_again(self) -> None:
        gone = answered(self.feed, 410, {}, NOW)
        assert gone.suspended
        assert not gone.due(NOW + timedelta(days=400))


class TestUpdates:
    def test_an_address_names_the_same_page_however_it_is_written(self) -> None:
        assert same_page("https://www.Example.org/a/b/?utm_source=x#top") == same_page("http://example.org/a/b")
        assert same_page("http://example.org/a?id=1") != same_page("http://example.org/a?id=2")

    def test_a_name_in_another_script_shows_what_is_really_asked(self) -> None:
        assert safe_url("http://münchen.de/a") == "http://xn--mnchen-3ya.de/a"
        assert safe_url("http://аpple.com:8080/") == "http://xn--pple-43d.com:8080/"
