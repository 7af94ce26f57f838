"""What commands look up: defaults, pools, sources, teams, and the copies of what others own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from chassis import calendar, in_use
from chassis.company_settings import settings_of
from chassis.errors import DomainError, Kind, Violation, invalid, precondition
from chassis.tables import copy_legal_entity, copy_member, copy_team, copy_tenant
from chassis.unit_of_work import UnitOfWork
from leads import tables as t
from leads.domain.clocks import Clocks
from leads.domain.lead_pool import LeadPool
from leads.domain.lead_settings import LeadSettings
from leads.domain.source import Source
from leads.domain.working_hours import WorkingHours


async def settings(uow: UnitOfWork) -> LeadSettings:
    """The company's defaults, to go by."""
    return await settings_of(uow, LeadSettings)


async def clocks(uow: UnitOfWork) -> Clocks:
    defaults = await settings(uow)
    return Clocks.of(defaults, await _working_hours(uow, defaults) if defaults.first_follow_up_in_working_hours else None)


async def _working_hours(uow: UnitOfWork, defaults: LeadSettings) -> WorkingHours:
    """Working days are those of the company's first legal entity."""
    found = uow.known.setdefault("working_hours", {})
    if not found:
        entity = copy_legal_entity.c
        first = select(entity.calendar).where(entity.tenant_id == uow.tenant_id).order_by(entity.id).limit(1)
        days = calendar.named((await uow.execute(first)).scalar() or "CN")
        start, end = (time.fromisoformat(text) for text in (defaults.working_hours_start, defaults.working_hours_end))
        found["own"] = WorkingHours(uow.clock.zone(uow.tenant_id), days, start, end)
    made: WorkingHours = found["own"]
    return made


async def pool(uow: UnitOfWork, id: UUID | None, field: str = "pool_id") -> LeadPool:
    """The pool of that id, the default one without. Raises POOL_UNKNOWN, POOL_MISSING."""
    wanted = id or (await settings(uow)).default_pool_id
    found = uow.known.setdefault("lead_pool", {})
    if wanted is not None and wanted not in found:
        in_use = (t.lead_pool.c.id == wanted, t.lead_pool.c.archive_time.is_(None))
        found[wanted] = next(iter(await uow.look_up(LeadPool, *in_use)), None)
    known: LeadPool | None = found.get(wanted)
    if known is not None:
        return known
    if id is None:
        raise precondition("POOL_MISSING", "There is no default pool yet; a new company gets one in a moment.")
    raise invalid(field, f"There is no pool {id} in use.", "POOL_UNKNOWN", id=str(id))


async def keep_pool(uow: UnitOfWork, pool: LeadPool) -> None:
    """Nobody archives the pool before this is stored. Raises POOL_MISSING where somebody was faster."""
    if not await in_use.hold(uow, t.lead_pool, pool.id):
        raise precondition("POOL_MISSING", f"{pool.name} was taken out of use at this moment; choose another pool.")


async def source(uow: UnitOfWork, id: UUID, field: str = "lead.source_id") -> Source:
    """Raises SOURCE_UNKNOWN."""
    found = uow.known.setdefault("source", {})
    if id not in found:
        found[id] = next(iter(await uow.look_up(Source, t.source.c.id == id)), None)
    if found[id] is None:
        raise invalid(field, f"There is no source {id}.", "SOURCE_UNKNOWN", id=str(id))
    known: Source = found[id]
    return known


async def sources(uow: UnitOfWork) -> list[Source]:
    """All in use; a company has few."""
    found = uow.known.setdefault("sources", {})
    if "all" not in found:
        found["all"] = await uow.look_up(Source, t.source.c.archive_time.is_(None))
    known: list[Source] = found["all"]
    return known


async def source_name(uow: UnitOfWork, id: UUID | None) -> str:
    return (await source(uow, id)).name if id else ""


async def currency(uow: UnitOfWork) -> str:
    """In which the company keeps its books."""
    found = uow.known.setdefault("currency", {})
    if not found:
        tenant = copy_tenant.c
        statement = select(tenant.functional_currency).where(tenant.id == uow.tenant_id)
        found["own"] = (await uow.execute(statement)).scalar() or "CNY"
    return str(found["own"])


async def is_active(uow: UnitOfWork, person_id: UUID) -> bool:
    member = copy_member.c
    active = (member.tenant_id == uow.tenant_id, member.id == person_id, member.state == "active")
    return (await uow.execute(select(member.id).where(*active))).first() is not None


@dataclass(frozen=True, slots=True)
class Manager:
    """Whom to ask; nobody, where there is none."""

    id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Managers:
    """Who manages which team, and which team stands above it."""

    of_team: Mapping[UUID, Manager]
    parents: Mapping[UUID, UUID | None]

    def above(self, owner_id: UUID | None, team_id: UUID | None) -> Manager:
        """The nearest one above the owner: who manages the own team has that of the team above."""
        seen: set[UUID] = set()
        while team_id is not None and team_id not in seen:
            seen.add(team_id)
            manager = self.of_team.get(team_id, Manager())
            if manager.id not in (None, owner_id):
                return manager
            team_id = self.parents.get(team_id)
        return Manager()


async def managers(uow: UnitOfWork) -> Managers:
    """Of all teams; a company has few."""
    found = uow.known.setdefault("managers", {})
    if not found:
        team, member = copy_team.c, copy_member.c
        statement = (
            select(team.id, team.parent_id, team.manager_id, member.name)
            .join(copy_member, (member.id == team.manager_id) & (member.tenant_id == team.tenant_id), isouter=True)
            .where(team.tenant_id == uow.tenant_id)
        )
        rows = (await uow.execute(statement)).all()
        found["all"] = Managers({row.id: Manager(row.manager_id, row.name or "") for row in rows}, {row.id: row.parent_id for row in rows})
    made: Managers = found["all"]
    return made


async def account(uow: UnitOfWork, id: UUID, permission: str, field: str) -> Row[Any]:
    """An account that the caller may see under the permission, from its copy. Raises ACCOUNT_UNKNOWN."""
    copy = t.copy_account.c
    row = (await uow.execute(select(t.copy_account).where(copy.tenant_id == uow.tenant_id, copy.id == id, ~copy.archived))).first()
    scope = uow.principal.scope_for(permission)
    if row is None or not scope.reaches(row.owner_id, row.team_id, row.shared_with):
        detail = f"There is no account {id} that you may see; if it is new, try again in a moment."
        raise DomainError(Kind.PRECONDITION, "ACCOUNT_UNKNOWN", detail, metadata={"id": str(id)}, violations=(Violation(field, detail),))
    return row


async def claimed_today(uow: UnitOfWork, pool_id: UUID, person_id: UUID) -> int:
    claim = t.lead_claim.c
    mine = (claim.tenant_id == uow.tenant_id, claim.person_id == person_id, claim.pool_id == pool_id, claim.claim_date == uow.today)
    return int((await uow.execute(select(func.count()).select_from(t.lead_claim).where(*mine))).scalar_one())


async def held(uow: UnitOfWork, person_id: UUID) -> int:
    """Live leads that a person owns."""
    lead = t.lead.c
    live = (lead.tenant_id == uow.tenant_id, lead.owner_id == person_id, t.IS_LIVE)
    return int((await uow.execute(select(func.count()).select_from(t.lead).where(*live))).scalar_one())
