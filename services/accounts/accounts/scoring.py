"""Scores of accounts, by the model that leads publishes: derived at each commit and when a deal moves, and anew when another model takes
effect."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from accounts import tables as t
from accounts.domain.account import Account
from accounts.domain.account_features import Deals, account_features
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
        features = account_features(account, deals.get(account.id, Deals()), signed=account.id in signed)
        account.take_score(card.score(features), model_id, uow.now)


async def _deals(uow: UnitOfWork, ids: Sequence[UUID]) -> Mapping[UUID, Deals]:
    deal, account = t.copy_opportunity.c, t.account.c
    if not ids:
        return {}
    is_open = deal.state == "open"
    expected = func.sum(deal.expected_amount_minor).filter(is_open, deal.currency == account.currency)
    columns = (
        func.count().filter(is_open).label("open"),
        func.count().filter(deal.state == "won").label("won"),
        func.max(deal.stage_probability).filter(is_open).label("furthest"),
        func.coalesce(expected, 0).label("expected_minor"),
    )
    joined = t.copy_opportunity.join(t.account, (account.tenant_id == deal.tenant_id) & (account.id == deal.account_id))
    where = (deal.tenant_id == uow.tenant_id, deal.account_id.in_(ids), ~deal.archived)
    rows = await uow.execute(select(deal.account_id, *columns).select_from(joined).where(*where).group_by(deal.account_id))
    return {row.account_id: Deals(row.open, row.won, _number(row.furthest), int(row.expected_minor)) for row in rows}


def _number(probability: Decimal | None) -> float | None:
    return None if probability is None else float(probability)


async def _signed(uow: UnitOfWork, ids: Sequence[UUID]) -> set[UUID]:
    contract = t.copy_contract.c
    if not ids:
        return set()
    where = (contract.tenant_id == uow.tenant_id, contract.account_id.in_(ids), contract.state.in_(SIGNED))
    return {row.account_id for row in await uow.execute(select(contract.account_id).where(*where).distinct())}


async def follow_deals(uow: UnitOfWork, account_ids: Sequence[UUID]) -> None:
    """The deals or contracts of these accounts have changed."""
    if await card_in_use(uow, t.copy_score_model) is not None:
        await derive_scores(uow, await uow.find(Account, t.account.c.id.in_(account_ids)))


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
