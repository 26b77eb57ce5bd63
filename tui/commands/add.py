"""`sahara-reader add`: take articles in, one durable step each; one bad article never stops the batch."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import click
import msgspec

from sahara_reader.store import edtf
from sahara_reader.store.article import Published
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.files import Address, Item
from sahara_reader.store.intake.opml import Outline
from sahara_reader.store.intake.raw_article import Failure, RawArticle
from sahara_reader.store.intake.sources import read_source, size_of
from sahara_reader.store.library import Added, Library
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.private_hosts import private_option
from sahara_reader.tui.commands.progress import Progress
from sahara_reader.tui.commands.store_path import open_library, store_option
from sahara_reader.tui.safe_text import line

_LARGEST_BATCH, _LONGEST_WAIT = 200, 0.25  # articles, seconds
_OUTCOMES = ("added", "updated", "duplicate", "failed")
_INTERRUPTED = 130
"""The exit code after Ctrl-C (128 and the signal's number, as shells have it)."""


def published_option(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Published | None:
    """Read `--published`; a date that is none is a mistake of usage."""
    if value is None:
        return None
    try:
        interval = edtf.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return Published(**interval._asdict(), origin="user")


@click.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--published", callback=published_option, metavar="EDTF", help="Date of publication: 2021, 2021-03, 2021-03-17."
)
@click.option("--language", metavar="xx", help="Language of the articles (BCP 47), where it is known.")
@click.option("--source", "source_name", metavar="NAME", help="Who published them.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="A tag for each article; may be repeated.")
@click.option(
    "--annotate/--no-annotate", default=True, help="Without: store now, annotate later with `annotate --stale`."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: each article as soon as it is durable.")
@private_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sources: tuple[str, ...],
    published: Published | None,
    language: str | None,
    source_name: str | None,
    tags: tuple[str, ...],
    annotate: bool,
    dry_run: bool,
    as_json: bool,
    private: tuple[str, ...],
    store: Path | None,
) -> None:
    """Take articles in from SOURCE: files, folders, addresses of pages and feeds, or - for standard input.

    A feed whose address is given, or that stands in a list of feeds (OPML), is followed from now on, and `fetch` asks
    it for news. Ctrl-C stops; what is counted by then is kept.
    """
    given = {"published": published, "language": language, "source": source_name}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    outcomes: Counter[str] = Counter()
    stopped = False
    total = sum(map(size_of, sources))
    with open_library(store) as library, Progress(total, quiet=as_json) as progress:
        feeds = _Feeds(library, progress, private, dry_run=dry_run)
        items = (_with(item, chosen, tags) for item in _read(sources, feeds, progress))
        try:
            for batch in _batches(items):
                for result in _take_in(library, batch, annotate=annotate, dry_run=dry_run):
                    outcomes[result["status"]] += 1
                    if as_json:
                        print_json(result)
                    elif result["status"] == "failed":
                        with progress.aside():
                            say(f"{line(result['source'])}: {line(result['reason'])}", err=True)
                progress.count(len(batch))
        except KeyboardInterrupt:
            stopped = True
    summary = {outcome: outcomes[outcome] for outcome in _OUTCOMES}
    if as_json:
        print_json({"summary": summary | ({"stopped": True} if stopped else {})})
    else:
        say(", ".join(f"{outcome} {count}" for outcome, count in summary.items()))
        if feeds.followed:
            say(f"{feeds.followed} feeds are followed from now on; `sahara-reader fetch` asks them.", err=True)
    if stopped:
        say("Stopped. What was added is kept; add the same again for the rest.", err=True)
        ctx.exit(_INTERRUPTED)
    if outcomes["failed"]:
        ctx.exit(1)


class _Feeds:
    """Follows the feeds that turn up among the sources; `followed` counts those that are to be asked later."""

    def __init__(self, library: Library, progress: Progress, private: tuple[str, ...], *, dry_run: bool) -> None:
        self._library, self._progress, self._private, self._dry_run = library, progress, private, dry_run
        self.followed = 0

    def at_address(self, url: str) -> Iterator[RawArticle | Failure]:
        """The article at an address, or those of the feed there, which is followed."""
        from sahara_reader.store.web.reading import FollowedFeed, read_address  # noqa: PLC0415 - slow to load

        found = read_address(url, private=self._private)
        if not isinstance(found, FollowedFeed):
            yield found
            return
        if not self._dry_run and self._library.subscriptions.get(found.feed.url) is None:
            self._library.subscriptions.put(found.feed)
            with self._progress.aside():
                say(f"{line(found.feed.name)} is followed from now on.", err=True)
        for entry in reversed(found.document.entries):  # the newest comes last
            yield entry if isinstance(entry, Failure) else msgspec.structs.replace(entry, feed=found.feed.url)

    def follow(self, outline: Outline) -> None:
        """Follow a feed of a list; it is asked at the next `fetch`."""
        if not self._dry_run:
            self.followed += self._library.subscriptions.follow(*outline)


def _read(sources: tuple[str, ...], feeds: _Feeds, progress: Progress) -> Iterator[RawArticle | Failure]:
    for source in sources:
        web = source.startswith(("http://", "https://"))
        items: Iterator[Item] = (
            iter([Address(source)]) if web else read_source(source, stdin=sys.stdin.buffer, advance=progress.advance)
        )
        for item in items:
            if isinstance(item, Address):
                yield from feeds.at_address(item.url)
            elif isinstance(item, Outline):
                feeds.follow(item)
            else:
                yield item


def _with(item: RawArticle | Failure, chosen: dict[str, Any], tags: tuple[str, ...]) -> RawArticle | Failure:
    if isinstance(item, Failure):
        return item
    return msgspec.structs.replace(item, **chosen, tags=(*item.tags, *tags))


def _batches(items: Iterator[RawArticle | Failure]) -> Iterator[list[RawArticle | Failure]]:
    """What is made durable together: a transaction costs more than an article, but nobody should wait long for one."""
    batch: list[RawArticle | Failure] = []
    begun = monotonic()
    for item in items:
        batch.append(item)
        if len(batch) == _LARGEST_BATCH or monotonic() - begun > _LONGEST_WAIT:
            yield batch
            batch, begun = [], monotonic()
    if batch:
        yield batch


def _take_in(
    library: Library, batch: list[RawArticle | Failure], *, annotate: bool, dry_run: bool
) -> Iterator[dict[str, Any]]:
    articles = [compose(item) if isinstance(item, RawArticle) else None for item in batch]
    known = {article.id for article in articles if article and library.row(article.id)}
    new = [article for article in articles if article and article.id not in known]
    kept: dict[str, Added] = {}
    if not dry_run:
        added = library.add(*(annotated(article) if annotate else article for article in new))
        kept = {article.id: outcome for article, outcome in zip(new, added, strict=True)}
    for item, article in zip(batch, articles, strict=True):
        if isinstance(item, Failure):
            yield {"status": "failed", "id": None, "source": item.place, "title": None, "reason": item.reason}
        elif article:
            outcome = kept.get(article.id)
            status = "duplicate" if article.id in known else outcome.status if outcome else "added"
            known.add(article.id)
            kept_id = outcome.article.id if outcome else article.id
            yield {"status": status, "id": kept_id, "source": item.place, "title": article.title, "reason": None}
