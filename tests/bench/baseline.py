"""The ratios that later runs are compared with. A large run and a small one have their own: a ratio is one of its size."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.rounds import Figure

FILE = Path(__file__).parent / "baseline.json"


@dataclass(frozen=True)
class Extent:
    """How much is measured: rows over all tables, and rounds that count."""

    size: int
    rounds: int


BENCH = Extent(10_000_000, 5)
# In `make prove`.
SMOKE = Extent(20_000, 5)


def kept(extent: str) -> Mapping[str, float]:
    """Ratio by row, of the run that was kept; empty before the first."""
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return found.get(extent, {})


def keep(**figures: Sequence[Figure]) -> None:
    rows = {extent: {each.name: round(each.ratio, 2) for each in taken if not each.row.is_floor} for extent, taken in figures.items()}
    FILE.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
