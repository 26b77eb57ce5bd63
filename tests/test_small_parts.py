"""The pure parts under the panes: wrapping, labels of dates, the histogram."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sahara_reader.store import edtf
from sahara_reader.store.library import Library
from sahara_reader.tui import date_labels
from sahara_reader.tui.panes import histogram
from sahara_reader.tui.panes.wrapping import cut, reads_right_to_left, wrap


class TestWrapping:
    @given(st.text(st.sampled_from("ab é漢 \nم👍"), max_size=120), st.integers(2, 40))
    def test_lines_fit_and_nothing_is_lost(self, text: str, width: int) -> None:
        last = 0
        for start, end in wrap(text, width):
            assert cell_len(text[start:end]) <= width
            assert not text[last:start].strip()
            last = end
        assert not text[last:].strip()

    @given(st.text(max_size=60), st.integers(0, 30))
    def test_a_cut_text_fits(self, text: str, width: int) -> None:
        assert cell_len(cut(text, width)) <= width

    @pytest.mark.parametrize(
        ("text", "right"), [("مرحبا", True), ("12 مرحبا", True), ("Rabat الرباط", False), ("12", False)]
    )
    def test_direction(self, text: str, right: bool) -> None:
        assert reads_right_to_left(text) is right


class TestDateLabels:
    @pytest.mark.parametrize(
        ("written", "label", "short"),
        [
            ("2021-02-17", "17 Feb 2021", "17 Feb 21"),
            ("2021-02-17T10:00", "17 Feb 2021", "17 Feb 21"),
            ("2020-12", "Dec 2020", "Dec 20"),
            ("2021", "2021", "2021"),
            ("2021?", "2021?", "2021"),
            ("2021-03-15/2021-03-17", "15–17 Mar 2021", "2021"),
            ("2021-03-29/2021-04-02", "29 Mar – 2 Apr 2021", "2021"),
            ("2020-12-30/2021-01-02", "30 Dec 2020 – 2 Jan 2021", "2020"),
            ("2021-21", "spring 2021", "2021"),
            ("2020-24", "winter 2020", "2020"),
            ("2021-33", "Q1 2021", "2021"),
            ("2021-36", "Q4 2021", "2021"),
            ("202X", "2020–2029", "2020"),
            ("2021-02-17/..", "since 17 Feb 2021", "2021"),
            ("../2021-02-17", "until 17 Feb 2021", "–"),
        ],
    )
    def test_a_date_is_never_more_precise_than_it_is(self, written: str, label: str, short: str) -> None:
        assert date_labels.label(edtf.parse(written)) == label
        assert date_labels.short(edtf.parse(written)) == short


class TestHistogram:
    def test_a_row_weighs_where_it_lies(self, library: Library) -> None:
        rows = library.timeline("kremlin")
        whole = histogram.span(rows)
        assert whole == (date(2020, 1, 1), date(2021, 12, 31))
        bars = histogram.bars(rows, whole, 24)
        assert [place for place, bar in enumerate(bars[:14]) if bar != "▁"] == [10, 11, 12, 13]
        assert histogram.axis(whole, 24).split() == ["2020", "2021"]

    def test_without_dates_there_is_none(self) -> None:
        assert histogram.span([]) is None
