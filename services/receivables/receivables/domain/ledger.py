"""The ledger: double entry, append-only, in whole minor units. Debit is positive, credit is negative.

An account is a legal entity, a kind, a currency and, by the kind, a customer and a subject. What each event posts:

    event                       transaction          debit                                  credit
    a plan is made              plan                 planned (instalment)                   planned_contra (contract)
    a claim arises              claim                planned_contra (contract)              planned (instalment)
                                                     claim (instalment)                     contract_claims (contract)
    a plan is revised           revision             by difference, as above for what is more, the other way round for what is less;
                                                     a due date moves from one leg of the claim to another
    a contract is terminated    termination          planned_contra (contract)              planned (instalment)
    a receipt is recorded       receipt              cash (bank account), notes (bill)      unidentified or, with a customer,
                                                     or set_off                             unapplied (receipt)
    a receipt is identified     identification       unidentified, or unapplied of the      unapplied (receipt)
                                                     customer before (receipt)
    money is held in advance    advance              unapplied (receipt)                    advance (receipt)
    ... and released            advance_release      advance (receipt)                      unapplied (receipt)
    a receipt pays              allocation           unapplied (receipt)                    claim (instalment)
    an allocation is reversed   allocation_reversal  claim (instalment)                     unapplied (receipt)
    a receipt is reversed       receipt_reversal     unidentified or unapplied (receipt)    cash, notes or set_off

In brackets the subject. "claim" is the account of the instalment's layer: receivable_not_invoiced or receivable_invoiced,
retention, or advance_claim. Accounts of plans, claims and funds name the customer too.

Every transaction balances per legal entity and currency, the memorandum accounts (planned, planned_contra) for themselves. Entries
of a claim carry its claim date and due date, so that any ageing is a sum over entries. Accounts of kinds with a limit never pass
zero to the wrong side: an instalment is never paid twice, a receipt never spent twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from uuid import UUID

from chassis.money import Money


class Side(Enum):
    """On which side of zero a balance may lie."""

    DEBIT = "debit"
    CREDIT = "credit"
    EITHER = "either"


class Kind(StrEnum):
    """Kinds of accounts. Those that no event posts to yet are known to the database all the same."""

    PLANNED = "planned"
    PLANNED_CONTRA = "planned_contra"
    RECEIVABLE_NOT_INVOICED = "receivable_not_invoiced"
    RECEIVABLE_INVOICED = "receivable_invoiced"
    RETENTION = "retention"
    ADVANCE_CLAIM = "advance_claim"
    CONTRACT_CLAIMS = "contract_claims"
    CASH = "cash"
    NOTES = "notes"
    SET_OFF = "set_off"
    UNIDENTIFIED = "unidentified"
    UNAPPLIED = "unapplied"
    ADVANCE = "advance"
    BANK_FEE = "bank_fee"
    ROUNDING = "rounding"
    EXCHANGE = "exchange"
    DISCOUNT_INTEREST = "discount_interest"
    PROVISION = "provision"
    PROVISION_EXPENSE = "provision_expense"
    WRITE_OFF = "write_off"
    INTER_COMPANY = "inter_company"
    OPENING_BALANCE = "opening_balance"

    @property
    def is_memorandum(self) -> bool:
        """Balanced for itself, and part of no figure of the books."""
        return self in (Kind.PLANNED, Kind.PLANNED_CONTRA)

    @property
    def side(self) -> Side:
        if self in CLAIM_KINDS or self in (Kind.PLANNED, Kind.NOTES):
            return Side.DEBIT
        return Side.CREDIT if self in (Kind.PLANNED_CONTRA, Kind.PROVISION, *FUND_KINDS) else Side.EITHER


RECEIVABLE_KINDS = (Kind.RECEIVABLE_NOT_INVOICED, Kind.RECEIVABLE_INVOICED)
# What a customer owes, in all layers; the subject is the instalment.
CLAIM_KINDS = (*RECEIVABLE_KINDS, Kind.RETENTION, Kind.ADVANCE_CLAIM)
# What came and is not used up; the subject is the receipt.
FUND_KINDS = (Kind.UNIDENTIFIED, Kind.UNAPPLIED, Kind.ADVANCE)


class TransactionKind(StrEnum):
    """Which event of the domain posted it."""

    PLAN = "plan"
    CLAIM = "claim"
    REVISION = "revision"
    TERMINATION = "termination"
    RECEIPT = "receipt"
    IDENTIFICATION = "identification"
    ADVANCE = "advance"
    ADVANCE_RELEASE = "advance_release"
    ALLOCATION = "allocation"
    ALLOCATION_REVERSAL = "allocation_reversal"
    RECEIPT_REVERSAL = "receipt_reversal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of a tenant."""

    legal_entity_id: UUID
    kind: Kind
    currency: str
    customer_id: UUID | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a double entry. Legs of claims carry the days that they are aged by."""

    account: Account
    minor: int
    claim_date: date | None = None
    due_date: date | None = None

    @property
    def amount(self) -> Money:
        return Money(self.account.currency, self.minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """What one event posted: its business day, the day that decides the fiscal period, and when it became known."""

    id: UUID
    tenant_id: UUID
    kind: TransactionKind
    business_date: date
    posting_date: date
    create_time: datetime
    cause: str
    legs: tuple[Leg, ...]


def merged(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Legs to the same account with the same days as one, in a stable order; those that come to nothing are left out."""
    sums: dict[tuple[Account, date | None, date | None], int] = defaultdict(int)
    for leg in legs:
        sums[leg.account, leg.claim_date, leg.due_date] += leg.minor
    return tuple(Leg(account, minor, claimed, due) for (account, claimed, due), minor in sums.items() if minor)


def imbalance(legs: Iterable[Leg]) -> dict[tuple[UUID, str, bool], int]:
    """What legs are off by, per legal entity, currency and memorandum or not; empty when they balance."""
    sums: dict[tuple[UUID, str, bool], int] = defaultdict(int)
    for leg in legs:
        sums[leg.account.legal_entity_id, leg.account.currency, leg.account.kind.is_memorandum] += leg.minor
    return {key: minor for key, minor in sums.items() if minor}
