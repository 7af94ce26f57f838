"""What commands look up: defaults, pools, sources, teams, and the copies of what others own."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from chassis.errors import DomainError, Kind, Violation, invalid, precondition
from chassis.ids import derived_id
from chassis.reader import Reader
from chassis.tables import copy_member, copy_team, copy_tenant
from chassis.unit_of_work import UnitOfWork
from leads import tables as t
from leads.domain.clocks import Clocks
from leads.domain.lead_pool import LeadPool
from leads.domain.lead_settings import LeadSettings
from leads.domain.source import Source


async def settings(uow: UnitOfWork) -> LeadSettings:
    """The company's defaults; the shipped ones in the moment before it has its own."""
    found = uow.known.setdefault("lead_settings", {})
    if not found:
        id = derived_id(uow.tenant_id, "settings")
        own = await uow.first(LeadSettings, t.lead_settings.c.id == id)
        found[id] = own or LeadSettings(id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now)
    settings: LeadSettings = next(iter(found.values()))
    return settings


async def clocks(uow: UnitOfWork) -> Clocks:
    return Clocks.of(await settings(uow))


async def pool(uow: UnitOfWork, id: UUID | None, field: str = "pool_id") -> LeadPool:
    """The pool of that id, the default one without. Raises POOL_UNKNOWN, POOL_MISSING."""
    wanted = id or (await settings(uow)).default_pool_id
    found = await uow.first(LeadPool, t.lead_pool.c.id == wanted, t.lead_pool.c.archive_time.is_(None)) if wanted else None
    if found is not None:
        return found
    if id is None:
        raise precondition("POOL_MISSING", "There is no default pool yet; a new company gets one in a moment.")
    raise invalid(field, f"There is no pool {id} in use.", "POOL_UNKNOWN", id=str(id))


async def source(uow: UnitOfWork, id: UUID, field: str = "lead.source_id") -> Source:
    """Raises SOURCE_UNKNOWN."""
    found = uow.known.setdefault("source", {})
    if id not in found:
        found[id] = await uow.first(Source, t.source.c.id == id)
    if found[id] is None:
        raise invalid(field, f"There is no source {id}.", "SOURCE_UNKNOWN", id=str(id))
    known: Source = found[id]
    return known


async def sources(uow: UnitOfWork) -> list[Source]:
    """All in use; a company has few."""
    found = uow.known.setdefault("sources", {})
    if "all" not in found:
        found["all"] = await uow.find(Source, t.source.c.archive_time.is_(None))
    known: list[Source] = found["all"]
    return known


async def source_name(uow: UnitOfWork, id: UUID | None) -> str:
    return (await source(uow, id)).name if id else ""


async def currency(uow: UnitOfWork) -> str:
    """In which the company keeps its books."""
    tenant = copy_tenant.c
    return str((await uow.execute(select(tenant.functional_currency).where(tenant.id == uow.tenant_id))).scalar() or "CNY")


async def is_active(uow: UnitOfWork, person_id: UUID) -> bool:
    member = copy_member.c
    active = (member.tenant_id == uow.tenant_id, member.id == person_id, member.state == "active")
    return (await uow.execute(select(member.id).where(*active))).first() is not None


async def teams_with_those_above(uow: UnitOfWork | Reader, teams: Iterable[UUID]) -> set[UUID]:
    """These teams and all that they lie below."""
    team = copy_team.c
    parents = {row.id: row.parent_id for row in await uow.execute(select(team.id, team.parent_id).where(team.tenant_id == uow.tenant_id))}
    seen: set[UUID] = set()
    for each in teams:
        above: UUID | None = each
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
    return seen


async def manager_of(uow: UnitOfWork, team_id: UUID | None) -> tuple[UUID | None, str]:
    """Who leads a team, with the name; nobody where there is no team or no manager."""
    team, member = copy_team.c, copy_member.c
    statement = (
        select(team.manager_id, member.name)
        .join(copy_member, (member.id == team.manager_id) & (member.tenant_id == team.tenant_id), isouter=True)
        .where(team.tenant_id == uow.tenant_id, team.id == team_id)
    )
    row = (await uow.execute(statement)).first() if team_id else None
    return (row.manager_id, row.name or "") if row else (None, "")


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
