"""From a TinyDB query to an SQL condition that lets through every document the query could accept, and maybe more.

TinyDB keeps what a query says in its private hash (4.9), a tuple such as `('==', ('source',), 'x')`. What is understood
is pushed down to SQLite; the query itself then decides on each document that comes back.
"""

import re
from collections.abc import Iterable
from typing import Any

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_COMPARISONS = {"==": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_LARGEST = 2**53

Condition = tuple[str, list[Any]]


def condition(query: Any) -> Condition | None:
    """The SQL condition and its values, None when nothing of the query can be pushed down."""
    return _compiled(getattr(query, "_hash", None))


def extracted(path: Iterable[Any]) -> str | None:
    """The SQL expression for the value at a path of plain keys, None for any other path."""
    keys = list(path)
    if not keys or not all(isinstance(key, str) and _PLAIN_KEY.fullmatch(key) for key in keys):
        return None
    return f"json_extract(document, '$.{'.'.join(keys)}')"


def _compiled(said: Any) -> Condition | None:
    match said:
        case ("and", frozenset() as parts):
            known = [part for part in map(_compiled, parts) if part]
            return _joined(" AND ", known) if known else None
        case ("or", frozenset() as parts):
            all_known = [part for part in map(_compiled, parts) if part]
            return _joined(" OR ", all_known) if len(all_known) == len(parts) else None
        case (str() as operator, tuple() as path, value) if operator in _COMPARISONS:
            expression = extracted(path)
            if expression and _comparable(value):
                return f"{expression} {_COMPARISONS[operator]} ?", [value]
        case ("one_of", tuple() as path, tuple() as values):
            expression = extracted(path)
            if expression and all(map(_comparable, values)):
                return f"{expression} IN ({', '.join('?' * len(values))})", list(values)
    return None


def _joined(operator: str, parts: list[Condition]) -> Condition:
    return f"({operator.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]


def _comparable(value: Any) -> bool:
    if isinstance(value, str):
        return value.isprintable()  # JSON's and SQLite's ideas of NUL and lone surrogates differ
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST
