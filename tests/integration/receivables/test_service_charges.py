"""Service charges over the wire: entered by one person, approved by another, and a claim like any other from then on."""

from typing import Any

import pytest

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.receivables.v1 import invoices_pb2 as invoices
from crm.receivables.v1 import receivables_pb2 as books
from crm.receivables.v1 import service_charges_pb2 as pb
from tests.integration.receivables.company import ACCOUNTANT, MANAGER, READ, SELLS, Company, amount
from tests.support.running import ask

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("R-32")]

DRAFT, SUBMITTED, APPROVED, CANCELLING, CANCELLED, WITHDRAWN = (
    pb.ServiceChargeState.Value(f"SERVICE_CHARGE_STATE_{name}")
    for name in ("DRAFT", "SUBMITTED", "APPROVED", "CANCELLING", "CANCELLED", "WITHDRAWN")
)
ENTERS = tuple(f"service_charge.{act}" for act in ("read", "create", "update", "submit", "withdraw", "cancel"))
DECIDES = ("service_charge.read", "service_charge.approve", "service_charge.return")
TRIP = pb.ServiceChargeLine(description="上门服务费", unit="次", unit_price="800", tax_rate="6")
SEAL = pb.ServiceChargeLine(description="密封圈", unit="件", quantity="3", unit_price="33.33", tax_rate="13")


class Desk:
    def __init__(self, company: Company) -> None:
        self.company = company
        self.engineer = company.somebody(*READ, *ENTERS, team=company.north)
        self.checker = company.somebody(*ACCOUNTANT, *DECIDES)

    def body(self, **fields: Any) -> pb.ServiceCharge:
        told = {
            "customer_id": self.company.customer_id,
            "legal_entity_id": self.company.legal_entity_id,
            "visit_date": "2025-11-27",
            "visitor_ids": [str(self.engineer.person_id)],
            "work_done": "更换密封圈，重新校准",
            "sign_off": "设备科 刘工签字",
            "lines": [TRIP, SEAL],
            "credit_days": 30,
        }
        return pb.ServiceCharge(**{**told, **fields})

    async def draft(self, by: Principal | None = None, **fields: Any) -> pb.ServiceCharge:
        request = pb.CreateServiceChargeRequest(service_charge=self.body(**fields))
        return await self._done("CreateServiceCharge", request, by or self.engineer)

    async def submit(self, **fields: Any) -> pb.ServiceCharge:
        request = pb.SubmitServiceChargeRequest(service_charge_id=(await self.draft(**fields)).id)
        return await self._done("SubmitServiceCharge", request, self.engineer)

    async def approve(self, of: pb.ServiceCharge, by: Principal | None = None) -> pb.ServiceCharge:
        request = pb.ApproveServiceChargeRequest(service_charge_id=of.id)
        return await self._done("ApproveServiceCharge", request, by or self.checker)

    async def cancel(self, of: pb.ServiceCharge) -> pb.ServiceCharge:
        request = pb.CancelServiceChargeRequest(service_charge_id=of.id, reason="客户改由代理商付")
        return await self._done("CancelServiceCharge", request, self.engineer)

    async def owed(self, of: pb.ServiceCharge) -> books.Instalment:
        request = books.ListInstalmentsRequest(filter=f'contract_id = "{of.id}"')
        (found,) = (await self.company.ask("ListInstalments", request)).instalments
        instalment: books.Instalment = found
        return instalment

    async def listed(self, by: Principal | None = None, **asked: Any) -> list[str]:
        found = await self.company.ask("ListServiceCharges", pb.ListServiceChargesRequest(**asked), by=by or self.engineer)
        return [each.id for each in found.service_charges]

    async def _done(self, method: str, request: Any, by: Principal) -> pb.ServiceCharge:
        done: pb.ServiceCharge = await self.company.ask(method, request, by=by)
        return done


@pytest.fixture
def desk(company: Company) -> Desk:
    return Desk(company)


async def test_a_visit_is_charged_by_one_and_owed_once_another_approves(company: Company, desk: Desk) -> None:
    asked = await desk.submit()
    assert (asked.state, asked.number, amount(asked.net), amount(asked.tax), amount(asked.gross)) == (
        SUBMITTED,
        "FW000001",
        "899.99",
        "61.00",
        "960.99",
    )
    assert (asked.owner_id, await company.owed()) == (str(company.lin.person_id), "0.00")
    request = pb.ApproveServiceChargeRequest(service_charge_id=asked.id)
    for person in (desk.engineer, company.lin):
        both = company.somebody(*MANAGER, *DECIDES, person_id=person.person_id)
        await company.refused("MAKER_IS_CHECKER", "ApproveServiceCharge", request, by=both)
    done = await desk.approve(asked)
    assert (done.state, done.due_date, done.approved_by) == (APPROVED, "2025-12-29", str(desk.checker.person_id))
    await company.refused("STATE_MISMATCH", "ApproveServiceCharge", request, by=desk.checker)
    owed = await desk.owed(done)
    assert (owed.basis, owed.contract_number, owed.claim_date, owed.due_date, amount(owed.open)) == (
        books.BASIS_SERVICE_CHARGE,
        "FW000001",
        "2025-11-27",
        "2025-12-29",
        "960.99",
    )
    assert (await company.owed(), await company.balance("RECEIVABLE_NOT_INVOICED")) == ("960.99", "960.99")
    await company.agrees()
    said = ["ServiceChargeSubmitted", "ServiceChargeApproved", "PlanCreated", "InstalmentClaimable"]
    assert sorted(await company.stages()) == sorted(said)


async def test_a_repeated_approval_is_posted_once(company: Company, desk: Desk) -> None:
    asked = await desk.submit()
    request, key = pb.ApproveServiceChargeRequest(service_charge_id=asked.id), str(new_id())
    first, second = [await ask(company.runtime, desk.checker, "ApproveServiceCharge", request, key=key) for _ in range(2)]
    assert (first, await company.owed()) == (second, "960.99")


async def test_it_is_paid_and_reminded_of_like_any_claim(company: Company, desk: Desk) -> None:
    charge = await desk.approve(await desk.submit())
    receipt = await company.pay(await desk.owed(charge), "900.00")
    assert amount((await desk.owed(charge)).open) == "60.99"
    await company.walk_to(company.today.replace(day=31))
    assert {"InstalmentDue", "InstalmentOverdue", "InstalmentReminderDue"} <= set(await company.said())
    await company.pay(await desk.owed(charge), "60.99")
    assert (await desk.owed(charge)).claim_state == books.CLAIM_STATE_CLOSED
    assert (await company.owed(), amount((await company.receipt(receipt.id)).unapplied)) == ("0.00", "0.00")
    await company.agrees()


async def test_a_second_person_takes_it_out_of_the_books_while_nothing_hangs_on_it(company: Company, desk: Desk) -> None:
    charge = await desk.approve(await desk.submit())
    asked = pb.CancelServiceChargeRequest(service_charge_id=charge.id, reason="客户改由代理商付")
    paid = await company.pay(await desk.owed(charge), "0.99")
    await company.refused("SERVICE_CHARGE_PAID", "CancelServiceCharge", asked, by=desk.engineer)
    await company.reverse(paid)
    assert (await desk.cancel(charge)).state == CANCELLING
    invoicing = company.somebody(*ACCOUNTANT, "invoice.request", "invoice.read", "invoice.reject")
    line = invoices.InvoiceLine(description="上门服务费", tax_rate="6", gross=charge.gross)
    profile = invoices.Invoicee(title="牡丹精工", tax_number="91310000MA1K35X10A")
    wanted = invoices.Invoice(contract_id=charge.id, type=invoices.INVOICE_TYPE_VAT_ORDINARY, lines=[line], invoicee=profile)
    invoice = await company.ask("CreateInvoice", invoices.CreateInvoiceRequest(invoice=wanted), by=invoicing)
    request = pb.ApproveServiceChargeRequest(service_charge_id=charge.id)
    await company.refused("SERVICE_CHARGE_INVOICED", "ApproveServiceCharge", request, by=desk.checker)
    await company.ask("RejectInvoice", invoices.RejectInvoiceRequest(invoice_id=invoice.id, reason="先不开"), by=invoicing)
    self_made = company.somebody(*MANAGER, *DECIDES, person_id=desk.engineer.person_id)
    await company.refused("MAKER_IS_CHECKER", "ApproveServiceCharge", request, by=self_made)
    done = await desk.approve(charge)
    assert (done.state, done.reason, await company.owed()) == (CANCELLED, "客户改由代理商付", "0.00")
    assert (await desk.owed(charge)).close_reason == books.CLOSE_REASON_CANCELLED
    assert (await company.balance("RECEIVABLE_NOT_INVOICED"), await company.balance("CONTRACT_CLAIMS")) == ("0.00", "0.00")
    await company.agrees()
    await company.refused("STATE_MISMATCH", "CancelServiceCharge", asked, by=desk.engineer)


async def test_what_was_returned_is_changed_under_its_etag_and_submitted_anew(company: Company, desk: Desk) -> None:
    asked = await desk.submit()
    change = pb.UpdateServiceChargeRequest(service_charge_id=asked.id, service_charge=pb.ServiceCharge(lines=[TRIP]))
    change.update_mask.paths.append("lines")
    await company.refused("STATE_MISMATCH", "UpdateServiceCharge", change, by=desk.engineer)
    back = pb.ReturnServiceChargeRequest(service_charge_id=asked.id, reason="配件在保修期内，不收费")
    returned = await company.ask("ReturnServiceCharge", back, by=desk.checker)
    assert (returned.state, returned.reason) == (DRAFT, "配件在保修期内，不收费")
    change.etag = asked.etag
    await company.refused("STALE_ETAG", "UpdateServiceCharge", change, by=desk.engineer)
    change.etag = returned.etag
    changed = await company.ask("UpdateServiceCharge", change, by=desk.engineer)
    assert (amount(changed.gross), [line.description for line in changed.lines]) == ("848.00", ["上门服务费"])
    other = pb.UpdateServiceChargeRequest(service_charge_id=asked.id, service_charge=pb.ServiceCharge(customer_id=str(new_id())))
    other.update_mask.paths.append("customer_id")
    await company.refused("IMMUTABLE", "UpdateServiceCharge", other, by=desk.engineer)
    again = pb.SubmitServiceChargeRequest(service_charge_id=asked.id)
    assert (await company.ask("SubmitServiceCharge", again, by=desk.engineer)).state == SUBMITTED
    given_up = pb.WithdrawServiceChargeRequest(service_charge_id=asked.id)
    assert (await company.ask("WithdrawServiceCharge", given_up, by=desk.engineer)).state == WITHDRAWN
    assert await company.said() == [
        "ServiceChargeSubmitted",
        "ServiceChargeReturned",
        "ServiceChargeSubmitted",
        "ServiceChargeCancelled",
    ]


async def test_only_contracts_and_customers_that_one_may_see_are_named(company: Company, desk: Desk) -> None:
    theirs = await company.sign(owner=company.wang, customer_id=await company.new_customer(company.wang))
    near = company.seeing(desk.engineer, Reach.TEAM, company.north)
    elsewhere = pb.CreateServiceChargeRequest(service_charge=desk.body(contract_id=theirs.id))
    refused = await company.refused("SERVICE_REFERENCE_UNKNOWN", "CreateServiceCharge", elsewhere, by=near)
    assert [each.field for each in refused.violations] == ["service_charge.contract_id"]
    unseen = pb.CreateServiceChargeRequest(service_charge=desk.body(customer_id=theirs.customer_id))
    await company.refused("CUSTOMER_UNKNOWN", "CreateServiceCharge", unseen, by=near)
    assert (await desk.draft(contract_id=theirs.id)).contract_id == theirs.id


async def test_lists_find_filter_and_sort_and_show_to_each_their_own(company: Company, desk: Desk) -> None:
    small, large = await desk.draft(lines=[SEAL]), await desk.submit(work_done="校准流量计")
    assert await desk.listed() == [large.id, small.id]
    assert await desk.listed(order_by="gross") == [small.id, large.id]
    assert await desk.listed(filter="state = SUBMITTED") == [large.id]
    assert await desk.listed(filter=f'customer_id = "{company.customer_id}" AND gross > 500') == [large.id]
    assert await desk.listed(search="流量计") == [large.id]
    assert await desk.listed(company.seeing(company.somebody(*SELLS, *ENTERS), Reach.OWN)) == []
    owner = company.somebody(*SELLS, *ENTERS, person_id=company.lin.person_id)
    assert await desk.listed(company.seeing(owner, Reach.OWN)) == [large.id, small.id]


async def test_it_and_what_is_owed_for_it_change_hands_with_the_customer(company: Company, desk: Desk) -> None:
    charge = await desk.approve(await desk.submit())
    await company.new_customer(company.wang, company.customer_id, version=2)
    found = await company.ask("GetServiceCharge", pb.GetServiceChargeRequest(service_charge_id=charge.id), by=desk.engineer)
    assert {found.owner_id, (await desk.owed(charge)).owner_id} == {str(company.wang.person_id)}
