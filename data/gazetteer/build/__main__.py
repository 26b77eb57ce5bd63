"""`python -m sahara_reader.data.gazetteer.build` builds the files in `packed/`, the same from the same sources."""

from importlib.resources import files
from pathlib import Path

from sahara_reader.data.gazetteer.build import build

if __name__ == "__main__":
    folder = Path(str(files("sahara_reader.data.gazetteer").joinpath("packed")))
    for name, content in build().items():
        folder.joinpath(name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
