"""余额复算: everything recomputed from the first entry and compared with what records say. `receivables.proof` says the same in SQL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.money import Money
from receivables.domain import funds
from receivables.domain.ledger import CLAIM_KINDS, FUND_KINDS, Account, Kind, Leg, Transaction, TransactionKind, imbalance, merged
from receivables.domain.plan import PaymentPlan
from receivables.domain.postings import holdings
from receivables.domain.receipt import Receipt
from receivables.domain.states import PlanState, ReceiptState


class DriftKind(StrEnum):
    """Where two figures that should be one differ."""

    TRANSACTION = "transaction"
    ACCOUNT = "account"
    INSTALMENT = "instalment"
    RECEIPT = "receipt"
    ALLOCATION = "allocation"
    PLAN = "plan"


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
    transactions: Iterable[Transaction], stored: Mapping[Account, int], plans: Iterable[PaymentPlan], receipts: Iterable[Receipt]
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
    ]


def _unbalanced(transactions: Iterable[Transaction]) -> Iterator[Drift]:
    for transaction in transactions:
        for (_, currency, _), minor in imbalance(transaction.legs).items():
            yield Drift(DriftKind.TRANSACTION, transaction.id, Money(currency, minor), Money.zero(currency))


def _accounts(computed: Mapping[Account, int], stored: Mapping[Account, int]) -> Iterator[Drift]:
    for account in computed.keys() | stored.keys():
        yield from _compare(DriftKind.ACCOUNT, account.subject_id, account.currency, computed.get(account, 0), stored.get(account, 0))


def _instalments(transactions: Sequence[Transaction], plans: Iterable[PaymentPlan]) -> Iterator[Drift]:
    """What is planned, and what is owed: by whom, in which layer, since when and due when. So ageing agrees by any of these."""
    held = [leg for plan in plans for instalment in plan.instalments for leg in holdings(instalment)]
    yield from _legs(DriftKind.INSTALMENT, _posted(transactions, (Kind.PLANNED, *CLAIM_KINDS)), held)


def _receipts(transactions: Sequence[Transaction], receipts: Sequence[Receipt]) -> Iterator[Drift]:
    """What is free and what is held in advance, and whose it is; and what came."""
    left = [leg for each in receipts for leg in (funds.unapplied(each, each.unapplied), funds.advance(each, each.advance))]
    yield from _legs(DriftKind.RECEIPT, [Leg(leg.account, -leg.minor) for leg in _posted(transactions, FUND_KINDS)], left)
    came: dict[UUID | None, int] = defaultdict(int)
    for transaction in transactions:
        if transaction.kind in (TransactionKind.RECEIPT, TransactionKind.RECEIPT_REVERSAL):
            for leg in _posted([transaction], FUND_KINDS):
                came[leg.account.subject_id] -= leg.minor
    for receipt in receipts:
        amount = 0 if receipt.state is ReceiptState.REVERSED else receipt.amount_minor
        yield from _compare(DriftKind.RECEIPT, receipt.id, receipt.currency, came.get(receipt.id, 0), amount)


def _allocations(plans: Iterable[PaymentPlan], receipts: Sequence[Receipt]) -> Iterator[Drift]:
    """The lines of what was paid or is held in advance, against what instalments say they got and what receipts say they gave."""
    paid: dict[UUID, int] = defaultdict(int)
    for receipt in receipts:
        for line in receipt.allocations:
            paid[line.instalment_id] += line.amount_minor
        given, lines = receipt.allocated + receipt.advance, sum(line.amount_minor for line in receipt.allocations)
        yield from _compare(DriftKind.ALLOCATION, receipt.id, receipt.currency, lines, given.minor)
    for plan in plans:
        for instalment in plan.instalments:
            got = instalment.paid + instalment.advance
            yield from _compare(DriftKind.ALLOCATION, instalment.id, plan.currency, paid.get(instalment.id, 0), got.minor)


def _plans(plans: Iterable[PaymentPlan]) -> Iterator[Drift]:
    for plan in plans:
        if plan.state is PlanState.ACTIVE:
            total = sum(instalment.amount_minor for instalment in plan.instalments if not instalment.is_cancelled)
            yield from _compare(DriftKind.PLAN, plan.id, plan.currency, total, plan.total_minor)


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
