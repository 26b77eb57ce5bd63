"""`sahara-reader import`: what `export` wrote, or a TinyDB file, into the store."""

import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import click

from sahara_reader.store.article import Article
from sahara_reader.store.entities.decisions import Decision
from sahara_reader.store.exchange import imported
from sahara_reader.store.intake.raw_article import Failure
from sahara_reader.tui.commands.output import say
from sahara_reader.tui.commands.store_path import open_library, store_option

_AT_ONCE = 200


@click.command("import")
@click.argument("file", default="-")
@store_option
@click.pass_context
def command(ctx: click.Context, *, file: str, store: Path | None) -> None:
    """Take in what `export` wrote to FILE (or standard input), or a TinyDB JSON file; what is there already stays."""
    outcomes: Counter[str] = Counter()
    try:
        stream = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read ({error.strerror}).") from error
    with stream, open_library(store) as library:
        items = imported(stream, file)
        while batch := list(islice(items, _AT_ONCE)):
            failures = [item for item in batch if isinstance(item, Failure)]
            for failure in failures:
                say(f"{failure.place}: {failure.reason}", err=True)
            outcomes["failed"] += len(failures)
            outcomes.update(
                added.status for added in library.add(*(item for item in batch if isinstance(item, Article)))
            )
            if decisions := [item for item in batch if isinstance(item, Decision)]:
                before = len(library.register.decisions())
                library.register.decide(*decisions)
                outcomes["decisions"] += len(library.register.decisions()) - before
    said = ", ".join(f"{outcome} {outcomes[outcome]}" for outcome in ("added", "duplicate", "failed"))
    say(said + (f", decisions {outcomes['decisions']}" if "decisions" in outcomes else ""))
    if outcomes["failed"]:
        ctx.exit(1)
