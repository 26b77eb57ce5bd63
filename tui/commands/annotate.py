"""`sahara-reader annotate`: names, dates and events of a text as JSON; with `--stale`, of what the store holds."""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click
import msgspec

from sahara_reader.store.article import Published
from sahara_reader.store.article_json import article_json
from sahara_reader.store.compose import annotate_stale, annotated, compose
from sahara_reader.store.intake.files import read_lines
from sahara_reader.store.intake.raw_article import Failure, RawArticle
from sahara_reader.store.intake.sources import read_source
from sahara_reader.tui.commands.add import published_option
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.store_path import open_library, store_option


@click.command("annotate")
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option(
    "--jsonl", is_flag=True, help='A JSON object a line in ({"id", "text", ...}), an annotated one a line out.'
)
@click.option("--stale", is_flag=True, help="Annotate what the store holds from older engines or not at all.")
@click.option("--language", metavar="xx", help="The language (BCP 47), where it is known.")
@click.option(
    "--published", callback=published_option, metavar="EDTF", help="Date of publication: 2021, 2021-03, 2021-03-17."
)
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    file: str,
    jsonl: bool,
    stale: bool,
    language: str | None,
    published: Published | None,
    store: Path | None,
) -> None:
    """Annotate the article in FILE (or on standard input) and print it as one JSON object."""
    if stale:
        with open_library(store) as library:
            count = sum(1 for _ in annotate_stale(library))
        say(f"annotated {count}")
        return
    given = {"language": language, "published": published}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if jsonl:
        failed = False
        for item in _lines(file):
            failed |= isinstance(item, Failure)
            print_json(_line_out(item, chosen))
        ctx.exit(1 if failed else 0)
    item, *more = [*_first_two(file)]
    if isinstance(item, Failure):
        raise click.ClickException(f"{item.place}: {item.reason}")
    if more:
        raise click.ClickException(f"{file} holds more than one article: make it JSON Lines and use --jsonl.")
    print_json(_annotated(item, chosen), indent=2)


def _first_two(file: str) -> Iterator[RawArticle | Failure]:
    """The first article and, if there is one, the next: one too many to print as one object."""
    items = read_source(file, stdin=sys.stdin.buffer)
    yield from islice((item if isinstance(item, RawArticle | Failure) else _no_article(file) for item in items), 2)


def _no_article(file: str) -> Failure:
    return Failure(place=file, reason="it is a list of addresses, not an article; `sahara-reader add` follows it.")


def _lines(file: str) -> Iterator[RawArticle | Failure]:
    """The lines of JSON Lines, whatever the file is called."""
    try:
        stream = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read ({error.strerror}).") from error
    with stream:
        yield from read_lines(stream, file)


def _annotated(item: RawArticle, chosen: dict[str, Any]) -> dict[str, Any]:
    return article_json(annotated(compose(msgspec.structs.replace(item, **chosen))))


def _line_out(item: RawArticle | Failure, chosen: dict[str, Any]) -> dict[str, Any]:
    if isinstance(item, Failure):
        return {"line": item.line, "error": item.reason}
    out = _annotated(item, chosen)
    return out | {"id": item.record_id or out["id"]}
