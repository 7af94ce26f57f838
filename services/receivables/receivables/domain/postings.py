"""Instalments and receipts as the ledger sees them. See the table of ledger.py.

What an instalment holds is a function of its state alone, and a transaction posts the difference that an event makes. So the
ledger cannot say anything else than the instalments do.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.ledger import Account, Kind, Leg, TransactionKind, merged
from receivables.domain.states import ClaimState
from receivables.domain.terms import Layer


def holdings(instalment: Instalment) -> list[Leg]:
    """What the accounts of an instalment hold. Of a receivable, payments settle the invoiced part first; a credit settles the other one,
    which the red invoice that it comes from has made."""
    if instalment.claim_state is ClaimState.PLANNED:
        return [Leg(_account(instalment, Kind.PLANNED), instalment.amount_minor)]
    held = _claims(instalment, instalment.open.minor)
    return [Leg(_account(instalment, kind), minor, instalment.claim_date, instalment.due_date) for kind, minor in held.items() if minor]


def _claims(instalment: Instalment, owed: int) -> dict[Kind, int]:
    match instalment.layer:
        case Layer.RETENTION:
            return {Kind.RETENTION: owed}
        case Layer.ADVANCE:
            return {Kind.ADVANCE_CLAIM: owed}
        case Layer.NORMAL:
            invoiced = min(owed, max(0, instalment.invoiced_minor + instalment.credited_minor - instalment.paid_minor))
            return {Kind.RECEIVABLE_INVOICED: invoiced, Kind.RECEIVABLE_NOT_INVOICED: owed - invoiced}


@contextmanager
def difference(instalments: Sequence[Instalment]) -> Iterator[list[Leg]]:
    """The legs that what happens inside makes of the instalments, filled at its end. What is added inside held nothing before."""
    before = [leg for instalment in instalments for leg in holdings(instalment)]
    legs: list[Leg] = []
    yield legs
    after = [leg for instalment in instalments for leg in holdings(instalment)]
    legs += merged([*(_negative(leg) for leg in before), *after])


@contextmanager
def posting(journal: Journal, kind: TransactionKind, instalments: Sequence[Instalment], *, on: date) -> Iterator[None]:
    """Posts what happens inside to the instalments, against the contract or the income from late
    interest: all that makes or ends a plan or a claim."""
    with difference(instalments) as legs:
        yield
    by_id = {instalment.id: instalment for instalment in instalments}
    journal.post(kind, [*legs, *(_contra(by_id[leg.account.subject_id], leg) for leg in legs if leg.account.subject_id)], on=on)


def _contra(instalment: Instalment, leg: Leg) -> Leg:
    kind = Kind.PLANNED_CONTRA if leg.account.kind.is_memorandum else Kind.CONTRACT_CLAIMS
    if instalment.is_late_interest:
        kind = Kind.LATE_INTEREST
    account = Account(
        legal_entity_id=instalment.legal_entity_id,
        kind=kind,
        currency=instalment.currency,
        customer_id=instalment.customer_id,
        subject_id=instalment.id if instalment.is_late_interest else instalment.contract_id,
    )
    return Leg(account, -leg.minor)


def _account(instalment: Instalment, kind: Kind) -> Account:
    return Account(
        legal_entity_id=instalment.legal_entity_id,
        kind=kind,
        currency=instalment.currency,
        customer_id=instalment.customer_id,
        subject_id=instalment.id,
    )


def _negative(leg: Leg) -> Leg:
    return Leg(leg.account, -leg.minor, leg.claim_date, leg.due_date)
