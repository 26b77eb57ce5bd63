"""The sample library that most tests read in, and what they need of the files beside the project."""

import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from sahara_reader.store.first_run import fill_with_samples
from sahara_reader.store.library import Library
from sahara_reader.tui.app import ReaderApp

from .web_server import WebServer

SHARED = Path(__file__).parents[2] / "shared"
Settle = Callable[[Pilot[Any]], Awaitable[None]]

os.environ.pop("NO_COLOR", None)
settings.register_profile("untimed", deadline=None)  # a machine that is busy is no bug
settings.load_profile("untimed")


@pytest.fixture
def shared() -> Path:
    """The folder with the seed article, the corpora and the schema, which not every checkout has beside it."""
    if not SHARED.is_dir():
        pytest.skip("the folder `shared` with the seed article and the corpora is not beside this checkout")
    return SHARED


@pytest.fixture
def seed(shared: Path) -> Path:
    """The founding document."""
    return shared / "seed" / "article.txt"


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file with the samples in it; to be copied, not changed."""
    path = tmp_path_factory.mktemp("samples") / "library.db"
    with Library(path) as library:
        fill_with_samples(library)
        library.db.storage.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    return path


@pytest.fixture
def library(sample_file: Path, tmp_path: Path) -> Iterator[Library]:
    """A library with the samples in it."""
    path = tmp_path / "library.db"
    path.write_bytes(sample_file.read_bytes())
    with Library(path) as opened:
        yield opened


@pytest.fixture
def app(library: Library) -> ReaderApp:
    """The reader on the samples; nothing waits for a rest."""
    return ReaderApp(library, patient=False)


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A server on this machine that plays every part."""
    with WebServer() as running:
        yield running


@pytest.fixture
def settle() -> Settle:
    """Wait until every worker is done and its answer is on the screen."""

    async def wait(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):
            with suppress(WorkerCancelled):
                await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause()

    return wait
