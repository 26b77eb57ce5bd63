"""The templates of one language, compiled to a trie over words and slots.

A template is a line such as `{weekday} {day} {month} ({year})`: slots name a class of words or a kind of expression,
`name=class` gives a slot another name, `a|b` are alternatives, round brackets hold what may be left out, `<` and `>`
stand around the expression where its context is part of the template, `[name=value]` at the end adds what the
words themselves do not say. A bracket of the text itself is written `\\(`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from sahara_reader.data.dates import FIGURES_ONLY, DateWords, date_words
from sahara_reader.store.annotate.times.meaning import Meaning
from sahara_reader.store.annotate.times.rules import RULES, Builder, constant, word_value
from sahara_reader.store.annotate.times.words import SUPPORTING, Lexicon

_ITEM = re.compile(r"\{[^}]*\}|[<>()]|(?:\\.|[^\s<>(){}\\])+")


class Rule(NamedTuple):
    """One way to write one template: its number, what it makes, the names of its slots by place, where its span lies.

    `first` and `last` are the places in the template between which the expression stands, `alone` the words one of
    which must stand before it, None where that does not matter.
    """

    number: int
    template: str
    category: str
    build: Builder
    names: tuple[str | None, ...]
    constants: dict[str, object]
    first: int
    last: int
    alone: frozenset[str] | None = None

    def meaning(self, values: list[object]) -> Meaning | float | None:
        """What the words in its slots mean together, None where that cannot be."""
        named = {name: value for name, value in zip(self.names, values, strict=True) if name is not None}
        return self.build(self.constants | named)


class Node:
    """A place in the trie: where each word or slot leads, and the rules that are complete here."""

    __slots__ = ("rules", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, Node] = {}
        self.rules: list[Rule] = []


class Grammar:
    """All that one language's resource says, ready to be used."""

    def __init__(self, language: str, resource: DateWords) -> None:
        self.language = language
        self.resource = resource
        self.lexicon = Lexicon(resource)
        self.root = Node()
        self.templates: list[str] = []
        self.used: set[int] = set()
        self._literals: set[str] = set()
        self._fill_lexicon()
        self._alone = {
            kind: frozenset(" ".join(self.lexicon.split(words)) for words in listed.split(", ") if words)
            for kind, listed in resource.alone.items()
        }
        told = f"{resource.tense.past_before}, {resource.tense.future_before}".split(", ")
        for phrase in (*frozenset().union(*self._alone.values()), *told):
            self._know(self.lexicon.split(phrase))
        for rule, templates in resource.templates.items():
            for template in templates:
                self._add(rule, template)

    @staticmethod
    @cache
    def of(language: str | None) -> "Grammar":
        """The grammar of a language (its first subtag counts), that of figures where there is none."""
        name = language.partition("-")[0] if language else FIGURES_ONLY
        resource = date_words(name)
        if resource is None:
            return Grammar.of(FIGURES_ONLY)
        return Grammar(name, resource)

    def _fill_lexicon(self) -> None:
        resource = self.resource
        tables: dict[str, dict[object, list[str]]] = {
            "month": dict(enumerate(resource.months, 1)),
            "weekday": dict(enumerate(resource.weekdays, 1)),
        }
        for name, values in resource.words.items():
            listed = {word_value(name, value): phrases.split(", ") for value, phrases in values.items()}
            tables[name] = tables.get(name, {}) | listed
        numbers = tables.get("number", {})
        for kind, fits in _NUMBER_KINDS.items():
            tables[kind] = {
                number: words for number, words in numbers.items() if isinstance(number, (int, float)) and fits(number)
            }
        for name, words in tables.items():
            for value, phrases in words.items():
                for phrase in phrases:
                    self._add_word(name, value, phrase)
        for prefix in resource.prefixes:
            self._know([prefix])
        for compound in resource.compounds:
            self._add_compounds(compound, tables)

    def _add_word(self, name: str, value: object, phrase: str) -> None:
        forms = self.lexicon.split(phrase)
        symbol = f"{{{name}}}"
        if len(forms) == 1:
            self.lexicon.add(forms[0], (symbol, value))
            return
        whole = Rule(-1, phrase, symbol, constant(value), (None,) * len(forms), {}, 0, len(forms))
        self._path(forms).rules.append(whole)
        self._know(forms, longest_is_timely=symbol not in SUPPORTING and not any(map(self._timely, forms)))

    def _timely(self, form: str) -> bool:
        return form in self.lexicon.words and self.lexicon.words[form].timely

    def _know(self, forms: list[str], *, longest_is_timely: bool = False) -> None:
        longest = max(forms, key=len) if longest_is_timely else None
        for form in forms:
            if form == longest or form not in self._literals:
                self._literals.add(form)
                self.lexicon.add(form, (form, None), timely=form == longest)

    def _add_compounds(self, compound: str, tables: dict[str, dict[object, list[str]]]) -> None:
        choices: list[list[str]] = []
        for piece in re.findall(r"\{\w+\}|[^{}]+", compound):
            if piece.startswith("{"):
                words = tables[piece[1:-1]]
                choices.append([word for phrases in words.values() for word in phrases if word.isalpha()])
            else:
                choices.append([piece])
                self._know([piece])
        for parts in product(*choices):
            if "".join(parts) not in self.lexicon.words:
                self.lexicon.add_compound(parts)

    def _add(self, rule: str, template: str) -> None:
        number = len(self.templates)
        self.templates.append(f"{rule}: {template}")
        category, build = RULES[rule]
        body, _, said = template.partition("[")
        constants = {
            name: word_value(name, value)
            for name, _, value in (pair.partition("=") for pair in said.rstrip("]").split())
        }
        for items in _ways(body, self.lexicon):
            marked = [item for item in items if item not in ("<", ">")]
            first = items.index("<") if "<" in items else 0
            last = items.index(">") - (1 if "<" in items else 0) if ">" in items else len(marked)
            names: list[str | None] = []
            symbols: list[str] = []
            for item in marked:
                if item.startswith("{"):
                    name, _, kind = item[1:-1].rpartition("=")
                    names.append(name or kind)
                    symbols.append(f"{{{kind}}}")
                else:
                    names.append(None)
                    symbols.append(item)
            words = [symbol for symbol in symbols if not symbol.startswith("{")]
            if words:
                vague = all(symbol in SUPPORTING or not symbol.startswith("{") for symbol in symbols)
                self._know(words, longest_is_timely=vague and category not in ("{none}", "{number}", "{ordinal}"))
            lonely = symbols[0][1:-1] if len(symbols) == 1 else ""
            alone = self._alone.get(lonely)
            whole = Rule(number, template, category, build, tuple(names), constants, first, last, alone)
            self._path(symbols).rules.append(whole)

    def _path(self, symbols: list[str]) -> Node:
        node = self.root
        for symbol in symbols:
            node = node.steps.setdefault(symbol, Node())
        return node


_NUMBER_KINDS: dict[str, Callable[[float], bool]] = {
    "ones": lambda value: 1 <= value <= 9 and value == int(value),
    "tens": lambda value: value in (20, 30, 40, 50, 60, 70, 80, 90),
    "hundred": lambda value: value == 100,
    "thousand": lambda value: value == 1000,
    "hour": lambda value: value in range(1, 25),
    "minute": lambda value: value in (5, 10, 20, 25, 50, 55),
}  # fmt: skip


def _ways(body: str, lexicon: Lexicon) -> Iterator[list[str]]:
    """All sequences of symbols that the body of a template stands for."""
    choices: list[list[list[str]]] = []
    stack: list[list[list[list[str]]]] = []
    for item in _ITEM.findall(body):
        if item == "(":
            stack.append(choices)
            choices = []
        elif item == ")":
            inside = [[symbol for part in way for symbol in part] for way in product(*choices)]
            choices = stack.pop()
            choices.append([*inside, []])
        elif item in "<>":
            choices.append([[item]])
        else:
            choices.append([_symbols(part, lexicon) for part in item.split("|")])
    if all(len(choice) == 1 for choice in choices):
        yield [symbol for choice in choices for symbol in choice[0]]
        return
    for way in product(*choices):
        yield [symbol for part in way for symbol in part]


def _symbols(item: str, lexicon: Lexicon) -> list[str]:
    if item.startswith("{"):
        return [item]
    return lexicon.split(item.replace("\\", ""))
