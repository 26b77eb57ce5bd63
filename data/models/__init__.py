"""The tagger's models, one a language, and how much they weigh; SOURCE.md says on what they were trained."""

import gzip
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "fr", "es", "en", "ar")


@cache
def model(language: str) -> bytes | None:
    """The model of a language as CRFsuite reads it; None where there is none."""
    packed = files(__name__).joinpath(f"{language}.crfsuite.gz")
    return gzip.decompress(packed.read_bytes()) if packed.is_file() else None
