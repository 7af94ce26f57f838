"""Which of some amounts make up another one exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

# So many amounts are looked at, so many may make up one, and so many steps are taken to find that out.
MOST_AMOUNTS, MOST_PARTS, MOST_STEPS = 24, 8, 4_000


@dataclass(frozen=True, slots=True)
class Sums:
    """Places of amounts that make up the target, the earliest first. Unless `complete`, there may be more than were found."""

    found: Sequence[tuple[int, ...]]
    complete: bool


def subset_sums(amounts: Sequence[int], target: int, *, most: int = 3) -> Sums:
    """Two or more positive amounts each. Bounded in every direction, so that no book can keep it busy."""
    amounts = amounts[:MOST_AMOUNTS]
    # What all from a place on come to.
    rest = [*accumulate(reversed(amounts), initial=0)][::-1]
    found: list[tuple[int, ...]] = []
    steps, cut = 0, False

    def search(start: int, left: int, chosen: tuple[int, ...]) -> None:
        nonlocal steps, cut
        if left == 0 and len(chosen) > 1:
            found.append(chosen)
            return
        for place in range(start, len(amounts)):
            if len(found) >= most or left <= 0 or rest[place] < left:
                return
            if len(chosen) == MOST_PARTS or steps >= MOST_STEPS:
                cut = True
                return
            steps += 1
            if amounts[place] <= left:
                search(place + 1, left - amounts[place], (*chosen, place))

    search(0, target, ())
    return Sums(found, complete=not cut and len(found) < most)
