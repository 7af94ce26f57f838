"""A machine builder that sells: its people, its account and its company, as the other services have told pipeline of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.message import Message
from sqlalchemy import select

from chassis import tables
from chassis.errors import DomainError
from chassis.events import payload
from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.runtime import Runtime
from chassis.sandbox import settle
from chassis.scope import Reach, Scope
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import pipeline_pb2 as pb
from tests.support.running import ask, person, send

PERMISSIONS = {
    "sales_process": "read manage",
    "product": "read create import update archive",
    "loss_reason": "read manage",
    "opportunity": "read create import update archive close reopen assign",
    "contract": "read create import update archive approve seal make_effective fulfil terminate assign",
    "milestone": "reach reschedule",
    "pipeline_settings": "read update",
}
ALL = tuple(f"{resource}.{act}" for resource, acts in PERMISSIONS.items() for act in acts.split())


def cny(amount: str) -> common.Money:
    return common.Money(currency_code="CNY", minor=int(amount.replace(".", "")))


@dataclass
class Company:
    """Lin sells in the team north; Zhou is 商务 and sees everything."""

    runtime: Runtime
    tenant_id: UUID = field(default_factory=new_id)
    legal_entity_id: str = field(default_factory=lambda: str(new_id()))
    account_id: str = ""
    north: UUID = field(default_factory=new_id)
    south: UUID = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self.lin = self.somebody(self.north)
        self.zhou = self.somebody(self.south)

    def somebody(self, team: UUID, *, reach: Reach = Reach.COMPANY, person_id: UUID | None = None) -> Principal:
        return person(self.tenant_id, *ALL, reach=reach, person_id=person_id, teams=(team,))

    def with_reach(self, who: Principal, reach: Reach, *teams: UUID) -> Principal:
        """The same person with all permissions reaching only so far."""
        return person(self.tenant_id, *ALL, reach=reach, person_id=who.person_id, teams=teams or who.team_ids)

    def program(self, holder: Principal) -> Principal:
        """An API key of a person."""
        permissions = {name: Grant(Reach.COMPANY) for name in ALL}
        return Principal("key", str(new_id()), self.tenant_id, holder.person_id, permissions, holder.team_ids)

    async def open(self) -> None:
        """Lets identity and accounts tell what they know."""
        await send(
            self.runtime,
            "identity",
            self.tenant_id,
            identity.Tenant(id=str(self.tenant_id), time_zone="Asia/Shanghai", functional_currency="CNY"),
        )
        await send(
            self.runtime, "identity", self.tenant_id, identity.LegalEntity(id=self.legal_entity_id, name="我司", functional_currency="CNY")
        )
        for who in (self.lin, self.zhou):
            await self.tell_of(who, who.team_ids[0])
        self.account_id = await self.new_account("牡丹精工", self.lin)

    async def tell_of(self, who: Principal, team: UUID, *, version: int = 1) -> None:
        user = identity.User(id=str(who.person_id), name="某", team_id=str(team), state=identity.USER_STATE_ACTIVE)
        await send(self.runtime, "identity", self.tenant_id, user, version=version)
        await settle([self.runtime])

    async def new_account(self, name: str, owner: Principal | None = None) -> str:
        account = accounts.Account(id=str(new_id()), name=name)
        if owner is not None:
            account.owner_id, account.team_id = str(owner.person_id), str(owner.team_ids[0])
        await send(self.runtime, "accounts", self.tenant_id, account)
        await settle([self.runtime])
        return account.id

    async def paper(self, contract_id: str, *, by: Principal | None = None, **fields: Any) -> str:
        """A scan that Zhou, or who is named, has attached to the contract; its id."""
        given = {"subject_type": "contract", "subject_id": contract_id, "uploaded_by_id": str((by or self.zhou).person_id), **fields}
        attachment = identity.Attachment(id=str(new_id()), **given)
        await send(self.runtime, "identity", self.tenant_id, attachment)
        await settle([self.runtime])
        return attachment.id

    # --- acting ----------------------------------------------------------------------------------

    async def ask(self, method: str, request: Message, *, by: Principal | None = None) -> Any:
        return await ask(self.runtime, by or self.lin, method, request)

    async def refused(self, method: str, request: Message, *, by: Principal | None = None) -> DomainError:
        with pytest.raises(DomainError) as refusal:
            await self.ask(method, request, by=by)
        return refusal.value

    def deal(self, **fields: Any) -> pb.Opportunity:
        return pb.Opportunity(**{"name": "牡丹精工车床", "account_id": self.account_id, **fields})

    async def opportunity(self, *, by: Principal | None = None, **fields: Any) -> pb.Opportunity:
        made: pb.Opportunity = await self.ask("CreateOpportunity", pb.CreateOpportunityRequest(opportunity=self.deal(**fields)), by=by)
        return made

    async def won(self, *, by: Principal | None = None, **fields: Any) -> pb.Opportunity:
        made = await self.opportunity(by=by, **{"expected_amount": cny("300000.01"), **fields})
        closed: pb.Opportunity = await self.ask("WinOpportunity", pb.WinOpportunityRequest(opportunity_id=made.id), by=by)
        return closed

    def agreement(self, **fields: Any) -> pb.Contract:
        """300,000.01 CNY, tax included, on 30 / 60 / 10."""
        given = {
            "name": "牡丹精工车床合同",
            "account_id": self.account_id,
            "prices_include_tax": True,
            "lines": [pb.ContractLine(description="车床", unit_price="300000.01", tax_rate="13")],
            "terms": terms.PaymentTerms(template="30/60/10"),
        }
        return pb.Contract(**{**given, **fields})

    async def contract(self, *, by: Principal | None = None, **fields: Any) -> pb.Contract:
        made: pb.Contract = await self.ask("CreateContract", pb.CreateContractRequest(contract=self.agreement(**fields)), by=by)
        return made

    async def effective(self, **fields: Any) -> pb.Contract:
        """Owned by Lin, signed today, made effective by Zhou."""
        made = await self.contract(**fields)
        await self.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
        await self.ask("SealContract", pb.SealContractRequest(contract_id=made.id))
        scan = await self.paper(made.id)
        await self.ask("RecordContractReturn", pb.RecordContractReturnRequest(contract_id=made.id, scan_attachment_id=scan))
        done: pb.Contract = await self.ask("MakeContractEffective", pb.MakeContractEffectiveRequest(contract_id=made.id), by=self.zhou)
        return done

    async def product(self, code: str, name: str, **fields: Any) -> pb.Product:
        request = pb.CreateProductRequest(product=pb.Product(code=code, name=name, **fields))
        made: pb.Product = await self.ask("CreateProduct", request)
        return made

    async def process(self, *stages: str) -> pb.SalesProcess:
        """A process of stages without gates."""
        process = pb.SalesProcess(name="流程", stages=[pb.Stage(key=key, name=key, probability="50") for key in stages])
        made: pb.SalesProcess = await self.ask("CreateSalesProcess", pb.CreateSalesProcessRequest(sales_process=process))
        return made

    # --- looking ---------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.runtime.clock.today(self.tenant_id)

    async def events(self, which: Callable[[Event], bool] = lambda _: True) -> list[Event]:
        """Everything of this company that went into the outbox, in order."""
        statement = select(tables.outbox.c.data).where(tables.outbox.c.tenant_id == self.tenant_id).order_by(tables.outbox.c.position)
        async with self.runtime.database.worker.connect() as connection:
            found = [Event.FromString(data) for data in await connection.scalars(statement)]
        return [event for event in found if which(event)]

    async def facts(self, *subjects: str) -> list[Any]:
        """The facts about these subjects, in order; about everything without."""
        found = await self.events(lambda event: not event.changed and (not subjects or event.subject_id in subjects))
        return [payload(event) for event in found]

    async def rows(self, statement: Any) -> list[Any]:
        """What the database holds of this company."""
        async with self.runtime.database.as_app(Scope(self.tenant_id, Reach.TENANT)) as connection:
            return list((await connection.execute(statement)).all())


def names(facts: list[Any]) -> list[str]:
    return [fact.DESCRIPTOR.name for fact in facts]
