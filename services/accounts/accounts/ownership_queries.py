"""Lists and reports of pools and transfers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounts import tables as t
from accounts.domain.account import Tier
from accounts.domain.pool import AccountPool
from accounts.domain.transfer import Transfer, TransferItemState, TransferReason, TransferState
from accounts.domain.transfer_split import Given, TransferChoice, split
from accounts.opened import open_things
from chassis import teams
from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.accounts.v1 import pools_pb2 as pools
from crm.accounts.v1 import transfers_pb2 as pb

a, p, f, i = t.account.c, t.account_pool.c, t.transfer.c, t.transfer_item.c

POOLS = Listing(t.account_pool, {"name": p.name, "create_time": p.create_time, "by_hand": p.by_hand}, scoped=False)
POOLED = Listing(
    t.account,
    {
        **{column.name: column for column in (a.name, a.number, a.industry, a.region, a.tags, a.employees, a.pool_time)},
        "tier": choice(a.tier, Tier),
    },
    default_order="pool_time desc",
    # Whose they were is nobody's any more; the pool says who may look.
    scoped=False,
    columns=(
        *(a.id, a.number, a.name, a.tier, a.tags, a.industry, a.region, a.employees),
        *(a.pool_id, a.pool_time, a.pool_reason, a.pool_why),
    ),
)
TRANSFERS = Listing(
    t.transfer,
    {
        **{column.name: column for column in (f.number, f.from_id, f.return_date, f.agreed, f.create_time, f.execute_time, f.created_by)},
        "reason": choice(f.reason, TransferReason),
        "state": choice(f.state, TransferState),
    },
)
ITEMS = Listing(
    t.transfer_item,
    {
        **{column.name: column for column in (i.position, i.service, i.kind, i.subject_type, i.subject_id, i.account_id)},
        **{column.name: column for column in (i.successor_id, i.holder_id)},
        "state": choice(i.state, TransferItemState),
        "choice": choice(i.choice, TransferChoice),
    },
    default_order="position",
    scoped=False,
)


@query
async def get_account_pool(request: pools.GetAccountPoolRequest, reader: Reader) -> pools.AccountPool:
    return to_message(pools.AccountPool, await reader.get(AccountPool, request.account_pool_id))


@query
async def list_account_pools(request: pools.ListAccountPoolsRequest, reader: Reader) -> pools.ListAccountPoolsResponse:
    return await reader.page(POOLS, request, pools.ListAccountPoolsResponse)


@query
async def list_pooled_accounts(request: pools.ListPooledAccountsRequest, reader: Reader) -> accounts.ListPooledAccountsResponse:
    pool = await reader.get(AccountPool, request.account_pool_id)
    pool.require_claimer(await teams.with_those_above(reader, reader.principal.team_ids))
    return await reader.page(POOLED, request, accounts.ListPooledAccountsResponse, pool_id=pool.id)


@query
async def get_transfer(request: pb.GetTransferRequest, reader: Reader) -> pb.Transfer:
    return to_message(pb.Transfer, await reader.get(Transfer, request.transfer_id))


@query
async def list_transfers(request: pb.ListTransfersRequest, reader: Reader) -> pb.ListTransfersResponse:
    return await reader.page(TRANSFERS, request, pb.ListTransfersResponse)


@query
async def list_transfer_items(request: pb.ListTransferItemsRequest, reader: Reader) -> pb.ListTransferItemsResponse:
    transfer = await reader.get(Transfer, request.transfer_id)
    theirs: dict[str, Any] = {} if _sees_all(reader, transfer) else {"successor_id": reader.principal.person_id}
    return await reader.page(ITEMS, request, pb.ListTransferItemsResponse, transfer_id=transfer.id, **theirs)


def _sees_all(reader: Reader, transfer: Transfer) -> bool:
    """Who sees the transfer only because they are to get something learns nothing of what others get."""
    return reader.scope.reaches(transfer.owner_id, transfer.team_id, ())


@query
async def report_transfer_preview(request: pb.ReportTransferPreviewRequest, reader: Reader) -> pb.TransferPreview:
    """Who would get what, if it were switched now."""
    transfer = await reader.get(Transfer, request.transfer_id)
    given = split(await open_things(reader, transfer.from_id), transfer.rule_list(), transfer.override_map())
    if not _sees_all(reader, transfer):
        given = [each for each in given if each.successor_id == reader.principal.person_id]
    return pb.TransferPreview(
        kinds=_kinds(given),
        item_count=len(given),
        without_successor=sum(each.successor_id is None for each in given),
        items=[_item(each) for each in given],
    )


def _kinds(given: Sequence[Given]) -> list[pb.TransferKindCount]:
    counted: dict[tuple[str, str], Counter[UUID | None]] = {}
    for each in given:
        counted.setdefault((each.thing.service, each.thing.kind), Counter())[each.successor_id] += 1
    return [
        pb.TransferKindCount(
            service=service,
            kind=kind,
            count=sum(successors.values()),
            successors=[
                pb.TransferSuccessorCount(successor_id=str(id or ""), count=count) for id, count in sorted(successors.items(), key=str)
            ],
        )
        for (service, kind), successors in sorted(counted.items())
    ]


def _item(given: Given) -> pb.TransferItem:
    thing = {name: getattr(given.thing, name) for name in given.thing.__dataclass_fields__}
    return to_message(
        pb.TransferItem,
        {**thing, "successor_id": given.successor_id, "choice": given.choice, "rule": given.rule, "state": TransferItemState.PLANNED},
    )
