"""What was paid: a receipt for each contract of the years that are settled."""

import asyncio
import time
from collections.abc import Sequence

from tools.api.batches import at_once, batches, store
from tools.api.client import Client, Json
from tools.api.progress import Bars, Step
from tools.import_crm.bodies import Bodies
from tools.import_crm.book import Book, Deal
from tools.import_crm.findings import Findings, Rejected
from tools.import_crm.people import Staff
from tools.stack.trouble import Trouble

PLANS = "/v1/paymentPlans"
# Seconds to wait for one plan, when those of the contracts before it are there.
PATIENCE = 60.0
BETWEEN_LOOKS = 0.5


async def make_receipts(staff: Staff, book: Book, bodies: Bodies, findings: Findings, bars: Bars) -> None:
    """Waits until the contracts have their plans, which follow by themselves, then enters what paid them."""
    signed = [deal for deal in book.contracts if deal.id in bodies.ids.contracts]
    await _wait_for_plans(staff.accountant, signed, bodies, bars.step("payment plans", len(signed)))
    paid = paid_contracts(signed, bodies)
    step = bars.step("receipts", len(paid))
    plans = await _plans(staff.accountant, paid, bodies)
    # Customers together: two batches that pay the same customer would wait for each other.
    rows = sorted(((deal, plans[deal.id]) for deal in paid), key=lambda row: (row[0].account, row[0].line))

    async def enter(part: Sequence[tuple[Deal, Json]]) -> None:
        verdicts = await store(staff.cashier, "/v1/receipts", [bodies.receipt(*row) for row in part], historical=True)
        for (deal, _), verdict in zip(part, verdicts, strict=True):
            if not verdict.id:
                file = bodies.mapping.sheets["opportunities"].file
                findings.rejected.append(Rejected(file, deal.line, verdict.pointer, deal.id, f"no receipt: {verdict.reason}"))
        step.done(len(part))

    await at_once(enter, list(batches(rows)))


def paid_contracts(contracts: Sequence[Deal], bodies: Bodies) -> list[Deal]:
    return [deal for deal in contracts if deal.close_date is not None and deal.close_date <= bodies.mapping.paid_until]


async def _wait_for_plans(accountant: Client, contracts: Sequence[Deal], bodies: Bodies, step: Step) -> None:
    """Plans arrive more or less in the order of the contracts: one in 200 tells how far they have come."""
    for part in batches(contracts):
        await _wait_for(accountant, bodies.ids.contracts[part[-1].id])
        step.done(len(part))


async def _wait_for(accountant: Client, contract_id: str) -> None:
    """Raises Trouble where the plan does not come."""
    end = time.monotonic() + PATIENCE
    while not (await accountant.get(PLANS, filter=f'contract_id = "{contract_id}"', pageSize=1))["paymentPlans"]:
        if time.monotonic() > end:
            raise Trouble(f"contract {contract_id} has no payment plan after {PATIENCE:.0f} s; `make logs MEMBER=receivables` may tell why")
        await asyncio.sleep(BETWEEN_LOOKS)


async def _plans(accountant: Client, paid: Sequence[Deal], bodies: Bodies) -> dict[str, Json]:
    """The plans of these deals, by their ids."""
    found = await _plans_until(accountant, bodies)
    if late := [deal for deal in paid if deal.id not in found]:
        for deal in late:
            await _wait_for(accountant, bodies.ids.contracts[deal.id])
        found = await _plans_until(accountant, bodies)
    return found


async def _plans_until(accountant: Client, bodies: Bodies) -> dict[str, Json]:
    """Those that are there already of contracts that are paid."""
    deals = {contract: deal for deal, contract in bodies.ids.contracts.items()}
    until = f'effective_date <= "{bodies.mapping.paid_until}"'
    found = await accountant.everything(PLANS, "paymentPlans", filter=until)
    return {deals[plan["contractId"]]: plan for plan in found if plan["contractId"] in deals}
