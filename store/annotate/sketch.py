"""Near-duplicates: the same agency copy in several outlets, shortened, with another lead or a changed sentence.

A text is the set of its shingles, runs of four words (Broder 1997, "On the resemblance and containment of documents").
A sketch is the few smallest of their hashes: two texts that share most shingles share most of their sketches too, so
that a sketch finds the texts to compare, and their containment decides.
"""

from zlib import crc32

from sahara_reader.store.search.folding import words

SKETCH_SIZE = 16
_SHINGLE = 4
_LEAST_WORDS = 30


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's shingles, in order; empty for a text too short to be recognised by them."""
    return tuple(sorted(_shingles(text))[:SKETCH_SIZE])


def containment(one: str, other: str) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    few, many = sorted((_shingles(one), _shingles(other)), key=len)
    return len(few & many) / len(few) if few else 0.0


def _shingles(text: str) -> set[int]:
    said = words(text)
    if len(said) < _LEAST_WORDS:
        return set()
    return {crc32(" ".join(said[start : start + _SHINGLE]).encode()) for start in range(len(said) - _SHINGLE + 1)}
