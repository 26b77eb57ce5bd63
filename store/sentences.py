"""Sentences of a text as spans: paragraphs first, then the full stops that really end one."""

import re
from collections.abc import Iterator

_BREAK = re.compile(r"\n\s*\n")
_END = re.compile(r"""[.!?…؟۔]+["'”’»)\]]*(?=\s+["'“‘«„(\[¿¡]*[^\W\d_a-z]|\s+["'“‘«„(\[¿¡]*\d|\s*$)""")
_ABBREVIATION = re.compile(
    r"""(?:\b[^\W\d_]|\b(?:mr|mrs|ms|dr|prof|drs|ir|ing|st|gen|col|lt|sr|sra|mme|mlle|nr|no|art|blz|vs|bv|ca|resp|min|mgr|jl|jr
        |jan|feb|mrt|apr|aug|sep|sept|okt|oct|nov|dec|dhr|mevr|ong|enz|etc|p|pp))\.$""",
    re.IGNORECASE | re.VERBOSE,
)
_SPACE = re.compile(r"\s+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text`, in order, without the white space around them.

    A blank line always ends a sentence; a full stop does where a capital, a digit or a letter without case follows and
    no abbreviation or initial stands before it. Linear in the length of the text.
    """
    start = 0
    for gap in (*_BREAK.finditer(text), None):
        end = gap.start() if gap else len(text)
        yield from _in_paragraph(text, start, end)
        start = gap.end() if gap else end


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _END.finditer(text, start, end):
        head = text[max(begin, stop.start() - 6) : stop.start() + 1]
        if stop.end() < end and stop.group()[0] == "." and _ABBREVIATION.search(head):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
