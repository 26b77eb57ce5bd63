"""Which store a command works on: `--store`, before or behind the command's name, or the person's own."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from platformdirs import user_data_path

from sahara_reader.store.library import FILE_NAME, Library

Command = TypeVar("Command", bound=Callable[..., None])


def default_path() -> Path:
    """The person's own store, in the platform's data folder."""
    return user_data_path("sahara-reader", appauthor=False) / FILE_NAME


def open_library(path: Path | None) -> Library:
    """The library at this path, or the person's own; raises StoreError when it cannot be opened."""
    return Library(path or default_path())


def store_option(function: Command) -> Command:
    """Let a command take `--store` too; its value falls back on the one before the command's name."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path),
        callback=lambda ctx, _, value: value or ctx.obj,
        help="As before COMMAND.",
    )(function)
