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
    an invoice is issued        invoice              receivable_invoiced (instalment)       receivable_not_invoiced (instalment)
    it is taken back in red     red_invoice          receivable_not_invoiced (instalment)   receivable_invoiced (instalment)
    ... and leaves a credit     receipt              contract_claims (contract)             unapplied (receipt)
    money goes back             refund               unidentified or unapplied (receipt)    cash (bank account)
    a claim is written off      write_off            write_off (instalment)                 claim (instalment)
    its last cents are          rounding             rounding (instalment)                  claim (instalment)
    a bank kept a fee           bank_fee             bank_fee (instalment)                  claim (instalment)
    late interest is claimed    late_interest        claim (instalment)                     late_interest (instalment)
    ... and waived              late_interest_waiver late_interest_waiver (instalment)      claim (instalment)
    a period's provision grows  provision            provision_expense                      provision
    a foreign claim was worth
    more when it was paid       exchange_realised    exchange_adjustment (currency)         exchange (currency)
    ... or at a period's end    exchange_revaluation exchange_adjustment (currency)         exchange (currency); back on the day after
    one of these is taken back  ..._reversal         the same the other way round; of a write-off it is called its recovery

    a company brings along
    what customers owe          opening_balance          claim (instalment)                     opening_balance (opening balances)
    ... and paid in advance     receipt                  opening_balance (opening balances)     unapplied (receipt)
    it is taken back            opening_balance_reversal, receipt_reversal: the same the other way round

    a bill that does not count
    yet is to pay a claim       bill_cover               unapplied (receipt)                    in_bills (receipt)
    ... and is not any more     bill_cover_release       in_bills (receipt)                     unapplied (receipt)
    a bill is split             bill_split               notes (each part)                      notes (bill)
    it pays a supplier          bill_endorsement         set_off (bill)                         notes (bill)
    a bank discounts it         bill_discount            cash (bank account) and                notes (bill)
                                                         discount_interest (bill)
    it is paid                  bill_payment             cash (bank account)                    notes (bill)
    it is not paid              bill_dishonour           unapplied (receipt)                    notes, set_off (bill) or cash: where
                                                                                                it lies
    a step is taken back        bill_reversal            notes (bill)                           what the step had debited

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
    IN_BILLS = "in_bills"
    BANK_FEE = "bank_fee"
    ROUNDING = "rounding"
    EXCHANGE = "exchange"
    EXCHANGE_ADJUSTMENT = "exchange_adjustment"
    DISCOUNT_INTEREST = "discount_interest"
    PROVISION = "provision"
    PROVISION_EXPENSE = "provision_expense"
    WRITE_OFF = "write_off"
    LATE_INTEREST = "late_interest"
    LATE_INTEREST_WAIVER = "late_interest_waiver"
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
FUND_KINDS = (Kind.UNIDENTIFIED, Kind.UNAPPLIED, Kind.ADVANCE, Kind.IN_BILLS)
# What of claims is not paid any more; the subject is the instalment.
RELIEF_KINDS = (Kind.WRITE_OFF, Kind.ROUNDING, Kind.BANK_FEE, Kind.LATE_INTEREST_WAIVER)


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
    INVOICE = "invoice"
    RED_INVOICE = "red_invoice"
    REFUND = "refund"
    REFUND_REVERSAL = "refund_reversal"
    WRITE_OFF = "write_off"
    WRITE_OFF_REVERSAL = "write_off_reversal"
    ROUNDING = "rounding"
    ROUNDING_REVERSAL = "rounding_reversal"
    BANK_FEE = "bank_fee"
    BANK_FEE_REVERSAL = "bank_fee_reversal"
    LATE_INTEREST = "late_interest"
    LATE_INTEREST_WAIVER = "late_interest_waiver"
    LATE_INTEREST_WAIVER_REVERSAL = "late_interest_waiver_reversal"
    PROVISION = "provision"
    PROVISION_REVERSAL = "provision_reversal"
    EXCHANGE_REALISED = "exchange_realised"
    EXCHANGE_REALISED_REVERSAL = "exchange_realised_reversal"
    EXCHANGE_REVALUATION = "exchange_revaluation"
    EXCHANGE_REVALUATION_REVERSAL = "exchange_revaluation_reversal"
    BILL_COVER = "bill_cover"
    BILL_COVER_RELEASE = "bill_cover_release"
    BILL_SPLIT = "bill_split"
    BILL_ENDORSEMENT = "bill_endorsement"
    BILL_DISCOUNT = "bill_discount"
    BILL_PAYMENT = "bill_payment"
    BILL_DISHONOUR = "bill_dishonour"
    BILL_REVERSAL = "bill_reversal"
    OPENING_BALANCE = "opening_balance"
    OPENING_BALANCE_REVERSAL = "opening_balance_reversal"


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
