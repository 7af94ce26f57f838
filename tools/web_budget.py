"""What the web app weighs, as a browser fetches it: gzip, per page, against the budgets. Part of `make web-check`."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KILOBYTE = 1000
# The frame with the page that everybody's day begins on.
FIRST_PAGE = "src/features/today/page.tsx"
FIRST_LOAD = 190 * KILOBYTE
# What any other page adds to it.
FURTHER = 200 * KILOBYTE
# Texts that the first page needs before it shows anything.
FIRST_TEXTS = ("ui", "today", "todos")
LANGUAGE = "zh-CN"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    weight: int
    budget: int

    def __str__(self) -> str:
        verdict = "over" if self.weight > self.budget else "ok"
        return f"  {self.what:<52} {self.weight / KILOBYTE:7.1f} KB of {self.budget / KILOBYTE:5.0f}  {verdict}"


def over_budget(app: Path, sources: Path) -> str:
    """The table when something is too large; else nothing."""
    rows = list(measured(app, sources))
    return "\n".join(map(str, rows)) if any(row.weight > row.budget for row in rows) else ""


def measured(app: Path, sources: Path) -> Iterator[Row]:
    build = Build(app)
    first = build.reached_from([build.entry])
    if (sources / FIRST_PAGE).exists():
        texts = [f"src/i18n/{LANGUAGE}/{area}.json" for area in FIRST_TEXTS]
        first |= build.reached_from([FIRST_PAGE, *(text for text in texts if (sources / text).exists())])
    yield Row("first load with the day's work", build.weight(first), FIRST_LOAD)
    for page in build.pages():
        if page != FIRST_PAGE:
            yield Row(page, build.weight(build.reached_from([page]) - first), FURTHER)


class Build:
    """A build, with what imports what."""

    def __init__(self, app: Path) -> None:
        self._app = app
        self._chunks: dict[str, dict[str, Any]] = json.loads((app / ".manifest.json").read_text())

    @property
    def entry(self) -> str:
        return next(name for name, chunk in self._chunks.items() if chunk.get("isEntry"))

    def pages(self) -> list[str]:
        """Those that are fetched when they are gone to."""
        return sorted(name for name, chunk in self._chunks.items() if chunk.get("isDynamicEntry") and name.startswith("src/features/"))

    def reached_from(self, names: Iterable[str]) -> set[str]:
        """The chunks themselves, and what has to be there before they run."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._chunks[name].get("imports", [])
        return found

    def weight(self, names: Iterable[str]) -> int:
        scripts = {self._chunks[name]["file"] for name in names if self._chunks[name]["file"].endswith(".js")}
        return sum(len(gzip.compress((self._app / script).read_bytes(), 9)) for script in scripts)
