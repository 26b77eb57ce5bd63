"""What header lines and front matter say about an article, under the keys that people use in five languages."""

from typing import Any

_KEYS = {
    "title": "title titel titre título titulo headline kop عنوان العنوان",
    "published": "date published datum fecha publié publicado gepubliceerd publication-date تاريخ التاريخ",
    "language": "language lang taal langue idioma لغة اللغة",
    "source": "source bron fuente publisher مصدر المصدر",
    "url": "url link lien enlace",
    "authors": "author authors auteur auteurs autor autores by door par por كاتب الكاتب",
    "tags": "tags tag keywords trefwoorden mots-clés etiquetas",
    "note": "note notitie nota opmerking",
}
_FIELD_OF = {key: field for field, keys in _KEYS.items() for key in keys.split()}
_LISTS = ("authors", "tags")


def known_key(key: str) -> bool:
    """Whether a header key is one that says something about an article."""
    return _normal(key) in _FIELD_OF


class Headers:
    """Collected header values; keys that are not known are passed over."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def add(self, key: str, value: str) -> None:
        """Take in one line; the first value of a field wins."""
        field = _FIELD_OF.get(_normal(key))
        if field:
            self._values.setdefault(field, value.strip())

    def fields(self) -> dict[str, Any]:
        """The values as keyword arguments of `raw_article`; lists are split at commas."""
        return {field: _items(value) if field in _LISTS else _bare(value) for field, value in self._values.items()}


def _normal(key: str) -> str:
    return key.strip().casefold().replace(" ", "-").replace("_", "-")


def _items(value: str) -> tuple[str, ...]:
    inner = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    return tuple(_bare(item) for item in inner.split(","))


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
