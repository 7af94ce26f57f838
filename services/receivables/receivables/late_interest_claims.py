"""Late interest becomes a claim: under the lock of the customer, each day once."""

from datetime import date, timedelta

from sqlalchemy import insert

from chassis.errors import precondition
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.late_interest import claimable
from receivables.domain.plan import PaymentPlan
from receivables.late_interest import bearing, claimed, clause_of, histories
from receivables.tables import late_interest_day


async def accrued(uow: UnitOfWork, plan: PaymentPlan, instalment: Instalment, until: date) -> tuple[date, Money]:
    """What nobody claimed yet of the interest up to a day, and the first day of it. Raises DomainError where there is none."""
    clause = clause_of(plan, (await known.settings(uow)).late_interest)
    if clause is None:
        raise precondition("NO_LATE_INTEREST", "Neither the contract nor the company's settings say anything of late interest.")
    if not bearing([instalment]):
        raise precondition("BEARS_NO_INTEREST", f"'{instalment.name}' bears no interest: it is not owed, or is interest itself.")
    zone = uow.clock.zone(uow.tenant_id)
    overdue = (await histories(uow.execute, plan, [instalment], zone))[instalment.id]
    first, minor = claimable(overdue, clause, claimed(plan, instalment), until)
    if not minor:
        raise precondition("NO_INTEREST_ACCRUED", f"Nothing has accrued on '{instalment.name}' up to {until} that nobody claimed yet.")
    return first, Money(plan.currency, minor)


async def charge(uow: UnitOfWork, plan: PaymentPlan, instalment: Instalment, until: date, journal: Journal) -> Instalment:
    """Claims it. The database holds each day to one claim."""
    first, amount = await accrued(uow, plan, instalment, until)
    calendar = await known.calendar_of(uow, plan.legal_entity_id)
    made = plan.charge(instalment, amount, first, until, calendar=calendar, journal=journal)
    days = [first + timedelta(days=after) for after in range((until - first).days + 1)]
    rows = [{"tenant_id": uow.tenant_id, "instalment_id": instalment.id, "interest_date": day, "claim_id": made.id} for day in days]
    await uow.execute(insert(late_interest_day).values(rows))
    return made
