"""Scores of leads: derived at each commit from what they are and the published model, and anew when another model takes effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.scored_rows import SWEPT, arm_sweep, others
from chassis.scoring import Card
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from leads import known
from leads import tables as t
from leads.commands.score_models import RESCORE
from leads.domain.fitted import Fitted
from leads.domain.lead import Lead
from leads.domain.lead_clocks import SCORE_REVIEW
from leads.domain.lead_features import lead_features
from leads.domain.score_model import ScoreModelState
from leads.score_tables import score_model


@dataclass(frozen=True, slots=True)
class Published:
    """The model in use."""

    id: UUID
    card: Card
    fitted: Fitted | None


async def derive_scores(uow: UnitOfWork, leads: Sequence[Lead]) -> None:
    """A lead that is closed keeps the score that it had when it was."""
    open_leads = [lead for lead in leads if lead.is_scored]
    model = await published(uow) if open_leads else None
    if model is None:
        return
    kinds = await _source_kinds(uow, open_leads)
    for lead in open_leads:
        features = lead_features(lead, kinds.get(lead.source_id, ""), uow.now)
        score = model.card.score(features)
        if model.fitted is not None:
            score = score.decided_by(model.fitted.likelihood(features), model.fitted.reasons(features))
        lead.take_score(score, model.id, uow.now)


async def published(uow: UnitOfWork) -> Published | None:
    """None in the first moments of a company."""
    kept: dict[str, Published | None] = uow.known.setdefault("score_model", {})
    if "published" not in kept:
        model = score_model.c
        statement = select(model.id, model.weights, model.criteria, model.fitted)
        in_use = (model.tenant_id == uow.tenant_id, model.state == ScoreModelState.PUBLISHED)
        row = (await uow.execute(statement.where(*in_use))).first()
        kept["published"] = _read(row) if row else None
    return kept["published"]


def _read(row: Any) -> Published:
    return Published(row.id, Card.read({"weights": row.weights, "criteria": row.criteria}), Fitted.read(row.fitted) if row.fitted else None)


async def _source_kinds(uow: UnitOfWork, leads: Sequence[Lead]) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {}
    for source_id in {lead.source_id for lead in leads if lead.source_id}:
        found[source_id] = str((await known.source(uow, source_id)).kind or "")
    return found


@timer(RESCORE)
async def rescore_leads(due: Due, uow: UnitOfWork) -> None:
    """Scores live leads by the model that took effect, 200 at a time. One that was replaced meanwhile has nothing to do."""
    model = await published(uow)
    if model is None or model.id != due.subject_id:
        return
    lead = t.lead.c
    live = or_(t.IS_LIVE)
    found = await others(uow, Lead, lead.score_model_id, model.id, live)
    await derive_scores(uow, found)
    if len(found) == SWEPT:
        await arm_sweep(uow, RESCORE, model.id)


@timer(SCORE_REVIEW)
async def review_lead_score(due: Due, uow: UnitOfWork) -> None:
    """Some behaviour has grown too old to count."""
    lead = await uow.get(Lead, due.subject_id)
    lead.forget_old_touches(uow.now)
