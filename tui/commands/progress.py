"""Long work where a person watches: one line at the foot of the terminal with a bar, the rate and what time remains.

Nothing is shown, and Rich is not loaded, where standard error is no terminal.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """Counts `articles` and how much of `total` is done, in whatever `advance` counts; `total` None: nobody knows."""

    def __init__(self, total: int | None = None, *, quiet: bool = False, unit: str = "articles") -> None:
        self._bar = None if quiet or not sys.stderr.isatty() else _bar(unit)
        self._total = total or None
        self._count = 0

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.add_task("", total=self._total, count=0, rate="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, done: int) -> None:
        """So much more of the total is done."""
        if self._bar:
            self._bar.advance(self._bar.tasks[0].id, done)

    def count(self, number: int) -> None:
        """So many more articles are done."""
        self._count += number
        if self._bar:
            task = self._bar.tasks[0]
            rate = f"{self._count / task.elapsed:,.0f} a second" if task.elapsed else ""
            self._bar.update(task.id, count=self._count, rate=rate)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the line away while something else is printed."""
        if self._bar:
            self._bar.stop()
        yield
        if self._bar:
            self._bar.start()


def _bar(unit: str) -> "Bar":
    from rich.console import Console  # noqa: PLC0415 - only where a person watches
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    return Progress(
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]:,} " + unit),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        refresh_per_second=5,
    )
