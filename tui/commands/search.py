"""`sahara-reader search`: the articles that match a query, newest first."""

from pathlib import Path

import click
import msgspec

from sahara_reader.store.listing import Row
from sahara_reader.tui import date_labels
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.store_path import open_library, store_option
from sahara_reader.tui.safe_text import line


@click.command("search")
@click.argument("query")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at the most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@store_option
def command(query: str, limit: int, as_json: bool, store: Path | None) -> None:
    """List the articles that match QUERY, newest first: words, "phrases", names in any language."""
    with open_library(store) as library:
        listing = library.listing(query)
        found = (listing.row(place) for place in range(min(limit, len(listing))))
        rows = [row for row in found if row]
        if as_json:
            print_json([_as_json(row) for row in rows], indent=2)
            return
        for row in rows:
            say(f"{row.id}  {date_labels.short(row):9}  {row.language or '':2}  {line(row.title)}")
        say(f"{len(listing)} found" + (f", {limit} shown" if len(listing) > limit else ""), err=True)
        if not rows and (meant := library.suggestion(query)):
            say(f"Did you mean: {meant}", err=True)


def _as_json(row: Row) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(row)
    published = {"edtf": row.edtf, "from": fields["from_"], "to": fields["to"], "precision": row.precision}
    kept = ("id", "title", "language", "source", "read", "starred", "tags")
    return {name: fields[name] for name in kept} | {"published": published if row.edtf else None}
