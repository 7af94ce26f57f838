"""`make bench`: runs the table, prints it beside the ratios that are kept, and with --write keeps these."""

import argparse
import sys
import tempfile
from pathlib import Path

import uvloop

from tests.bench.baseline import BENCH, SMOKE, keep, kept
from tests.bench.cases import run
from tests.bench.page import page, table
from tests.bench.rounds import Figure
from tests.support.servers import running_servers

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", type=int, default=BENCH.size, help="rows of accounts and of instalments")
    parser.add_argument("--rounds", type=int, default=BENCH.rounds)
    parser.add_argument("--write", action="store_true", help="keep these ratios and those of the smoke run, and write docs/performance.md")
    asked = parser.parse_args()
    figures = measured(asked.size, asked.rounds)
    sys.stdout.write(f"{table(figures, kept('bench'))}\n")
    if asked.write:
        keep(bench=figures, smoke=measured(SMOKE.size, SMOKE.rounds))
        PAGE.write_text(page(figures, asked.size))


def measured(size: int, rounds: int) -> list[Figure]:
    with running_servers() as servers, tempfile.TemporaryDirectory() as folder:
        return uvloop.run(run(servers, Path(folder), size=size, rounds=rounds))


if __name__ == "__main__":
    main()
