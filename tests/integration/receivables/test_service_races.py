"""Two persons who act on the same money at the same moment: the second sees what the first did."""

import asyncio
import random
from collections import Counter
from datetime import date

import pytest

from chassis.errors import DomainError
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.triggers import MilestoneKind
from tests.integration.receivables.company import ACCOUNTANT, Company, amount, cny, to
from tests.support.book import on_reaching

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def race(company: Company, requests: list[pb.AllocateReceiptRequest], chance: random.Random) -> list[str]:
    """Each by another accountant; the reasons of the refusals, nothing for who succeeded."""

    async def run(request: pb.AllocateReceiptRequest, pause: float) -> str:
        await asyncio.sleep(pause)
        try:
            await company.ask("AllocateReceipt", request, by=company.somebody(*ACCOUNTANT))
        except DomainError as error:
            return error.reason
        return ""

    return await asyncio.gather(*(run(request, chance.choice((0, 0, 0.001, 0.004))) for request in requests))


@pytest.mark.capability("M-04")
@pytest.mark.timeout(900)
async def test_eighty_and_eighty_of_a_receipt_of_a_hundred_never_come_to_more(company: Company, proving: bool) -> None:
    chance, rounds, heard = random.Random(80), 1000 if proving else 100, Counter[str]()
    (down, *_) = await company.instalments(await company.sign("1000000.00"))
    for _ in range(rounds):
        receipt = await company.receive("100.00")
        request = pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down, "80.00")])
        heard.update(await race(company, [request, request], chance))
        assert amount((await company.receipt(receipt.id)).unapplied) == "20.00"
    assert heard == {"": rounds, "OVER_ALLOCATION": rounds}
    assert await company.owed() == amount(cny(f"{300000 - 80 * rounds}.00"))
    await company.agrees()


@pytest.mark.capability("M-04")
@pytest.mark.timeout(900)
async def test_eighty_and_eighty_for_a_claim_of_a_hundred_never_pay_more(company: Company, proving: bool) -> None:
    chance, rounds, heard = random.Random(160), 1000 if proving else 100, Counter[str]()
    await company.hear(*(company.contract("200.00", "50/50", effective_date=date(2025, 11, 20)).take_effect() for _ in range(rounds)))
    claims: list[pb.Instalment] = []
    asked = pb.ListInstalmentsRequest(page_size=200, filter="claim_state = CLAIMABLE")
    while len(claims) < rounds:
        page = await company.ask("ListInstalments", asked)
        claims, asked.page_token = claims + list(page.instalments), page.next_page_token
    for claim in claims:
        receipts = [await company.receive("80.00") for _ in range(2)]
        requests = [pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(claim, "80.00")]) for receipt in receipts]
        heard.update(await race(company, requests, chance))
    assert heard == {"": rounds, "OVER_ALLOCATION": rounds}
    assert await company.owed() == amount(cny(f"{20 * rounds}.00"))
    await company.agrees()


async def test_a_claim_is_either_paid_or_revised_away(company: Company) -> None:
    for _ in range(10):
        plan = await company.plan(await company.sign("100.00"))
        down, *others = plan.instalments
        receipt = await company.receive("30.00")
        later = pb.PlanLine(term=on_reaching(MilestoneKind.SHIPPED, name="发货款", amount=cny("30.00")))
        lines = [later, *(pb.PlanLine(instalment_id=each.id) for each in others)]
        revision = await company.approve(await company.ask_revision(plan, *lines, reason="改期"))
        results = await asyncio.gather(
            company.ask("AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)])),
            company.confirm(revision),
            return_exceptions=True,
        )
        refused = [result.reason for result in results if isinstance(result, DomainError)]
        assert refused in (["INSTALMENT_TOUCHED"], ["INSTALMENT_CANCELLED"])
    await company.agrees()


async def test_money_that_two_people_identify_at_once_becomes_one_customers(company: Company) -> None:
    customers, second = (company.customer_id, await company.new_customer(company.wang)), company.somebody(*ACCOUNTANT)
    for _ in range(10):
        receipt = await company.receive("10.00", customer_id="")
        requests = [pb.IdentifyReceiptRequest(receipt_id=receipt.id, customer_id=customer) for customer in customers]
        await asyncio.gather(
            company.ask("IdentifyReceipt", requests[0]), company.ask("IdentifyReceipt", requests[1], by=second), return_exceptions=True
        )
        assert (await company.receipt(receipt.id)).customer_id in customers
    assert (await company.balance("UNIDENTIFIED"), await company.balance("UNAPPLIED")) == ("0.00", "-100.00")
    await company.agrees()


async def test_a_change_that_expects_the_state_before_the_other_is_refused(company: Company) -> None:
    """The second waits for the first, and is told that the receipt is not what it was."""
    (down, *_) = await company.instalments(await company.sign())
    for _ in range(10):
        receipt = await company.receive("100.00")
        request = pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down, "10.00")], etag=receipt.etag)
        assert sorted(await race(company, [request, request], random.Random(1))) == ["", "STALE_ETAG"]
    await company.agrees()
