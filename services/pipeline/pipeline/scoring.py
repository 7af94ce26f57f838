"""Scores of opportunities, by the model that leads publishes: derived at each commit, and anew when another model takes effect."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from chassis.scored_rows import SWEPT, arm_sweep, card_in_use, card_values, others, swept_by
from chassis.service import Copy, Due, timer
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import scoring_pb2 as leads
from pipeline import tables as t
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_features import opportunity_features
from pipeline.domain.opportunity_parts import OpportunityState

RESCORE = "rescore_opportunities"
SCORE_MODELS = Copy(leads.ScoreModel, t.copy_score_model, card_values, after=swept_by(RESCORE))
_CLOSED = {OpportunityState.WON: Decimal(100), OpportunityState.LOST: Decimal(0)}


async def derive_scores(uow: UnitOfWork, opportunities: Sequence[Opportunity]) -> None:
    """S follows the real stage, F is that of the account, as far as it is known."""
    await _learn_stages(uow, opportunities)
    model = await card_in_use(uow, t.copy_score_model)
    if model is None:
        return
    model_id, card = model
    fits = await _fits(uow, {each.account_id for each in opportunities if each.account_id})
    for opportunity in opportunities:
        fit = fits.get(opportunity.account_id)
        given = {} if fit is None else {"fit": fit}
        opportunity.take_score(card.score(opportunity_features(opportunity, uow.today), given=given), model_id, uow.now)


async def _learn_stages(uow: UnitOfWork, opportunities: Sequence[Opportunity]) -> None:
    """How likely a sale in the present stage of each is won."""
    stage, known = t.stage.c, uow.known.setdefault("stage_probability", {})
    wanted = {(each.sales_process_id, each.stage) for each in opportunities} - known.keys()
    if wanted:
        rows = await uow.execute(
            select(stage.sales_process_id, stage.key, stage.probability).where(
                stage.tenant_id == uow.tenant_id, tuple_(stage.sales_process_id, stage.key).in_(wanted)
            )
        )
        known.update({(row.sales_process_id, row.key): row.probability for row in rows})
    for each in opportunities:
        each.stage_probability = _CLOSED.get(OpportunityState(each.state), known.get((each.sales_process_id, each.stage), Decimal(0)))


async def _fits(uow: UnitOfWork, account_ids: set[UUID]) -> dict[UUID | None, int]:
    """How well each account fits, as far as its copy says."""
    account, known = t.copy_account.c, uow.known.setdefault("account_fit", {})
    if wanted := account_ids - known.keys():
        where = (account.tenant_id == uow.tenant_id, account.id.in_(wanted))
        known.update(dict.fromkeys(wanted))
        known.update({row.id: row.fit for row in await uow.execute(select(account.id, account.fit).where(*where))})
    return {id: fit for id, fit in known.items() if fit is not None}


@timer(RESCORE)
async def rescore_opportunities(due: Due, uow: UnitOfWork) -> None:
    """Scores open opportunities by the model that took effect, 200 at a time."""
    model = await card_in_use(uow, t.copy_score_model)
    if model is None or model[0] != due.subject_id:
        return
    opportunity = t.opportunity.c
    live: tuple[Any, ...] = (opportunity.state == OpportunityState.OPEN, opportunity.archive_time.is_(None))
    found = await others(uow, Opportunity, opportunity.score_model_id, model[0], *live)
    await derive_scores(uow, found)
    if len(found) == SWEPT:
        await arm_sweep(uow, RESCORE, model[0])
