"""What a visit of ours is charged: exact to the cent, owed once it is approved, and out of the books while nothing hangs on it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from receivables.domain.contract import Belonging
from receivables.domain.dunning import DunningPolicy
from receivables.domain.ledger import Kind
from receivables.domain.plan import PaymentPlan
from receivables.domain.service_charge.charge import ServiceCharge
from receivables.domain.service_charge.posting import cancel, claim
from receivables.domain.service_charge.states import ServiceChargeState, ServiceDueFrom
from receivables.domain.states import Basis, ClaimState, CloseReason, PlanState
from tests.support.book import ACCOUNTANT, FIRST_DAY, HUADONG, MANAGER, MEDTEC, RECEIVABLE, SELLER, TENANT, Book, said

pytestmark = pytest.mark.capability("R-32")

VISIT = date(2025, 11, 27)
TRIP = {"description": "上门服务费", "unit": "次", "quantity": None, "unit_price": Decimal("800"), "tax_rate": Decimal(6)}
SEAL = {"description": "密封圈", "unit": "件", "quantity": Decimal("3"), "unit_price": Decimal("33.33"), "tax_rate": Decimal(13)}


def charge(book: Book, *lines: dict[str, Any], **more: Any) -> ServiceCharge:
    told = {"visit_date": VISIT, "work_done": "更换密封圈，重新校准", "sign_off": "设备科 刘工电话确认"}
    made = ServiceCharge(
        id=UUID(int=77),
        tenant_id=TENANT,
        create_time=book.now,
        update_time=book.now,
        number="FW000001",
        owner_id=SELLER,
        customer_id=MEDTEC,
        legal_entity_id=HUADONG,
        currency="CNY",
        **{**told, **more},
    )
    made.revise({}, today=book.today)
    made.say_lines(lines or (TRIP, SEAL), book.journal().new_id)
    return made


def approve(book: Book, of: ServiceCharge) -> PaymentPlan:
    of.submit(SELLER, book.now)
    journal = book.journal(ACCOUNTANT)
    plan = claim(
        of,
        id=UUID(int=78),
        belonging=Belonging(owner_id=SELLER),
        calendar=book.calendar,
        journal=journal,
        dunning=DunningPolicy(),
        payment_day=0,
    )
    of.approve(ACCOUNTANT, book.now)
    book.keep(journal)
    book.plans.append(plan)
    return plan


def take_out(book: Book, of: ServiceCharge, plan: PaymentPlan) -> None:
    journal = book.journal(MANAGER)
    cancel(of, plan, journal)
    of.approve(MANAGER, book.now)
    book.keep(journal)


def refused(reason: str, act: Callable[[], object]) -> DomainError:
    with pytest.raises(DomainError) as raised:
        act()
    assert raised.value.reason == reason
    return raised.value


rates = st.sampled_from([Decimal(rate) for rate in ("0", "1", "3", "6", "9", "13", "1.5")])
quantities = st.decimals(min_value="0.001", max_value="9999", places=3)
prices = st.decimals(min_value="0", max_value="99999.9999", places=4)


@given(st.lists(st.tuples(quantities, prices, rates), min_size=1, max_size=6), st.booleans())
def test_net_and_tax_make_up_gross_on_every_line_and_in_total(said: list[tuple[Decimal, Decimal, Decimal]], includes: bool) -> None:
    lines = [{**TRIP, "quantity": quantity, "unit_price": price, "tax_rate": rate} for quantity, price, rate in said]
    made = charge(Book(), *lines, prices_include_tax=includes)
    for line, (quantity, price, _) in zip(made.lines, said, strict=True):
        assert line.net + line.tax == line.gross
        base = line.gross if includes else line.net
        assert abs(base.amount - quantity * price) <= Decimal("0.005")
    assert made.net + made.tax == made.gross
    assert made.gross_minor == sum(line.gross_minor for line in made.lines)


@given(st.lists(st.tuples(quantities, prices, rates), min_size=1, max_size=4), st.integers(0, 120), st.sampled_from(["visit", "approval"]))
def test_what_is_approved_is_owed_to_the_cent_and_the_ledger_says_so(
    lines: list[tuple[Decimal, Decimal, Decimal]], days: int, due_from: str
) -> None:
    book = Book()
    drafted = [{**TRIP, "quantity": quantity, "unit_price": price, "tax_rate": rate} for quantity, price, rate in lines]
    of = charge(book, *drafted, TRIP, credit_days=days, due_from=ServiceDueFrom(due_from))
    plan = approve(book, of)
    assert plan.open == of.gross == book.balance(*RECEIVABLE)
    assert not book.drifts()
    of.ask_to_cancel("客户改由代理商付", SELLER, book.now)
    take_out(book, of, plan)
    assert (book.balance(*RECEIVABLE).minor, book.balance(Kind.CONTRACT_CLAIMS).minor, book.drifts()) == (0, 0, [])


def test_an_approved_charge_is_a_claim_of_its_own_since_the_day_of_the_visit() -> None:
    book = Book()
    of = charge(book, credit_days=30)
    assert (str(of.net.amount), str(of.tax.amount), str(of.gross.amount)) == ("899.99", "61.00", "960.99")
    plan = approve(book, of)
    [owed] = plan.instalments
    assert (owed.basis, owed.claim_state, owed.claim_date) == (Basis.SERVICE_CHARGE, ClaimState.CLAIMABLE, VISIT)
    # 27 December 2025 is a Saturday.
    assert (owed.due_date, of.due_date, plan.contract_id, plan.contract_number) == (date(2025, 12, 29),) * 2 + (of.id, of.number)
    assert said(of) == ["ServiceChargeSubmitted", "ServiceChargeApproved"]
    assert "InstalmentClaimable" in said(plan)


def test_days_count_from_the_visit_or_the_approval_and_a_day_that_is_said_stays() -> None:
    def due(**terms: Any) -> date | None:
        book = Book()
        return approve(book, charge(book, **terms)).instalments[0].due_date

    assert due(credit_days=10) == date(2025, 12, 8)
    assert due(credit_days=10, due_from=ServiceDueFrom.APPROVAL) == date(2025, 12, 11)
    assert due(due_date=date(2025, 12, 27), due_from=ServiceDueFrom.DAY) == date(2025, 12, 27)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"visit_date": date(2025, 12, 2)}, "DAY_IN_FUTURE"),
        ({"due_date": date(2025, 12, 27)}, "DUE_DATE_UNCLEAR"),
        ({"due_from": ServiceDueFrom.DAY}, "DUE_DATE_UNCLEAR"),
        ({"due_from": ServiceDueFrom.DAY, "due_date": date(2025, 11, 26)}, "DUE_BEFORE_OWED"),
        ({"credit_days": -1}, "OUT_OF_RANGE"),
    ],
)
def test_days_that_cannot_be_are_refused(wrong: dict[str, Any], reason: str) -> None:
    refused(reason, lambda: charge(Book(), **wrong))


@pytest.mark.parametrize(
    ("wrong", "reason", "field"),
    [
        ({"quantity": Decimal(0)}, "QUANTITY_NOT_POSITIVE", "quantity"),
        ({"unit_price": Decimal(-1)}, "OUT_OF_RANGE", "unit_price"),
        ({"unit_price": Decimal("0.00000000001")}, "TOO_PRECISE", "unit_price"),
        ({"unit_price": Decimal(10) ** 17}, "AMOUNT_TOO_LARGE", "unit_price"),
        ({"tax_rate": Decimal(101)}, "TAX_RATE_INVALID", "tax_rate"),
    ],
)
def test_a_line_that_cannot_be_says_which_field_is_wrong(wrong: dict[str, Any], reason: str, field: str) -> None:
    error = refused(reason, lambda: charge(Book(), TRIP, {**SEAL, **wrong}))
    assert [each.field for each in error.violations] == [f"service_charge.lines.1.{field}"]


def test_what_is_submitted_says_what_was_done_and_that_the_customer_signed() -> None:
    book = Book()
    refused("SERVICE_CHARGE_INCOMPLETE", lambda: charge(book, work_done=" ").submit(SELLER, book.now))
    unsigned = charge(book, sign_off="")
    assert refused("SERVICE_CHARGE_INCOMPLETE", lambda: unsigned.submit(SELLER, book.now)).metadata == {"missing": "sign_off"}
    refused("SERVICE_CHARGE_INCOMPLETE", lambda: charge(book, {**TRIP, "unit_price": Decimal(0)}).submit(SELLER, book.now))
    charge(book, sign_off="", sign_off_attachment_ids=[UUID(int=5)]).submit(SELLER, book.now)


def test_what_is_returned_is_a_draft_again_and_can_be_changed_and_submitted_anew() -> None:
    book = Book()
    of = charge(book)
    of.submit(SELLER, book.now)
    refused("STATE_MISMATCH", lambda: of.revise({"work_done": "…"}, today=FIRST_DAY))
    refused("REASON_MISSING", lambda: of.give_back(" ", MANAGER, book.now))
    of.give_back("数量不对", MANAGER, book.now)
    assert (of.state, of.reason, of.decided_by) == (ServiceChargeState.DRAFT, "数量不对", MANAGER)
    of.revise({"prices_include_tax": True}, today=FIRST_DAY)
    assert str(of.gross.amount) == "899.99"
    of.submit(SELLER, book.now)
    assert (of.reason, of.decided_by) == ("", None)
    of.withdraw()
    assert of.state is ServiceChargeState.WITHDRAWN
    refused("STATE_MISMATCH", of.withdraw)
    assert said(of) == ["ServiceChargeSubmitted", "ServiceChargeReturned", "ServiceChargeSubmitted", "ServiceChargeCancelled"]


def test_what_is_owed_stays_owed_when_its_cancellation_is_returned_or_withdrawn() -> None:
    book = Book()
    of = charge(book)
    plan = approve(book, of)
    refused("STATE_MISMATCH", of.withdraw)
    of.ask_to_cancel("客户改由代理商付", SELLER, book.now)
    of.give_back("应由客户付", MANAGER, book.now)
    assert (of.state, plan.state) == (ServiceChargeState.APPROVED, PlanState.ACTIVE)
    of.ask_to_cancel("客户改由代理商付", SELLER, book.now)
    of.withdraw()
    assert of.state is ServiceChargeState.APPROVED
    assert book.balance(*RECEIVABLE) == of.gross


def test_it_is_not_cancelled_while_anything_hangs_on_it() -> None:
    book = Book()
    of = charge(book)
    plan = approve(book, of)
    [owed] = plan.instalments
    of.ask_to_cancel("开错了", SELLER, book.now)
    paid = book.pay(owed, "0.01")
    assert refused("SERVICE_CHARGE_PAID", lambda: take_out(book, of, plan)).metadata == {"paid": "0.01 CNY"}
    book.reverse(paid)
    dispute = book.dispute(owed, "1.00")
    refused("SERVICE_CHARGE_DISPUTED", lambda: take_out(book, of, plan))
    book.resolve(dispute)
    invoice = book.request(plan, of.gross)
    refused("SERVICE_CHARGE_INVOICED", lambda: take_out(book, of, plan))
    invoice.reject(plan, "先不开", book.journal(MANAGER))
    take_out(book, of, plan)
    assert (of.state, plan.state, owed.close_reason) == (ServiceChargeState.CANCELLED, PlanState.TERMINATED, CloseReason.CANCELLED)
    assert "PlanRevised" in said(plan)
    assert not book.drifts()
