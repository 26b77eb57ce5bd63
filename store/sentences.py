"""Sentences of a text as spans: paragraphs first, then the full stops that really end one."""

import re
from collections.abc import Iterator

_PARAGRAPH_GAP = re.compile(r"\n\s*\n")
_STOP = re.compile(r"""(?<![.!?…؟۔])[.!?…؟۔]++["'”’»)\]]*+(?=\s)""")
_NEXT = re.compile(r"""\s*+["'“‘«„(\[¿¡]*+""")
_ABBREVIATION = re.compile(
    r"""(?<!\w)(?:[^\W\d_]|mr|mrs|ms|dr|prof|drs|ir|ing|st|gen|col|lt|sr|sra|mme|mlle|nr|no|art|blz|vs|ca|resp|min|mgr|jl|jr
        |jan|feb|mrt|apr|aug|sep|sept|okt|oct|nov|dec|dhr|mevr|p|pp|[^\W\d_]\.[^\W\d_])\.$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_ABBREVIATION = 6


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text`, in order, without the white space around them.

    A blank line always ends a sentence; a full stop does unless a lower-case letter follows or an abbreviation or
    initial stands before it. Linear in the length of the text.
    """
    start = 0
    for gap in _PARAGRAPH_GAP.finditer(text):
        yield from _of_paragraph(text, start, gap.start())
        start = gap.end()
    yield from _of_paragraph(text, start, len(text))


def _of_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        following = _NEXT.match(text, stop.end(), end)
        if following and following.end() < end and text[following.end()].islower():
            continue
        head = text[max(begin, stop.start() - _LONGEST_ABBREVIATION) : stop.start() + 1]
        if stop.group() == "." and _ABBREVIATION.search(head):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    body = text[start:end]
    stripped = body.strip()
    if stripped:
        begin = start + len(body) - len(body.lstrip())
        yield begin, begin + len(stripped)
