"""余额复算: everything recomputed from the first entry and compared with what records say. `receivables.proof` says the same in SQL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.money import Money
from receivables.domain import funds
from receivables.domain.bill import Bill
from receivables.domain.invoice import Invoice
from receivables.domain.ledger import (
    CLAIM_KINDS,
    FUND_KINDS,
    RELIEF_KINDS,
    Account,
    Kind,
    Leg,
    Transaction,
    TransactionKind,
    imbalance,
    merged,
)
from receivables.domain.plan import PaymentPlan
from receivables.domain.postings import holdings
from receivables.domain.receipt import Receipt
from receivables.domain.states import AllocationKind, PlanState, ReceiptState


class DriftKind(StrEnum):
    """Where two figures that should be one differ."""

    TRANSACTION = "transaction"
    ACCOUNT = "account"
    INSTALMENT = "instalment"
    RECEIPT = "receipt"
    ALLOCATION = "allocation"
    PLAN = "plan"
    COVERAGE = "coverage"
    # Cells and totals are the database's alone: what is owed, which the other kinds prove, once more as sums.
    AGEING = "ageing"
    BILL = "bill"


@dataclass(frozen=True, slots=True)
class Drift:
    kind: DriftKind
    subject_id: UUID | None
    computed: Money
    stored: Money


def balances(transactions: Iterable[Transaction]) -> dict[Account, int]:
    """What every account holds, from the first entry."""
    sums: dict[Account, int] = defaultdict(int)
    for transaction in transactions:
        for leg in transaction.legs:
            sums[leg.account] += leg.minor
    return dict(sums)


def drifts(
    transactions: Iterable[Transaction],
    stored: Mapping[Account, int],
    plans: Iterable[PaymentPlan],
    receipts: Iterable[Receipt],
    invoices: Iterable[Invoice] = (),
    bills: Iterable[Bill] = (),
) -> list[Drift]:
    """Every difference between the ledger and the records; none is what a book should show."""
    posted, plans, receipts = list(transactions), list(plans), list(receipts)
    return [
        *_unbalanced(posted),
        *_accounts(balances(posted), stored),
        *_instalments(posted, plans),
        *_receipts(posted, receipts),
        *_allocations(plans, receipts),
        *_plans(plans),
        *_coverage(plans, receipts, list(invoices)),
        *_bills(posted, bills),
    ]


def _unbalanced(transactions: Iterable[Transaction]) -> Iterator[Drift]:
    for transaction in transactions:
        for (_, currency, _), minor in imbalance(transaction.legs).items():
            yield Drift(DriftKind.TRANSACTION, transaction.id, Money(currency, minor), Money.zero(currency))


def _accounts(computed: Mapping[Account, int], stored: Mapping[Account, int]) -> Iterator[Drift]:
    for account in computed.keys() | stored.keys():
        yield from _compare(DriftKind.ACCOUNT, account.subject_id, account.currency, computed.get(account, 0), stored.get(account, 0))


def _instalments(transactions: Sequence[Transaction], plans: Sequence[PaymentPlan]) -> Iterator[Drift]:
    """What is planned, and what is owed: by whom, in which layer, since when and due when. So ageing agrees by any of these. And what of
    it nobody pays any more."""
    held = [leg for plan in plans for instalment in plan.instalments for leg in holdings(instalment)]
    yield from _legs(DriftKind.INSTALMENT, _posted(transactions, (Kind.PLANNED, *CLAIM_KINDS)), held)
    relieved = defaultdict[tuple[UUID | None, bool], int](int)
    for leg in _posted(transactions, RELIEF_KINDS):
        relieved[leg.account.subject_id, leg.account.kind is Kind.WRITE_OFF] += leg.minor
    for each in (instalment for plan in plans for instalment in plan.instalments):
        stored = {True: each.written_off_minor, False: each.relieved_minor - each.written_off_minor}
        for bad, minor in stored.items():
            yield from _compare(DriftKind.INSTALMENT, each.id, each.currency, relieved.get((each.id, bad), 0), minor)


def _receipts(transactions: Sequence[Transaction], receipts: Sequence[Receipt]) -> Iterator[Drift]:
    """What is free and what is held in advance, and whose it is; what came, and what went back."""
    left = [leg for each in receipts for leg in _left(each)]
    yield from _legs(DriftKind.RECEIPT, [Leg(leg.account, -leg.minor) for leg in _posted(transactions, FUND_KINDS)], left)
    came = _moved(transactions, TransactionKind.RECEIPT, TransactionKind.RECEIPT_REVERSAL)
    went = _moved(transactions, TransactionKind.REFUND, TransactionKind.REFUND_REVERSAL)
    for receipt in receipts:
        amount = 0 if receipt.state is ReceiptState.REVERSED else receipt.amount_minor
        yield from _compare(DriftKind.RECEIPT, receipt.id, receipt.currency, came.get(receipt.id, 0), amount)
        yield from _compare(DriftKind.RECEIPT, receipt.id, receipt.currency, -went.get(receipt.id, 0), receipt.refunded_minor)


def _moved(transactions: Iterable[Transaction], *kinds: TransactionKind) -> dict[UUID | None, int]:
    """By receipt: what came by transactions of these kinds, less than nothing where it went."""
    sums: dict[UUID | None, int] = defaultdict(int)
    for leg in _posted([each for each in transactions if each.kind in kinds], FUND_KINDS):
        sums[leg.account.subject_id] -= leg.minor
    return sums


def _left(receipt: Receipt) -> tuple[Leg, ...]:
    return (
        funds.unapplied(receipt, receipt.unapplied),
        funds.advance(receipt, receipt.advance),
        funds.in_bills(receipt, receipt.in_bills),
    )


def _bills(transactions: Sequence[Transaction], bills: Iterable[Bill]) -> Iterator[Drift]:
    """What notes hold, against the bills in our hands."""
    held: dict[UUID | None, int] = defaultdict(int)
    for leg in _posted(transactions, (Kind.NOTES,)):
        held[leg.account.subject_id] += leg.minor
    for bill in bills:
        yield from _compare(DriftKind.BILL, bill.id, bill.currency, held[bill.id], bill.amount_minor if bill.state.is_ours else 0)


def _allocations(plans: Iterable[PaymentPlan], receipts: Sequence[Receipt]) -> Iterator[Drift]:
    """The lines of what was paid or is held in advance, against what instalments say they got of money and what receipts say they gave."""
    paid: dict[UUID, int] = defaultdict(int)
    for receipt in receipts:
        for line in receipt.allocations:
            paid[line.instalment_id] += line.amount_minor
        given, lines = receipt.allocated + receipt.advance + receipt.in_bills, sum(line.amount_minor for line in receipt.allocations)
        yield from _compare(DriftKind.ALLOCATION, receipt.id, receipt.currency, lines, given.minor)
    for plan in plans:
        for instalment in plan.instalments:
            got = instalment.paid - instalment.relieved + instalment.advance + instalment.in_bills
            yield from _compare(DriftKind.ALLOCATION, instalment.id, plan.currency, paid.get(instalment.id, 0), got.minor)


def _plans(plans: Iterable[PaymentPlan]) -> Iterator[Drift]:
    for plan in plans:
        if plan.state is PlanState.ACTIVE:
            total = sum(
                instalment.amount_minor for instalment in plan.instalments if not (instalment.is_cancelled or instalment.is_late_interest)
            )
            yield from _compare(DriftKind.PLAN, plan.id, plan.currency, total, plan.total_minor)


def _coverage(plans: Iterable[PaymentPlan], receipts: Iterable[Receipt], invoices: Sequence[Invoice]) -> Iterator[Drift]:
    """What invoices cover, against what instalments say is invoiced, and what of what is paid credits paid."""
    covered, credited, reduced = defaultdict[UUID, int](int), defaultdict[UUID, int](int), defaultdict[UUID, int](int)
    for invoice in invoices:
        for line in invoice.coverage:
            covered[line.instalment_id] += line.covered_minor
        if invoice.original_id is not None and invoice.state.is_issued:
            reduced[invoice.original_id] -= invoice.gross_minor
    for credit in receipts:
        for paid in credit.allocations if credit.is_credit else ():
            credited[paid.instalment_id] += paid.amount_minor if paid.kind is AllocationKind.CLAIM else 0
    for instalment in (each for plan in plans for each in plan.instalments):
        yield from _compare(DriftKind.COVERAGE, instalment.id, instalment.currency, covered[instalment.id], instalment.invoiced_minor)
        yield from _compare(DriftKind.COVERAGE, instalment.id, instalment.currency, credited[instalment.id], instalment.credited_minor)
    for invoice in invoices:
        lines = sum(line.covered_minor for line in invoice.coverage)
        yield from _compare(DriftKind.COVERAGE, invoice.id, invoice.currency, lines, invoice.covered_minor)
        yield from _compare(DriftKind.COVERAGE, invoice.id, invoice.currency, reduced[invoice.id], invoice.reduced_minor)


def _posted(transactions: Iterable[Transaction], kinds: Sequence[Kind]) -> list[Leg]:
    return [leg for transaction in transactions for leg in transaction.legs if leg.account.kind in kinds]


def _legs(kind: DriftKind, posted: Iterable[Leg], held: Iterable[Leg]) -> Iterator[Drift]:
    """Where what was posted to an account under some days is not what the records hold under them."""
    computed, stored = ({(leg.account, leg.claim_date, leg.due_date): leg.minor for leg in merged(legs)} for legs in (posted, held))
    for key in dict.fromkeys((*computed, *stored)):
        yield from _compare(kind, key[0].subject_id, key[0].currency, computed.get(key, 0), stored.get(key, 0))


def _compare(kind: DriftKind, subject_id: UUID | None, currency: str, computed: int, stored: int) -> Iterator[Drift]:
    if computed != stored:
        yield Drift(kind, subject_id, Money(currency, computed), Money(currency, stored))
