"""A small book of receivables is measured as a large one is."""

from pathlib import Path

import pytest

from tests.bench.receivables_book import GROUPS, receivables_shelf, whole
from tests.support.servers import Servers

INSTALMENTS = 400


@pytest.mark.long
async def test_a_small_book_is_aged_by_every_group_proved_and_stated(servers: Servers, tmp_path: Path) -> None:
    shelf = receivables_shelf(servers, tmp_path, label="book_smoke")
    waits, facts = await whole(servers, shelf, INSTALMENTS, times=1, most=INSTALMENTS)
    assert len(waits) == 2 * len(GROUPS)
    issued = next(each for each in facts if each.name.endswith("of a month end"))
    assert 0 < int(issued.name.partition(" ")[0]) < INSTALMENTS
    assert {each.name for each in facts if not each.met} <= {issued.name}
    for size in (INSTALMENTS, INSTALMENTS // 10):
        shelf.forget(size)
