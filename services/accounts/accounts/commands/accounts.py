"""Commands on accounts."""

from uuid import UUID

from accounts import clocks, tables
from accounts.commands.pools import owner_changed, start_pool_clocks
from accounts.commands.scoping import KIND, share_with_children
from accounts.domain.account import Account
from chassis import assignments, external
from chassis.batch import create_rows
from chassis.errors import invalid, not_found
from chassis.messages import merged, values
from chassis.reasons import said
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.accounts.v1 import accounts_pb2 as pb
from crm.common.v1 import types_pb2 as common


@command
async def create_account(request: pb.CreateAccountRequest, uow: UnitOfWork) -> Account:
    given = values(request.account)
    owner_id: UUID | None = given.pop("owner_id") or uow.principal.person_id
    account = Account(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given.pop("name"))
    account.revise(**given)
    await _check_parent(uow, account, chosen=True)
    if owner_id is not None:
        await assignments.own(uow, account, KIND, owner_id)
    await clocks.start(uow, account)
    await start_pool_clocks(uow, [account])
    return uow.add(account)


@command
async def batch_create_accounts(request: pb.BatchCreateAccountsRequest, uow: UnitOfWork) -> pb.BatchCreateAccountsResponse:
    return pb.BatchCreateAccountsResponse(verdicts=await create_rows(request.requests, create_account, uow, kind=KIND))


@command
async def upsert_account(request: pb.UpsertAccountRequest, uow: UnitOfWork) -> Account:
    account = await uow.by_external(Account, request.system, request.company_code, request.external_id)
    if account is None:
        require(request.account, "account")
        external.add(request.account.external_refs, request.system, request.company_code, request.external_id)
        return await create_account(pb.CreateAccountRequest(account=request.account), uow)
    await _revise(account, request, uow)
    return account


@command
async def update_account(request: pb.UpdateAccountRequest, uow: UnitOfWork) -> Account:
    account = await uow.get(Account, request.account_id, etag=request.etag)
    await _revise(account, request, uow)
    return account


@command
async def archive_account(request: pb.ArchiveAccountRequest, uow: UnitOfWork) -> Account:
    account = await uow.get(Account, request.account_id, etag=request.etag, archived=True)
    account.archive(uow.now)
    return account


@command
async def restore_account(request: pb.RestoreAccountRequest, uow: UnitOfWork) -> Account:
    account = await uow.get(Account, request.account_id, etag=request.etag, archived=True)
    account.restore()
    await clocks.restored(uow, account)
    await start_pool_clocks(uow, [account])
    return account


@command
async def assign_account(request: pb.AssignAccountRequest, uow: UnitOfWork) -> common.Assignment:
    account = await uow.get(Account, request.account_id)
    before = account.owner_id
    made = await assignments.assign(uow, account, KIND, request.assignment)
    if account.owner_id != before:
        account.assigned(before, said(request.assignment.reason))
        await owner_changed(uow, [account])
    else:
        share_with_children(uow, [account])
    return made


@command
async def end_account_assignment(request: pb.EndAccountAssignmentRequest, uow: UnitOfWork) -> common.Assignment:
    account = await uow.get(Account, request.account_id)
    ended = await assignments.end(uow, account, KIND, request)
    share_with_children(uow, [account])
    return ended


async def _revise(account: Account, request: pb.UpdateAccountRequest | pb.UpsertAccountRequest, uow: UnitOfWork) -> None:
    changes = values(request.account, request.update_mask)
    if changes.pop("owner_id", account.owner_id) != account.owner_id:
        raise invalid("account.owner_id", "An owner is changed by assigning another one (…/assignments).", "USE_ASSIGNMENTS")
    if "questions" in changes:
        changes["questions"] = merged(account.questions, changes["questions"])
    account.revise(**changes)
    if "tier" in changes:
        await clocks.tier_changed(uow, account)
    await _check_parent(uow, account, chosen="parent_id" in changes)


async def _check_parent(uow: UnitOfWork, account: Account, *, chosen: bool) -> None:
    """A parent that the caller chose must exist for the caller, and no account may stand above itself."""
    above, seen = account.parent_id, {account.id}
    if chosen and above is not None and await uow.first(Account, tables.account.c.id == above) is None:
        raise not_found("account", above, "account.parent_id")
    while above is not None:
        if above in seen:
            raise invalid("account.parent_id", "This parent stands below the account itself.", "PARENT_CYCLE")
        seen.add(above)
        async with uow.beyond_scope("the chain of parents of an account"):
            parent = await uow.first(Account, tables.account.c.id == above)
        if parent is None:
            raise not_found("account", above, "account.parent_id")
        above = parent.parent_id
