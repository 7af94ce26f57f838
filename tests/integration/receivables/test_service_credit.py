"""Credit over the wire: what exposure is made of, what holds an order or a shipment, and who lets it go."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

import receivables
from chassis import sandbox, tables
from chassis.errors import DomainError
from chassis.events import payload
from chassis.migration import script
from chassis.principal import Principal
from chassis.scope import Reach, Scope
from crm.common.v1 import payment_terms_pb2 as terms
from crm.receivables.v1 import credit_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.receivables.company import ACCOUNTANT, MANAGER, READ, SHIPMENT, Company, amount, cny, to
from tests.integration.receivables.ordered import CONTRACT, MONTHLY, Order, terms_of

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-22")]

LIMIT, RELEASE, COLLATERAL = pb.CREDIT_KIND_LIMIT, pb.CREDIT_KIND_RELEASE, pb.CREDIT_KIND_COLLATERAL
APPROVED, SUPERSEDED = pb.CREDIT_STATE_APPROVED, pb.CREDIT_STATE_SUPERSEDED
ALLOWED, HELD = pb.CREDIT_DECISION_ALLOWED, pb.CREDIT_DECISION_HELD
SEES = ("credit_limit.read", "credit_limit.check")


class Desk:
    """Who asks for credit, approves and confirms it."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.accountant = company.somebody(*ACCOUNTANT, *SEES, "credit_limit.request")
        self.manager = company.somebody(*MANAGER, *SEES, "credit_limit.approve", "credit_limit.reject", "credit_limit.end")
        self.executive = company.somebody(*READ, *SEES, "credit_limit.confirm")

    async def ask(self, given: str, kind: pb.CreditKind.ValueType = LIMIT, *, by: Principal | None = None, **fields: Any) -> pb.CreditLimit:
        fields.setdefault("customer_id", self.company.customer_id)
        body = pb.CreditLimit(kind=kind, amount=cny(given), reason="年度授信", **fields)
        request = pb.CreateCreditLimitRequest(credit_limit=body)
        made: pb.CreditLimit = await self.company.ask("CreateCreditLimit", request, by=by or self.accountant)
        return made

    async def approve(self, of: pb.CreditLimit) -> pb.CreditLimit:
        done: pb.CreditLimit = await self.company.ask(
            "ApproveCreditLimit", pb.ApproveCreditLimitRequest(credit_limit_id=of.id), by=self.manager
        )
        return done

    async def grant(self, given: str, kind: pb.CreditKind.ValueType = LIMIT, **fields: Any) -> pb.CreditLimit:
        return await self.approve(await self.ask(given, kind, **fields))

    async def exposure(self) -> dict[str, str]:
        """What each component comes to, without those that are nothing, and all of it."""
        report = await self.company.ask(
            "ReportExposure", pb.ReportExposureRequest(customer_id=self.company.customer_id), by=self.accountant
        )
        parts = [part for row in report.rows for part in row.parts]
        component = pb.ExposureComponent.Name
        found = {component(part.component)[19:].lower(): amount(part.amount) for part in parts if part.amount.minor}
        assert all(row.exposure.minor == sum(part.amount.minor for part in row.parts) for row in report.rows)
        for part in parts:
            assert sum(item.amount.minor for item in part.items) == part.amount.minor
        whole = cny("0.00")
        whole.minor = sum(row.exposure.minor for row in report.rows)
        return found | {"all": amount(whole)}

    async def check(self, given: str = "", **fields: Any) -> pb.CreditVerdict:
        request = pb.ReportCreditVerdictRequest(
            customer_id=fields.pop("customer_id", self.company.customer_id),
            legal_entity_id=self.company.legal_entity_id,
            currency_code="CNY",
            amount=given,
            **fields,
        )
        said: pb.CreditVerdict = await self.company.ask("ReportCreditVerdict", request, by=self.accountant)
        return said


def codes(said: pb.CreditVerdict) -> list[str]:
    return [reason.code for reason in said.reasons]


@pytest.fixture
def desk(company: Company) -> Desk:
    return Desk(company)


async def test_exposure_is_made_of_what_is_owed_shipped_promised_by_bills_and_not_covered(company: Company, desk: Desk) -> None:
    contract = await company.sign("100000.00", "30/60/10")
    assert await desk.exposure() == {"receivable": "30000.00", "all": "30000.00"}
    contract.plan_milestone(SHIPMENT, company.today)
    await company.hear(contract.reach(SHIPMENT))
    # All of it has gone; what is no claim yet is still owed for it.
    assert await desk.exposure() == {"receivable": "30000.00", "shipped": "70000.00", "all": "100000.00"}
    down, *_ = await company.instalments(contract)
    bill: dict[str, Any] = {"tender": books.TENDER_COMMERCIAL_BILL, "bill_number": "1234567890123456"}
    paid = await company.receive("10000.00", **bill, bill_due_date=(company.today + timedelta(days=90)).isoformat())
    # Not used yet: a bill that may fail, and as much that is the customer's.
    assert (await desk.exposure())["all"] == "100000.00"
    await company.allocate(paid, to(down, "10000.00"))
    assert await desk.exposure() == {"receivable": "30000.00", "shipped": "70000.00", "all": "100000.00"}
    await company.receive("5000.00")
    await desk.grant("20000.00", COLLATERAL)
    assert await desk.exposure() == {
        "receivable": "30000.00",
        "shipped": "70000.00",
        "advances": "-5000.00",
        "collateral": "-20000.00",
        "all": "75000.00",
    }


async def test_a_released_order_counts_until_its_delivery_makes_it_a_claim_and_nothing_of_it_twice(company: Company, desk: Desk) -> None:
    order = Order(
        company,
        cny("1000.00"),
        payment=terms_of(
            ("30", terms.MILESTONE_KIND_EFFECTIVE, terms.PAYMENT_LAYER_ADVANCE),
            ("60", terms.MILESTONE_KIND_ARRIVED, terms.PAYMENT_LAYER_NORMAL),
            ("10", terms.MILESTONE_KIND_INVOICED, terms.PAYMENT_LAYER_NORMAL),
        ),
    )
    await company.hear(order.release())
    assert await desk.exposure() == {"released_orders": "1000.00", "all": "1000.00"}
    (advance,) = (await company.ask("ListInstalments", books.ListInstalmentsRequest(filter="claim_state = CLAIMABLE"))).instalments
    await company.pay(advance, "100.00")
    assert await desk.exposure() == {"released_orders": "900.00", "all": "900.00"}
    await company.hear(order.deliver("500.00", all_of_it=False))
    assert await desk.exposure() == {"released_orders": "900.00", "all": "900.00"}
    await company.hear(order.deliver("500.00"))
    # What is asked for in advance, and what waits for its invoice, has gone unpaid.
    assert await desk.exposure() == {"receivable": "600.00", "shipped": "300.00", "all": "900.00"}
    await company.hear(order.take_back("500.00"))
    assert await desk.exposure() == {"released_orders": "900.00", "all": "900.00"}


async def test_an_order_that_is_cancelled_or_paid_by_its_contract_is_not_counted(company: Company, desk: Desk) -> None:
    own, monthly = Order(company, cny("1000.00")), Order(company, cny("300.00"), MONTHLY)
    await company.hear(own.release(), monthly.release(), Order(company, cny("70.00"), CONTRACT).release())
    assert await desk.exposure() == {"released_orders": "1300.00", "all": "1300.00"}
    await company.hear(own.cancel(), monthly.cancel())
    assert await desk.exposure() == {"all": "0.00"}


async def test_what_is_paid_by_month_counts_as_ordered_delivered_and_owed(company: Company, desk: Desk) -> None:
    order = Order(company, cny("1000.00"), MONTHLY)
    await company.hear(order.release(), order.deliver("400.00", all_of_it=False))
    assert await desk.exposure() == {"shipped": "400.00", "released_orders": "600.00", "all": "1000.00"}
    await company.walk_to(company.today.replace(day=1, month=1, year=company.today.year + 1))
    assert await desk.exposure() == {"receivable": "400.00", "released_orders": "600.00", "all": "1000.00"}
    # It was not delivered after all: owed in the month that is over, and to be delivered again.
    await company.hear(order.take_back("400.00"))
    assert (await desk.exposure())["all"] == "1000.00"
    await company.hear(order.deliver("1000.00"))
    assert await desk.exposure() == {"receivable": "400.00", "shipped": "600.00", "all": "1000.00"}


async def test_a_limit_is_asked_for_by_one_approved_by_another_and_takes_the_place_of_the_one_before(company: Company, desk: Desk) -> None:
    await company.sign("100000.00", "30/60/10")
    assert codes(await desk.check("1.00")) == ["NO_CREDIT_LIMIT"]
    first = await desk.ask("40000.00")
    assert (first.number, first.state) == ("SX000001", pb.CREDIT_STATE_REQUESTED)
    both = company.somebody(*SEES, "credit_limit.approve", person_id=desk.accountant.person_id)
    await company.refused("MAKER_IS_CHECKER", "ApproveCreditLimit", pb.ApproveCreditLimitRequest(credit_limit_id=first.id), by=both)
    seller = company.somebody(*SEES, "credit_limit.approve", person_id=company.lin.person_id)
    await company.refused("MAKER_IS_CHECKER", "ApproveCreditLimit", pb.ApproveCreditLimitRequest(credit_limit_id=first.id), by=seller)
    await desk.approve(first)
    said = await desk.check("10000.00")
    assert (said.decision, codes(said), amount(said.available)) == (ALLOWED, ["WITHIN_CREDIT_LIMIT"], "10000.00")
    said = await desk.check("10000.01", occasion=pb.CREDIT_OCCASION_ORDER)
    assert (said.decision, codes(said), said.reasons[0].parameters["excess"]) == (HELD, ["CREDIT_LIMIT_EXCEEDED"], "0.01 CNY")
    await desk.grant("50000.00")
    assert (await desk.check("20000.00")).decision == ALLOWED
    found = await company.ask("ListCreditLimits", pb.ListCreditLimitsRequest(filter="state = SUPERSEDED"), by=desk.manager)
    assert [each.id for each in found.credit_limits] == [first.id]
    (line,) = (await company.ask("ReportCredit", pb.ReportCreditRequest(), by=desk.manager)).lines
    assert (amount(line.exposure), amount(line.available), line.used_percent) == ("30000.00", "20000.00", 60)


async def test_a_large_limit_waits_for_an_executive(company: Company, desk: Desk) -> None:
    asked = await desk.approve(await desk.ask("2000000.00"))
    assert (asked.state, asked.needs_confirmation, codes(await desk.check("1.00"))) == (
        pb.CREDIT_STATE_REQUESTED,
        True,
        ["NO_CREDIT_LIMIT"],
    )
    confirmed = await company.ask("ConfirmCreditLimit", pb.ConfirmCreditLimitRequest(credit_limit_id=asked.id), by=desk.executive)
    assert (confirmed.state, codes(await desk.check("1.00"))) == (APPROVED, ["WITHIN_CREDIT_LIMIT"])
    settings = books.ReceivableSettings(credit_confirmations=[cny("100.00")], credit_near_percent=50)
    request = books.UpdateReceivableSettingsRequest(receivable_settings=settings)
    changed = await company.ask("UpdateReceivableSettings", request, by=company.manager)
    assert (changed.credit_near_percent, (await desk.ask("100.01")).needs_confirmation) == (50, True)


async def judged(company: Company) -> list[tuple[str, pb.CreditDecision.ValueType, list[str]]]:
    """What was said of orders since the last look: of which, what, and why."""
    said = [fact for fact in await company.facts() if fact.DESCRIPTOR.name == "OrderCreditChecked"]
    return [(fact.sales_order_id, fact.decision, [reason.code for reason in fact.reasons]) for fact in said]


async def test_an_order_is_held_until_somebody_else_releases_it(company: Company, desk: Desk) -> None:
    await desk.grant("100.00")
    order = Order(company, cny("120.00"))
    await company.hear(order.approve())
    held = (order.id, HELD, ["CREDIT_LIMIT_EXCEEDED"])
    assert await judged(company) == [held]
    await company.hear(order.ask_credit())
    assert await judged(company) == [held]
    await company.walk_to(company.today + timedelta(days=1))
    assert await judged(company) == []
    await desk.grant("20.00", RELEASE, valid_until_date=company.today.isoformat())
    await company.settle()
    assert await judged(company) == [(order.id, ALLOWED, ["WITHIN_CREDIT_LIMIT"])]
    # The next morning the release is over, and nobody has delivered.
    await company.walk_to(company.today + timedelta(days=1))
    assert await judged(company) == [held]
    await company.hear(order.release())
    await company.walk_to(company.today + timedelta(days=2))
    assert await judged(company) == []
    assert (await desk.exposure())["released_orders"] == "120.00"


async def test_what_one_order_takes_is_not_given_to_another(company: Company, desk: Desk) -> None:
    await desk.grant("100.00")
    first, second = Order(company, cny("60.00")), Order(company, cny("60.00"))
    await company.hear(first.approve())
    await company.hear(second.approve())
    assert await judged(company) == [(first.id, ALLOWED, ["WITHIN_CREDIT_LIMIT"]), (second.id, HELD, ["CREDIT_LIMIT_EXCEEDED"])]
    await company.hear(first.give_up())
    assert await judged(company) == [(second.id, ALLOWED, ["WITHIN_CREDIT_LIMIT"])]
    # A fact that comes late says nothing of what has ended.
    late = Order(company, cny("1.00"))
    approved = late.approve()
    await company.hear(late.give_up(), approved)
    assert await judged(company) == []


async def test_an_order_takes_no_more_than_its_contract_still_plans(company: Company, desk: Desk) -> None:
    contract = await company.sign("100.00", "30/60/10")
    await desk.grant("100.00")
    order = Order(company, cny("100.00"), CONTRACT, contract_id=contract.id)
    await company.hear(order.approve())
    assert await judged(company) == [(order.id, ALLOWED, ["WITHIN_CREDIT_LIMIT"])]


async def test_the_limit_of_a_group_counts_all_of_its_companies(company: Company, desk: Desk) -> None:
    head = await company.new_customer(company.lin)
    await company.put_below(head, company.customer_id)
    await company.sign("100000.00", "30/60/10")
    await desk.grant("35000.00", customer_id=head)
    assert codes(await desk.check("5000.01")) == ["CREDIT_LIMIT_EXCEEDED"]
    assert codes(await desk.check("5000.01", customer_id=head)) == ["CREDIT_LIMIT_EXCEEDED"]
    report = await company.ask("ReportExposure", pb.ReportExposureRequest(customer_id=head), by=desk.accountant)
    assert (report.is_group, amount(report.rows[0].exposure)) == (True, "30000.00")
    # What is released for one of them lets that one take more.
    await desk.grant("1000.00", RELEASE, valid_until_date=company.today.isoformat())
    assert (await desk.check("5000.01")).decision == ALLOWED
    assert (await desk.check("5000.01", customer_id=head)).decision == HELD


async def test_goods_that_are_to_be_paid_first_go_when_they_are_or_another_person_releases_them(company: Company, desk: Desk) -> None:
    contract = await company.sign("80000.00", "款到发货")
    (all_of_it,) = await company.instalments(contract)
    shipping: dict[str, Any] = {"occasion": pb.CREDIT_OCCASION_SHIPMENT, "contract_id": contract.id}
    assert codes(await desk.check(occasion=pb.CREDIT_OCCASION_ORDER, contract_id=contract.id)) == ["NO_CREDIT_LIMIT"]
    held = await desk.check(**shipping)
    assert (held.decision, codes(held), held.reasons[0].parameters["amount"]) == (HELD, ["PAYMENT_GATE_OPEN"], "80000.00 CNY")
    await company.allocate(await company.receive("30000.00"), to(all_of_it, "30000.00", in_advance=True))
    assert (await desk.check(**shipping)).reasons[0].parameters["amount"] == "50000.00 CNY"
    until = company.today + timedelta(days=3)
    await company.refused(
        "RELEASE_WITHOUT_END",
        "CreateCreditLimit",
        pb.CreateCreditLimitRequest(
            credit_limit=pb.CreditLimit(kind=RELEASE, customer_id=company.customer_id, amount=cny("1.00"), reason="急件")
        ),
        by=desk.accountant,
    )
    release = await desk.grant("50000.00", RELEASE, contract_id=contract.id, valid_until_date=until.isoformat())
    let_go = await desk.check(**shipping)
    assert (let_go.decision, codes(let_go)) == (ALLOWED, ["NO_CREDIT_LIMIT", "PAYMENT_GATE_RELEASED"])
    ended = pb.EndCreditLimitRequest(credit_limit_id=release.id, reason="改为分批")
    await company.ask("EndCreditLimit", ended, by=desk.manager)
    assert (await desk.check(**shipping)).decision == HELD
    await desk.grant("50000.00", RELEASE, contract_id=contract.id, valid_until_date=until.isoformat())
    await company.walk_to(until + timedelta(days=1))
    assert (await desk.check(**shipping)).decision == HELD
    await company.allocate(await company.receive("50000.00"), to(all_of_it, "50000.00", in_advance=True))
    assert (await desk.check(**shipping)).decision == ALLOWED


async def test_after_the_upgrade_every_plan_and_release_that_may_hold_goods_is_told_once_as_it_is(company: Company, desk: Desk) -> None:
    held, free = await company.sign("80000.00", "款到发货"), await company.sign("80000.00", "30/60/10")
    await company.allocate(await company.receive("30000.00"), to((await company.instalments(held))[0], "30000.00", in_advance=True))
    release = await desk.grant("50000.00", RELEASE, contract_id=held.id, valid_until_date=company.today.isoformat())
    before = len(await company.events())
    armed, _ = script(str(Path(receivables.__file__).parents[1] / "migrations/versions/0036_what_holds_goods.py"))
    async with company.runtime.database.as_app(Scope(company.tenant_id, Reach.TENANT)) as connection:
        await connection.execute(text(armed))
        timer, now = tables.timer, company.runtime.clock.real()
        of_upgrade = timer.c.kind.in_(("plan_told", "release_told"))
        assert (await connection.execute(update(timer).where(of_upgrade).values(due_time=now, fire_time=now))).rowcount == 2
    await sandbox.settle([company.runtime])
    told = [payload(event) for event in (await company.events())[before:] if event.changed]
    plans = [each for each in told if isinstance(each, books.PaymentPlan)]
    assert [each.contract_id for each in plans] == [held.id] != [free.id]
    (all_of_it,) = plans[0].instalments
    assert (all_of_it.gate, amount(all_of_it.open), amount(all_of_it.advance)) == (terms.PAYMENT_GATE_SHIPMENT, "80000.00", "30000.00")
    assert [(each.id, each.state) for each in told if isinstance(each, pb.CreditLimit)] == [(release.id, APPROVED)]


async def test_the_morning_after_it_is_said_that_a_limit_is_exceeded(company: Company, desk: Desk) -> None:
    limit = await desk.grant("20000.00")
    await company.walk_to(company.today + timedelta(days=2))
    assert "CreditLimitExceeded" not in await company.said()
    await company.sign("100000.00", "30/60/10")
    await company.walk_to(company.today + timedelta(days=3))
    (said,) = [fact for fact in await company.facts() if fact.DESCRIPTOR.name == "CreditLimitExceeded"]
    assert (said.credit.credit_limit_id, amount(said.exposure), amount(said.excess)) == (limit.id, "30000.00", "10000.00")


async def test_of_two_limits_that_are_approved_at_once_one_takes_the_place_of_the_other(company: Company, desk: Desk) -> None:
    asked = [await desk.ask(f"{number}000.00") for number in range(1, 5)]
    outcomes = await asyncio.gather(*(desk.approve(each) for each in reversed(asked)), return_exceptions=True)
    assert not [each for each in outcomes if isinstance(each, DomainError)]
    found = await company.ask("ListCreditLimits", pb.ListCreditLimitsRequest(), by=desk.manager)
    assert sorted(each.state for each in found.credit_limits) == [APPROVED, SUPERSEDED, SUPERSEDED, SUPERSEDED]


async def test_only_who_reaches_a_customer_learns_of_its_exposure(company: Company, desk: Desk) -> None:
    await company.sign("100000.00", "30/60/10")
    rep = company.somebody(*SEES, "credit_limit.request", team=company.north, reach=Reach.OWN, person_id=company.lin.person_id)
    stranger = company.somebody(*SEES, "credit_limit.request", team=company.south, reach=Reach.OWN, person_id=company.wang.person_id)
    request = pb.ReportExposureRequest(customer_id=company.customer_id)
    assert amount((await company.ask("ReportExposure", request, by=rep)).rows[0].exposure) == "30000.00"
    await company.refused("NOT_FOUND", "ReportExposure", request, by=stranger)
    body = pb.CreditLimit(kind=LIMIT, customer_id=company.customer_id, amount=cny("1.00"), reason="试试")
    await company.refused("CUSTOMER_UNKNOWN", "CreateCreditLimit", pb.CreateCreditLimitRequest(credit_limit=body), by=stranger)
    mine = await desk.ask("10.00", by=rep)
    assert mine.owner_id == str(company.lin.person_id)
    withdraw = pb.WithdrawCreditLimitRequest(credit_limit_id=mine.id)
    await company.refused("NOT_FOUND", "WithdrawCreditLimit", withdraw, by=stranger)
    assert (await company.ask("WithdrawCreditLimit", withdraw, by=rep)).state == pb.CREDIT_STATE_WITHDRAWN
