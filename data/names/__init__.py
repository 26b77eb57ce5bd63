"""What is known of names of persons everywhere: how alike sounds are, titles, little words, nicknames, frequency."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from sahara_reader.data.names.sounds import sound


class Likeness(msgspec.Struct, frozen=True):
    """Log-odds, in hundredths, that sounds stand for each other in two spellings of a name; see `build`."""

    signs: str
    change: list[list[int]]
    drop: list[int]
    add: list[int]


class Words(NamedTuple):
    """Words by their sounds. `equivalents` gives the groups of nicknames and forms that a name belongs to."""

    titles: frozenset[str]
    particles: frozenset[str]
    joining: frozenset[str]
    juniors: frozenset[str]
    seniors: frozenset[str]
    bodies: frozenset[str]
    apart: frozenset[str]
    equivalents: dict[str, frozenset[int]]


@cache
def likeness() -> dict[str, Likeness]:
    """The tables: `alphabetic` for two names in alphabets, `abjad` where the first is in Arabic or Hebrew script."""
    return msgspec.json.decode(_content("likeness.json"), type=dict[str, Likeness])


@cache
def common() -> dict[str, int]:
    """In how many countries' lists of names the name of these sounds stands, if in several."""
    return msgspec.json.decode(_content("common.json"), type=dict[str, int])


@cache
def words() -> Words:
    """The little words and nicknames of `words.toml`, and the forms of one name in `variants.json`."""
    table = tomllib.loads(_content("words.toml").decode())
    groups: dict[str, set[int]] = {}
    nicknames = [list(map(sound, line.split())) for line in table["equivalents"].splitlines()]
    for number, group in enumerate([*nicknames, *msgspec.json.decode(_content("variants.json"), type=list[list[str]])]):
        for name in group:
            groups.setdefault(name, set()).add(number)

    def spoken(field: str) -> frozenset[str]:
        return frozenset(map(sound, table[field].split())) - {""}

    return Words(
        titles=spoken("titles"),
        particles=spoken("particles"),
        joining=spoken("joining"),
        juniors=spoken("juniors"),
        seniors=spoken("seniors"),
        bodies=spoken("bodies"),
        apart=spoken("apart"),
        equivalents={name: frozenset(numbers) for name, numbers in groups.items()},
    )


def _content(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()
