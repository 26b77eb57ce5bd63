"""Adjectives and names of inhabitants in all inflected forms, from the short forms in `demonyms.toml`."""

import unicodedata
from collections.abc import Callable, Iterator

from sahara_reader.data.gazetteer import LANGUAGES

_ARTICLE = "ال"


def inflected(row: list[str]) -> dict[str, list[str]]:
    """All forms by language of a row of short forms in the order of LANGUAGES."""
    return {
        language: sorted(dict.fromkeys(_INFLECT[language](written.split("|"))))
        for language, written in zip(LANGUAGES, row, strict=True)
        if written
    }


def _dutch(forms: list[str]) -> Iterator[str]:
    """The adjective gets its -e, the names of inhabitants stand as they are."""
    adjective = forms[0]
    yield from forms
    if adjective.endswith("ees"):
        yield adjective[:-3] + "ese"
    elif not adjective.endswith(("i", "e", "a", "o")):
        yield adjective + "e"


def _french(forms: list[str]) -> Iterator[str]:
    """One form gets its feminine and plurals; inhabitants have a capital."""
    for form in forms if len(forms) > 1 else _french_inflected(forms[0]):
        yield from (form, form[0].upper() + form[1:])


def _french_inflected(form: str) -> Iterator[str]:
    yield form
    feminine = form
    if form.endswith(("ien", "éen")):
        feminine = form + "ne"
    elif not form.endswith("e"):
        feminine = form + "e"
    yield feminine
    yield feminine + "s"
    if not form.endswith("s"):
        yield form + "s"


def _spanish(forms: list[str]) -> Iterator[str]:
    for form in forms if len(forms) > 1 else _spanish_inflected(forms[0]):
        yield from (form, form[0].upper() + form[1:])


def _spanish_inflected(form: str) -> Iterator[str]:
    yield form
    if form.endswith("o"):
        yield from (form[:-1] + ending for ending in ("a", "os", "as"))
    elif form.endswith(("és", "án", "ón", "ín")):
        stem = form[:-2] + unicodedata.normalize("NFD", form[-2])[0] + form[-1]
        yield from (stem + ending for ending in ("a", "es", "as"))
    elif form.endswith(("ol", "or")):
        yield from (form + ending for ending in ("a", "es", "as"))
    elif form.endswith(("í", "ú")):
        yield from (form + ending for ending in ("es", "s"))
    else:
        yield form + "s"


def _english(forms: list[str]) -> Iterator[str]:
    """The first form is the adjective; it is the inhabitant's name too unless it cannot have a plural."""
    yield from forms
    if len(forms) == 1 and not forms[0].endswith(("sh", "ch", "ese", "ss", "s")):
        yield forms[0] + "s"


def _arabic(forms: list[str]) -> Iterator[str]:
    """The nisba in yā' gets its feminine, duals and sound plurals (Ryding 2005, 5.3); each with and without al-."""
    for form in forms:
        inflections = [form]
        words = form.split(" ")
        if words[0].endswith("ي"):
            rest = "".join(f" {word}" for word in words[1:])
            inflections += [words[0] + ending + rest for ending in ("ون", "ين", "ان", "ات")]
            inflections += [
                words[0] + ending + "".join(f" {_feminine(word)}" for word in words[1:])
                for ending in ("ة", "تان", "تين")
            ]
        for inflection in inflections:
            yield inflection
            yield " ".join(_ARTICLE + word for word in inflection.split(" "))


def _feminine(word: str) -> str:
    return word + "ة" if word.endswith("ي") else word


_INFLECT: dict[str, Callable[[list[str]], Iterator[str]]] = {
    "nl": _dutch, "fr": _french, "es": _spanish, "en": _english, "ar": _arabic,
}  # fmt: skip
