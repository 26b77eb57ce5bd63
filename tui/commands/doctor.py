"""`sahara-reader doctor`: is the store sound; what is derived is made anew where it is not."""

from pathlib import Path

import click

from sahara_reader.tui.commands.output import say
from sahara_reader.tui.commands.store_path import open_library, store_option


@click.command("doctor")
@click.option("--repair/--no-repair", default=True, help="Without: only say what is wrong.")
@store_option
@click.pass_context
def command(ctx: click.Context, *, repair: bool, store: Path | None) -> None:
    """Check the store: the file, the index against the articles; and rebuild the index where they differ."""
    with open_library(store) as library:
        problems = library.problems()
        for problem in problems:
            say(problem)
        if not problems:
            say(f"{library.path}: {library.counts()[0]} articles, all is well.")
        elif repair:
            library.rebuild_index()
            left = library.problems()
            say("The index was rebuilt from the articles." if not left else "\n".join(left))
            problems = left
    ctx.exit(1 if problems else 0)
