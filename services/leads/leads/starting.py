"""What a tenant starts with: sources, a pool, a way to score, and defaults for leads. All of it is theirs to change."""

from typing import Any
from uuid import UUID

from chassis.company_settings import start_settings
from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from leads.domain.lead_pool import LeadPool
from leads.domain.lead_settings import LeadSettings
from leads.domain.score_card import SHIPPED_CRITERIA, SHIPPED_WEIGHTS
from leads.domain.score_model import ScoreModel
from leads.domain.source import Source, SourceKind

# By their derived ids; a tenant may rename them.
SOURCES = (
    ("website", "官网", SourceKind.WEBSITE),
    ("ad", "广告投放", SourceKind.AD),
    ("online_event", "线上活动", SourceKind.ONLINE_EVENT),
    ("exhibition", "线下展会", SourceKind.EXHIBITION),
    ("referral", "老客户转介绍", SourceKind.REFERRAL),
    ("outbound", "主动开发", SourceKind.OUTBOUND),
    ("other", "其他", SourceKind.OTHER),
)


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates what is not there yet; what was created once is left alone, whatever the tenant has made of it.

    Ids are derived: of two that do this at once one fails, and finds everything when it tries again.
    """
    settings = await start_settings(uow, LeadSettings)
    if settings is None:
        return
    pool = LeadPool(**_born(uow, derived_id(uow.tenant_id, "lead_pool", "default")), name="线索公海", cooling_off_days=7)
    uow.add(pool)
    settings.default_pool_id = pool.id
    model = ScoreModel(**_born(uow, derived_id(uow.tenant_id, "score_model", "shipped")), name="F.S.D.P 标准模型")
    model.revise(weights=SHIPPED_WEIGHTS, criteria=SHIPPED_CRITERIA)
    model.publish(uow.now, None)
    uow.add(model)
    for key, name, kind in SOURCES:
        source = Source(**_born(uow, derived_id(uow.tenant_id, "source", key)), name=name)
        source.revise(kind=kind)
        uow.add(source)


def _born(uow: UnitOfWork, id: UUID) -> dict[str, Any]:
    return {"id": id, "tenant_id": uow.tenant_id, "create_time": uow.now, "update_time": uow.now}
