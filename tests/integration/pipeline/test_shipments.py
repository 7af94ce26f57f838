"""Goods that must be paid first: held from the beginning, let go and held again as receivables tells."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.sandbox import settle
from chassis.scope import Reach, Scope
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import orders_pb2 as orders
from crm.pipeline.v1 import pipeline_pb2 as pb
from crm.pipeline.v1 import shipments_pb2 as shipments
from crm.receivables.v1 import credit_pb2 as credit
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import receivables_pb2 as receivables
from pipeline import tables
from tests.integration.pipeline.company import Company, cny
from tests.support.running import person, publish, send

ORDERS = tuple(f"order.{act}" for act in ("read", "create", "submit", "approve", "release", "deliver"))
PAID_FIRST = terms.PaymentTerms(template="payment_before_shipment")
ON_RELEASE = terms.PaymentTerms(
    terms=[
        terms.PaymentTerm(
            name="全款",
            share="100",
            trigger=terms.Trigger(anchors=[terms.Anchor(milestone_kind=terms.MILESTONE_KIND_EFFECTIVE)]),
            gate=terms.PAYMENT_GATE_SHIPMENT,
        )
    ]
)


def gated(amount: str, **fields: Any) -> receivables.Instalment:
    given = {"claim_state": receivables.CLAIM_STATE_CLAIMABLE, "gate": terms.PAYMENT_GATE_SHIPMENT, "open": cny(amount), **fields}
    return receivables.Instalment(id=str(new_id()), name="发货款", **given)


class Books:
    """What receivables tells of one contract or order."""

    def __init__(self, company: Company, document_id: str) -> None:
        self.company, self.document_id, self.plan_id = company, document_id, str(new_id())

    async def plan(self, *instalments: receivables.Instalment, version: int, **fields: Any) -> None:
        plan = receivables.PaymentPlan(
            id=self.plan_id, contract_id=self.document_id, total=cny("300000.01"), instalments=instalments, **fields
        )
        await send(self.company.runtime, "receivables", self.company.tenant_id, plan, version=version)
        await settle([self.company.runtime])

    async def release(self, amount: str, until: date, *, id: str = "", version: int = 1, **fields: Any) -> str:
        limit = credit.CreditLimit(
            id=id or str(new_id()),
            kind=credit.CREDIT_KIND_RELEASE,
            contract_id=self.document_id,
            amount=cny(amount),
            valid_until_date=until.isoformat(),
            **{"state": credit.CREDIT_STATE_APPROVED, **fields},
        )
        await send(self.company.runtime, "receivables", self.company.tenant_id, limit, version=version)
        await settle([self.company.runtime])
        return limit.id


async def signed(company: Company, *codes: str, **fields: Any) -> tuple[pb.Contract, Books]:
    """In effect, with a milestone of shipment for each of these codes."""
    milestones = [pb.Milestone(kind=terms.MILESTONE_KIND_SHIPPED, code=code) for code in codes or ("",)]
    made = await company.effective(milestones=milestones, **{"terms": PAID_FIRST, **fields})
    return made, Books(company, made.id)


def shipping(contract: pb.Contract, code: str = "") -> pb.ReachMilestoneRequest:
    [milestone] = [each for each in contract.milestones if each.kind == terms.MILESTONE_KIND_SHIPPED and each.code == code]
    return pb.ReachMilestoneRequest(contract_id=contract.id, milestone_id=milestone.id, source=pb.MILESTONE_SOURCE_ERP)


async def held(company: Company, contract: pb.Contract, code: str = "") -> str:
    """What is open."""
    refusal = await company.refused("ReachMilestone", shipping(contract, code), by=company.program(company.lin))
    assert refusal.reason == "SHIPMENT_HELD"
    return refusal.metadata["open"]


async def ship(company: Company, contract: pb.Contract, code: str = "") -> None:
    shipped = await company.ask("ReachMilestone", shipping(contract, code), by=company.program(company.lin))
    assert shipped.actual_date == str(company.today)


async def look(company: Company, contract: pb.Contract, by: Principal | None = None) -> shipments.Shipment:
    found: shipments.Shipment = await company.ask(
        "ReportContractShipment", shipments.ReportContractShipmentRequest(contract_id=contract.id), by=by
    )
    return found


async def test_goods_are_held_from_the_beginning_and_go_once_they_are_paid(company: Company) -> None:
    contract, books = await signed(company)
    assert await held(company, contract) == "300000.01 CNY"
    assert (await look(company, contract)).gates[0].instalment_id == ""
    unpaid = gated("300000.01")
    await books.plan(unpaid, version=1)
    assert await held(company, contract) == "300000.01 CNY"
    shown = await look(company, contract)
    assert (shown.held, shown.open.minor, shown.gates[0].instalment_id) == (True, 300_000_01, unpaid.id)
    # What is held in advance for it is there.
    await books.plan(gated("300000.01", advance=cny("300000.00")), version=2)
    assert await held(company, contract) == "0.01 CNY"
    await books.plan(gated("0.00", claim_state=receivables.CLAIM_STATE_CLOSED), version=3)
    assert not (await look(company, contract)).held
    await ship(company, contract)


async def test_everything_but_shipping_goes_on_unpaid(company: Company) -> None:
    contract, _ = await signed(company)
    [ready] = [each for each in contract.milestones if each.kind == terms.MILESTONE_KIND_READY_TO_SHIP]
    request = pb.ReachMilestoneRequest(contract_id=contract.id, milestone_id=ready.id, source=pb.MILESTONE_SOURCE_ERP)
    assert (await company.ask("ReachMilestone", request, by=company.program(company.lin))).actual_date
    free, _ = await signed(company, terms=terms.PaymentTerms(template="30/60/10"))
    await ship(company, free)


async def test_news_that_comes_late_or_twice_changes_nothing(company: Company) -> None:
    contract, books = await signed(company)
    await books.plan(version=5)
    await books.plan(gated("300000.01"), version=4)
    await books.plan(version=5)
    assert not (await look(company, contract)).held
    # An allocation is reversed.
    await books.plan(gated("300000.01"), version=6)
    assert await held(company, contract) == "300000.01 CNY"


async def test_a_plan_that_was_refused_pays_nothing(company: Company) -> None:
    contract, books = await signed(company)
    await books.plan(version=1, state=receivables.PLAN_STATE_REFUSED)
    assert await held(company, contract) == "300000.01 CNY"


async def test_what_was_being_fulfilled_at_the_upgrade_is_held_from_the_first_news_of_its_plan(company: Company) -> None:
    contract, books = await signed(company)
    row = {"id": contract.id, "tenant_id": company.tenant_id, "version": 0, "document_id": contract.id}
    async with company.runtime.database.as_app(Scope(company.tenant_id, Reach.TENANT)) as connection:
        await connection.execute(insert(tables.copy_payment_plan).values(**row, refused=False, currency="CNY", gates=[]))
    assert not (await look(company, contract)).held
    await books.plan(gated("300000.01"), version=7)
    assert await held(company, contract) == "300000.01 CNY"


async def test_a_release_lets_goods_go_up_to_its_last_day_and_until_it_is_ended(company: Company) -> None:
    contract, books = await signed(company)
    await books.plan(gated("300000.01"), version=1)
    await books.release("300000.01", company.today, state=credit.CREDIT_STATE_REQUESTED)
    await books.release("300000.00", company.today)
    await books.release("300000.01", company.today - timedelta(days=1))
    assert await held(company, contract) == "300000.01 CNY"
    last = await books.release("0.01", company.today)
    shown = await look(company, contract)
    assert (shown.held, shown.released.minor, shown.released_until_date) == (False, 300_000_01, str(company.today))
    await books.release("0.01", company.today, id=last, version=2, state=credit.CREDIT_STATE_ENDED)
    assert await held(company, contract) == "300000.01 CNY"
    await books.release("0.01", company.today)
    await ship(company, contract)


async def test_a_lot_that_is_paid_goes_while_another_is_held(company: Company) -> None:
    lines = [
        pb.ContractLine(code=code, description="车床", unit_price=price, tax_rate="13")
        for code, price in (("A", "100.00"), ("B", "200.00"))
    ]
    contract, books = await signed(company, "A", "B", lines=lines)
    await books.plan(gated("100.00", lot_code="A"), gated("0.00", lot_code="B"), version=1)
    assert await held(company, contract, "A") == "100.00 CNY"
    assert [(gate.lot_code, gate.held) for gate in (await look(company, contract)).gates] == [("A", True)]
    await ship(company, contract, "B")


async def test_what_holds_goods_is_told_to_who_reaches_them(company: Company) -> None:
    contract, _ = await signed(company)
    stranger = company.with_reach(company.somebody(company.south), Reach.OWN)
    refusal = await company.refused("ReportContractShipment", shipments.ReportContractShipmentRequest(contract_id=contract.id), by=stranger)
    assert refusal.reason == "NOT_FOUND"


class Desk:
    """Orders: Lin sells, Zhou approves and releases, a program says what was delivered."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.seller = person(company.tenant_id, *ORDERS, "contract.read", person_id=company.lin.person_id, teams=company.lin.team_ids)
        self.other = person(company.tenant_id, *ORDERS, "contract.read", person_id=company.zhou.person_id, teams=company.zhou.team_ids)
        self.erp = Principal("key", str(new_id()), company.tenant_id, company.lin.person_id, self.seller.permissions, company.lin.team_ids)

    async def released(self, **fields: Any) -> orders.SalesOrder:
        lines = [orders.SalesOrderLine(code=code, description="备件", unit_price="100.00", tax_rate="13") for code in ("A", "B")]
        wanted = orders.SalesOrder(account_id=self.company.account_id, prices_include_tax=True, lines=lines, **fields)
        made = await self.company.ask("CreateSalesOrder", orders.CreateSalesOrderRequest(sales_order=wanted), by=self.seller)
        await self.company.ask("SubmitSalesOrder", orders.SubmitSalesOrderRequest(sales_order_id=made.id), by=self.seller)
        await self.company.ask("ApproveSalesOrder", orders.ApproveSalesOrderRequest(sales_order_id=made.id), by=self.other)
        await self.allow(made.id)
        done: orders.SalesOrder = await self.company.ask(
            "ReleaseSalesOrder", orders.ReleaseSalesOrderRequest(sales_order_id=made.id), by=self.other
        )
        return done

    async def allow(self, order_id: str) -> None:
        said = facts.OrderCreditChecked(sales_order_id=order_id, decision=credit.CREDIT_DECISION_ALLOWED)
        event = Event(
            id=str(new_id()),
            tenant_id=str(self.company.tenant_id),
            type=said.DESCRIPTOR.full_name,
            payload=said.SerializeToString(),
            subject_type="sales_order",
            subject_id=order_id,
            version=1,
        )
        await publish(self.company.runtime, "receivables", event)
        await settle([self.company.runtime])

    async def held(self, order: orders.SalesOrder, *lots: str) -> str:
        refusal = await self.company.refused("DeliverSalesOrder", _delivery(order, *lots), by=self.erp)
        assert refusal.reason == "SHIPMENT_HELD"
        return refusal.metadata["open"]

    async def deliver(self, order: orders.SalesOrder, *lots: str) -> orders.SalesOrder:
        done: orders.SalesOrder = await self.company.ask("DeliverSalesOrder", _delivery(order, *lots), by=self.erp)
        return done


def _delivery(order: orders.SalesOrder, *lots: str) -> orders.DeliverSalesOrderRequest:
    return orders.DeliverSalesOrderRequest(sales_order_id=order.id, lots=[orders.DeliveredLot(lot_code=code) for code in lots])


async def test_an_order_that_is_paid_by_its_contract_is_delivered_when_the_contract_is_paid(company: Company) -> None:
    contract, books = await signed(company)
    desk = Desk(company)
    order = await desk.released(contract_id=contract.id)
    assert await desk.held(order) == "300000.01 CNY"
    await books.plan(version=1)
    assert (await desk.deliver(order)).state == orders.SALES_ORDER_STATE_DELIVERED


async def test_an_order_that_is_paid_by_its_own_terms_waits_for_its_own_plan(company: Company) -> None:
    desk = Desk(company)
    order = await desk.released(terms=ON_RELEASE)
    assert await desk.held(order) == "200.00 CNY"
    request = shipments.ReportOrderShipmentRequest(sales_order_id=order.id)
    assert (await company.ask("ReportOrderShipment", request, by=desk.seller)).held
    books = Books(company, order.id)
    await books.plan(gated("200.00"), version=1)
    await books.release("200.00", company.today)
    await desk.deliver(order, "A")
    await books.plan(version=2)
    assert not (await company.ask("ReportOrderShipment", request, by=desk.seller)).held
    assert (await desk.deliver(order)).state == orders.SALES_ORDER_STATE_DELIVERED


async def test_an_order_that_shares_the_codes_of_its_contract_goes_line_by_line(company: Company) -> None:
    lines = [pb.ContractLine(code=code, description="车床", unit_price="100.00", tax_rate="13") for code in ("A", "B")]
    contract, books = await signed(company, lines=lines)
    desk = Desk(company)
    order = await desk.released(contract_id=contract.id)
    await books.plan(gated("100.00", lot_code="A"), version=1)
    assert await desk.held(order, "A") == "100.00 CNY"
    await desk.deliver(order, "B")
    shown = await company.ask("ReportOrderShipment", shipments.ReportOrderShipmentRequest(sales_order_id=order.id), by=desk.seller)
    assert [(gate.lot_code, gate.held) for gate in shown.gates] == [("A", True)]
