import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.store.clean_text import clean_block, clean_line


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x1b[31mb\x1b]0;title\x07c", "abc"),
        ("a\x1b]52;c;aGk=\x1b\\b\x9b2Jc\x1bcd\x1b(Be\x1bP1;2|x\x1b\\f", "abcdef"),
        ("an \x1b[", "an ["),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab here"),
        ("e\u0301", "é"),
        ("\ufeffbom", "bom"),
        ("x\ud800y", "xy"),
        ("nul\x00", "nul"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("z" + "\u0335" * 20, "z" + "\u0335" * 4),
        ("مُحَمَّدٌ", "مُحَمَّدٌ"),
        ("trailing  \nspaces ", "trailing\nspaces"),
        ("soft\xadhyphen", "softhyphen"),
    ],
)
def test_takes_out_what_steers_a_terminal_and_keeps_what_is_read(dirty: str, clean: str) -> None:
    assert clean_block(dirty) == unicodedata.normalize("NFC", clean)


def test_a_line_is_one_line() -> None:
    assert clean_line(" two\n lines\tand  spaces ") == "two lines and spaces"


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_block(text)
    assert clean_block(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(codec=None)))
def test_no_control_character_is_left(text: str) -> None:
    assert not [c for c in clean_block(text) if unicodedata.category(c) in ("Cc", "Cs", "Co") and c != "\n"]
