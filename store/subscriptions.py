"""The feeds that a library follows: what is known of each, and what to do after it was asked."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import msgspec
from tinydb import where

from sahara_reader.store.documents import SqliteTinyDB

_LONGEST_WAIT = timedelta(hours=24)
_FIRST_WAIT = timedelta(minutes=15)
REFRESH = timedelta(minutes=30)
"""How often a feed is asked when nobody asks for it."""


class Subscription(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A feed that is followed. Times are UTC.

    `etag` and `modified` go back to its server as they came, so that it need not send again what is known. After
    `failures` in a row it is not asked before `wait_until`; `error` is why the last time failed. `moved_to`: where its
    server says it is from now on, until the user agrees. `suspended`: it has gone (410) and is not asked any more.
    """

    url: str
    title: str = ""
    folder: str = ""
    link: str | None = None
    added: datetime
    fetched: datetime | None = None
    etag: str = ""
    modified: str = ""
    failures: int = 0
    wait_until: datetime | None = None
    error: str = ""
    moved_to: str | None = None
    suspended: bool = False

    @property
    def name(self) -> str:
        """What to call it."""
        return self.title or self.url

    def due(self, now: datetime, *, every: timedelta = timedelta()) -> bool:
        """Whether to ask it now, when it is asked so often."""
        waited = self.wait_until is None or now >= self.wait_until
        return not self.suspended and waited and (self.fetched is None or now - self.fetched >= every)


class Subscriptions:
    """The followed feeds, a table of the document store."""

    def __init__(self, db: SqliteTinyDB) -> None:
        self._table = db.table("feeds")

    def all(self) -> list[Subscription]:
        """All of them, by folder and name."""
        feeds = (msgspec.convert(dict(document), Subscription) for document in self._table)
        return sorted(feeds, key=lambda feed: (feed.folder.casefold(), feed.name.casefold()))

    def get(self, url: str) -> Subscription | None:
        """The subscription to this address."""
        found = self._table.get(where("url") == url)
        return msgspec.convert(dict(found), Subscription) if isinstance(found, dict) else None

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, in the place of the one to the same address."""
        self._table.remove(where("url") == subscription.url)
        self._table.insert(msgspec.to_builtins(subscription))

    def follow(self, url: str, title: str = "", folder: str = "") -> bool:
        """Follow a feed that has not been asked yet; whether it was not followed before."""
        if self.get(url):
            return False
        self.put(Subscription(url=url, title=title, folder=folder, added=datetime.now(UTC)))
        return True

    def move(self, url: str) -> Subscription | None:
        """Follow a feed to where its server says it is; None where it says nothing."""
        feed = self.get(url)
        if feed is None or feed.moved_to is None:
            return None
        moved = msgspec.structs.replace(feed, url=feed.moved_to, moved_to=None, etag="", modified="")
        self.remove(url)
        self.put(moved)
        return moved

    def remove(self, url: str) -> bool:
        """Follow this feed no more; its articles stay. Whether it was followed."""
        return bool(self._table.remove(where("url") == url))


def answered(
    feed: Subscription, status: int, headers: dict[str, str], now: datetime, moved_to: str | None = None
) -> Subscription:
    """The subscription after its server has answered with this status (RFC 9110)."""
    if status in (200, 304):
        return msgspec.structs.replace(
            feed,
            fetched=now,
            etag=headers.get("etag", feed.etag if status == 304 else ""),
            modified=headers.get("last-modified", feed.modified if status == 304 else ""),
            failures=0,
            error="",
            wait_until=None,
            moved_to=moved_to,
        )
    if status == 410:
        error = "it has gone for good (410) and is not asked any more; remove it, or subscribe to its new address."
        return msgspec.structs.replace(feed, fetched=now, suspended=True, error=error)
    wait = _retry_after(headers.get("retry-after", ""), now)
    return failed(feed, _STATUSES.get(status, f"its server answered {status}."), now, wait)


def failed(feed: Subscription, reason: str, now: datetime, wait: timedelta | None = None) -> Subscription:
    """The subscription after a failure: asked again after `wait`, else ever more patiently."""
    patience = wait if wait is not None else _FIRST_WAIT * 2 ** min(feed.failures, 7)
    return msgspec.structs.replace(
        feed,
        fetched=now,
        failures=feed.failures + 1,
        error=reason,
        wait_until=now + max(timedelta(), min(patience, _LONGEST_WAIT)),
    )


_STATUSES = {
    401: "its server wants a password (401).",
    403: "its server refuses (403).",
    404: "there is nothing at this address (404).",
    429: "its server wants to be asked less often (429).",
    500: "its server has failed (500).",
    503: "its server is not available now (503).",
}


def _retry_after(value: str, now: datetime) -> timedelta | None:
    """RFC 9110, section 10.2.3: seconds, or a date."""
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value), _LONGEST_WAIT.total_seconds()))
    try:
        return parsedate_to_datetime(value) - now
    except (ValueError, TypeError):
        return None
