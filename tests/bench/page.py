"""What people read of a run."""

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.growth import AT_MOST, Growth
from tests.bench.results import Part, Ratio
from tests.bench.rounds import Figure
from tests.bench.system import Fact, Wait

PICTURE = "performance.svg"
_TOP = """\
# Performance

Written by `make bench WRITE=1` (`ONLY=growth` measures one part anew; the others stay). Ratios are of processor time: what is measured and
its floor take turns in one process on one machine, and a figure is the median of several rounds. Only ratios mean anything: the
milliseconds drift with the machine and with what else runs on it. A goal that is not met says so.

A book of so many rows is a company with everything that the product keeps of its customers, in all services: cast from customers that were
made through the API, streamed by COPY, the proof of its receivables clean (`tests/bench/load.py`)."""
_FLOORS = """\
A floor does no sign-in, scope, idempotency, validation, audit or events beyond an outbox row, and gives rows as they lie. What the product
takes above it is what [chassis/README.md](../chassis/README.md) calls the way of a command, and of a query. The first rows are floors
beside each other: they say what a layer takes, and tell machines apart. `make prove` takes a small run and fails where a ratio is 1.5 times
the one that is kept, twice running (`tests/bench/baseline.json`)."""
_GROWTH = """\
Milliseconds that a request through the gateway takes, the same questions to books of each size in turn: the median of {rounds} rounds of
{times}. The goal is {at_most} times from the smallest book to the largest. Times, unlike processor time, also say what else the machine
did: it meets all sizes alike, and moves the percentile most. A list also counts what it has, up to 1,000: the small book has fewer."""
_TRYTON = """\
[Tryton](https://www.tryton.org) 8.0 with `sale_opportunity` and `account_dunning`, from PyPI, on a database of the same server, asked by
JSON-RPC in turn with the product. Its lead is an opportunity alone; ours looks for duplicates by phone and name, is scored and assigned,
writes audit and events. Its count is exact, ours ends at 1,000. Below 1 the product takes less."""
_BOOK = """\
A company of which receivables alone is loaded, as above: every customer has a contract, whose instalments are planned, owed or paid, all
posted within a year and a half. Reports are asked for through the gateway. What cells keep answers at once. By what only instalments tell,
all claims are read from an index; by customer, contract and instalment there are nearly as many groups as claims, of which the 1,000
largest are told. Of a past day what was posted since is taken back, entry by entry, and what cells do not know is asked of instalments.
A proof runs in the background, 20,000 keys in a step. While statements are issued nobody is told of them: what others make of that is not
measured here; the goal is 100,000 in 5 minutes, and the part of it that so many may take."""
_SYSTEM = """\
Events are committed in one service and seen in the table of another; timers are those of customers whose day comes at once, fired by one
process beside which nothing else runs; idle is what `make up` starts, a quarter of a minute after."""


def table(figures: Sequence[Figure], before: Mapping[str, float]) -> str:
    """`before`: the ratios that are kept, to stand beside these."""
    heads = ["what", "beside", "ms", "ms beside", "ratio", "goal", *(["kept"] if before else [])]
    lines = [[*_cells(each), *([f"{before[each.name]:.2f}" if each.name in before else "–"] if before else [])] for each in figures]
    return _table(heads, lines)


def page(parts: Mapping[str, Part]) -> str:
    """Everything that was ever measured, as far as it was."""
    return "\n\n".join([_TOP, *_sections(parts)]) + "\n"


def _sections(parts: Mapping[str, Part]) -> Iterator[str]:
    if found := parts.get("table"):
        yield "## Beside floors"
        yield _ratios(found)
        yield _said(found)
        yield _FLOORS
    if (found := parts.get("growth")) and found.growth:
        yield "## As a company grows"
        yield f"![The 99th percentile by rows]({PICTURE})"
        yield growth_table(found.growth)
        yield _said(found)
        yield _GROWTH.format(at_most=AT_MOST, rounds=found.growth.rounds, times=found.growth.times)
        yield composition(found.growth)
    if found := parts.get("tryton"):
        yield "## Beside Tryton"
        yield _ratios(found)
        yield _said(found)
        yield _TRYTON
    if found := parts.get("book"):
        yield "## A book of receivables"
        yield waits_table(found.waits)
        yield facts_table(found.facts)
        yield _said(found, "instalments")
        yield _BOOK
    facts = [parts[name] for name in ("lag", "timers", "idle") if name in parts]
    if facts:
        yield "## The running system"
        yield facts_table([fact for each in facts for fact in each.facts])
        yield _said(facts[0])
        yield _SYSTEM


def _said(found: Part, of: str = "rows") -> str:
    rows = f"{found.rows:,} {of}, " if found.rows else ""
    busy = ", which others used too" if found.load > found.cores else ""
    return f"Measured on {found.day}, {rows}on {found.cores} cores that {found.load:.0f} processes wanted{busy}."


def _ratios(found: Part) -> str:
    return _table(["what", "beside", "ms", "ms beside", "ratio", "goal"], [_cells(each) for each in found.ratios])


def _cells(each: Figure | Ratio) -> list[str]:
    if isinstance(each, Figure):
        each = Ratio(each.name, each.row.floor_name, each.product_ms, each.floor_ms, each.row.at_most)
    goal = _goal(each.ratio <= each.at_most, f"{each.at_most:g}") if each.at_most else ""
    return [each.name, each.beside, f"{each.ms:.2f}", f"{each.ms_beside:.2f}", f"{each.ratio:.2f}", goal]


def _goal(met: bool, goal: str) -> str:
    return goal if met else f"{goal}, **missed**"


def growth_table(found: Growth) -> str:
    sizes = sorted(found.customers)
    heads = ["ms", *(f"{size:,}" for size in sizes), "ratio", "goal"]
    lines = []
    for name in found.p99:
        for percent, curves in (("median", found.p50), ("p99", found.p99)):
            ratio = curves[name][sizes[-1]] / curves[name][sizes[0]]
            goal = _goal(ratio <= AT_MOST, f"{AT_MOST}")
            lines.append([f"{name}, {percent}", *(f"{curves[name][size]:.1f}" for size in sizes), f"{ratio:.2f}", goal])
    return _table(heads, lines)


def composition(found: Growth) -> str:
    """What the books are of."""
    sizes = sorted(found.counts)
    lines = [[kind, *(f"{found.counts[size][kind]:,}" for size in sizes)] for kind in found.counts[sizes[0]]]
    return _table(["of these", *(f"{size:,}" for size in sizes)], lines)


def waits_table(waits: Sequence[Wait]) -> str:
    lines = [[each.name, f"{each.median:.0f}", f"{each.p95:.0f}", _goal(each.met, f"at most {each.at_most:g}")] for each in waits]
    return _table(["ageing, ms", "median", "p95", "goal of the p95"], lines)


def facts_table(facts: Sequence[Fact]) -> str:
    lines = []
    for fact in facts:
        bound = fact.at_most if fact.at_most is not None else fact.at_least
        kind = "at most" if fact.at_most is not None else "at least"
        lines.append([fact.name, f"{fact.value:,.1f} {fact.unit}".strip(), "" if bound is None else _goal(fact.met, f"{kind} {bound:,g}")])
    return _table(["what", "measured", "goal"], lines)


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *lines])
