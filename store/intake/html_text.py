"""The words of a piece of HTML, its paragraphs apart: for feeds and letters, whose HTML is all article."""

from html.parser import HTMLParser

_SILENT = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head", "form", "button"}
_PARAGRAPHS = {
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section",
    "article", "figure", "figcaption", "pre", "hr", "dd", "dt", "header", "footer", "main", "aside", "nav",
}  # fmt: skip


def html_text(html: str) -> str:
    """The text, a blank line between paragraphs; plain text without any tag stays as it is."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    paragraphs = (" ".join("".join(pieces).split()) for pieces in reader.paragraphs)
    return "\n\n".join(filter(None, paragraphs))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[str]] = [[]]
        self._silent = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - html.parser's
        if self._silent:
            self._depth += tag == self._silent
        elif tag in _SILENT:
            self._silent, self._depth = tag, 1
        elif tag in _PARAGRAPHS:
            self.paragraphs.append([])

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._depth -= tag == self._silent
            if not self._depth:
                self._silent = ""
        elif tag in _PARAGRAPHS:
            self.paragraphs.append([])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.paragraphs[-1].append(data)
