"""The key table (`keys.toml`): what each key does, for the bindings, the footer, the help and the command palette."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from textual.binding import Binding


class Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the table; `label` is empty where the footer does not show the key.

    `first` keys are the app's before they are the focused widget's.
    """

    id: str
    keys: str
    action: str
    does: str
    label: str = ""
    first: bool = False

    @property
    def shown(self) -> str:
        """The keys as a person would write them."""
        return " ".join(_SHOWN.get(key, key.replace("ctrl+", "^")) for key in self.keys.split(","))


_SHOWN = {
    "slash": "/", "question_mark": "?", "number_sign": "#", "left_square_bracket": "[", "right_square_bracket": "]",
    "escape": "Esc", "enter": "Enter", "tab": "Tab", "shift+tab": "⇧Tab", "down": "↓", "up": "↑", "space": "Space",
    "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
    "delete": "Del", "left": "←", "right": "→", "left_parenthesis": "(", "right_parenthesis": ")",
}  # fmt: skip


@cache
def table() -> dict[str, list[Key]]:
    """The whole table by place (`app`, `panes`, `search_bar`, `article_list`, `reader`, `timeline` ...)."""
    source = files("sahara_reader.tui").joinpath("keys.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source), dict[str, list[Key]])


def bindings(place: str) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Textual bindings of one place."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label or key.does,
            id=key.id,
            show=bool(key.label),
            key_display=key.shown.split()[0],
            tooltip=key.does,
            priority=key.first,
        )
        for key in table()[place]
    ]
