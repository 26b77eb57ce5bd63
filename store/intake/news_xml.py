"""What agencies send: NewsML-G2 (IPTC, `newsItem`) and NITF (IPTC, `nitf`)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sahara_reader.store.intake.html_text import html_text
from sahara_reader.store.intake.raw_article import Failure, RawArticle, raw_article

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_news_xml(data: bytes, place: str) -> Iterator[RawArticle | Failure]:
    """The articles of a document of either kind; a news message may hold several."""
    try:
        root: Element = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        yield Failure(place=place, reason=f"it is no valid XML ({type(error).__name__}); ask for it again.")
        return
    for element in root.iter():  # what namespace an agency's version uses does not matter
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    if root.tag == "nitf":
        yield _nitf(root, place)
        return
    items = [root] if root.tag == "newsItem" else list(root.iter("newsItem"))
    if not items:
        yield Failure(place=place, reason="it holds no news item (newsItem) and is no NITF.")
    for number, item in enumerate(items, start=1):
        yield _news_item(item, place if len(items) == 1 else f"{place}[{number}]")


def _news_item(item: Element, place: str) -> RawArticle | Failure:
    inline = next((part for name in ("inlineXML", "inlineData") for part in item.iter(name)), None)
    language = item.find("contentMeta/language")
    return raw_article(
        _words(inline),
        place=place,
        origin="metadata",
        title=_first(item, "contentMeta/headline", ".//hl1", ".//hedline"),
        published=_first(item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"),
        language=(language.get("tag") or "") if language is not None else item.get(_XML_LANG, ""),
        source=_first(item, "itemMeta/provider/name", "rightsInfo/copyrightHolder/name") or _named(item),
        authors=tuple(_text(name) for name in item.iterfind("contentMeta/creator/name")),
        record_id=item.get("guid"),
    )


def _nitf(root: Element, place: str) -> RawArticle | Failure:
    issued = next(root.iter("date.issue"), None)
    doc_id = next(root.iter("doc-id"), None)
    return raw_article(
        _words(root.find("body/body.content")),
        place=place,
        origin="metadata",
        title=_first(root, "body/body.head/hedline/hl1", "head/title"),
        published=issued.get("norm", "") if issued is not None else "",
        language=root.get(_XML_LANG, ""),
        source=_first(root, "body/body.head/distributor/org", "body/body.head/distributor"),
        authors=tuple(filter(None, (_first(root, "body/body.head/byline/person", "body/body.head/byline"),))),
        record_id=doc_id.get("id-string") if doc_id is not None else None,
    )


def _words(element: Element | None) -> str:
    if element is None:
        return ""
    own = (element.text or "").strip()
    inside = "".join(tostring(child, encoding="unicode") for child in element)
    return html_text(f"{own}\n{inside}" if inside else own)


def _first(element: Element, *paths: str) -> str:
    return next(filter(None, (_text(found) for path in paths for found in element.iterfind(path))), "")


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _named(item: Element) -> str:
    provider = item.find("itemMeta/provider")
    return (provider.get("literal") or provider.get("qcode", "").rpartition(":")[2]) if provider is not None else ""
