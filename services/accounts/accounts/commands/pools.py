"""Commands on pools, and how accounts go into them and out of them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select

from accounts import clocks
from accounts import tables as t
from accounts.commands.scoping import KIND, share_with_children
from accounts.domain.account import Account
from accounts.domain.pool import NOTICE_DAYS, POOLING_DAYS, AccountPool, Claimer, pool_of
from accounts.domain.pool_exemption import WORDS
from accounts.domain.reasons import CLAIMED
from accounts.exemptions import exemptions
from chassis import assignments, in_use, teams
from chassis.errors import forbidden, precondition
from chassis.ids import derived_id
from chassis.messages import values
from chassis.reasons import Reason, said
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import pools_pb2 as pb

SHIPPED = "客户公海"


@command
async def create_account_pool(request: pb.CreateAccountPoolRequest, uow: UnitOfWork) -> AccountPool:
    given = values(request.account_pool)
    given["pooling_days"] = given["pooling_days"] or POOLING_DAYS
    given["notice_days"] = given["notice_days"] or NOTICE_DAYS
    pool = AccountPool(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given.pop("name"))
    pool.revise(**given)
    return uow.add(pool)


@command
async def update_account_pool(request: pb.UpdateAccountPoolRequest, uow: UnitOfWork) -> AccountPool:
    pool = await uow.get(AccountPool, request.account_pool_id, etag=request.etag)
    pool.revise(**values(request.account_pool, request.update_mask))
    return pool


@command
async def archive_account_pool(request: pb.ArchiveAccountPoolRequest, uow: UnitOfWork) -> AccountPool:
    pool = await uow.get(AccountPool, request.account_pool_id, etag=request.etag)
    await in_use.hold_alone(uow, t.account_pool, pool.id)
    account = t.account.c
    lying = (account.tenant_id == uow.tenant_id, account.pool_id == pool.id, account.owner_id.is_(None), account.archive_time.is_(None))
    async with uow.beyond_scope("whether a pool is empty"):
        full = (await uow.execute(select(account.id).where(*lying).limit(1))).first() is not None
    if full:
        raise precondition("POOL_IN_USE", "Customers lie in this pool; assign them or put them into another one first.")
    pool.archive(uow.now)
    return pool


@command
async def claim_account(request: pb.ClaimAccountRequest, uow: UnitOfWork) -> Account:
    """Two locks, always in this order: who claims the same account waits, and so does the same person who claims another one."""
    person_id = uow.principal.person_id
    if person_id is None:
        raise forbidden("NOT_A_PERSON", "A customer is claimed by somebody who will look after it.")
    account = await uow.get(Account, request.account_id)
    await uow.lock("account", account.id)
    pool_id = account.require_pooled()
    await uow.lock("claimer", person_id)
    pool = await uow.get(AccountPool, pool_id)
    pooled_on = (account.pool_time or uow.now).astimezone(uow.clock.zone(uow.tenant_id)).date()
    claimer = await _claimer(uow, person_id, pool)
    pool.require_claimable(claimer, former_owner_id=account.former_owner_id, pooled_on=pooled_on, today=uow.today)
    await assignments.own(uow, account, KIND, person_id, reason=CLAIMED(pool=pool.name))
    account.claimed(pool.id)
    await owner_changed(uow, [account])
    uow.insert(t.account_claim, id=uow.new_id(), account_id=account.id, pool_id=pool.id, person_id=person_id, claim_date=uow.today)
    return account


async def _claimer(uow: UnitOfWork, person_id: UUID, pool: AccountPool) -> Claimer:
    claim, account = t.account_claim.c, t.account.c
    mine = (claim.tenant_id == uow.tenant_id, claim.person_id == person_id, claim.pool_id == pool.id, claim.claim_date == uow.today)
    own = (account.tenant_id == uow.tenant_id, account.owner_id == person_id, account.archive_time.is_(None))
    claimed = (await uow.execute(select(func.count()).where(*mine))).scalar_one()
    held = (await uow.execute(select(func.count()).where(*own))).scalar_one()
    mine_and_above = await teams.with_those_above(uow, uow.principal.team_ids)
    return Claimer(person_id, mine_and_above, claimed_today=claimed, held=held)


@command
async def release_account(request: pb.ReleaseAccountRequest, uow: UnitOfWork) -> Account:
    account = await uow.get(Account, request.account_id)
    if account.owner_id is None:
        raise precondition("NOBODY_OWNS_IT", "Nobody owns this customer; there is nothing to give up.")
    named = request.account_pool_id
    pool = await uow.get(AccountPool, named) if named else pool_of(await all_pools(uow), account.team_id)
    if pool is None or pool.archive_time is not None:
        raise precondition("NO_POOL", "There is no pool that it could go to; an administrator can create one.")
    if kept := await exemptions(uow, account, pool):
        reasons = ", ".join(kept)
        raise precondition("NEVER_POOLED", f"It cannot lie in a pool: {', '.join(WORDS[each] for each in kept)}.", reasons=reasons)
    await put_into_pool(uow, account, pool, said(request.reason))
    return account


async def put_into_pool(uow: UnitOfWork, account: Account, pool: AccountPool, reason: Reason) -> None:
    """Takes the account from everybody who looks after it. Raises NO_POOL where somebody takes the pool out of use at this moment."""
    if not await in_use.hold(uow, t.account_pool, pool.id):
        raise precondition("NO_POOL", f"{pool.name} was taken out of use at this moment; choose another pool.")
    former = account.owner_id
    await assignments.let_go(uow, account, KIND)
    account.fall(pool, former_owner_id=former, reason=reason, at=uow.now)
    share_with_children(uow, [account])


async def owner_changed(uow: UnitOfWork, accounts: Sequence[Account]) -> None:
    """What follows when accounts have another owner: their clocks start anew, and what hangs on them goes along."""
    await clocks.owners_changed(uow, accounts)
    await start_pool_clocks(uow, accounts)
    share_with_children(uow, accounts)


async def start_pool_clocks(uow: UnitOfWork, accounts: Sequence[Account]) -> None:
    present = await all_pools(uow)
    for account in accounts:
        if account.owner_id is not None:
            account.own_since(uow.today, pool_of(present, account.team_id))


async def all_pools(uow: UnitOfWork) -> Iterable[AccountPool]:
    """The pools of the company, the oldest first; once per transaction."""
    known = uow.known.setdefault("account_pool", {})
    if "all" not in known:
        found = await uow.look_up(AccountPool, t.account_pool.c.archive_time.is_(None))
        known["all"] = sorted(found, key=lambda pool: pool.create_time)
    return known["all"]  # type: ignore[no-any-return]


async def start_pools(uow: UnitOfWork) -> None:
    """A company starts with one pool; what became of it afterwards is left alone."""
    shipped = derived_id(uow.tenant_id, "account_pool", "shipped")
    pool = t.account_pool.c
    if (await uow.execute(select(pool.id).where(pool.tenant_id == uow.tenant_id, pool.id == shipped))).first() is None:
        uow.add(AccountPool(id=shipped, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=SHIPPED))
