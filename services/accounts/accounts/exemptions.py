"""What keeps accounts out of pools, from the local copies of what others own."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import any_, literal, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from accounts import tables as t
from accounts.domain.account import Account
from accounts.domain.pool import AccountPool
from accounts.domain.pool_exemption import Exemption
from chassis.unit_of_work import UnitOfWork

_ENDED = ("fulfilled", "terminated")


async def exemptions(uow: UnitOfWork, account: Account, pool: AccountPool | None) -> list[Exemption]:
    """Everything that keeps the account with somebody, in the order of the enum."""
    found = await _of_others(uow, [account.id])
    if pool is not None and (own := pool.exempts(account.tier, account.tags)) is not None:
        found.add(own)
    return [each for each in Exemption if each in found]


async def _of_others(uow: UnitOfWork, ids: Sequence[UUID]) -> set[Exemption]:
    deal, contract, plan = t.copy_opportunity.c, t.copy_contract.c, t.copy_payment_plan.c
    wanted = any_(literal(list(ids), ARRAY(Uuid)))
    is_owed = plan.instalments.contains([{"claim_state": "claimable"}])
    statement = union_all(
        select(literal(Exemption.OPPORTUNITY.value)).where(
            deal.tenant_id == uow.tenant_id, deal.account_id == wanted, deal.state == "open", ~deal.archived
        ),
        select(literal(Exemption.CONTRACT.value)).where(
            contract.tenant_id == uow.tenant_id, contract.account_id == wanted, contract.state.not_in(_ENDED), ~contract.archived
        ),
        select(literal(Exemption.WARRANTY.value)).where(
            contract.tenant_id == uow.tenant_id,
            contract.account_id == wanted,
            contract.warranty_until >= uow.today.isoformat(),
            ~contract.archived,
        ),
        select(literal(Exemption.RECEIVABLE.value)).where(plan.tenant_id == uow.tenant_id, plan.customer_id == wanted, is_owed),
    )
    return {Exemption(word) for word in (await uow.execute(statement)).scalars()}
