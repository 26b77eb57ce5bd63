"""Temporal expressions: found by the templates of `data/dates`, read to TIMEX3 and EDTF, never narrower than the text.

A text is cut to words (`words`); runs of words that any template knows are parsed (`grammar`, `parser`); the meanings
that come out (`meaning`, made by `rules`) are put on the calendar in the order of the text (`reading`, with `tense`).
"""

from sahara_reader.store.annotate.times.finder import find_times, read_times, unused_templates

__all__ = ["find_times", "read_times", "unused_templates"]
