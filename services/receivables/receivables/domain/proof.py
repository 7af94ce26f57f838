"""余额复算: everything recomputed from the first entry and compared with what records say. `receivables.proof` says the same in SQL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.money import Money
from receivables.domain.ledger import CLAIM_KINDS, Account, Kind, Transaction, imbalance
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import ClaimState, PlanState


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
    computed = balances(posted)
    return [
        *_unbalanced(posted),
        *_accounts(computed, stored),
        *_instalments(computed, plans),
        *_receipts(computed, receipts),
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


def _instalments(computed: Mapping[Account, int], plans: Iterable[PaymentPlan]) -> Iterator[Drift]:
    """What is planned, and what is owed in whatever layer."""
    planned, owed = _by_subject(computed, (Kind.PLANNED,)), _by_subject(computed, CLAIM_KINDS)
    for plan in plans:
        for instalment in plan.instalments:
            waits, id, currency = instalment.claim_state is ClaimState.PLANNED, instalment.id, plan.currency
            yield from _compare(DriftKind.INSTALMENT, id, currency, planned.get(id, 0), instalment.amount_minor if waits else 0)
            yield from _compare(DriftKind.INSTALMENT, id, currency, owed.get(id, 0), 0 if waits else instalment.open.minor)


def _receipts(computed: Mapping[Account, int], receipts: Iterable[Receipt]) -> Iterator[Drift]:
    """What is free, and what is held in advance."""
    free, held = _by_subject(computed, (Kind.UNIDENTIFIED, Kind.UNAPPLIED)), _by_subject(computed, (Kind.ADVANCE,))
    for receipt in receipts:
        yield from _compare(DriftKind.RECEIPT, receipt.id, receipt.currency, -free.get(receipt.id, 0), receipt.unapplied_minor)
        yield from _compare(DriftKind.RECEIPT, receipt.id, receipt.currency, -held.get(receipt.id, 0), receipt.advance_minor)


def _allocations(plans: Iterable[PaymentPlan], receipts: Iterable[Receipt]) -> Iterator[Drift]:
    """What receipts say they paid or hold in advance, against what instalments say they got."""
    paid: dict[UUID, int] = defaultdict(int)
    for receipt in receipts:
        for line in receipt.allocations:
            paid[line.instalment_id] += line.amount_minor
    for plan in plans:
        for instalment in plan.instalments:
            got = instalment.paid + instalment.advance
            yield from _compare(DriftKind.ALLOCATION, instalment.id, plan.currency, paid.get(instalment.id, 0), got.minor)


def _plans(plans: Iterable[PaymentPlan]) -> Iterator[Drift]:
    for plan in plans:
        if plan.state is PlanState.ACTIVE:
            total = sum(instalment.amount_minor for instalment in plan.instalments if not instalment.is_cancelled)
            yield from _compare(DriftKind.PLAN, plan.id, plan.currency, total, plan.total_minor)


def _by_subject(computed: Mapping[Account, int], kinds: Iterable[Kind]) -> dict[UUID, int]:
    wanted, sums = set(kinds), defaultdict[UUID, int](int)
    for account, minor in computed.items():
        if account.kind in wanted and account.subject_id is not None:
            sums[account.subject_id] += minor
    return sums


def _compare(kind: DriftKind, subject_id: UUID | None, currency: str, computed: int, stored: int) -> Iterator[Drift]:
    if computed != stored:
        yield Drift(kind, subject_id, Money(currency, computed), Money(currency, stored))
