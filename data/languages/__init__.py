"""What tells languages apart."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def function_words() -> dict[str, frozenset[str]]:
    """The commonest little words by language (BCP 47), in lower case."""
    table = tomllib.loads(files(__name__).joinpath("function_words.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in table.items()}
