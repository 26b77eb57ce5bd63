"""Our own corpus of feeds in the spirit of their specifications: each is read as `tests/feeds` says it means."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sahara_reader.store.intake.feed_document import NoFeed, read_feed
from sahara_reader.store.intake.raw_article import Failure, RawArticle

_RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>Paper</title>'
    "<link>https://p.org/</link>{}</channel></rss>"
)
_ATOM = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>'
    "<id>urn:p</id>{}</feed>"
)
_JSON = (
    '{{"version": "https://jsonfeed.org/version/1.1", "title": "Paper",'
    ' "home_page_url": "https://p.org/", "items": {}}}'
)
_AROUND = {"rss": _RSS, "atom": _ATOM, "json": _JSON}


def _cases() -> list[dict[str, Any]]:
    files = sorted((Path(__file__).parent / "feeds").glob("*.toml"))
    return [case | {"file": file.stem} for file in files for case in tomllib.loads(file.read_text())["case"]]


CASES = _cases()


def _document(case: dict[str, Any]) -> bytes:
    written: str = case.get("document", "")
    for kind, around in _AROUND.items():
        if kind in case:
            written = around.format(case[kind])
    return written.encode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['name']}")
def test_what_a_feed_means(case: dict[str, Any]) -> None:
    document = read_feed(_document(case), "https://p.org/feed")
    for name, value in case.get("feed", {}).items():
        assert (getattr(document, name) or "") == value
    articles = [entry for entry in document.entries if isinstance(entry, RawArticle)]
    failures = [entry for entry in document.entries if isinstance(entry, Failure)]
    assert len(failures) == case.get("failures", 0)
    assert len(articles) == len(case["expect"])
    for article, expected in zip(articles, case["expect"], strict=True):
        read = {name: _value(article, name) for name in expected}
        assert read == expected


def _value(article: RawArticle, name: str) -> Any:
    if name == "published":
        return article.published.edtf if article.published else ""
    value = getattr(article, name)
    return list(value) if isinstance(value, tuple) else "" if value is None else value


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 120
    assert len({(case["file"], case["name"]) for case in CASES}) == len(CASES)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(CASES).map(_document).filter(bool),
    st.sampled_from(CASES).map(_document),
    st.sampled_from(["cut", "flip", "join", "all"]),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 255)), min_size=1, max_size=8),
    st.integers(0, 5000),
)
def test_damaged_ones_are_read_or_refused(
    data: bytes, other: bytes, damage: str, flips: list[tuple[int, int]], cut: int
) -> None:
    if damage in ("flip", "all"):
        flipped = bytearray(data)
        for place, bits in flips:
            flipped[place % len(flipped)] ^= bits
        data = bytes(flipped)
    if damage in ("join", "all"):
        data += other
    if damage in ("cut", "all"):
        data = data[: cut % (len(data) + 1)]
    try:
        entries = read_feed(data, "x").entries
    except NoFeed:
        return
    assert all(isinstance(entry, RawArticle | Failure) for entry in entries)
