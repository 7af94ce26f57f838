"""A company that takes enquiries in: marketing that sees them all, two sales people of one team and one of another, and their manager."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from google.protobuf.message import Message
from sqlalchemy import select

from chassis import sandbox, tables
from chassis.clock import Clock
from chassis.errors import DomainError
from chassis.events import payload
from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.runtime import Runtime
from chassis.sandbox import settle
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from crm.leads.v1 import leads_pb2 as pb
from tests.support.running import ask, publish, send

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 12, 1, 9, tzinfo=ZONE)
FOLLOW = ("read", "create", "update", "accept", "release", "return", "contact", "qualify", "convert")
EVERYTHING = (*FOLLOW, "import", "archive", "assign", "reveal", "erase")
TOUCHES = {"touch.read": Grant(Reach.COMPANY), "touch.create": Grant(Reach.COMPANY)}
PHONE = "13800138001"


def cny(yuan: str) -> common.Money:
    return common.Money(currency_code="CNY", minor=int(yuan.replace(".", "")))


@dataclass
class Company:
    """Chen and Wu sell in the team east under Fang, Zhao sells in west; Mei is marketing."""

    runtime: Runtime
    tenant_id: UUID = field(default_factory=new_id)
    east: UUID = field(default_factory=new_id)
    west: UUID = field(default_factory=new_id)
    told: int = 0

    def __post_init__(self) -> None:
        self.fang = self.seller(self.east)
        self.chen, self.wu, self.zhao = self.seller(self.east), self.seller(self.east), self.seller(self.west)
        rights = {f"lead.{act}": Grant(Reach.COMPANY) for act in EVERYTHING if act not in ("accept", "convert")}
        settings = {name: Grant(Reach.COMPANY) for name in ("source.read", "source.create", "lead_settings.read", "lead_settings.update")}
        pools = {name: Grant(Reach.COMPANY) for name in ("lead_pool.read", "lead_pool.manage", "account.read")}
        self.mei = Principal.user(new_id(), tenant_id=self.tenant_id, permissions={**rights, **settings, **pools, **TOUCHES})

    def seller(self, team: UUID) -> Principal:
        rights = {f"lead.{act}": Grant(Reach.OWN) for act in (*FOLLOW, "assign")} | {"account.read": Grant(Reach.OWN)}
        return Principal.user(
            new_id(), tenant_id=self.tenant_id, permissions={**rights, **TOUCHES, "lead.claim": Grant(Reach.COMPANY)}, team_ids=(team,)
        )

    async def open(self) -> None:
        """Lets identity tell what it knows; the clock stands at nine on the first of December."""
        tenant = identity.Tenant(id=str(self.tenant_id), time_zone=ZONE.key, functional_currency="CNY", name="示范公司")
        await self.send("identity", tenant)
        teams = ((self.east, "华东", self.fang), (self.west, "华西", None))
        for id, name, manager in teams:
            await self.send("identity", identity.Team(id=str(id), name=name, manager_id=str(manager.person_id) if manager else ""))
        people = ((self.fang, "方", self.east), (self.chen, "陈", self.east), (self.wu, "吴", self.east), (self.zhao, "赵", self.west))
        for who, name, team in (*people, (self.mei, "梅", None)):
            user = identity.User(id=str(who.person_id), name=name, team_id=str(team or ""), state=identity.USER_STATE_ACTIVE)
            await self.send("identity", user)
        await settle([self.runtime])
        await sandbox.shift(self.runtime, self.tenant_id, START - Clock.real())

    async def send(self, source: str, resource: Any, *, version: int = 1) -> None:
        await send(self.runtime, source, self.tenant_id, resource, version=version)

    # --- acting ----------------------------------------------------------------------------------

    async def ask(self, method: str, request: Message, *, by: Principal | None = None, key: str = "") -> Any:
        return await ask(self.runtime, by or self.chen, method, request, key=key)

    async def refused(self, method: str, request: Message, *, by: Principal | None = None) -> DomainError:
        with pytest.raises(DomainError) as refusal:
            await self.ask(method, request, by=by)
        return refusal.value

    async def enquiry(self, name: str = "李明", *, by: Principal | None = None, **fields: Any) -> pb.CreateLeadResponse:
        reply: pb.CreateLeadResponse = await self.ask(
            "CreateLead", pb.CreateLeadRequest(lead=pb.Lead(name=name, **fields)), by=by or self.chen
        )
        return reply

    async def lead(self, name: str = "李明", *, by: Principal | None = None, **fields: Any) -> pb.Lead:
        """A lead of who takes it in."""
        made = await self.enquiry(name, by=by, **fields)
        assert not made.HasField("duplicate")
        return made.lead

    async def read(self, lead_id: str, *, by: Principal | None = None) -> pb.Lead:
        found: pb.Lead = await self.ask("GetLead", pb.GetLeadRequest(lead_id=lead_id), by=by or self.mei)
        return found

    async def pool(self, **fields: Any) -> pb.LeadPool:
        """The default pool, with this policy."""
        pools = await self.ask("ListLeadPools", pb.ListLeadPoolsRequest(), by=self.mei)
        found: pb.LeadPool = pools.lead_pools[0]
        if fields:
            change = pb.UpdateLeadPoolRequest(lead_pool_id=found.id, lead_pool=pb.LeadPool(**fields))
            change.update_mask.paths.extend(fields)
            found = await self.ask("UpdateLeadPool", change, by=self.mei)
        return found

    async def release(self, lead_id: str, *, by: Principal | None = None) -> pb.Lead:
        made: pb.Lead = await self.ask("ReleaseLead", pb.ReleaseLeadRequest(lead_id=lead_id, reason="不对口"), by=by)
        return made

    async def account(self, name: str, owner: Principal | None = None, *, credit_code: str = "") -> str:
        account = accounts.Account(id=str(new_id()), name=name, credit_code=credit_code)
        account.update_time.FromDatetime(START - timedelta(days=12))
        if owner is not None:
            account.owner_id, account.team_id = str(owner.person_id), str(owner.team_ids[0])
        await self.send("accounts", account)
        await settle([self.runtime])
        return account.id

    # --- time and facts --------------------------------------------------------------------------

    async def advance(self, **after: float) -> None:
        """To so long after the start."""
        await sandbox.advance([self.runtime], self.tenant_id, START + timedelta(**after))

    @property
    def now(self) -> datetime:
        return self.runtime.clock.now(self.tenant_id)

    async def tell(self, fact: Any, *, version: int = 1, historical: bool = False) -> None:
        """A fact of another service arrives."""
        name = fact.DESCRIPTOR.full_name
        event = Event(
            id=str(new_id()),
            tenant_id=str(self.tenant_id),
            type=name,
            payload=fact.SerializeToString(),
            subject_type="x",
            subject_id=str(new_id()),
            version=version,
            sequence=version,
            historical=historical,
        )
        event.create_time.FromDatetime(self.now)
        await publish(self.runtime, name.split(".")[1], event)
        await settle([self.runtime])

    async def facts(self) -> list[Any]:
        """What was told since the last look, in order."""
        async with self.runtime.database.worker.connect() as connection:
            rows = await connection.execute(
                select(tables.outbox.c.position, tables.outbox.c.data)
                .where(tables.outbox.c.tenant_id == self.tenant_id, tables.outbox.c.position > self.told)
                .order_by(tables.outbox.c.position)
            )
            found = rows.all()
        if found:
            self.told = found[-1].position
        events = [Event.FromString(row.data) for row in found]
        return [payload(event) for event in events if not event.changed]

    async def names(self) -> list[str]:
        return [type(fact).__name__ for fact in await self.facts()]
