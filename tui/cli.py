"""The command line: `sahara-reader` opens the reader, `sahara-reader COMMAND` works without a screen.

Each command lives in a module of its own under `commands` and is imported when it is called, so that `--help` and
`--version` answer at once and no headless command ever loads the screen.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from sahara_reader.store.errors import StoreError
from sahara_reader.tui.safe_text import line

_COMMANDS = {
    "add": "Take articles in from files, folders, web addresses or '-'.",
    "fetch": "Ask the followed feeds for news.",
    "feeds": "List, add and remove the feeds that are followed.",
    "annotate": "Print an article with its names, dates and events as JSON; no store needed.",
    "search": "List the articles that match a query, newest first.",
    "show": "Print one article.",
    "timeline": "Print what happened when.",
    "entities": "List who and what is named, most named first.",
    "entity": "Print what is known of one entity.",
    "export": "Write everything to a file of JSON Lines.",
    "import": "Read such a file, or a TinyDB file, back in.",
    "doctor": "Check the store and repair what can be derived.",
    "completion": "Print what lets your shell complete commands and options.",
}


class Commands(click.Group):
    """The commands by name; anything else on the line is a query to open the reader with."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name in _COMMANDS or cmd_name == "open":
            module = "import_" if cmd_name == "import" else cmd_name
            command: click.Command = import_module(f"sahara_reader.tui.commands.{module}").command
            return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, args if args[0] in _COMMANDS else ["open", *args])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StoreError as error:
            raise click.ClickException(line(str(error))) from error
        except click.UsageError:
            raise
        except click.ClickException as error:
            raise click.ClickException(line(error.message)) from error


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[QUERY] | COMMAND [ARGS]...",
)
@click.option(
    "--store", type=click.Path(path_type=Path), help="The file (or folder) that holds the articles; default: your own."
)
@click.version_option(None, "--version", "-V", package_name="sahara-reader", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, store: Path | None) -> None:
    """Read the news of one long story: who, what, where and when.

    Without a command the reader opens, on all articles or on those that match QUERY.
    """
    ctx.obj = store
    if ctx.invoked_subcommand is None:
        ctx.invoke(import_module("sahara_reader.tui.commands.open").command)
