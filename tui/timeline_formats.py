"""A timeline for the outside: text, JSON Lines, CSV (RFC 4180), iCalendar (RFC 5545), a web page that stands alone."""

import csv as csv_module
import html as html_module
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from sahara_reader.store.timeline import TimelineRow
from sahara_reader.tui import date_labels
from sahara_reader.tui.safe_text import json_escaped, line

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("from", "to", "edtf", "precision", "kind", "text", "participants", "article", "title", "source")


def row_json(row: TimelineRow) -> dict[str, Any]:
    """A row as JSON-able values, with its participants and the sentences (`sources`) that it rests on."""
    return {
        "id": row.id,
        "from": row.from_,
        "to": row.to,
        "edtf": row.edtf,
        "precision": row.precision,
        "kind": row.kind,
        "text": row.text,
        "participants": [{"entity": named.entity, "name": named.name} for named in row.participants],
        "sources": [
            {name: getattr(source, name) for name in ("article", "title", "source", "published", "start", "end")}
            for source in row.sources
        ],
    }


def text(rows: Sequence[TimelineRow]) -> str:
    """A line a row: the date at its precision, then the sentence."""
    return "\n".join(f"{date_labels.label(row):24} {line(row.text)}" for row in rows)


def jsonl(rows: Sequence[TimelineRow]) -> str:
    """A JSON object a line."""
    return "".join(json_escaped(msgspec.json.encode(row_json(row)).decode()) + "\n" for row in rows)


def csv(rows: Sequence[TimelineRow]) -> str:
    """A table for a spreadsheet; a cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    out = io.StringIO()
    table = csv_module.writer(out)
    table.writerow(_COLUMNS)
    for row in rows:
        source = row.sources[0]
        names = "; ".join(named.name for named in row.participants)
        cells = (row.from_ or "", row.to or "", row.edtf, row.precision, row.kind or "", row.text, names,
                 source.article, source.title, source.source)  # fmt: skip
        table.writerow(_harmless(line(str(cell))) for cell in cells)
    return out.getvalue()


def ics(rows: Sequence[TimelineRow]) -> str:
    """Events of whole days; one that is not known to the day says so in its summary."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sahara-reader//timeline//EN"]
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for row in rows:
        if row.from_ is None or row.to is None:
            continue
        exact = row.precision in ("day", "time")
        summary = line(row.text) if exact else f"[{date_labels.label(row)}] {line(row.text)}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row.id}-{row.sources[0].article}@sahara-reader",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{row.from_:%Y%m%d}",
            f"DTEND;VALUE=DATE:{row.to + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            f"DESCRIPTION:{_escaped(line(row.sources[0].title))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded}\r\n" for content in (*lines, "END:VCALENDAR") for folded in _folded(content))


def html(rows: Sequence[TimelineRow]) -> str:
    """A page that needs nothing from outside and runs no script."""
    entries = "\n".join(
        f"<li><time>{html_module.escape(date_labels.label(row))}</time> "
        f'<span dir="auto">{html_module.escape(line(row.text))}</span> '
        f'<cite dir="auto">{html_module.escape(line(row.sources[0].title))}</cite></li>'
        for row in rows
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Timeline</title>\n<style>'
        "body{font:1rem/1.5 serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
        "li{list-style:none;margin:0 0 1rem}ol{padding:0}time{display:block;font-weight:bold}"
        "cite{display:block;color:#555;font-size:.9rem}</style></head>\n"
        f"<body><h1>Timeline</h1>\n<ol>\n{entries}\n</ol></body></html>\n"
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(content: str) -> Iterator[str]:
    """Lines of at most 75 octets; the following ones begin with a space (RFC 5545, 3.1)."""
    piece = ""
    for character in content:
        if len((piece + character).encode()) > 74:
            yield piece
            piece = " "
        piece += character
    yield piece
