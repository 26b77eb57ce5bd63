"""`sahara-reader completion`: what lets a shell complete the commands and options when Tab is pressed."""

import click
from click.shell_completion import get_completion_class

from sahara_reader.tui.commands.output import say

_SHELLS = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/config.fish"}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL.

    For bash: eval "$(sahara-reader completion bash)" in ~/.bashrc; zsh and fish likewise.
    """
    found = get_completion_class(shell)
    assert found is not None  # the three are click's own
    root = ctx.find_root()
    name = root.info_name or "sahara-reader"
    say(found(root.command, {}, name, f"_{name.replace('-', '_').upper()}_COMPLETE").source())
