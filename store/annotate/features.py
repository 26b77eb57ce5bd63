"""What the tagger sees of a token: the word, its neighbours, the names around it, its other places in the document.

In come the sentences of a document as tokens and what the gazetteer found in them; out come, for every token, strings
that name what is true of it. Training and tagging see the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sahara_reader.data.lexicons import clusters, connecting, names, words
from sahara_reader.store.annotate.tokens import Token

_PREFIXES = (4, 6, 10)


class Word(NamedTuple):
    """What is known of a word wherever it stands; the features it gives itself and its neighbours."""

    lower: str
    shape: str
    capital: bool
    name: str
    case: str
    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    cluster: str


class Chain(NamedTuple):
    """A run of capitalised words, with small connecting words between them, from token `first` to `last` inclusive."""

    first: int
    last: int


def features(sentences: Sequence[Sequence[Token]], hits: Mapping[int, str], language: str) -> Iterator[list[list[str]]]:
    """The features of every token, a list a sentence; `hits` are the gazetteer's labels ("B-LOC") by start of token."""
    known = [[_word(token.text, language) for token in sentence] for sentence in sentences]
    seen = _Seen(known)
    for sentence, sentence_words in zip(sentences, known, strict=True):
        yield _of_sentence(sentence, sentence_words, hits, seen)


class _Seen:
    """The words of a document by how they are written in it."""

    def __init__(self, document: Sequence[Sequence[Word]]) -> None:
        self.small: set[str] = set()
        self.inside: set[str] = set()
        self.persons: set[str] = set()
        for sentence in document:
            for at, word in enumerate(sentence):
                if not word.capital:
                    self.small.add(word.lower)
                    continue
                if at and sentence[at - 1].shape not in ('"', "."):
                    self.inside.add(word.lower)
                if at and "g" in sentence[at - 1].name:
                    self.persons.add(word.lower)

    def of(self, word: Word) -> list[str]:
        told = []
        if word.lower in self.small:
            told.append("d:small")
        if word.lower in self.inside:
            told.append("d:inside")
        if word.lower in self.persons:
            told.append("d:person")
        return told


def _of_sentence(
    tokens: Sequence[Token], sentence: Sequence[Word], hits: Mapping[int, str], seen: _Seen
) -> list[list[str]]:
    count = len(sentence)
    padded = [_EDGE, _EDGE, *sentence, _EDGE, _EDGE]
    chains = _chains(sentence)
    classes = ["", *(hits.get(token.start, "") for token in tokens), ""]
    letters = [word for word in sentence if word.shape[:1] in "Xx"]
    loud = len(letters) > 1 and all(word.shape.startswith("X") and "x" not in word.shape for word in letters)
    rows = []
    for at in range(count):
        left2, left, word, right, right2 = padded[at : at + 5]
        row = [
            *word.here,
            *left.before,
            *right.after,
            f"-2={left2.lower}",
            f"+2={right2.lower}",
            f"-2,-1={left2.lower}|{left.lower}",
            f"+1,+2={right.lower}|{right2.lower}",
            f"-1,0={left.lower}|{word.lower}",
            f"0,+1={word.lower}|{right.lower}",
            f"-1,+1={left.lower}|{right.lower}",
            f"s-1,0={left.shape}|{word.shape}",
            f"s0,+1={word.shape}|{right.shape}",
            f"s={left.shape}|{word.shape}|{right.shape}",
            f"s-2={left2.shape}|{left.shape}|{word.shape}",
        ]
        if at == 0:
            row.append("first")
        if loud:
            row.append("loud")
        here = classes[at + 1]
        if here:
            row.append(f"g={here}")
        if classes[at]:
            row.append(f"g-1={classes[at]}")
        if classes[at + 2]:
            row.append(f"g+1={classes[at + 2]}")
        if here or classes[at]:
            row.append(f"g={classes[at]}|{here}")
        if word.capital:
            row.extend(seen.of(word))
            chain = chains[at]
            if chain:
                row.extend(_of_chain(chain, at, padded, sentence))
        rows.append(row)
    return rows


def _of_chain(chain: Chain, at: int, padded: Sequence[Word], sentence: Sequence[Word]) -> list[str]:
    before, after = padded[chain.first + 1], padded[chain.last + 3]
    length = chain.last - chain.first + 1
    first, last = sentence[chain.first], sentence[chain.last]
    return [
        f"c<={before.lower}",
        f"c>={after.lower}",
        f"c<>={before.lower}|{after.lower}",
        f"c#={min(length, 4)}",
        f"c@={min(at - chain.first, 3)},{min(chain.last - at, 3)}",
        f"c[={first.lower}",
        f"c]={last.lower}",
        f"c]s={last.lower[-4:]}",
        f"c[n={first.name}{first.case}",
        f"c]n={last.name}{last.case}",
        f"c[]n={first.name}{first.case}|{last.name}{last.case}",
        f"c<c={before.cluster}",
        f"c>c={after.cluster}",
    ]


def _chains(sentence: Sequence[Word]) -> list[Chain | None]:
    found: list[Chain | None] = [None] * len(sentence)
    at = 0
    while at < len(sentence):
        if not sentence[at].capital:
            at += 1
            continue
        last = at
        ahead = at + 1
        while ahead < len(sentence):
            if sentence[ahead].capital:
                last = ahead
            elif sentence[ahead].lower not in connecting() or ahead - last > 2:
                break
            ahead += 1
        found[at : last + 1] = [Chain(at, last)] * (last + 1 - at)
        at = last + 1
    return found


_EDGE = Word("", "_", False, "", "", (), ("-1=",), ("+1=",), "")


@lru_cache(maxsize=1 << 16)
def _word(text: str, language: str) -> Word:
    lower = text.lower()
    shape = _shape(text)
    short = "".join(sign for sign, _ in groupby(shape))
    capital = shape[0] == "X" or "X" in shape
    titled = text.capitalize() if text.isupper() and len(text) > 3 else text
    kind = names().kind(titled) if capital or language == "ar" else 0
    name = ("", "g", "f", "gf")[kind]
    case = _case(lower, titled, language)
    here = [
        f"w={text}",
        f"l={lower}",
        f"S={shape[:12]}",
        f"s={short}",
        *(f"p{size}={lower[:size]}" for size in range(1, 5) if size < len(lower)),
        *(f"e{size}={lower[-size:]}" for size in range(1, 5) if size < len(lower)),
        f"k={case}",
    ]
    if name:
        here.append(f"n={name}")
    if name and case:
        here.append(f"nk={name}{case}")
    if "-" in text[1:-1]:
        head, _, tail = lower.rpartition("-")
        here += [f"h={head}", f"t={tail}"]
    branches, best = _branches(titled)
    here += branches
    before = (
        f"-1={lower}", f"s-1={short}", f"-p={lower[:3]}", f"-e={lower[-3:]}", f"-k={case}", f"-n={name}",
        *(f"-{branch}" for branch in branches),
    )  # fmt: skip
    after = (
        f"+1={lower}", f"s+1={short}", f"+p={lower[:3]}", f"+e={lower[-3:]}", f"+k={case}", f"+n={name}",
        *(f"+{branch}" for branch in branches),
    )  # fmt: skip
    return Word(lower, short, capital, name, case, tuple(here), before, after, best)


def _shape(text: str) -> str:
    return "".join(
        "X" if sign.isupper() else "x" if sign.islower() else "9" if sign.isdigit() else "a" if sign.isalpha() else sign
        for sign in text
    )


def _case(lower: str, titled: str, language: str) -> str:
    """How the language usually writes the word: small, with a capital, both, or unknown."""
    listed = words(language)
    if not listed or not lower[:1].isalpha():
        return ""
    return ("s" if lower in listed else "") + ("c" if titled != lower and titled in listed else "") or "u"


def _branches(word: str) -> tuple[list[str], str]:
    numbers = clusters().of(word)
    told = []
    best = ""
    for table, number in zip(("E", "D", "S"), numbers, strict=False):
        if number:
            told += [f"{table}{bits}={number & ((1 << bits) - 1)}" for bits in _PREFIXES]
            told.append(f"{table}={number}")
            best = best or f"{table}{number}"
    return told, best
