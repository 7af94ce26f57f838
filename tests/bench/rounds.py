"""Product and floor in turn, round by round; the ratio of their medians."""

import statistics
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.bench.meter import Meter

Act = Callable[[], Awaitable[None]]

FLOORS = 4


async def nothing() -> None:
    """What most runs need to be made ready."""


@dataclass(frozen=True)
class Side:
    """What is timed, and what must be done before each run that is not."""

    run: Act
    prepare: Act = nothing


@dataclass(frozen=True)
class Row:
    """One row of the table: a floor and what stands upon it. `at_most` is the goal, where there is one."""

    name: str
    floor_name: str
    product: Side
    floor: Side
    times: int = 20
    at_most: float | None = None
    # Nothing of ours: what one floor costs beside another.
    is_floor: bool = False


@dataclass(frozen=True)
class Figure:
    """What one row of the table came to: milliseconds of processor time of each, and how many times the floor the product takes."""

    row: Row
    product_ms: float
    floor_ms: float

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def ratio(self) -> float:
        return self.product_ms / self.floor_ms


async def compare(row: Row, meter: Meter, rounds: int) -> Figure:
    """The median over the rounds, after one that does not count."""
    took: dict[str, list[float]] = {"product": [], "floor": []}
    # A floor is so short that it takes several to see as much of what disturbs the machine.
    sides = (("product", row.product, row.times), ("floor", row.floor, row.times * FLOORS))
    for number in range(rounds + 1):
        for side, what, times in sides:
            cost = await _round(what, meter, times)
            if number:
                took[side].append(cost)
    return Figure(row, statistics.median(took["product"]), statistics.median(took["floor"]))


async def _round(side: Side, meter: Meter, times: int) -> float:
    """Milliseconds per run: of all runs together, or the median of single ones where something must be made ready for each."""
    if side.prepare is nothing:
        return await _cost(side.run, meter, times) / times
    single = []
    for _ in range(times):
        await side.prepare()
        single.append(await _cost(side.run, meter, 1))
    return statistics.median(single)


async def _cost(run: Act, meter: Meter, times: int) -> float:
    servers, own = meter.servers(), meter.own()
    for _ in range(times):
        await run()
    own = meter.own() - own
    return (own + meter.servers() - servers) * 1000
