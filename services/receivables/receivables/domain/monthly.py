"""月结: what is delivered up to the closing day of a month is one instalment per customer, company of ours, currency and month.

A delivery counts for the first closing day that is not over when it is told of: what comes late goes into the next month's. A delivery
that is taken back lowers the month that is open. What that month does not hold waits, and lowers what is delivered next. So what the
months and what waits hold is together, at any time and to the cent, what was delivered.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.calendar import Calendar, next_nth_day
from chassis.money import Money
from receivables.domain.contract import Belonging
from receivables.domain.dunning import DunningPolicy
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import Basis
from receivables.domain.terms import Term, Terms
from receivables.domain.triggers import Anchor, Credit, Offset, OffsetUnit, Trigger

_LAST = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Whose month, and when it closes and is to be paid."""

    customer_id: UUID
    legal_entity_id: UUID
    currency: str
    cut_off_date: date
    credit_days: int

    @property
    def title(self) -> str:
        return f"月结 {self.cut_off_date}"


def cut_off(today: date, day: int) -> date:
    """The first closing day that is not over; the last day of the month where none is named, or it is shorter."""
    return next_nth_day(today, day or _LAST)


def divided(amount: int, *, waiting: int, reducible: int) -> tuple[int, int]:
    """What of a delivery goes to the open month, and what to that which waits; in minor units, together the amount.

    `waiting`, never positive, is what was taken back and no month held; `reducible` is what the open month can give back.
    """
    if amount >= 0:
        absorbed = min(amount, -waiting)
        return amount - absorbed, absorbed
    given_back = min(reducible, -amount)
    return -given_back, amount + given_back


def reducible(instalment: Instalment) -> int:
    """What is neither paid nor invoiced of it, nor paid in advance."""
    return max(0, instalment.amount_minor - max(instalment.invoiced_minor, instalment.paid_minor + instalment.advance_minor))


def plan_of_month(
    month: Month,
    amount: Money,
    *,
    id: UUID,
    document_id: UUID,
    belonging: Belonging,
    calendar: Calendar,
    journal: Journal,
    dunning: DunningPolicy,
    payment_day: int,
) -> PaymentPlan:
    """The plan that the first delivery of a month makes: one instalment, which grows with what is delivered."""
    plan = PaymentPlan(
        id=id,
        tenant_id=journal.tenant_id,
        create_time=journal.now,
        update_time=journal.now,
        basis=Basis.MONTHLY_STATEMENT,
        contract_id=document_id,
        contract_number=month.title,
        customer_id=month.customer_id,
        legal_entity_id=month.legal_entity_id,
        currency=month.currency,
        total_minor=amount.minor,
        effective_date=journal.today,
        cut_off_date=month.cut_off_date,
        dunning=dunning,
        payment_day=payment_day,
    )
    plan.belong(belonging)
    trigger = Trigger((Anchor(fixed_date=month.cut_off_date),))
    credit = Credit(offset=Offset(month.credit_days, OffsetUnit.DAYS))
    term = Term(name=month.title, trigger=trigger, amount=amount, credit=credit)
    plan.begin(Terms(terms=(term,)), calendar=calendar, journal=journal)
    return plan


def credit_days(plan: PaymentPlan) -> int:
    """Of a statement month: from its closing day to its due date."""
    credit = plan.instalments[0].credit
    return credit.offset.amount if credit and credit.offset else 0
