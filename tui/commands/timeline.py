"""`sahara-reader timeline`: what happened when, for a person or a program."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click

from sahara_reader.store import edtf
from sahara_reader.store.timeline import TimelineRow
from sahara_reader.tui import timeline_formats
from sahara_reader.tui.commands.output import print_json, say, write
from sahara_reader.tui.commands.store_path import open_library, store_option

_FORMATS: dict[str, Callable[[Sequence[TimelineRow]], str]] = {
    "text": timeline_formats.text,
    "jsonl": timeline_formats.jsonl,
    "csv": timeline_formats.csv,
    "ics": timeline_formats.ics,
    "html": timeline_formats.html,
}


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The first day of the date given for `--from`, the last one of that for `--to`."""
    if value is None:
        return None
    try:
        interval = edtf.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, param) from error
    return interval.from_ if param.name == "from_" else interval.to


@click.command("timeline")
@click.argument("query", default="")
@click.option(
    "--from", "from_", callback=_day, metavar="D", help="Nothing that ended before: 2020, 2020-12, 2020-12-10."
)
@click.option("--to", callback=_day, metavar="D", help="Nothing that began after.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", *list(_FORMATS)[1:]]), default="text", show_default=True
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@store_option
def command(
    *, query: str, from_: date | None, to: date | None, format_: str, as_json: bool, store: Path | None
) -> None:
    """Print what happened when, as the articles that match QUERY tell it, earliest first."""
    with open_library(store) as library:
        rows = library.timeline(query, from_=from_, to=to)
    if as_json or format_ == "json":
        print_json([timeline_formats.row_json(row) for row in rows], indent=2)
    elif format_ == "text":
        say(timeline_formats.text(rows) or "Nothing dated was found.", err=not rows)
    else:
        write(_FORMATS[format_](rows))
