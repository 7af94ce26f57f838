"""What a tenant starts with: defaults of reminders and promises."""

from chassis.company_settings import start_settings
from chassis.unit_of_work import UnitOfWork
from receivables.domain.receivable_settings import ReceivableSettings


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates the settings where there are none."""
    await start_settings(uow, ReceivableSettings)
