"""An expression found in a text, before its meaning has a place on the calendar."""

from typing import NamedTuple

from sahara_reader.store.annotate.times.meaning import Meaning


class Expression(NamedTuple):
    """The span in the text, where its second word begins, what it means, and the folded words right before it."""

    start: int
    end: int
    second: int
    meaning: Meaning
    before: str
