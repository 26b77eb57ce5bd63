"""`sahara-reader show`: one article, for a person or as JSON."""

from pathlib import Path

import click

from sahara_reader.store.article_json import article_json
from sahara_reader.tui import date_labels
from sahara_reader.tui.commands.output import print_json, say
from sahara_reader.tui.commands.store_path import open_library, store_option
from sahara_reader.tui.safe_text import line


@click.command("show")
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with all layers.")
@store_option
def command(article_id: str, as_json: bool, store: Path | None) -> None:
    """Print the article with this ID (`search` lists the ids)."""
    with open_library(store) as library:
        article = library.article(article_id)
        entities = library.entities(article) if article else {}
    if article is None:
        raise click.ClickException(
            f"there is no article {line(article_id)}; `sahara-reader search QUERY` lists the ids."
        )
    if as_json:
        print_json(article_json(article, entities), indent=2)
        return
    published = date_labels.label(article.published) if article.published else "no date of publication"
    provenance = filter(None, (line(article.source), published, article.language, line(article.url or "")))
    say(f"{line(article.title)}\n{' · '.join(provenance)}\n\n{article.text}")
