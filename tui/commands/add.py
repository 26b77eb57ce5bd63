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
from sahara_reader.store.intake.files import read_source
from sahara_reader.store.intake.raw_article import Failure, RawArticle
from sahara_reader.store.library import Library
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.store_path import open_library, store_option

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
    store: Path | None,
) -> None:
    """Take articles in from SOURCE: files, folders, or - for standard input."""
    given = {"published": published, "language": language, "source": source_name}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    outcomes: Counter[str] = Counter()
    with open_library(store) as library, _Progress(quiet=as_json) as progress:
        for item in _read(sources):
            if isinstance(item, RawArticle):
                item = msgspec.structs.replace(item, **chosen, tags=(*item.tags, *tags))  # noqa: PLW2901
            result = _take_in(library, item, annotate=annotate, dry_run=dry_run)
            outcomes[result["status"]] += 1
            if as_json:
                print_json(result)
            elif isinstance(item, Failure):
                progress.clear()
                say(f"{item.place}: {item.reason}", err=True)
            progress.advance()
    summary = {outcome: outcomes[outcome] for outcome in _OUTCOMES}
    if as_json:
        print_json({"summary": summary})
    else:
        say(", ".join(f"{outcome} {count}" for outcome, count in summary.items()))
    if outcomes["failed"]:
        ctx.exit(1)


def _read(sources: tuple[str, ...]) -> Iterator[RawArticle | Failure]:
    for source in sources:
        yield from read_source(source, stdin=sys.stdin.buffer)


def _take_in(library: Library, item: RawArticle | Failure, *, annotate: bool, dry_run: bool) -> dict[str, Any]:
    if isinstance(item, Failure):
        return {"status": "failed", "id": None, "source": item.place, "title": None, "reason": item.reason}
    article = compose(item)
    status: str = "duplicate" if library.row(article.id) else "added"
    if status == "added" and not dry_run:
        status = library.add(annotated(article) if annotate else article).status
    return {"status": status, "id": article.id, "source": item.place, "title": article.title, "reason": None}


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

    def advance(self) -> None:
        """One more article is done."""
        self._count += 1
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
