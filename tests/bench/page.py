"""What people read of a run."""

from collections.abc import Mapping, Sequence

from tests.bench.rounds import Figure

_PAGE = """\
# Performance

Written by `make bench WRITE=1`: {size:,} accounts of 100 people in 10 teams, {size:,} instalments. What is measured and its floor take
turns in one process on one machine; a figure is the median of several rounds. Only ratios mean anything: the milliseconds drift with the
machine and with what else runs on it. `make test` takes a small run and fails where a ratio is 1.5 times the one that is kept, twice
running (`tests/bench/baseline.json`).

{table}

A floor does no sign-in, scope, idempotency, validation, audit or events beyond an outbox row, and gives rows as they lie. What the product
takes above it is what [chassis/README.md](../chassis/README.md) calls the way of a command, and of a query. The first rows
are floors beside each other: they say what a layer takes, and tell machines apart.
"""


def table(figures: Sequence[Figure], before: Mapping[str, float]) -> str:
    """`before`: the ratios that are kept, to stand beside these."""
    heads = ["what", "beside", "ms", "ms beside", "ratio", "goal", *(["kept"] if before else [])]
    lines = [[*_cells(each), *([f"{before[each.name]:.2f}" if each.name in before else "–"] if before else [])] for each in figures]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *lines])


def page(figures: Sequence[Figure], size: int) -> str:
    return _PAGE.format(size=size, table=table(figures, {}))


def _cells(each: Figure) -> list[str]:
    goal = f"{each.row.at_most:.1f}" if each.row.at_most else ""
    return [each.name, each.row.floor_name, f"{each.product_ms:.2f}", f"{each.floor_ms:.2f}", f"{each.ratio:.2f}", goal]
