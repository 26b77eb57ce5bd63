"""What a query that is being typed could become: the name of a field, or a value that the library holds."""

import re
from collections.abc import Callable, Iterable

from sahara_reader.store.search.folding import fold
from sahara_reader.store.search.query import CHOICES, FIELDS

Values = Callable[[str, str], Iterable[str]]
"""The values of a field (`source`, `lang`, `tag`, `person` ...) that begin with some letters, the best first."""

_LAST = re.compile(r'(?:^|\s)-?(?:(?P<field>[A-Za-z]+):(?P<quote>"?)(?P<value>[^"]*)|(?P<word>[A-Za-z]{2,}))$')


def completed(query: str, values: Values) -> str | None:
    """The query with its last word completed, None where nothing offers itself."""
    last = _LAST.search(query)
    if not last:
        return None
    if last["word"]:
        name = next((field for field in FIELDS if field.startswith(last["word"].lower())), None)
        return query[: last.start("word")] + name + ":" if name else None
    field, value = last["field"].lower(), last["value"]
    if field not in FIELDS or not value or (" " in value and not last["quote"]):
        return None
    offered = CHOICES.get(field) or values(field, value)
    found = next((offer for offer in offered if fold(offer).startswith(fold(value)) and offer != value), None)
    if found is None or '"' in found:
        return None
    rest = found[len(value) :]
    if last["quote"] or " " not in found:
        return query + rest + ('"' if last["quote"] else "")
    return f'{query[: last.start("value")]}"{value}{rest}"'
