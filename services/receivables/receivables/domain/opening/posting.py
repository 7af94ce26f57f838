"""Opening balances as plans, receipts and entries of the ledger, and out of the books again.

What customers owe is debited to the accounts of its claims and what they paid in advance is credited to that of its money, both against
the opening balance (Kind.OPENING_BALANCE, subject: the opening balances that brought it). Nothing of it is announced: it is long known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.calendar import Calendar, Rule
from chassis.errors import precondition
from chassis.ids import derived_id
from chassis.money import Money
from receivables.domain import funds
from receivables.domain.contract import Belonging
from receivables.domain.dunning import DunningPolicy
from receivables.domain.journal import Journal
from receivables.domain.ledger import Account, Kind, Leg, TransactionKind
from receivables.domain.opening.balance import OpeningBalance
from receivables.domain.opening.line import OpeningLine
from receivables.domain.plan import Brought, PaymentPlan
from receivables.domain.postings import difference
from receivables.domain.receipt import Receipt
from receivables.domain.states import Basis, ReceiptState, Tender
from receivables.domain.terms import Term
from receivables.domain.triggers import Anchor, Credit, Offset, OffsetUnit, Trigger


@dataclass(frozen=True, slots=True)
class Debtor:
    """What of a customer its opening balances go by."""

    belonging: Belonging
    payment_day: int = 0


def plans_of(
    opening: OpeningBalance,
    lines: Sequence[OpeningLine],
    debtors: Mapping[UUID, Debtor],
    *,
    dunning: DunningPolicy,
    calendar: Calendar,
    journal: Journal,
) -> list[PaymentPlan]:
    """One per document and currency, with its lines as instalments that are owed. Ageing counts from their own days."""
    documents: dict[tuple[UUID, str, str], list[OpeningLine]] = {}
    for line in lines:
        if not line.is_advance:
            documents.setdefault(line.document, []).append(line)
    return [
        _plan(opening, document, debtors[document[0].customer_id], dunning=dunning, calendar=calendar, journal=journal)
        for document in documents.values()
    ]


def _plan(
    opening: OpeningBalance,
    lines: Sequence[OpeningLine],
    debtor: Debtor,
    *,
    dunning: DunningPolicy,
    calendar: Calendar,
    journal: Journal,
) -> PaymentPlan:
    first = lines[0]
    contract_id = derived_id("opening_contract", opening.id, *first.document)
    plan = PaymentPlan(
        id=derived_id("payment_plan", opening.tenant_id, contract_id),
        basis=Basis.OPENING_BALANCE,
        tenant_id=opening.tenant_id,
        create_time=journal.now,
        update_time=journal.now,
        contract_id=contract_id,
        contract_number=first.document_number,
        customer_id=first.customer_id,
        legal_entity_id=opening.legal_entity_id,
        opening_balance_id=opening.id,
        currency=first.amount.currency,
        total_minor=sum(line.amount.minor for line in lines),
        effective_date=min(line.original_date for line in lines),
        # The days are those of the old books, whatever day of the week they were.
        non_working_day_rule=Rule.NONE,
        dunning=dunning,
        payment_day=debtor.payment_day,
    )
    plan.belong(debtor.belonging)
    with difference(plan.instalments) as legs:
        plan.bring(map(_brought, lines), calendar=calendar, journal=journal)
    _post(opening, TransactionKind.OPENING_BALANCE, legs, journal)
    return plan


def _brought(line: OpeningLine) -> Brought:
    since, due = line.original_date, line.due_date or line.original_date
    term = Term(
        name=line.name or line.document_number,
        trigger=Trigger((Anchor(fixed_date=since),)),
        amount=line.amount,
        layer=line.kind.layer,
        credit=Credit(offset=Offset((due - since).days, OffsetUnit.DAYS)) if due > since else None,
    )
    return Brought(line.id, term, line.amount, since, due)


def receipts_of(opening: OpeningBalance, lines: Iterable[OpeningLine], debtors: Mapping[UUID, Debtor], journal: Journal) -> list[Receipt]:
    """What customers paid in advance, as money that is theirs and unapplied; entered by who loaded it."""
    return [_receipt(opening, line, debtors[line.customer_id].belonging, journal) for line in lines if line.is_advance]


def _receipt(opening: OpeningBalance, line: OpeningLine, belonging: Belonging, journal: Journal) -> Receipt:
    receipt = Receipt(
        id=line.id,
        tenant_id=opening.tenant_id,
        create_time=journal.now,
        update_time=journal.now,
        owner_id=belonging.owner_id,
        team_id=belonging.team_id,
        shared_with=list(belonging.shared_with),
        legal_entity_id=opening.legal_entity_id,
        customer_id=line.customer_id,
        opening_balance_id=opening.id,
        tender=Tender.BANK,
        currency=line.amount.currency,
        amount_minor=line.amount.minor,
        unapplied_minor=line.amount.minor,
        received_date=line.original_date,
        payer_name=line.customer_name,
        memo=" ".join(filter(None, (line.document_number, line.name))),
        entered_by=opening.asked_by,
    )
    _post(opening, TransactionKind.RECEIPT, [funds.unapplied(receipt, -receipt.amount)], journal)
    return receipt


def take_back(opening: OpeningBalance, plans: Sequence[PaymentPlan], receipts: Sequence[Receipt], journal: Journal) -> None:
    """Everything goes out of the books again. Raises OPENING_USED where something hangs on any of it."""
    for plan in plans:
        if not plan.is_as_brought:
            raise _used(plan.contract_number)
    for receipt in receipts:
        if receipt.unapplied != receipt.amount or receipt.pending_reversal is not None:
            raise _used(receipt.number)
    for plan in plans:
        with difference(plan.instalments) as legs:
            plan.leave()
        _post(opening, TransactionKind.OPENING_BALANCE_REVERSAL, legs, journal, back=True)
    for receipt in receipts:
        _post(opening, TransactionKind.RECEIPT_REVERSAL, [funds.unapplied(receipt, receipt.unapplied)], journal, back=True)
        receipt.unapplied, receipt.state = Money.zero(receipt.currency), ReceiptState.REVERSED


def _used(number: str) -> Exception:
    detail = f"Something was paid, used, invoiced, promised, disputed or changed of {number}; take that back first."
    return precondition("OPENING_USED", detail, number=number)


def _post(opening: OpeningBalance, kind: TransactionKind, legs: Sequence[Leg], journal: Journal, *, back: bool = False) -> None:
    contra = [Leg(_contra(opening, leg.account.currency), -leg.minor) for leg in legs]
    journal.post(kind, [*legs, *contra], on=journal.today if back else opening.cut_over_date)


def _contra(opening: OpeningBalance, currency: str) -> Account:
    return Account(legal_entity_id=opening.legal_entity_id, kind=Kind.OPENING_BALANCE, currency=currency, subject_id=opening.id)
