"""A sales book goes in through the public API and comes out as contracts, plans, money, and a proof that every number agrees."""

import csv
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio
from rich.console import Console

from tests.support.dying import Dying, Killed
from tests.support.installation import running_installation
from tests.support.world import INSTALLATION_KEY, Person, World
from tools.api.keep import Keep
from tools.api.progress import Bars, Step
from tools.import_crm.company import Company, SignIn
from tools.import_crm.mapping import mapping_for
from tools.import_crm.running import REJECTED, Order, Outcome, import_book
from tools.stack import keys
from tools.stack.installation import Installation
from tools.stack.trouble import Trouble

SMALL = Path(__file__).parents[1] / "data" / "crm"
DATA = os.environ.get("DAOZHANG_DATA", "")
PUBLIC = Path(DATA) / "crm"
# How long all of it may take on a machine of its own with so many cores.
SECONDS, CORES = 120, 2
# How much more the same work takes of processors that other processes use, too.
SHARED = 1.5
# Without `make prove` one deal in so many is brought in; all of them say nothing more of what a batch does.
ONE_IN = 8
WHOLE = {
    ("opportunities won", "4,238"),
    ("opportunities lost", "2,473"),
    ("opportunities in Engaging", "1,589"),
    ("opportunities in Prospecting", "500"),
    ("opportunities won", "10,005,534.00 USD"),
    ("effective contracts", "10,005,534.00 USD"),
    ("payment plans", "10,005,534.00 USD"),
    ("contracts paid until 2017-06-30", "1,785"),
    ("open of contracts until 2017-06-30", "0.00 USD"),
}


class Watched(Bars):
    """Knows when each step began."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self.began: dict[str, float] = {}

    def step(self, what: str, total: int) -> Step:
        self.began[what] = time.monotonic()
        return super().step(what, total)


@pytest_asyncio.fixture(loop_scope="module")
async def earth(own_earth: World) -> World:
    """What is made goes by the same code each time."""
    return own_earth


@pytest.fixture
def console() -> Iterator[Console]:
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
        yield Console(file=nowhere)


def order(address: str, keep: Path, *, sign_in: SignIn | None = None, key: str = INSTALLATION_KEY, code: str = "brewers") -> Order:
    return Order(SMALL, mapping_for(SMALL), address, Company(code, installation_key=key, sign_in=sign_in), keep)


def disagreements(outcome: Outcome) -> list[str]:
    return [f"{check.what}: {check.expected} expected, {check.found} found" for check in outcome.checks if not check.holds]


async def everything(person: Person) -> dict[str, list[Any]]:
    """All that the import stores, in its present versions, as the company's administrator and its accountant see it."""
    lists = (
        "users",
        "teams",
        "accounts",
        "products",
        "salesProcesses",
        "opportunities",
        "contracts",
        "paymentPlans",
        "receipts",
        "ledgerEntries",
    )
    return {name: await person.everything(f"/v1/{name}", name) for name in lists}


async def accountant(earth: World, keep: Path) -> Person:
    email = "receivables.accountant@example.com"
    return await earth.sign_in("brewers", email, Keep.of(keep).password(email), name="accountant")


@pytest.mark.capability("M-60", "X-01")
async def test_a_sales_book_becomes_contracts_plans_and_money_and_every_number_agrees(
    earth: World, tmp_path: Path, console: Console
) -> None:
    outcome = await import_book(order(earth.address, tmp_path), Bars(console))
    assert disagreements(outcome) == []
    found = {check.what: check.found for check in outcome.checks}
    assert found["opportunities won"] == "45,218.06 USD"
    assert found["payment plans"] == found["effective contracts"] == "44,887.56 USD"
    assert found["receivable balance"] == found["ageing as of 2024-12-31"] == "23,124.04 USD"
    assert found["Chidi Renner opens one of Amara Quill"] == "NOT_FOUND"
    with (tmp_path / REJECTED).open(encoding="utf-8", newline="") as file:
        rejected = list(csv.DictReader(file))
    assert len(rejected) == 10
    assert all(row["reason"] for row in rejected)
    assert {row["value"] for row in rejected if "did you mean" in row["reason"]} == {
        "Harbor Lights Grup",
        "Grindr S",
        "Amra Quill",
        "Ganet Airways",
    }


async def test_an_import_that_is_killed_again_and_again_goes_on_where_it_stopped(earth: World, tmp_path: Path, console: Console) -> None:
    for step in ("sales people", "accounts", "contracts", "payment plans", "receipts", "checks"):
        with pytest.raises(Killed):
            await import_book(order(earth.address, tmp_path), Dying(console, step))
    assert disagreements(await import_book(order(earth.address, tmp_path), Bars(console))) == []


@pytest.mark.capability("M-60")
async def test_a_second_run_changes_nothing_whoever_signs_in(earth: World, tmp_path: Path, console: Console) -> None:
    await import_book(order(earth.address, tmp_path), Bars(console))
    await earth.settle()
    before = await everything(await accountant(earth, tmp_path))
    administrator = SignIn("admin@example.com", Keep.of(tmp_path).password("admin@example.com"))
    elsewhere = order(earth.address, tmp_path / "of somebody else", sign_in=administrator)
    assert disagreements(await import_book(elsewhere, Bars(console))) == []
    await earth.settle()
    again = await everything(await accountant(earth, elsewhere.keep))
    # The import's own people got new passwords: nobody had told them to the second place.
    assert len(again.pop("users")) == len(before.pop("users"))
    assert again == before


async def test_a_company_of_somebody_else_is_not_touched(earth: World, tmp_path: Path, console: Console) -> None:
    company = await earth.company()
    with pytest.raises(Trouble, match="there is a company 'company1' already"):
        await import_book(order(earth.address, tmp_path, code=company.code), Bars(console))


@contextmanager
def processor_seconds(installation: Installation) -> Iterator[Callable[[], float]]:
    """What all processes of an installation and this one have worked since."""

    def worked() -> float:
        pids = [os.getpid(), *(state.pid for state in installation.states() if state.pid)]
        family = [each for pid in pids for each in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True))]
        return sum(_seconds(process) for process in {each.pid: each for each in family}.values())

    before = worked()
    yield lambda: worked() - before


def _seconds(process: psutil.Process) -> float:
    """Its own, and those of its children that have ended: PostgreSQL has a process per connection."""
    try:
        return float(sum(process.cpu_times()[:4]))
    except psutil.NoSuchProcess:
        return 0.0


def part_of(book: Path, folder: Path) -> Path:
    """A sales book with fewer deals of the same customers, products and people."""
    shutil.copytree(book, folder, copy_function=shutil.copyfile)
    folder.chmod(0o755)
    deals = folder / mapping_for(book).sheets["opportunities"].file
    head, *rows = deals.read_text("utf-8").splitlines(keepends=True)
    deals.write_text("".join([head, *rows[::ONE_IN]]), "utf-8")
    return folder


@pytest.mark.timeout(1500)
@pytest.mark.skipif(not (DATA and PUBLIC.is_dir()), reason="DAOZHANG_DATA names no folder with crm/, where the public sales book lies")
async def test_the_public_sales_book_comes_out_to_the_cent(tmp_path: Path, console: Console, proving: bool) -> None:
    """Real processes, as `make up` starts them, with their real limits of requests."""
    book = PUBLIC if proving else part_of(PUBLIC, tmp_path / "book")
    with running_installation() as installation, processor_seconds(installation) as worked:
        company = Company("crm", installation_key=installation.folder.secret(keys.INSTALLATION_KEY))
        asked = Order(book, mapping_for(book), installation.url, company, tmp_path)
        bars, began = Watched(console), time.monotonic()
        outcome = await import_book(asked, bars)
        seconds, work = bars.began["checks"] - began, worked()
        assert disagreements(outcome) == []
        assert not outcome.findings.rejected
        assert {replaced.value for replaced in outcome.findings.replaced} == {"GTXPro", "technolgy", "Philipines"}
        if proving:
            assert {(check.what, check.found) for check in outcome.checks} >= WHOLE
            # The clock on the wall says little where others share the machine.
            limit = CORES * SECONDS * SHARED
            assert work < limit, f"processors worked for {work:.0f} s; until every copy had caught up it took {seconds:.0f} s"
        assert disagreements(await import_book(asked, Bars(console))) == []
