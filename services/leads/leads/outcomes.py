"""Closed leads as a model sees them: what was known beforehand, and whether they were won."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, or_, select, tuple_

from chassis.unit_of_work import UnitOfWork
from leads import known
from leads import tables as t
from leads.domain.lead import Lead
from leads.domain.lead_features import FORETELLING, lead_features
from leads.domain.lead_states import LeadOutcome, LeadState
from leads.domain.score_features import CUSTOM

# The newest of them; more make no better model of so few bands.
MOST = 20_000
_BATCH = 500


async def closed_leads(uow: UnitOfWork, excluded: Collection[str]) -> list[dict[str, Any]]:
    """Leads that were won, and those that were lost or disqualified, the newest first; without features that are excluded."""
    lead = t.lead.c
    ended = or_(
        and_(lead.state == LeadState.CONVERTED, lead.outcome.in_([LeadOutcome.WON, LeadOutcome.LOST])), lead.state == LeadState.DISQUALIFIED
    )
    kinds = {source.id: str(source.kind or "") for source in await known.sources(uow)}
    found: list[dict[str, Any]] = []
    before = None
    while len(found) < MOST:
        older = (ended,) if before is None else (ended, tuple_(lead.create_time, lead.id) < before)
        batch = await _newest(uow, *older)
        for each in batch:
            features = lead_features(each, kinds.get(each.source_id, "") if each.source_id else "", each.close_time or each.update_time)
            kept = {name: _number(value) for name, value in features.items() if _foretells(name) and name not in excluded}
            found.append({"features": kept, "won": each.outcome is LeadOutcome.WON})
        if len(batch) < _BATCH:
            break
        before = (batch[-1].create_time, batch[-1].id)
        uow.let_go()
    return found


async def _newest(uow: UnitOfWork, *where: Any) -> list[Lead]:
    """In one statement each, and forgotten before the next."""
    lead = t.lead.c
    statement = select(Lead).where(lead.tenant_id == uow.tenant_id, *where).order_by(lead.create_time.desc(), lead.id.desc()).limit(_BATCH)
    return list(await uow.session.scalars(statement))


def _foretells(name: str) -> bool:
    return name in FORETELLING or name.startswith(CUSTOM)


def _number(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else float(value)


async def minimum_of_outcomes(uow: UnitOfWork) -> int:
    """Below it the weights stay."""
    return (await known.settings(uow)).minimum_outcomes
