"""What an empty library starts with: the sample articles, so that the reader has something to show."""

import msgspec

from sahara_reader.data.samples import CLIENTS_DOCUMENT, samples
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.files import read_bytes
from sahara_reader.store.intake.raw_article import RawArticle
from sahara_reader.store.library import Library

TAG = "sample"


def fill_with_samples(library: Library) -> int:
    """Add the sample articles, tagged as such; how many there are."""
    added = 0
    for file in samples():
        for item in read_bytes(file.read_bytes(), file.name):
            if isinstance(item, RawArticle):
                source = "client's document" if file.name == CLIENTS_DOCUMENT else item.source
                sample = msgspec.structs.replace(item, source=source, tags=(*item.tags, TAG))
                library.add(annotated(compose(sample)))
                added += 1
    return added
