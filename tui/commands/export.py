"""`sahara-reader export`: everything that is kept, as JSON Lines."""

import os
from pathlib import Path

import click

from sahara_reader.store.exchange import exported
from sahara_reader.tui.commands.output import say, write
from sahara_reader.tui.commands.store_path import open_library, store_option
from sahara_reader.tui.safe_text import json_escaped


@click.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--decisions", is_flag=True, help="Only what was decided about entities, to share it with colleagues.")
@store_option
def command(file: Path | None, decisions: bool, store: Path | None) -> None:
    """Write all articles with everything known of them to FILE (or standard output); `import` reads it back."""
    with open_library(store) as library:
        if file is None or str(file) == "-":
            for line in exported(library, decisions_alone=decisions):
                write(json_escaped(line.decode()))
            return
        count = 0
        unfinished = file.with_name(file.name + ".unfinished")  # an export that breaks off leaves the old file alone
        try:
            with unfinished.open("wb") as out:
                for count, line in enumerate(exported(library, decisions_alone=decisions), start=1):  # noqa: B007 - counts
                    out.write(line)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(file)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise click.ClickException(f"{file} cannot be written ({error.strerror}).") from error
    say(f"exported {count}", err=True)
