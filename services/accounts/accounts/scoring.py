"""Scores of accounts, by the model that leads publishes: derived at each commit and when a deal moves, and anew when another model takes
effect."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accounts import tables as t
from accounts.domain.account import Account
from accounts.domain.account_features import Deal, account_features
from chassis.scored_rows import SWEPT, arm_sweep, card_in_use, card_values, others, swept_by
from chassis.service import Copy, Due, timer
from chassis.unit_of_work import UnitOfWork, is_new
from crm.leads.v1 import scoring_pb2 as leads

RESCORE = "rescore_accounts"
SIGNED = ("effective", "fulfilled", "terminated")
SCORE_MODELS = Copy(leads.ScoreModel, t.copy_score_model, card_values, after=swept_by(RESCORE))


async def derive_scores(uow: UnitOfWork, accounts: Sequence[Account]) -> None:
    """S follows the real stage: that of its opportunities and contracts."""
    model = await card_in_use(uow, t.copy_score_model)
    if model is None:
        return
    model_id, card = model
    older = [account.id for account in accounts if not is_new(account)]
    deals, signed = await _deals(uow, older), await _signed(uow, older)
    for account in accounts:
        features = account_features(account, deals.get(account.id, []), signed=account.id in signed)
        account.take_score(card.score(features), model_id, uow.now)


async def _deals(uow: UnitOfWork, ids: Sequence[UUID]) -> Mapping[UUID, list[Deal]]:
    deal = t.copy_opportunity.c
    found: dict[UUID, list[Deal]] = {}
    if ids:
        columns = (deal.account_id, deal.state, deal.stage_probability, deal.currency, deal.expected_amount_minor)
        where = (deal.tenant_id == uow.tenant_id, deal.account_id.in_(ids), ~deal.archived)
        for row in await uow.execute(select(*columns).where(*where)):
            made = Deal(row.state, float(row.stage_probability), row.currency, row.expected_amount_minor)
            found.setdefault(row.account_id, []).append(made)
    return found


async def _signed(uow: UnitOfWork, ids: Sequence[UUID]) -> set[UUID]:
    contract = t.copy_contract.c
    if not ids:
        return set()
    where = (contract.tenant_id == uow.tenant_id, contract.account_id.in_(ids), contract.state.in_(SIGNED))
    return {row.account_id for row in await uow.execute(select(contract.account_id).where(*where).distinct())}


async def follow_deals(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """The deals or contracts of some accounts have changed."""
    ids = {row["account_id"] for row in rows if row["account_id"] is not None}
    if ids and await card_in_use(uow, t.copy_score_model) is not None:
        await derive_scores(uow, await uow.find(Account, t.account.c.id.in_(ids)))


@timer(RESCORE)
async def rescore_accounts(due: Due, uow: UnitOfWork) -> None:
    """Scores accounts by the model that took effect, 200 at a time."""
    model = await card_in_use(uow, t.copy_score_model)
    if model is None or model[0] != due.subject_id:
        return
    account = t.account.c
    found = await others(uow, Account, account.score_model_id, model[0], account.archive_time.is_(None))
    await derive_scores(uow, found)
    if len(found) == SWEPT:
        await arm_sweep(uow, RESCORE, model[0])
