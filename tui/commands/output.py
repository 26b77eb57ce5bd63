"""What the commands write: results to standard output, the rest to standard error, never a raw control character."""

import sys
from typing import Any

import click
import msgspec

from sahara_reader.tui.safe_text import json_escaped, visible


def say(text: str, *, err: bool = False) -> None:
    """Print text for a person; outside text in it is made safe for a terminal."""
    click.echo(visible(text), err=err)


def print_json(value: Any, *, indent: int = 0) -> None:
    """Print a value as JSON, on one line unless an indent is given."""
    encoded = msgspec.json.encode(value)
    formatted = msgspec.json.format(encoded, indent=indent) if indent else encoded
    write(json_escaped(formatted.decode()) + "\n")


def write(text: str) -> None:
    """Write a file's content, in which nothing steers a terminal, to standard output."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
