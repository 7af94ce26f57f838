"""`make bench`: measures, prints, and with --write keeps the figures and writes docs/performance.md."""

import argparse
import sys
import tempfile
from pathlib import Path

import uvloop

from tests.bench.baseline import BENCH, SMOKE, keep, kept
from tests.bench.book import Shelf
from tests.bench.cases import run
from tests.bench.growth import TIMES, growth
from tests.bench.page import PICTURE, composition, facts_table, growth_table, page, table, waits_table
from tests.bench.plot import plot
from tests.bench.receivables_book import DOCUMENTS, INSTALMENTS, MOST_TIMES, receivables_shelf, whole
from tests.bench.results import Part, keep_parts, part
from tests.bench.rounds import Figure
from tests.bench.system import TIMERS, idle, lag, timers
from tests.bench.tryton.cases import side_by_side
from tests.support.servers import Servers, kept_servers

DOCS = Path(__file__).parents[2] / "docs"
PARTS = ("table", "growth", "tryton", "book", "lag", "timers", "idle")
SMALLEST = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", type=int, default=BENCH.size, help="rows of the largest book, over all tables")
    parser.add_argument("--rounds", type=int, default=BENCH.rounds)
    parser.add_argument("--times", type=int, default=TIMES, help="requests of a kind to a book, in each round of growth")
    parser.add_argument("--timers", type=int, default=TIMERS, help="so many are due at once")
    parser.add_argument("--instalments", type=int, default=INSTALMENTS, help="of the book of receivables")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="of its month end")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--data", type=Path, required=True, help="where books are kept for the next time")
    parser.add_argument("--write", action="store_true", help="keep the figures, and write docs/performance.md")
    asked = parser.parse_args()
    wanted = asked.only.split(",")
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    asked.data.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Part] = {}
    with kept_servers(asked.data.resolve()) as servers:
        for name in wanted:
            if name != "idle":
                parts[name] = _measured(name, servers, asked)
            if asked.write:
                _write(parts)
    if "idle" in wanted:
        parts["idle"] = part(0, facts=idle())
        sys.stdout.write(f"{facts_table(parts['idle'].facts)}\n")
    if asked.write:
        _write(parts)


def _measured(name: str, servers: Servers, asked: argparse.Namespace) -> Part:
    """One part, told as soon as it is there."""
    folder = asked.data.resolve()
    shelf = Shelf(servers, folder)
    if name == "growth":
        sizes = [SMALLEST * 10**power for power in range(8) if SMALLEST * 10**power < asked.size]
        found = uvloop.run(growth(shelf, [*sizes, asked.size], rounds=asked.rounds, times=asked.times))
        sys.stdout.write(f"{growth_table(found)}\n\n{composition(found)}\n\n")
        return part(asked.size, growth=found)
    if name == "book":
        books, times = receivables_shelf(servers, folder), min(asked.times, MOST_TIMES)
        waits, facts = uvloop.run(whole(servers, books, asked.instalments, times=times, most=asked.documents))
        sys.stdout.write(f"{waits_table(waits)}\n\n")
        return _told(part(asked.instalments, facts=facts, waits=waits))
    if name == "lag":
        return _told(part(0, facts=uvloop.run(lag(servers))))
    if name == "timers":
        return _told(part(asked.timers * 16, facts=uvloop.run(timers(servers, folder, count=asked.timers))))
    if name == "tryton":
        (folder / "tryton").mkdir(exist_ok=True)
        figures = uvloop.run(side_by_side(servers, shelf, folder / "tryton", rows=asked.size, rounds=asked.rounds))
        sys.stdout.write(f"{table(figures, {})}\n\n")
        return part(asked.size, figures=figures)
    figures = uvloop.run(run(servers, shelf, rows=asked.size, rounds=asked.rounds))
    sys.stdout.write(f"{table(figures, kept('bench'))}\n\n")
    if asked.write:
        keep(bench=figures, smoke=_smoke(servers))
    return part(asked.size, figures=figures)


def _told(found: Part) -> Part:
    sys.stdout.write(f"{facts_table(found.facts)}\n\n")
    return found


def _smoke(servers: Servers) -> list[Figure]:
    """What `make prove` compares its small run with."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(servers, Path(folder), label="smoke")
        figures = uvloop.run(run(servers, shelf, rows=SMOKE.size, rounds=SMOKE.rounds))
        shelf.forget(SMOKE.size)
        return figures


def _write(parts: dict[str, Part]) -> None:
    found = keep_parts(parts)
    if "growth" in found and (curves := found["growth"].growth):
        (DOCS / PICTURE).write_text(plot(curves.p99, across="rows of the company, over all tables", up="milliseconds, 99th percentile"))
    (DOCS / "performance.md").write_text(page(found))


if __name__ == "__main__":
    main()
