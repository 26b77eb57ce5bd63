"""Newsletters: a letter (RFC 5322, MIME) is an article; an mbox (RFC 4155) is many."""

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from sahara_reader.store.intake.html_text import html_text
from sahara_reader.store.intake.raw_article import LARGEST_TEXT, Failure, RawArticle, raw_article

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_letter(data: bytes, place: str) -> RawArticle | Failure:
    """The article in a letter: its words as plain text, or of its HTML where that says more."""
    try:
        letter = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        plain, html = (_body(letter, kind) for kind in ("plain", "html"))
        sender, address = parseaddr(_header(letter, "From"))
        shown = html_text(html)
        return raw_article(
            plain if len(plain) * 2 > len(shown) else shown,
            place=place,
            origin="header",
            title=_header(letter, "Subject"),
            published=_header(letter, "Date"),
            language=_header(letter, "Content-Language").partition(",")[0],
            source=_header(letter, "List-ID").partition("<")[0].strip(' "') or sender or address,
            authors=(sender,) if sender else (),
            record_id=_header(letter, "Message-ID").strip("<> ") or None,
        )
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError) as error:
        # the standard library's parser of headers is known to raise all of these on broken letters
        return Failure(place=place, reason=f"this letter cannot be read ({type(error).__name__}).")


def read_letters(stream: BinaryIO, place: str) -> Iterator[RawArticle | Failure]:
    """The letters of an mbox, one at a time."""
    letter: list[bytes] = []
    number = size = 0
    blank = True
    for line in iter(lambda: stream.readline(LARGEST_TEXT), b""):
        if blank and line.startswith(b"From "):
            if number:
                yield _one(letter, size, f"{place}[{number}]")
            letter, size, number = [], 0, number + 1
        else:
            size += len(line)
            if size <= LARGEST_TEXT:
                letter.append(line)
        blank = not line.strip(b"\r\n")
    if number:
        yield _one(letter, size, f"{place}[{number}]")


def _one(lines: list[bytes], size: int, place: str) -> RawArticle | Failure:
    if size > LARGEST_TEXT:
        return Failure(place=place, reason=f"this letter is larger than {LARGEST_TEXT / 1e6:.0f} MB.")
    return read_letter(_QUOTED_FROM.sub(rb"\1", b"".join(lines)), place)


def _header(letter: EmailMessage, name: str) -> str:
    return str(letter.get(name) or "")


def _body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body(preferencelist=(kind,))
    content = part.get_content() if part is not None else ""
    return content if isinstance(content, str) else ""
