"""Whether a sentence speaks of the past or of what is to come, at the place where an expression stands in it.

The nearest word that has a tense decides; commas and conjunctions keep verbs of other clauses away.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from sahara_reader.data.dates import DateWords
from sahara_reader.store.annotate.times.words import folded

PAST, FUTURE = -1, 1
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652])*")
_FORM = re.compile(r"\w+|[^\w\s]")
_END = re.compile(r"(?:[^\d.]|\d\d\d)[.!?؟][\"'”’»)\]]*\s|\n\s*\n")
_CLAUSE = r"[,;:–(،؛]| - "
_REACH = 400
"""Characters of a sentence that are looked at to either side."""
_MODAL_REACH = 14
"""Characters within which a form that looks past belongs to the auxiliary before it ("will be closed")."""
_COMMA = 60
"""Characters that a comma or conjunction between a verb and an expression counts for."""
_KEPT = 20_000


class _Cue(NamedTuple):
    start: int
    end: int
    direction: int


class _Sentence(NamedTuple):
    first: int
    last: int
    cues: list[_Cue]
    breaks: list[int]


class Tense:
    """The cues of one language; `otherwise` is what a weekday in a sentence without any means."""

    def __init__(self, resource: DateWords) -> None:
        tense = resource.tense
        self._words = dict.fromkeys(_listed(tense.past), PAST) | dict.fromkeys(_listed(tense.future), FUTURE)
        self._prefixes = frozenset(resource.prefixes)
        self._modals = frozenset(_listed(tense.modals))
        self._words |= dict.fromkeys(self._modals, FUTURE) | dict.fromkeys(_listed(tense.neither), 0)
        before = {PAST: _listed(tense.past_before), FUTURE: _listed(tense.future_before)}
        self._before = {
            " ".join(_FORM.findall(words)): direction for direction, listed in before.items() for words in listed
        }
        self._last_before = {words.rpartition(" ")[2] for words in self._before}
        self._determiners = frozenset(_listed(tense.determiners))
        self._endings = _longest_first(tense.past_endings, tense.future_endings)
        self._beginnings = _longest_first("", tense.future_beginnings)
        self._auxiliaries = frozenset(_listed(tense.auxiliary))
        pairs = [form.split("-") for form in _listed(tense.participle)]
        self._participle = re.compile("|".join(rf"\b{begin}\w{{2,}}{end}\b" for begin, end in pairs) or r"(?!)")
        ends = "" if resource.prefixes else r"\b"
        joining = "|".join(rf"\b{word}{ends}" for word in _listed(tense.conjunctions))
        self._clause = re.compile(f"{_CLAUSE}|{joining}" if joining else _CLAUSE)
        self.otherwise = PAST if tense.otherwise == "past" else FUTURE
        self._known: dict[str, int] = {}

    def of(self, text: str) -> "TenseOf":
        """The tenses of one text."""
        return TenseOf(self, text)

    def before(self, words: str) -> int:
        """What the words right before an expression decide alone: "since", "until"; 0 where they do not."""
        listed = words.split(" ")
        if listed[-1] not in self._last_before:
            return 0
        return next(
            (
                self._before[tail]
                for tail in map(" ".join, (listed[-1:], listed[-2:], listed[-3:]))
                if tail in self._before
            ),
            0,
        )

    def sentence(self, text: str, start: int, end: int, after: int) -> _Sentence:
        """The sentence around an expression, not reaching back before `after`, with the words that have a tense."""
        first = max(after, start - _REACH)
        for match in _END.finditer(text, first, start):
            first = match.end()
        following = _END.search(text, max(end - 1, 0), end + _REACH)
        last = following.start() + 1 if following else min(len(text), end + _REACH)
        breaks = [match.start() for match in self._clause.finditer(text, first, last)]
        return _Sentence(first, last, self._cues(text, first, last), breaks)

    def nearest(self, sentence: _Sentence, start: int, end: int) -> int:
        """The tense at an expression of a sentence, 0 where no word of it has one."""
        nearest, direction = 1_000_000, 0
        for cue in sentence.cues:
            if start <= cue.start < end:
                continue
            left, right = (end, cue.start) if cue.start >= end else (cue.end, start)
            apart = bisect_right(sentence.breaks, right) - bisect_left(sentence.breaks, left)
            distance = right - left + _COMMA * apart
            if distance < nearest:
                nearest, direction = distance, cue.direction
        return direction

    def _cues(self, text: str, first: int, last: int) -> list[_Cue]:
        cues, ahead, perfect, before = [], -_MODAL_REACH, None, ""
        for match in _WORD.finditer(text, first, last):
            form = match.group()
            cue = self._known.get(form)
            if cue is None:
                cue = self._cue_of(form)
                if len(self._known) < _KEPT:
                    self._known[form] = cue
            if cue and before in self._determiners and folded(form) not in self._words:
                cue = 0  # a noun or adjective that ends as verbs do
            before = form
            if form in self._auxiliaries:
                if perfect is None:
                    perfect = self._has_participle(text, first, last)
                cue = PAST if perfect else cue
            if form in self._modals:
                ahead = match.end()
            elif cue == PAST and match.start() - ahead < _MODAL_REACH:
                cue = FUTURE
            if cue:
                cues.append(_Cue(match.start(), match.end(), cue))
        return cues

    def _has_participle(self, text: str, first: int, last: int) -> bool:
        return any(self._words.get(match.group()) != 0 for match in self._participle.finditer(text, first, last))

    def _cue_of(self, form: str) -> int:
        form = folded(form)
        known = self._words.get(form)
        if known is None and form[0] in self._prefixes:
            form = form[1:]
            known = self._words.get(form)
        if known is not None:
            return known
        for ending, direction in self._endings:
            if form.endswith(ending) and len(form) >= len(ending) + 3:
                return direction
        for beginning, direction in self._beginnings:
            if form.startswith(beginning) and len(form) >= len(beginning) + 2:
                return direction
        return 0


class TenseOf:
    """The tenses of one text, asked for from its beginning to its end; each sentence is looked at once."""

    def __init__(self, tense: Tense, text: str) -> None:
        self._tense, self._text = tense, text
        self._sentence = _Sentence(0, 0, [], [])

    def direction(self, start: int, end: int, before: str) -> int:
        """PAST or FUTURE (0: neither) for the expression `start..end`; `before` are the folded words in front of it."""
        if decided := self._tense.before(before):
            return decided
        if end > self._sentence.last:
            self._sentence = self._tense.sentence(self._text, start, end, self._sentence.last)
        return self._tense.nearest(self._sentence, start, end)


def in_one_sentence(text: str, first: int, last: int) -> bool:
    """Whether no sentence ends between two places of a text."""
    return last - first < _REACH and _END.search(text, max(0, first - 1), last) is None


def _listed(words: str) -> list[str]:
    """The words of a list with commas, folded as the text will be."""
    return [folded(word) for word in words.split(", ") if word]


def _longest_first(past: str, future: str) -> list[tuple[str, int]]:
    pairs = [(part, PAST) for part in _listed(past)] + [(part, FUTURE) for part in _listed(future)]
    return sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)
