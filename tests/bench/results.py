"""What runs came to, part by part: each part is kept until it is measured anew, so the page can be written by several runs."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.growth import Growth
from tests.bench.rounds import Figure
from tests.bench.system import Fact, Wait

FILE = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Ratio:
    """A row of a table: milliseconds of both sides."""

    name: str
    beside: str
    ms: float
    ms_beside: float
    at_most: float | None

    @property
    def ratio(self) -> float:
        return self.ms / self.ms_beside


@dataclass(frozen=True)
class Part:
    """One part of a run: when, over how many rows, and how busy the machine was (runnable processes, over a minute, on so many cores)."""

    day: str
    rows: int
    load: float
    cores: int
    ratios: Sequence[Ratio] = ()
    facts: Sequence[Fact] = ()
    waits: Sequence[Wait] = ()
    growth: Growth | None = None


def part(
    rows: int,
    *,
    figures: Sequence[Figure] = (),
    facts: Sequence[Fact] = (),
    waits: Sequence[Wait] = (),
    growth: Growth | None = None,
) -> Part:
    ratios = [Ratio(each.name, each.row.floor_name, each.product_ms, each.floor_ms, each.row.at_most) for each in figures]
    day, load = datetime.now(UTC).date().isoformat(), round(os.getloadavg()[0], 1)
    return Part(day, rows, load, os.cpu_count() or 1, ratios, facts, waits, growth)


def keep_parts(parts: Mapping[str, Part]) -> dict[str, Part]:
    """With those that were kept before."""
    found = read() | dict(parts)
    FILE.write_text(json.dumps({name: asdict(each) for name, each in found.items()}, indent=1, ensure_ascii=False) + "\n")
    return found


def read() -> dict[str, Part]:
    told: dict[str, dict[str, Any]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return {name: _part(each) for name, each in told.items()}


def _part(told: dict[str, Any]) -> Part:
    ratios = [Ratio(**each) for each in told.pop("ratios")]
    facts = [Fact(**each) for each in told.pop("facts")]
    waits = [Wait(**each) for each in told.pop("waits", ())]
    growth = told.pop("growth")
    return Part(**told, ratios=ratios, facts=facts, waits=waits, growth=_growth(growth) if growth else None)


def _growth(told: dict[str, Any]) -> Growth:
    """JSON knows no numbers as keys."""

    def by_size(curves: dict[str, dict[str, float]]) -> dict[str, dict[int, float]]:
        return {name: {int(size): value for size, value in curve.items()} for name, curve in curves.items()}

    counts = {int(size): value for size, value in told["counts"].items()}
    return Growth(
        by_size(told["p50"]),
        by_size(told["p99"]),
        {int(size): value for size, value in told["customers"].items()},
        counts,
        told["rounds"],
        told["times"],
    )
