"""OPML 2.0: the feeds that somebody follows, in folders, as readers give them to each other."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sahara_reader.store.addresses import safe_url
from sahara_reader.store.clean_text import clean_line
from sahara_reader.store.errors import StoreError
from sahara_reader.store.intake.raw_article import Failure
from sahara_reader.store.subscriptions import Subscription


class Outline(NamedTuple):
    """A feed in a list of feeds, for whoever may follow it."""

    url: str
    title: str
    folder: str


def read_opml(data: bytes, place: str) -> Iterator[Outline | Failure]:
    """The feeds of an OPML file, each once; raises StoreError when it is none. Folders in folders become `a/b`."""
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise StoreError(
            f"{place} is no OPML file ({type(error).__name__}): export it again from your reader."
        ) from error
    body = root.find("body") if root.tag == "opml" else None
    if body is None:
        raise StoreError(f"{place} is no OPML file (it has no body): export it again from your reader.")
    seen: set[str] = set()
    waiting = [(outline, "") for outline in body]
    while waiting:
        outline, folder = waiting.pop(0)
        title = clean_line(outline.get("title") or outline.get("text") or "")
        address = outline.get("xmlUrl")
        if address is None:
            inner = "/".join(filter(None, (folder, title)))
            waiting[:0] = [(child, inner) for child in outline]
            continue
        url = safe_url(address.strip())
        if url is None:
            yield Failure(place=place, reason=f"{clean_line(address)[:100]} is no address of the web.")
        elif url not in seen:
            seen.add(url)
            yield Outline(url, title, folder)


def write_opml(feeds: Iterable[Subscription]) -> bytes:
    """The feeds as an OPML file; what XML cannot hold is left out."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "sahara-reader"
    body = SubElement(root, "body")
    folders: dict[str, Element] = {"": body}
    for feed in feeds:
        parent, path = body, ""
        for name in filter(None, map(clean_line, feed.folder.split("/"))):
            path = f"{path}/{name}"
            if path not in folders:
                folders[path] = SubElement(parent, "outline", text=name, title=name)
            parent = folders[path]
        name = clean_line(feed.name)
        said = {"type": "rss", "text": name, "title": name, "xmlUrl": clean_line(feed.url)}
        SubElement(parent, "outline", said | ({"htmlUrl": clean_line(feed.link)} if feed.link else {}))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
