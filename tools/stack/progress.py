"""What a person sees while an installation is brought up or down."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """A line per step when it is done, with the time it took; on a terminal also what is under way. Steps may overlap."""

    def __init__(self, output: TextIO = sys.stderr) -> None:
        self._output = output
        self._terminal = output.isatty()
        self._under_way: list[str] = []
        self._lock = threading.Lock()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        with self._lock:
            self._under_way.append(what)
            self._show()
        try:
            yield
        except BaseException:
            self._end(what, f"  failed  {what}")
            raise
        self._end(what, f"  ok      {what}  {time.monotonic() - began:.1f} s")

    def say(self, what: str) -> None:
        with self._lock:
            self._print(what)

    def _end(self, what: str, line: str) -> None:
        with self._lock:
            self._under_way.remove(what)
            self._print(line)
            self._show()

    def _print(self, line: str) -> None:
        self._output.write(f"\r\033[K{line}\n" if self._terminal else f"{line}\n")
        self._output.flush()

    def _show(self) -> None:
        if self._terminal:
            self._output.write(f"\r\033[K  ...     {', '.join(self._under_way)}" if self._under_way else "\r\033[K")
            self._output.flush()
