"""Trains the tagger's models, the same bytes from the same text each time.

Usage: python -m sahara_reader.store.annotate.train [--corpora FOLDER] [LANGUAGE...]
FOLDER holds the corpora that are not ours to ship (see data/models/SOURCE.md); our own are in data/corpora.
"""

import argparse
import gzip
import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

import msgspec
import pycrfsuite

from sahara_reader.data.models import LANGUAGES
from sahara_reader.store.annotate.entities import find_entities
from sahara_reader.store.annotate.features import features
from sahara_reader.store.annotate.recognise import spans
from sahara_reader.store.annotate.tagger import Span, classes, split
from sahara_reader.store.annotate.tokens import Token

DATA = Path(__file__).resolve().parents[2] / "data"
BESIDE = DATA.parents[1] / "shared" / "corpora" / "ner"
OWN_TEXT_COUNTS = 2
SETTINGS = {"c1": 0.02, "c2": 0.3, "max_iterations": 100, "feature.possible_transitions": True}


class Mark(msgspec.Struct, frozen=True):
    """A name marked in a corpus."""

    start: int
    end: int
    type: str


class Line(msgspec.Struct, frozen=True):
    """A line of a corpus: a document, or a sentence of one."""

    id: str
    lang: str
    split: Literal["train", "held"]
    text: str
    mentions: list[Mark]
    document: str = ""


class Document(NamedTuple):
    """A marked text; `own` where we wrote it ourselves."""

    id: str
    language: str
    split: Literal["train", "held"]
    text: str
    names: list[Span]
    own: bool


def read_corpora(language: str, beside: Path | None) -> list[Document]:
    """The documents of a language in data/corpora and in the folder `beside`, in a fixed order."""
    own = sorted((DATA / "corpora").glob(f"{language}*.jsonl"))
    others = []
    if beside:
        own += sorted((beside / "own").glob(f"{language}.jsonl"))
        others = sorted((beside / language).glob("*.jsonl"))
    return [document for path in own + others for document in _documents(path, path in own)]


def _documents(path: Path, own: bool) -> Iterator[Document]:
    lines = [msgspec.json.decode(line, type=Line) for line in path.read_bytes().splitlines()]
    for name, group in groupby(lines, key=lambda line: line.document or line.id):
        sentences = list(group)
        text = ""
        names = []
        for line in sentences:
            names += [Span(len(text) + mark.start, len(text) + mark.end, mark.type) for mark in line.mentions]
            text += line.text + "\n"
        yield Document(name, sentences[0].lang, sentences[0].split, text, names, own)


class Example(NamedTuple):
    """A document as the trainer reads it: tokens, features and labels of each sentence."""

    document: Document
    tokens: list[list[Token]]
    rows: list[list[list[str]]]
    labels: list[list[str]]


def example(document: Document) -> Example:
    """The document's features and labels."""
    hits = spans(*find_entities(document.text, document.language))
    sentences = split(document.text, document.language, hits)
    rows = list(features(sentences, classes(sentences, hits), document.language))
    marked = classes(sentences, document.names)
    labels = [[marked.get(token.start, "O") for token in sentence] for sentence in sentences]
    return Example(document, sentences, rows, labels)


def train(examples: Iterable[Example], path: Path) -> None:
    """Trains a model and writes it to `path`; the same examples in the same order give the same bytes."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    for one in examples:
        for _ in range(OWN_TEXT_COUNTS if one.document.own else 1):
            for rows, labels in zip(one.rows, one.labels, strict=True):
                trainer.append(rows, labels)
    trainer.train(str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=LANGUAGES, metavar="LANGUAGE")
    parser.add_argument("--corpora", type=Path, default=BESIDE, metavar="FOLDER")
    arguments = parser.parse_args()
    for language in arguments.languages:
        examples = [example(one) for one in read_corpora(language, arguments.corpora) if one.split == "train"]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            train(examples, path)
            content = gzip.compress(path.read_bytes(), 9, mtime=0)
        (DATA / "models" / f"{language}.crfsuite.gz").write_bytes(content)
        print(
            f"{language}: {len(examples)} documents, {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}"
        )


if __name__ == "__main__":
    main()
