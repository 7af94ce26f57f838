"""What time causes: accounts that nobody talks with fall into their pool."""

from collections.abc import Mapping
from datetime import date

from accounts.commands.pools import all_pools, put_into_pool
from accounts.domain.account import Account
from accounts.domain.pool import pool_of
from accounts.domain.pool_clock import POOL_LOOK
from accounts.domain.reasons import NOT_FOLLOWED_UP
from accounts.exemptions import exemptions
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork


def account_timers(account: Account) -> Mapping[tuple[str, str], date]:
    return account.pool_timers()


@timer(POOL_LOOK)
async def look_at_account(due: Due, uow: UnitOfWork) -> None:
    """Tells the owner ahead, and lets the account fall when nobody did anything about it."""
    account = await uow.get(Account, due.subject_id, archived=True)
    if account.owner_id is None or account.archive_time is not None:
        return
    pool = pool_of(await all_pools(uow), account.team_id)
    contact = account.last_contact_time.astimezone(uow.clock.zone(uow.tenant_id)).date() if account.last_contact_time else None
    falls = account.look(uow.today, pool, contact_date=contact, exempt=bool(await exemptions(uow, account, pool)))
    if falls and pool is not None:
        await put_into_pool(uow, account, pool, NOT_FOLLOWED_UP(days=pool.pooling_days))
