"""What the person at the keyboard sees while a program works."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Bars:
    """A bar per step. Off a terminal a step is one line when it is done."""

    def __init__(self, console: Console) -> None:
        self.console = console
        columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal)

    @contextmanager
    def shown(self) -> Iterator[None]:
        with self._progress:
            yield

    def step(self, what: str, total: int) -> "Step":
        return Step(self._progress, self._progress.add_task(what, total=total))


class Step:
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def done(self, count: int) -> None:
        """So many more of its records are dealt with."""
        self._progress.advance(self._task, count)
        task = self._progress.tasks[self._progress.task_ids.index(self._task)]
        if self._progress.disable and task.finished and count:
            self._progress.console.print(f"  {task.description:<28} {task.completed:>6.0f}  {task.elapsed or 0:5.1f} s")
