"""The option that lets a command ask hosts inside the user's own network."""

import click

private_option = click.option(
    "--allow-private",
    "private",
    multiple=True,
    metavar="HOST",
    help="A host inside your own network that may be asked.",
)
