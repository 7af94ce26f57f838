"""A service charge as a claim, and out of the books again.

It has a plan of one instalment of its own, that is owed since the day of the visit: what is true of instalments is true of it.
"""

from datetime import date, timedelta
from uuid import UUID

from chassis.calendar import Calendar, Rule
from chassis.errors import DomainError, precondition
from receivables.domain.contract import Belonging
from receivables.domain.dunning import DunningPolicy
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.service_charge.charge import ServiceCharge
from receivables.domain.service_charge.states import ServiceDueFrom
from receivables.domain.states import Basis, CloseReason, PromiseState
from receivables.domain.terms import Term, Terms
from receivables.domain.triggers import Anchor, Credit, Offset, OffsetUnit, Trigger


def claim(
    charge: ServiceCharge,
    *,
    id: UUID,
    belonging: Belonging,
    calendar: Calendar,
    journal: Journal,
    dunning: DunningPolicy,
    payment_day: int,
) -> PaymentPlan:
    """Makes what is approved owed, and says when it is due."""
    due = _due(charge, journal.today)
    plan = PaymentPlan(
        id=id,
        tenant_id=charge.tenant_id,
        create_time=journal.now,
        update_time=journal.now,
        basis=Basis.SERVICE_CHARGE,
        contract_id=charge.id,
        contract_number=charge.number,
        customer_id=charge.customer_id,
        legal_entity_id=charge.legal_entity_id,
        currency=charge.currency,
        total_minor=charge.gross_minor,
        effective_date=charge.visit_date,
        dunning=dunning,
        payment_day=payment_day,
    )
    plan.belong(belonging)
    term = Term(
        name=f"服务费 {charge.visit_date}",
        trigger=Trigger((Anchor(fixed_date=charge.visit_date),)),
        amount=charge.gross,
        credit=Credit(offset=Offset((due - charge.visit_date).days, OffsetUnit.DAYS)),
    )
    # A day that somebody said stays, whatever day of the week it is.
    rule = Rule.NONE if charge.due_from is ServiceDueFrom.DAY else Rule.NEXT
    plan.begin(Terms(terms=(term,), non_working_day_rule=rule), calendar=calendar, journal=journal)
    charge.due_date = plan.instalments[0].due_date
    return plan


def _due(charge: ServiceCharge, today: date) -> date:
    match charge.due_from:
        case ServiceDueFrom.DAY if charge.due_date is not None:
            return charge.due_date
        case ServiceDueFrom.APPROVAL:
            return today + timedelta(days=charge.credit_days)
        case _:
            return charge.visit_date + timedelta(days=charge.credit_days)


def check_free(plan: PaymentPlan, *, invoiced: bool) -> None:
    """Raises DomainError that says what of a charge hangs on it, and must go before it is cancelled. `invoiced`: there is an invoice
    for it, whatever that covers."""
    for each in plan.instalments:
        if (used := _used(each, invoiced)) is not None:
            raise used


def _used(of: Instalment, invoiced: bool) -> DomainError | None:
    if of.is_late_interest:
        if of.close_reason in (CloseReason.WAIVED, CloseReason.CANCELLED):
            return None
        return precondition("SERVICE_CHARGE_INTEREST", f"Late interest of {of.amount} is claimed on it; have that waived first.")
    if paid := of.paid + of.advance + of.in_bills:
        return precondition("SERVICE_CHARGE_PAID", f"{paid} of it is paid or settled; reverse that first.", paid=str(paid))
    if invoiced or of.invoiced_minor or any(share.minor for share in of.invoice_shares):
        return precondition("SERVICE_CHARGE_INVOICED", "It is in an invoice; have that turned down, or taken back in red, first.")
    if of.disputed:
        return precondition("SERVICE_CHARGE_DISPUTED", f"{of.disputed} of it is disputed; resolve that first.", disputed=str(of.disputed))
    if of.promise_state is PromiseState.OPEN:
        return precondition("SERVICE_CHARGE_PROMISED", "The customer promised to pay it; withdraw the promise first.")
    return None


def cancel(charge: ServiceCharge, plan: PaymentPlan, journal: Journal, *, invoiced: bool = False) -> None:
    """Takes it out of the books, as of today."""
    check_free(plan, invoiced=invoiced)
    plan.revoke(charge.reason, journal=journal)
