"""`sahara-reader fetch`: ask the followed feeds for news."""

import asyncio
import contextlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from sahara_reader.store.fetching import Fetched, fetch
from sahara_reader.store.library import Library
from sahara_reader.store.subscriptions import Subscription
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.private_hosts import private_option
from sahara_reader.tui.commands.store_path import open_library, store_option


@click.command("fetch")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--annotate/--no-annotate", default=True, help="Without: store now, annotate with `annotate --stale`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each feed, and a summary.")
@private_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    urls: tuple[str, ...],
    annotate: bool,
    as_json: bool,
    private: tuple[str, ...],
    store: Path | None,
) -> None:
    """Ask all followed feeds, or those at URL, for news; servers that want to be left alone for a while are."""
    with open_library(store) as library:
        feeds = _chosen(library, urls)
        if not feeds and not urls:
            say("Nothing to fetch. `sahara-reader feeds add URL` follows a feed.", err=True)
        totals: Counter[str] = Counter()
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_fetch(library, feeds, private, totals, annotate=annotate, as_json=as_json))
        summary = {name: totals[name] for name in ("added", "updated", "duplicate", "feeds", "failed")}
        if as_json:
            print_json({"summary": summary})
        elif feeds:
            say(", ".join(f"{name} {count}" for name, count in summary.items()))
        if totals["failed"]:
            ctx.exit(1)


def _chosen(library: Library, urls: tuple[str, ...]) -> list[Subscription]:
    followed = library.subscriptions.all()
    if not urls:
        now = datetime.now(UTC)
        return [feed for feed in followed if feed.due(now)]
    chosen = [feed for feed in followed if feed.url in urls]
    strangers = set(urls) - {feed.url for feed in chosen}
    if strangers:
        raise click.ClickException(
            f"{min(strangers)} is not followed; `sahara-reader feeds add {min(strangers)}` does so."
        )
    return chosen


async def _fetch(
    library: Library,
    feeds: list[Subscription],
    private: tuple[str, ...],
    totals: Counter[str],
    *,
    annotate: bool,
    as_json: bool,
) -> None:
    async for result in fetch(library, feeds, private=private, annotate=annotate):
        totals.update(added=result.added, updated=result.updated, duplicate=result.duplicate, feeds=1)
        totals["failed"] += result.status == "failed"
        if as_json:
            print_json(as_record(result))
        elif result.reason:
            say(f"{result.feed.name}: {result.reason}", err=True)
        elif result.added or result.updated:
            say(f"{result.feed.name}: added {result.added}, updated {result.updated}", err=True)


def as_record(result: Fetched) -> dict[str, object]:
    """A result as one line of JSON."""
    counts = {name: getattr(result, name) for name in ("added", "updated", "duplicate", "failed")}
    names = {"url": result.feed.url, "title": result.feed.title, "status": result.status}
    return names | counts | {"reason": result.reason or None}
