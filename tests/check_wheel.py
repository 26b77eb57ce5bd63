"""Checks a wheel: nothing outside `sahara_reader/` and its dist-info, typed, with every data file of the checkout
but the corpora, which only training reads.

Usage: check_wheel.py WHEEL
"""

import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
PARTS = ("tui", "store", "data")


def main(wheel: str) -> None:
    names = set(ZipFile(wheel).namelist())
    foreign = [name for name in names if not name.startswith(("sahara_reader/", "sahara_reader-"))]
    expected = {
        f"sahara_reader/{path.relative_to(ROOT)}"
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.is_file() and not {"__pycache__", "corpora"} & set(path.parts)
    }
    missing = sorted(expected - names)
    surplus = sorted(name for name in names - expected if name.startswith("sahara_reader/"))
    if foreign or missing or surplus:
        sys.exit(f"foreign: {foreign}\nmissing: {missing}\nsurplus: {surplus}")
    print(f"{len(names)} files, all where they belong")


if __name__ == "__main__":
    main(sys.argv[1])
