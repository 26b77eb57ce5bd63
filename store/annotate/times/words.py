"""A language's words as the parser sees them: each with its classes and values, compounds and particles taken apart.

In comes running text, out come runs of words that some template knows; all other words only part the runs.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, compress
from typing import NamedTuple

from sahara_reader.data.dates import DateWords
from sahara_reader.store.annotate.times import figures
from sahara_reader.store.annotate.times.figures import Entry

_MARKS = "\u064b-\u0652\u0670\u0640"
_FOLDED = str.maketrans("أإ’‘ʼ´`–−‐‑", "اا'''''----") | dict.fromkeys((*range(1611, 1619), 1648, 1600))  # fmt: skip
SUPPORTING = frozenset(
    f"{{{name}}}"
    for name in (
        *("number", "ordinal", "ones", "tens", "hundred", "thousand", "figure2", "figure3", "day", "hour", "minute"),
        *(
            "days",
            "clock_figures",
            "hijri_year",
            "counted",
            "named",
            "every",
            "times",
            "once",
            "edge",
            "exact",
            "about",
        ),
        *("toward", "plain_toward", "spanning", "beside", "this", "same", "at", "sooner", "afterwards", "the_number"),
    )
)
"""Classes that make no time by themselves: a run of only these is not looked at."""
_LONGEST_RUN = 32
_KEPT = 30_000
"""Forms whose readings are remembered, those that have none among them."""
_PARTICLES = 3
"""Particles that may be written before one word."""
_STRETCH = 50_000
"""Characters of a text that are cut to words at a time."""


class Word(NamedTuple):
    """What a form can be; `timely` forms are worth parsing a run for. `parts`: the forms it is read as, where
    they are not the one written."""

    entries: tuple[Entry, ...]
    timely: bool
    parts: tuple[str, ...] = ()


class Run(NamedTuple):
    """Neighbouring words that templates know: folded forms, spans in the text, whether each has a capital, readings."""

    forms: tuple[str, ...]
    spans: list[tuple[int, int]]
    capitals: tuple[bool, ...]
    words: list[Word]


def folded(form: str) -> str:
    """A form as the tables have it: lower case, one kind of apostrophe and hyphen, Arabic without vowel signs."""
    form = form.lower()
    return form if form.isascii() else form.translate(_FOLDED)


class Lexicon:
    """The forms of one language. `words` maps each to its readings; templates add their own words to it."""

    def __init__(self, resource: DateWords) -> None:
        self._endings = tuple(sorted(resource.ordinal, key=len, reverse=True))
        self._month_first = resource.month_first
        self._prefixes = tuple(resource.prefixes)
        self._parts: dict[str, tuple[str, ...]] = {}
        self._readings = _Readings(self._read)
        self.words: dict[str, Word] = {}
        endings = "|".join(map(re.escape, self._endings))
        ordinal = f"(?:(?:{endings})(?![^\\W\\d_]))?" if endings else ""
        token = "|".join((
            r"['’]\d\d(?=s?\b)",
            rf"\d+(?:[.,:/–-]\d+)*(?:t\d\d:\d\d(?::\d\d)?z?)?{ordinal}",
            rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*",
            r"[^\w\s]",
            "_",
        ))  # fmt: skip
        self._piece = re.compile(rf"\s*(?:{token})", re.IGNORECASE)

    def split(self, phrase: str) -> list[str]:
        """The folded forms of the words of a phrase."""
        return (
            [phrase]
            if phrase.isalpha() and phrase.isascii()
            else [folded(piece.strip()) for piece in self._piece.findall(phrase)]
        )

    def add(self, form: str, entry: Entry, *, timely: bool | None = None) -> None:
        """Give a form one more reading."""
        known = self.words.get(form, Word((), False))
        matters = entry[0].startswith("{") and entry[0] not in SUPPORTING if timely is None else timely
        entries = known.entries if entry in known.entries else (*known.entries, entry)
        self.words[form] = Word(entries, known.timely or matters)

    def add_compound(self, parts: Iterable[str]) -> None:
        """Read a word as its parts."""
        pieces = tuple(parts)
        self._parts.setdefault("".join(pieces), pieces)

    def runs(self, text: str) -> Iterator[Run]:
        """The runs of known words of a text that hold a timely one, in order."""
        start = 0
        while start < len(text):
            end = _stretch_end(text, start)
            yield from self._runs_of(text, start, end)
            start = end

    def _runs_of(self, text: str, start: int, end: int) -> Iterator[Run]:
        pieces: list[str] = self._piece.findall(text, start, end)
        written = list(map(str.strip, pieces))
        words = list(map(self._readings.__getitem__, map(str.lower, written)))
        ends = list(accumulate(map(len, pieces), initial=start))
        done = 0
        for place in compress(range(len(words)), words):
            if place < done or not words[place].timely:  # type: ignore[union-attr]
                continue
            first = place
            while first > done and words[first - 1]:
                first -= 1
            done = place + 1
            while done < len(words) and words[done] and done - first < _LONGEST_RUN:
                done += 1
            yield self._run(written[first:done], words[first:done], ends[first + 1 : done + 1])

    def _run(self, written: list[str], words: list[Word | None], ends: list[int]) -> Run:
        forms: list[str] = []
        spans: list[tuple[int, int]] = []
        capitals: list[bool] = []
        found: list[Word] = []
        for form, word, end in zip(written, words, ends, strict=True):
            assert word is not None
            at = end - len(form)
            for part in word.parts or (form.lower(),):
                last = at + len(part) if word.parts and part is not word.parts[-1] else end
                forms.append(part)
                spans.append((at, last))
                capitals.append(form[0].isupper() and at == end - len(form))
                found.append(self.words[part] if word.parts else word)
                at = last
        return Run(tuple(forms), spans, tuple(capitals), found)

    def _read(self, form: str) -> Word | None:
        """All that a form can be, None where it is nothing to any template."""
        if form[0].isdecimal() or form[-1].isdecimal():
            return self._figure(form)
        if form in self.words:
            return self.words[form]
        plain = folded(form)
        if plain in self.words:
            return self.words[plain]._replace(parts=(plain,))
        parts = self._taken_apart(plain)
        return Word((), any(self.words[part].timely for part in parts), parts) if parts else None

    def _figure(self, form: str) -> Word | None:
        entries = figures.entries(form, self._endings, month_first=self._month_first)
        if form in self.words:
            entries += self.words[form].entries
        return Word(entries, any(name[0] == "{" and name not in SUPPORTING for name, _ in entries)) if entries else None

    def _taken_apart(self, form: str, deepest: int = _PARTICLES) -> tuple[str, ...]:
        parts = self._parts.get(form, ())
        if parts or not deepest or form[0] not in self._prefixes:
            return parts
        rest = form[1:]
        for whole in (rest, f"ا{rest}") if rest.startswith("ل") else (rest,):
            if whole in self.words:
                return form[0], whole
            if whole and (deeper := self._taken_apart(whole, deepest - 1)):
                return form[0], *deeper
        return ()


def _stretch_end(text: str, start: int) -> int:
    """Where to cut a long text: behind a paragraph, else behind white space, else anywhere."""
    end = start + _STRETCH
    if end >= len(text):
        return len(text)
    return next((cut + 1 for cut in (text.rfind("\n\n", start, end), text.rfind(" ", start, end)) if cut > start), end)


class _Readings(dict[str, Word | None]):
    """The reading of each form met so far; a new one is worked out once."""

    def __init__(self, read: Callable[[str], Word | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, form: str) -> Word | None:
        if len(self) >= _KEPT:
            self.clear()
        word = self[form] = self._read(form)
        return word
