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
from sahara_reader.store.intake.files import Address, read_source
from sahara_reader.store.intake.raw_article import Failure, RawArticle
from sahara_reader.store.library import Added, Library
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.private_hosts import private_option
from sahara_reader.tui.commands.store_path import open_library, store_option

_LARGEST_BATCH, _LONGEST_WAIT = 200, 0.25  # articles, seconds
_OUTCOMES = ("added", "updated", "duplicate", "failed")


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

    A feed whose address is given is followed from now on, and `fetch` asks it for news.
    """
    given = {"published": published, "language": language, "source": source_name}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    outcomes: Counter[str] = Counter()
    with open_library(store) as library, _Progress(quiet=as_json) as progress:
        items = (_with(item, chosen, tags) for item in _read(sources, library, private, dry_run=dry_run))
        for batch in _batches(items):
            for result in _take_in(library, batch, annotate=annotate, dry_run=dry_run):
                outcomes[result["status"]] += 1
                if as_json:
                    print_json(result)
                elif result["status"] == "failed":
                    progress.clear()
                    say(f"{result['source']}: {result['reason']}", err=True)
            progress.advance(len(batch))
    summary = {outcome: outcomes[outcome] for outcome in _OUTCOMES}
    if as_json:
        print_json({"summary": summary})
    else:
        say(", ".join(f"{outcome} {count}" for outcome, count in summary.items()))
    if outcomes["failed"]:
        ctx.exit(1)


def _read(
    sources: tuple[str, ...], library: Library, private: tuple[str, ...], *, dry_run: bool
) -> Iterator[RawArticle | Failure]:
    for source in sources:
        web = source.startswith(("http://", "https://"))
        for item in [Address(source)] if web else read_source(source, stdin=sys.stdin.buffer):
            if isinstance(item, Address):
                yield from _at_address(item.url, library, private, dry_run=dry_run)
            else:
                yield item


def _at_address(
    url: str, library: Library, private: tuple[str, ...], *, dry_run: bool
) -> Iterator[RawArticle | Failure]:
    from sahara_reader.store.web.reading import FollowedFeed, read_address  # noqa: PLC0415 - slow to load

    found = read_address(url, private=private)
    if not isinstance(found, FollowedFeed):
        yield found
        return
    if not dry_run and library.subscriptions.get(found.feed.url) is None:
        library.subscriptions.put(found.feed)
        say(f"{found.feed.name} is followed from now on.", err=True)
    for entry in found.document.entries:
        yield entry if isinstance(entry, Failure) else msgspec.structs.replace(entry, feed=found.feed.url)


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


class _Progress:
    """A line on standard error that counts, where a person watches it."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._count = 0
        self._begun = self._last = monotonic()

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.clear()

    def advance(self, count: int) -> None:
        """So many more articles are done."""
        self._count += count
        now = monotonic()
        if self._shown and now - self._last > 0.2:
            self._last = now
            click.echo(
                f"\r{self._count} articles, {self._count / (now - self._begun):.0f} a second", nl=False, err=True
            )

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
