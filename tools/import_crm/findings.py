"""What was not as it should be in a sales book, for the person who imports it."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True)
class Rejected:
    """A row, or what should have come of it, that is not there after the import."""

    file: str
    # As an editor counts: the heading is line 1.
    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Replaced:
    """A value that was taken for another one, or as it stands although nobody knows it (`taken_as` is then the value itself)."""

    what: str
    value: str
    suggestion: str
    taken_as: str

    def __str__(self) -> str:
        meant = f"did you mean {self.suggestion!r}? " if self.suggestion else ""
        told = f"taken as {self.taken_as!r}, as the mapping says" if self.taken_as != self.value else "kept as it stands"
        return f"{self.what} {self.value!r} is not known; {meant}{told}"


@dataclass
class Findings:
    rejected: list[Rejected] = field(default_factory=list)
    # How many rows each replacement touched.
    replaced: Counter[Replaced] = field(default_factory=Counter)

    def write(self, file: Path) -> None:
        """Leaves a file with the rejected rows, or none where none was rejected."""
        if not self.rejected:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as output:
            writer = csv.writer(output)
            writer.writerow(each.name for each in fields(Rejected))
            writer.writerows(astuple(row) for row in sorted(self.rejected, key=lambda row: (row.file, row.line)))


class Vocabulary:
    """The values that a column may hold, and those that are written otherwise."""

    def __init__(self, what: str, known: Iterable[str], aliases: dict[str, str], findings: Findings) -> None:
        self._what, self._known, self._aliases, self._findings = what, set(known), aliases, findings

    def find(self, value: str) -> str | None:
        """The known value that is meant; None where there is none, not even by an alias."""
        if value in self._known:
            return value
        meant = self._aliases.get(value)
        return self._replace(value, meant) if meant in self._known else None

    def find_or_keep(self, value: str) -> str:
        """The same for values that are only told: one that nobody knows is kept and, where there is a list of known ones, reported."""
        if not self._known:
            meant = self._aliases.get(value)
            return value if meant is None else self._replace(value, meant)
        return (self.find(value) or self._replace(value, value)) if value else ""

    def _replace(self, value: str, meant: str) -> str:
        self._findings.replaced[Replaced(self._what, value, self.suggestion(value), meant)] += 1
        return meant

    def suggestion(self, value: str) -> str:
        """The known value that looks most like it; empty where none does."""
        return next(iter(get_close_matches(value, sorted(self._known), n=1, cutoff=0.6)), "")

    def complaint(self, value: str) -> str:
        meant = self.suggestion(value)
        return f"there is no {self._what} {value!r}" + (f"; did you mean {meant!r}? An alias in the mapping would say so" if meant else "")
