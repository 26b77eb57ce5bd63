"""`sahara-reader feeds`: which feeds are followed."""

from pathlib import Path

import click

from sahara_reader.store.errors import StoreError
from sahara_reader.store.fetching import follow
from sahara_reader.store.intake.opml import read_opml, write_opml
from sahara_reader.store.intake.raw_article import Failure
from sahara_reader.store.library import Library
from sahara_reader.store.web.reading import find_feed
from sahara_reader.tui.commands.output import print_json, say, write
from sahara_reader.tui.commands.private_hosts import private_option
from sahara_reader.tui.commands.store_path import open_library, store_option
from sahara_reader.tui.safe_text import line


@click.group("feeds", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """The feeds that are followed: list them, add and remove some, take them in from another reader and out again."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_feeds, store=ctx.obj)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@store_option
def list_feeds(as_json: bool, store: Path | None) -> None:
    """List them: articles, name, address, and what is wrong."""
    with open_library(store) as library:
        counts = library.articles_of_feeds()
        feeds = library.subscriptions.all()
        if as_json:
            print_json([{"articles": counts.get(feed.url, 0), "feed": feed} for feed in feeds], indent=2)
            return
        for feed in feeds:
            folder = f"{feed.folder}/" if feed.folder else ""
            say(f"{counts.get(feed.url, 0):5}  {line(folder + feed.name)}  {feed.url}")
            if feed.error:
                say(f"       {feed.error}")
            if feed.moved_to:
                say(f"       it has moved: `sahara-reader feeds move {feed.url}` follows it to {feed.moved_to}")
        say(f"{len(feeds)} followed", err=True)


@command.command("add")
@click.argument("url")
@click.option("--folder", default="", help="Where to put it: name, or name/name.")
@private_option
@store_option
def add(url: str, folder: str, private: tuple[str, ...], store: Path | None) -> None:
    """Follow the feed at URL, or the one that the page there names."""
    with open_library(store) as library:
        found = find_feed(url, private=private)
        if isinstance(found, Failure):
            raise StoreError(f"{found.place}: {found.reason}")
        result = follow(library, found, folder=folder)
        say(f"{result.feed.name}: followed, added {result.added}, duplicate {result.duplicate}")


@command.command("remove")
@click.argument("url")
@store_option
def remove(url: str, store: Path | None) -> None:
    """Follow the feed at URL no more; its articles stay."""
    with open_library(store) as library:
        if not library.subscriptions.remove(url):
            raise StoreError(f"{url} is not followed; `sahara-reader feeds` lists what is.")
        say(f"{url}: removed, its articles stay")


@command.command("move")
@click.argument("url")
@store_option
def move(url: str, store: Path | None) -> None:
    """Follow a feed to the address that its server says it has moved to."""
    with open_library(store) as library:
        moved = library.subscriptions.move(url)
        if moved is None:
            raise StoreError(f"{url} is not followed, or its server has named no other address.")
        say(f"{moved.name}: followed at {moved.url}")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
@click.pass_context
def import_(ctx: click.Context, file: Path, store: Path | None) -> None:
    """Follow the feeds of an OPML file; `sahara-reader fetch` then asks them."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise StoreError(f"{file} cannot be read ({error.strerror}).") from error
    with open_library(store) as library:
        added, failed = _follow_all(library, data, str(file))
        say(f"added {added}, failed {failed}")
        if failed:
            ctx.exit(1)


@command.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@store_option
def export(file: Path | None, store: Path | None) -> None:
    """Write the feeds as OPML to FILE, or to standard output."""
    with open_library(store) as library:
        written = write_opml(library.subscriptions.all())
    if file is None:
        write(written.decode())
        return
    try:
        file.write_bytes(written)
    except OSError as error:
        raise StoreError(f"{file} cannot be written ({error.strerror}).") from error


def _follow_all(library: Library, data: bytes, place: str) -> tuple[int, int]:
    added = failed = 0
    for outline in read_opml(data, place):
        if isinstance(outline, Failure):
            failed += 1
            say(f"{outline.place}: {outline.reason}", err=True)
        else:
            added += library.subscriptions.follow(*outline)
    return added, failed
