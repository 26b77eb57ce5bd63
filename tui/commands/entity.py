"""`sahara-reader entity`: all that is known of one entity."""

from itertools import islice
from pathlib import Path

import click

from sahara_reader.store.entities.profile import Profile
from sahara_reader.store.library import Library
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.store_path import open_library, store_option
from sahara_reader.tui.panes.provenance import TYPE_NAMES
from sahara_reader.tui.safe_text import line

_NEWEST = 200


@click.command("entity")
@click.argument("name", nargs=-1, required=True, metavar="NAME|ID")
@click.option("--limit", default=10, show_default=True, help="How many mentions to show in their context.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@store_option
def command(name: tuple[str, ...], *, limit: int, as_json: bool, store: Path | None) -> None:
    """Print what is known of the entity with this NAME (the one named most) or ID, and where it is named."""
    asked = " ".join(name)
    with open_library(store) as library:
        found = _profile(library, asked)
        if found is None:
            raise click.ClickException(f"no entity is called {line(asked)}; `sahara-reader entities` lists them.")
        mentions = list(islice(library.register.concordance(found.entity.id, first=_NEWEST), limit))
        if as_json:
            print_json({"profile": found, "mentions": mentions}, indent=2)
            return
        _say(found, library)
    for mention in mentions:
        before, after = line(mention.before)[-50:], line(mention.after)[:50]
        say(f"{mention.published:>16}  {before:>50} [{line(mention.name)}] {after}")


def _say(found: Profile, library: Library) -> None:
    known = found.entity
    say(" · ".join(filter(None, (line(known.name), TYPE_NAMES[known.type], known.id, known.wikidata))))
    seen = f"{found.first} to {found.last}" if found.first else "on no known day"
    say(f"named {found.mentions} times in {found.articles} articles, {seen}")
    say("written " + ", ".join(f"{line(spelling)} ({count})" for spelling, count in found.spellings[:20]))
    named = ((library.entity(other.id), other.articles) for other in found.together)
    if together := [f"{line(other.name)} ({articles})" for other, articles in named if other]:
        say("with " + ", ".join(together))


def _profile(library: Library, name: str) -> Profile | None:
    ids = [name] if library.entity(name) else library.register.named(name)
    profiles = [found for found in map(library.register.profile, ids) if found]
    return max(profiles, key=lambda found: found.articles, default=None)
