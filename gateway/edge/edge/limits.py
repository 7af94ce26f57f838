"""How much one caller may ask for: token buckets in memory, each replica of the gateway for itself."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from edge.problems import too_many_requests
from edge.settings import Rate


class Buckets:
    """One bucket per key, all of one rate. Full buckets are forgotten first: they say nothing."""

    def __init__(
        self,
        rate: Rate,
        what: str,
        *,
        most: int = 100_000,
        clock: Callable[[], float] = time.monotonic,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """`refused` is told of each time that there was no token."""
        self._rate, self._what, self._most, self._clock, self._refused = rate, what, most, clock, refused
        # What is left, and when that was counted; the least recently used first.
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Takes one token. Raises 429 with the seconds until there is one again."""
        now = self._clock()
        left, counted = self._left.pop(key, (float(self._rate.burst), now))
        left = min(self._rate.burst, left + (now - counted) * self._rate.per_second)
        if left < 1:
            self._left[key] = (left, now)
            self._refused()
            raise too_many_requests(math.ceil((1 - left) / self._rate.per_second), self._what)
        self._left[key] = (left - 1, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
