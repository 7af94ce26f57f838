"""Plans and receipts come back from the database as they went in."""

from datetime import date

from chassis.messages import to_message
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.instalment import Instalment
from receivables.domain.revision import Line
from receivables.domain.terms import Term
from receivables.domain.version import PlanVersion
from tests.integration.receivables.conftest import Ledger
from tests.support.book import Book, yuan


async def test_a_plan_with_its_instalments_milestones_and_versions(ledger: Ledger) -> None:
    book = Book()
    plan = book.sign()
    book.reschedule(plan, date(2026, 4, 1))
    first, second, third = plan.instalments
    book.revise(plan, Line(first.id), Line(second.id), Line(third.id, Term(name="质保金", amount=yuan("30000.01"), trigger=third.trigger)))
    book.pay(first, "1000.00")
    await ledger.store(book)
    loaded = await ledger.load(type(plan), plan.id)
    assert to_message(pb.PaymentPlan, loaded) == to_message(pb.PaymentPlan, plan)
    assert [vars_of(each) for each in loaded.instalments] == [vars_of(each) for each in plan.instalments]  # type: ignore[union-attr]
    assert loaded.versions == []  # type: ignore[union-attr]  # a plan never looks back at them
    versions = await ledger.all(PlanVersion)
    assert [each.changes for each in versions] == [each.changes for each in plan.versions]
    assert to_message(pb.PlanVersion, versions[1]).moved_days == 30


async def test_a_receipt_with_its_allocations_and_reversals(ledger: Ledger) -> None:
    book = Book()
    plan = book.sign()
    receipt = book.pay(plan.instalments[0], "1000.00")
    book.reverse(receipt, receipt.allocations[0].id)
    book.hold(receipt, plan.instalments[1], "10.00")
    await ledger.store(book)
    loaded = await ledger.load(type(receipt), receipt.id)
    assert to_message(pb.Receipt, loaded) == to_message(pb.Receipt, receipt)
    assert len(to_message(pb.Receipt, receipt).allocations) == 3


async def test_what_is_derived_is_the_same_in_sql(ledger: Ledger) -> None:
    book = Book()
    plan = book.sign()
    book.pay(plan.instalments[0], "1000.00")
    book.terminate(plan)
    await ledger.store(book)
    async with ledger.session() as connection:
        rows = (await connection.exec_driver_sql("select open_minor, payment_state, time_state from instalment order by position")).all()
    assert [tuple(row) for row in rows] == [(i.open_minor, i.payment_state, i.time_state) for i in plan.instalments]


def vars_of(instalment: Instalment) -> dict[str, object]:
    return {name: value for name, value in vars(instalment).items() if not name.startswith("_") and name not in {"root", "search_grams"}}
