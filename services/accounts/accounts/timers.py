"""What time causes."""

from collections.abc import Mapping
from datetime import date

from accounts import clocks
from accounts.domain.account import Account
from accounts.domain.account_clock import AccountClock
from accounts.domain.care_date import CareDate
from accounts.domain.contact import Contact
from accounts.settings import settings_of
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork

GOING_COLD = "account_going_cold"
CHURN_RISK = "churn_risk"
VALUE = "account_value"
CARE_DATE = "care_date"


def clock_timers(clock: AccountClock) -> Mapping[tuple[str, str], date]:
    """Of a warning that was given nothing is left until the next contact."""
    wanted = {
        GOING_COLD: None if clock.cold_told else clock.next_contact_due_date,
        CHURN_RISK: None if clock.churn_told else clock.churn_due_date,
        VALUE: clock.rfm_next_date,
    }
    return {(kind, ""): day for kind, day in wanted.items() if day is not None}


def care_timers(care: CareDate) -> Mapping[tuple[str, str], date]:
    if care.reminder_date is None or care.archive_time is not None:
        return {}
    return {(CARE_DATE, ""): care.reminder_date}


@timer(GOING_COLD, of=AccountClock)
async def tell_cold_account(due: Due, uow: UnitOfWork) -> None:
    clock = await uow.get(AccountClock, due.subject_id)
    clock.go_cold(await uow.get(Account, clock.account_id, archived=True), uow.today, uow.clock.zone(uow.tenant_id))


@timer(CHURN_RISK, of=AccountClock)
async def tell_churn_risk(due: Due, uow: UnitOfWork) -> None:
    clock = await uow.get(AccountClock, due.subject_id)
    months = (await settings_of(uow)).churn_months
    clock.raise_churn_risk(await uow.get(Account, clock.account_id, archived=True), months, uow.today)


@timer(VALUE)
async def value_account(due: Due, uow: UnitOfWork) -> None:
    """An order is no longer recent, or falls out of the two years."""
    await clocks.value(uow, await uow.get(AccountClock, due.subject_id))


@timer(CARE_DATE, of=CareDate)
async def tell_care_date(due: Due, uow: UnitOfWork) -> None:
    """Nobody is told of the day of an account in the recycle bin, or of a contact who left; it comes again next year."""
    care = await uow.get(CareDate, due.subject_id, archived=True)
    account = await uow.get(Account, care.account_id, archived=True)
    contact = await uow.get(Contact, care.contact_id, archived=True) if care.contact_id else None
    gone = account.archive_time is not None or (contact is not None and (contact.departed or contact.archive_time is not None))
    if gone or care.archive_time is not None:
        care.skip(uow.today)
    else:
        care.reach(account.name, contact.name if contact else "", uow.today)
