"""`sahara-reader entities`: who and what is named, and in how many articles."""

from itertools import islice
from pathlib import Path

import click

from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.store_path import open_library, store_option
from sahara_reader.tui.panes.provenance import TYPE_NAMES
from sahara_reader.tui.safe_text import line


@click.command("entities")
@click.argument("beginning", nargs=-1, metavar="[QUERY]")
@click.option("--type", "type_", type=click.Choice(list(TYPE_NAMES)), help="Only persons, places, bodies or things.")
@click.option("--limit", default=50, show_default=True, help="How many at the most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@store_option
def command(beginning: tuple[str, ...], *, type_: str | None, limit: int, as_json: bool, store: Path | None) -> None:
    """List the entities that the articles name, the most named first; those whose name has a word beginning so."""
    with open_library(store) as library:
        found = library.register.rows(" ".join(beginning), type_)  # type: ignore[arg-type] # one of the four
        rows = list(islice(found, limit))
    if as_json:
        print_json(rows, indent=2)
        return
    for row in rows:
        say(f"{row.articles:6}  {TYPE_NAMES[row.type]:6}  {line(row.name)}  ({row.id})")
    if not rows:
        say("No entity of this name is named in the articles.", err=True)
