"""The sample articles that an empty library starts with: the founding document, and texts of our own."""

from importlib.abc import Traversable
from importlib.resources import files

CLIENTS_DOCUMENT = "morocco-and-russia-discuss-the-sahara.txt"
_SUFFIXES = (".txt", ".md")


def samples() -> list[Traversable]:
    """The sample files, sorted by name."""
    articles = (
        file for file in files(__name__).iterdir() if file.name.endswith(_SUFFIXES) and file.name != "SOURCE.md"
    )
    return sorted(articles, key=lambda file: file.name)
