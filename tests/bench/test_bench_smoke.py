"""At a small size, no ratio is far above the one that is kept."""

from pathlib import Path

import pytest
import uvloop

from tests.bench.baseline import SMOKE, kept
from tests.bench.book import Shelf
from tests.bench.cases import run
from tests.support.servers import Servers

WORSE = 1.5
ATTEMPTS = 2


# Not in every run yet: on two cores that others share, the ratios of so small a size still swing too far.
@pytest.mark.long
def test_no_ratio_is_far_above_the_one_that_is_kept_twice_running(servers: Servers, tmp_path: Path) -> None:
    before = kept("smoke")
    worse = dict(before)
    for attempt in range(ATTEMPTS):
        shelf = Shelf(servers, tmp_path, label=f"smoke_{attempt}")
        figures = uvloop.run(run(servers, shelf, rows=SMOKE.size, rounds=SMOKE.rounds))
        now = {each.name: each.ratio for each in figures if not each.row.is_floor}
        assert now.keys() == before.keys(), "rows came or went: `make bench WRITE=1`, and commit what it keeps"
        worse = {name: ratio for name, ratio in now.items() if name in worse and ratio > WORSE * before[name]}
        if not worse:
            return
    assert not worse, {name: (ratio, before[name]) for name, ratio in worse.items()}
