"""Invoices in red (红字发票): what takes back another invoice, as a whole or in part, and what the customer has to its credit by it.

An invoice that was issued in error is only taken back: its instalments are to be invoiced anew, and owed as they were. By goods that come
back, a service that ends or an allowance the customer owes less: what the red invoice takes from instalments becomes a credit, which pays
what is open of them. What was paid already cannot be paid again, so that much of the credit stays unapplied: the customer's money, with
an owner, like that of any receipt. Nothing is credited of instalments that were cancelled, for nobody owes them.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.calendar import Calendar
from chassis.errors import invalid, precondition
from chassis.money import Money, positive
from receivables.domain import invoice_facts as facts
from receivables.domain.invoice import Invoice
from receivables.domain.invoice_line import Amounts, parts_in_red
from receivables.domain.invoice_parts import PrintedNumber, Wanted
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import ClaimState, InvoiceState, RedReason, Tender


def request_red(
    original: Invoice,
    reds: Sequence[Invoice],
    *,
    id: UUID,
    reason: RedReason,
    amount: Money | None,
    wanted: Sequence[Wanted],
    note: str,
    journal: Journal,
) -> Invoice:
    """The application for it. `reds` are those that were asked for and not rejected: an invoice is reduced once only.

    Raises NOTHING_TO_REVERSE and RED_TOO_LARGE.
    """
    if original.is_red or not original.type.is_tax or not original.state.is_issued:
        raise precondition("NOTHING_TO_REVERSE", "Only a tax invoice that is issued is taken back in red.", state=original.state.value)
    left = original.gross - _sum(original, (-red.gross for red in reds))
    if not left:
        raise precondition("NOTHING_TO_REVERSE", "All of this invoice is taken back already, or asked to be.", state=original.state.value)
    gross = left if amount is None else positive("amount", amount)
    if gross > left:
        raise precondition("RED_TOO_LARGE", f"Only {left} of the invoice is left.", available=str(left))
    red = _empty(original, id, reason, note, journal)
    parts = parts_in_red([line.tax_rate for line in original.lines], _left(original, reds), gross)
    for line, part in zip(original.lines, parts, strict=True):
        if part.net or part.tax:
            said = {"description": line.description, "specification": line.specification, "unit": line.unit, "tax_rate": line.tax_rate}
            unpriced = {"quantity": None, "unit_price": None, "price_is_net": False}
            red.add_line(Amounts(-part.net, -part.tax), {**said, **unpriced}, journal, original_position=line.position)
    for instalment_id, taken in _to_take(original, reds, gross, wanted).items():
        red.add_coverage(instalment_id, taken, journal)
    red.requested_by = journal.by
    red.add_step(InvoiceState.REQUESTED, journal.today, journal, note)
    red.record(facts.requested(red))
    return red


def issue_red(
    red: Invoice,
    original: Invoice,
    plan: PaymentPlan,
    printed: PrintedNumber,
    *,
    on: date | None,
    credit_id: UUID,
    calendar: Calendar,
    journal: Journal,
    evidence: Sequence[UUID] = (),
) -> Receipt | None:
    """The tax system has issued it: it takes back what it names, and gives the credit where there is one.

    Raises CONFIRMATION_MISSING while both sides have not agreed.
    """
    if not red.confirmation_number:
        raise precondition("CONFIRMATION_MISSING", "Record the confirmation of both sides (红字信息确认单) first.")
    red.take_number(printed, journal, on=on)
    day = red.issue_date or journal.today
    taken = _take(red, original)
    plan.cover({id: -amount for id, amount in taken.items() if amount}, on=day, calendar=calendar, journal=journal)
    red.add_step(InvoiceState.ISSUED, day, journal, evidence=evidence)
    credit = _credit(red, plan, taken, credit_id, journal)
    if not original.live_gross:
        original.add_step(InvoiceState.REVERSED, day, journal, red.invoice_number)
    original.tell(plan, day)
    red.record(facts.issued(red, [plan.instalment(id) for id in taken]))
    zero = Money.zero(red.currency)
    amounts = (credit.amount, credit.unapplied) if credit else (zero, zero)
    original.record(facts.reversed_by(original, red, *amounts))
    return credit


def confirm(red: Invoice, number: str, journal: Journal, *, on: date | None = None) -> None:
    """Both sides agree (红字信息确认单). Raises DomainError for what is no red invoice, or issued."""
    if not red.is_red or red.state not in (InvoiceState.REQUESTED, InvoiceState.APPROVED):
        raise precondition("NOTHING_TO_CONFIRM", "Only a red invoice that is not issued yet is confirmed.", state=red.state.value)
    if not number.strip():
        raise invalid("confirmation_number", "Say the number of the confirmation.", "CONFIRMATION_MISSING")
    if on is not None and on > journal.today:
        raise invalid("confirm_date", f"{on} has not come yet.", "DAY_IN_FUTURE")
    red.confirmation_number, red.confirm_date = number, on or journal.today


def _empty(original: Invoice, id: UUID, reason: RedReason, note: str, journal: Journal) -> Invoice:
    red = Invoice(
        id=id,
        tenant_id=original.tenant_id,
        create_time=journal.now,
        update_time=journal.now,
        payment_plan_id=original.payment_plan_id,
        contract_id=original.contract_id,
        contract_number=original.contract_number,
        customer_id=original.customer_id,
        legal_entity_id=original.legal_entity_id,
        business_unit=original.business_unit,
        product_line=original.product_line,
        region=original.region,
        type=original.type,
        invoicee=original.invoicee,
        currency=original.currency,
        original_id=original.id,
        red_reason=reason,
        remark=note,
    )
    red.owner_id, red.team_id, red.shared_with = original.owner_id, original.team_id, list(original.shared_with)
    return red


def _left(original: Invoice, reds: Sequence[Invoice]) -> list[Amounts]:
    """What no red invoice has taken of each line. Theirs carry its description and rate, in its order."""
    found = []
    for line in original.lines:
        net, tax = line.net, line.tax
        for red in reds:
            for each in red.lines:
                if each.original_position == line.position:
                    net, tax = net + each.net, tax + each.tax
        found.append(Amounts(net, tax))
    return found


def _to_take(original: Invoice, reds: Sequence[Invoice], gross: Money, wanted: Sequence[Wanted]) -> dict[UUID, Money]:
    """What of the coverage goes with so much of the gross: what is asked for; else first what covers nothing, then the last line first."""
    waiting = [red for red in reds if red.state in (InvoiceState.REQUESTED, InvoiceState.APPROVED)]
    left = {line.instalment_id: line.covered for line in original.coverage}
    for red in waiting:
        for line in red.coverage:
            left[line.instalment_id] -= line.amount
    standing = original.live_gross + _sum(original, (red.gross for red in waiting))
    free = standing - _sum(original, left.values())
    if wanted:
        return _asked(wanted, left, gross, free)
    rest, found = gross - min(gross, free), {}
    for line in reversed(original.coverage):
        if taken := min(rest, left[line.instalment_id]):
            found[line.instalment_id], rest = taken, rest - taken
    return found


def _asked(wanted: Sequence[Wanted], left: dict[UUID, Money], gross: Money, free: Money) -> dict[UUID, Money]:
    found: dict[UUID, Money] = {}
    for index, each in enumerate(wanted):
        there = left.get(each.instalment_id, Money.zero(gross.currency))
        rest = gross - sum(found.values(), Money.zero(gross.currency))
        taken = min(there, rest) if each.amount is None else positive(f"coverage.{index}.amount", each.amount)
        if not taken or taken > there or taken > rest or each.instalment_id in found:
            detail = f"The invoice covers only {there} of this instalment, and {rest} is left to take back."
            raise invalid(f"coverage.{index}", detail, "RED_COVERAGE_INVALID", available=str(min(there, rest)))
        found[each.instalment_id] = taken
    if gross - sum(found.values(), Money.zero(gross.currency)) > free:
        detail = f"Only {free} of the invoice covers nothing; say which instalments the rest is taken from."
        raise invalid("coverage", detail, "RED_COVERAGE_INVALID", available=str(free))
    return found


def _take(red: Invoice, original: Invoice) -> dict[UUID, Money]:
    """Moves what is taken back from what the original covers; never more than that, whatever happened since it was asked for."""
    taken: dict[UUID, Money] = {}
    covering = {line.instalment_id: line for line in original.coverage}
    for line in red.coverage:
        kept = covering[line.instalment_id]
        taken[line.instalment_id] = min(line.amount, kept.covered)
        kept.covered -= taken[line.instalment_id]
    original.covered = _sum(original, (line.covered for line in original.coverage))
    original.reduced -= red.gross
    return taken


def _credit(red: Invoice, plan: PaymentPlan, taken: dict[UUID, Money], id: UUID, journal: Journal) -> Receipt | None:
    if red.red_reason is None or not red.red_reason.credits:
        return None
    owed = {id: amount for id, amount in taken.items() if amount and not plan.instalment(id).is_cancelled}
    total = _sum(red, owed.values())
    if not total:
        return None
    credit = Receipt(
        id=id,
        tenant_id=red.tenant_id,
        create_time=journal.now,
        update_time=journal.now,
        legal_entity_id=red.legal_entity_id,
        customer_id=red.customer_id,
        contract_id=red.contract_id,
        tender=Tender.CREDIT,
        currency=red.currency,
        amount_minor=total.minor,
        received_date=red.issue_date or journal.today,
        bank_reference=red.invoice_number,
        payer_name=red.invoicee.title,
    )
    credit.enter(journal)
    red.credit_id = credit.id
    for instalment_id, amount in owed.items():
        instalment = plan.instalment(instalment_id)
        if instalment.claim_state is ClaimState.PLANNED:
            if room := min(amount, instalment.amount - instalment.advance):
                credit.hold_in_advance(room, to=instalment, of=plan, journal=journal)
        elif portion := min(amount, instalment.open):
            credit.allocate(portion, to=instalment, of=plan, journal=journal)
    return credit


def _sum(invoice: Invoice, amounts: object) -> Money:
    return sum(amounts, Money.zero(invoice.currency))  # type: ignore[call-overload, no-any-return]
