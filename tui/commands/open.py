"""`sahara-reader [QUERY]`: open the reader."""

import sys
from pathlib import Path

import click
from platformdirs import user_state_path

from sahara_reader.tui.commands.store_path import default_path, open_library
from sahara_reader.tui.places import Places


@click.command("open", hidden=True)
@click.argument("query", nargs=-1)
@click.pass_context
def command(ctx: click.Context, query: tuple[str, ...] = ()) -> None:
    """Open the reader on all articles or on those that match QUERY."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException("the reader needs a terminal; `sahara-reader search QUERY` works without one.")
    path: Path | None = ctx.obj
    with open_library(path) as library:
        notice = ""
        if library.path == default_path() and library.counts()[0] == 0:
            from sahara_reader.store.first_run import fill_with_samples  # noqa: PLC0415 - needed once in a lifetime

            count = fill_with_samples(library)
            notice = f"Welcome. These {count} articles are samples; `sahara-reader add FILE` adds your own."
        from sahara_reader.tui.app import ReaderApp  # noqa: PLC0415 - the screen loads only when it opens

        places = Places(user_state_path("sahara-reader") / "places.json")
        app = ReaderApp(library, query=" ".join(query), notice=notice, places=places)
        app.run()
        places.save()
        if app.failure:
            raise app.failure
