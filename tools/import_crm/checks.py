"""Whether every number agrees: what the book says against what the API tells, and the API's reports against each other."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tools.api.batches import at_once
from tools.api.client import Client, Json
from tools.api.progress import Bars
from tools.import_crm.bodies import Bodies
from tools.import_crm.book import Book, Deal
from tools.import_crm.receipts import PLANS, paid_contracts

RECEIVABLES = ("LEDGER_KIND_RECEIVABLE_NOT_INVOICED", "LEDGER_KIND_RECEIVABLE_INVOICED")
# Seconds that copies may take to catch up after the last write.
PATIENCE = 60.0
BETWEEN_LOOKS = 0.5
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Check:
    what: str
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        return self.expected == self.found


@dataclass(frozen=True)
class Imported:
    """The part of the book that is there: what was rejected is in another file."""

    book: Book
    bodies: Bodies
    # Nothing else is in the company.
    alone: bool = True

    @property
    def deals(self) -> list[Deal]:
        return [deal for deal in self.book.deals if deal.id in self.bodies.ids.opportunities]

    @property
    def contracts(self) -> list[Deal]:
        return [deal for deal in self.deals if deal.id in self.bodies.ids.contracts]

    @property
    def paid(self) -> list[Deal]:
        return paid_contracts(self.contracts, self.bodies)

    @property
    def owed(self) -> list[Deal]:
        paid = {deal.id for deal in self.paid}
        return [deal for deal in self.contracts if deal.id not in paid]


async def check_numbers(accountant: Client, imported: Imported, bars: Bars) -> list[Check]:
    """Funnel, contracts, plans, receipts, ageing and proof, once every copy has caught up."""
    checks = await _copies(accountant, imported, bars)
    looks = (_funnel, _contracts, _plans, _books)
    step = bars.step("checks", len(looks))
    for look in looks:
        checks += await look(accountant, imported)
        step.done(1)
    return checks


async def _copies(accountant: Client, imported: Imported, bars: Bars) -> list[Check]:
    """Overviews of accounts are copies of all other services: once they agree, everything has arrived everywhere."""
    wanted = _overviews(imported)
    step, end = bars.step("overviews", len(wanted)), time.monotonic() + PATIENCE
    while wanted and time.monotonic() < end:
        late = await _late(accountant, imported, wanted)
        step.done(len(wanted) - len(late))
        wanted = late
        await asyncio.sleep(BETWEEN_LOOKS if wanted else 0)
    return [Check("accounts whose overview is behind", "none", ", ".join(sorted(wanted)[:5]) or "none")]


Figures = tuple[int, Decimal, Decimal, Decimal]


def _overviews(imported: Imported) -> dict[str, Figures]:
    """Contracts, what they come to, what is owed and what came, by account."""
    counts, worth = Counter(deal.account for deal in imported.contracts), _by_account(imported.contracts)
    owed, paid = _by_account(imported.owed), _by_account(imported.paid)
    return {name: (counts[name], worth.get(name, _NOTHING), owed.get(name, _NOTHING), paid.get(name, _NOTHING)) for name in worth}


async def _late(accountant: Client, imported: Imported, wanted: dict[str, Figures]) -> dict[str, Figures]:
    found: dict[str, Figures] = {}

    async def look(name: str) -> None:
        told = await accountant.get(f"/v1/accounts/{imported.bodies.ids.accounts[name]}/overview")
        found[name] = (told["contracts"], _sum(told["contractAmounts"]), _sum(told["receivableAmounts"]), _sum(told["receivedAmounts"]))

    await at_once(look, wanted)
    return {name: figures for name, figures in wanted.items() if found[name] != figures}


async def _funnel(accountant: Client, imported: Imported) -> list[Check]:
    funnel = await accountant.get("/v1/funnel", salesProcessId=imported.bodies.ids.sales_process)
    states, stages = Counter(deal.state for deal in imported.deals), Counter(deal.stage for deal in imported.deals if deal.state == "open")
    told = {stage["stage"]: stage["openCount"] for stage in funnel["stages"]}
    won = [deal for deal in imported.deals if deal.state == "won"]
    return [
        _counted("opportunities won", states["won"], funnel["wonCount"]),
        _counted("opportunities lost", states["lost"], funnel["lostCount"]),
        *(_counted(f"opportunities in {stage.name_en}", stages[stage.key], told[stage.key]) for stage in imported.bodies.mapping.stages),
        _money("opportunities won", _worth(won), _sum(funnel["wonAmounts"]), imported),
    ]


async def _contracts(accountant: Client, imported: Imported) -> list[Check]:
    contracts = await accountant.everything("/v1/contracts", "contracts", filter=f'legal_entity_id = "{imported.bodies.ids.legal_entity}"')
    ours = set(imported.bodies.ids.contracts.values())
    found = [contract for contract in contracts if contract["id"] in ours and contract["state"] == "CONTRACT_STATE_EFFECTIVE"]
    return [
        _counted("effective contracts", len(imported.contracts), len(found)),
        _money("effective contracts", _worth(imported.contracts), _sum(contract["gross"] for contract in found), imported),
    ]


async def _plans(accountant: Client, imported: Imported) -> list[Check]:
    deals = {contract: deal for deal, contract in imported.bodies.ids.contracts.items()}
    found = {
        deals[plan["contractId"]]: plan
        async for page in accountant.pages(PLANS, "paymentPlans")
        for plan in page
        if plan["contractId"] in deals
    }
    paid = [found[deal.id] for deal in imported.paid if deal.id in found]
    until = imported.bodies.mapping.paid_until
    return [
        _counted("payment plans", len(imported.contracts), len(found)),
        _money("payment plans", _worth(imported.contracts), _sum(plan["total"] for plan in found.values()), imported),
        _counted(f"contracts paid until {until}", len(imported.paid), sum(_is_paid(plan) for plan in paid)),
        _money(f"open of contracts until {until}", _NOTHING, _sum(plan["open"] for plan in paid), imported),
    ]


def _is_paid(plan: Json) -> bool:
    return _sum([plan["paid"]]) == _sum([plan["total"]])


async def _books(accountant: Client, imported: Imported) -> list[Check]:
    """The ledger, from two sides. Its balance is the import's alone where the company began with it."""
    day, customers = imported.bodies.mapping.ageing_as_of, set(imported.bodies.ids.accounts.values())
    ageing = await accountant.get("/v1/ageing", asOf=day.isoformat(), groupBy="AGEING_GROUP_CUSTOMER")
    aged = _sum(row["total"] for row in ageing["rows"] if row["group"] in customers)
    proof = await accountant.get("/v1/proof")
    balance = _sum(kind["amount"] for kind in proof["totals"] if kind["kind"] in RECEIVABLES)
    return [
        _money(f"ageing as of {day}", _worth(imported.owed), aged, imported),
        *([_money("receivable balance", _worth(imported.owed), balance, imported)] if imported.alone else []),
        Check("proof from the first entry", "no drift", "no drift" if proof["clean"] else f"{len(proof['drifts'])} drifts"),
    ]


def _by_account(deals: Sequence[Deal]) -> dict[str, Decimal]:
    worth: dict[str, Decimal] = {}
    for deal in deals:
        worth[deal.account] = worth.get(deal.account, _NOTHING) + (deal.amount or _NOTHING)
    return worth


def _worth(deals: Sequence[Deal]) -> Decimal:
    return sum((deal.amount or _NOTHING for deal in deals), _NOTHING)


def _sum(amounts: Iterable[Json]) -> Decimal:
    return sum((Decimal(each["amount"]) for each in amounts), _NOTHING)


def _counted(what: str, expected: int, found: int) -> Check:
    return Check(what, f"{expected:,}", f"{found:,}")


def _money(what: str, expected: Decimal, found: Decimal, imported: Imported) -> Check:
    currency = imported.bodies.mapping.currency
    return Check(what, f"{expected:,.2f} {currency}", f"{found:,.2f} {currency}")
