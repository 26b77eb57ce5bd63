import json
from pathlib import Path

import pytest

from sahara_reader.store.annotate.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De minister sprak met de ambassadeur over het verdrag.", "nl"),
        ("Le ministre a parlé avec l'ambassadeur de la question.", "fr"),
        ("El ministro habló con el embajador sobre el acuerdo.", "es"),
        ("The minister spoke with the ambassador about the agreement.", "en"),
        ("Der Minister sprach mit dem Botschafter über das Abkommen.", "de"),
        ("وقال الوزير إن الاتفاق مهم للبلدين.", "ar"),
        ("وزیر خارجه گفت که این توافق برای کشور مهم است.", None),
        ("Rabat", None),
        ("12345 678", None),
        ("", None),
    ],
)
def test_knows_the_language_or_says_nothing(text: str, language: str | None) -> None:
    assert identify(text) == language


@pytest.mark.parametrize("language", ["nl", "fr", "es", "en", "ar", "de"])
def test_on_short_texts_of_the_corpus(shared: Path, language: str) -> None:
    lines = (shared / "corpora" / "timex" / "dev" / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    right = sum(identify(json.loads(line)["text"]) == language for line in lines)
    assert right >= 0.95 * len(lines)
