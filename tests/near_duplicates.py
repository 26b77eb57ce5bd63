"""Pairs of articles with the answer whether they are near-duplicates, made of the samples by what editors do.

An outlet takes over agency copy shortened, under another lead, with its own paragraph, without a sentence, with words
of its house style, or in capitals and without accents. Different articles about the same event, and translations of
one another, are no near-duplicates.
"""

import random
from collections.abc import Callable, Iterator
from itertools import combinations

from sahara_reader.data.samples import samples
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.sentences import sentences

_OTHER_LEAD = (
    "In onze rubriek buitenland kijken wij vandaag naar de Maghreb en wat daar speelt.",
    "Notre correspondant revient sur les faits qui ont marqué la semaine dans la région.",
    "Esta es la crónica de nuestra redacción sobre lo ocurrido en los últimos días.",
    "Our desk has put together what is known so far about the story and its background.",
    "هذا ما نعرفه حتى الآن عن القصة وخلفياتها وفق ما جمعه فريق التحرير لدينا.",
)


def texts() -> list[str]:
    """The texts of the samples."""
    items = (item for file in samples() for item in read_bytes(file.read_bytes(), file.name))
    return [item.text for item in items if isinstance(item, RawArticle)]


def pairs() -> Iterator[tuple[str, str, bool]]:
    """Two texts, and whether the one was made from the other."""
    originals, rng = texts(), random.Random(1)
    for text in originals:
        for edit in EDITS:
            yield text, edit(text, rng), True
    for one, other in combinations(originals, 2):
        yield one, other, False


def _said(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _shortened(text: str, _rng: random.Random) -> str:
    said = _said(text)
    return " ".join(said[: max(3, len(said) * 6 // 10)])


def _other_lead(text: str, rng: random.Random) -> str:
    return " ".join([rng.choice(_OTHER_LEAD), *_said(text)[1:]])


def _without_a_sentence(text: str, rng: random.Random) -> str:
    said = _said(text)
    del said[rng.randrange(len(said))]
    return " ".join(said)


def _own_paragraph(text: str, rng: random.Random) -> str:
    return "\n\n".join([text, *rng.sample(_OTHER_LEAD, 2)])


def _house_style(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    for place in rng.sample(range(len(words)), max(1, len(words) // 25)):
        words[place] = rng.choice(words)
    return " ".join(words)


def _capitals(text: str, _rng: random.Random) -> str:
    return f"(ANP) - {text.upper()}"


def _turned(text: str, rng: random.Random) -> str:
    paragraphs = text.split("\n\n")
    first, rest = paragraphs[0], paragraphs[1:]
    rng.shuffle(rest)
    return "\n\n".join([first, *rest])


EDITS: tuple[Callable[[str, random.Random], str], ...] = (
    _shortened, _other_lead, _without_a_sentence, _own_paragraph, _house_style, _capitals, _turned,
)  # fmt: skip
