"""A tool that is killed on its way."""

from rich.console import Console

from tools.api.progress import Bars, Step


class Killed(Exception):
    """The run ends here."""


class Dying(Bars):
    """The run is killed as soon as a step begins."""

    def __init__(self, console: Console, at: str) -> None:
        super().__init__(console)
        self._at = at

    def step(self, what: str, total: int) -> Step:
        if what == self._at:
            raise Killed
        return super().step(what, total)
