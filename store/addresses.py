"""Addresses from outside: which may be followed, and how they are told apart."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

_NOT_IN_URL = re.compile(r"[\s\x00-\x20\x7f-\xa0\\\"<>^`{|}\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")
_HOST = re.compile(r"(?!-)[\w.\-]+|\[[0-9a-fA-F:.]+\]")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|at_medium|at_campaign|xtor)=[^&]*&?")
_LONGEST_URL = 4096
_LINK = re.compile(r"(?<![\w/.@])(?:https?://|www\.)[^\s<>\"“”«»]{3,}", re.IGNORECASE)
_BEHIND = ".,;:!?…'’]}*_،؛؟"


def safe_url(url: str) -> str | None:
    """The address if it may be followed (RFC 3986: http or https, a host, no user), None otherwise.

    A host name outside ASCII comes back as the one that is really asked for (IDNA), so that none looks like another.
    """
    if len(url) > _LONGEST_URL or _NOT_IN_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
    if parts.scheme not in ("http", "https") or not parts.hostname or not _HOST.fullmatch(host):
        return None
    if host.isascii():
        return url
    try:
        named = host.encode("idna").decode()
    except UnicodeError:
        return None
    return urlunsplit(parts._replace(netloc=named if port is None else f"{named}:{port}"))


def same_page(url: str) -> str:
    """The address without what does not tell pages apart: scheme, `www.`, case of the host, fragment, tracking."""
    parts = urlsplit(url)
    host = (parts.netloc or "").lower().removeprefix("www.")
    query = _TRACKING.sub("", parts.query).rstrip("&")
    return f"{host}{parts.path.rstrip('/')}{f'?{query}' if query else ''}"


class Link(NamedTuple):
    """An address in a text; `url` is where it leads, None where it may not be followed."""

    start: int
    end: int
    url: str | None


def links(text: str) -> Iterator[Link]:
    """The web addresses in a text, without the punctuation that the sentence puts behind them."""
    for found in _LINK.finditer(text):
        written = found.group().rstrip(_BEHIND)
        while written.endswith(")") and written.count(")") > written.count("("):
            written = written[:-1].rstrip(_BEHIND)
        end = found.start() + len(written)
        address = text[found.start() : end]
        yield Link(found.start(), end, safe_url(address if "://" in address else f"https://{address}"))
