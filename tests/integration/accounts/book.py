"""A representative with a customer, and what the other services have told accounts of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from chassis import sandbox
from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach
from chassis.tables import outbox
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import events_pb2 as facts
from crm.accounts.v1 import interactions_pb2 as log
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from tests.support.running import ask, changed_event, person

_LOG = ("interaction", "competitor", "do_not_disturb", "care_date")
ALL = (
    *(f"account.{act}" for act in ("read", "create", "update", "assign", "archive", "import")),
    *(f"contact.{act}" for act in ("read", "create", "update")),
    *(f"{noun}.{act}" for noun in _LOG for act in ("read", "create", "update", "archive")),
    *(f"{noun}.read" for noun in ("lead", "opportunity", "contract", "plan")),
    *("interaction.import", "account_settings.read", "account_settings.update"),
)
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 12, 1, 9, tzinfo=ZONE)
SAID = "王总说12月8日前要报价，预算30万，先买20台试用。"


@dataclass
class Book:
    runtime: Runtime
    tenant_id: UUID = field(default_factory=new_id)
    rep: Principal = field(init=False)
    _version: int = 0

    def __post_init__(self) -> None:
        self.rep = self.colleague()

    def colleague(self, reach: Reach = Reach.OWN) -> Principal:
        return person(self.tenant_id, *ALL, reach=reach)

    async def begin(self) -> None:
        """The company's clock stands at START."""
        await sandbox.shift(self.runtime, self.tenant_id, START - self.runtime.clock.real())

    async def advance(self, to: datetime) -> None:
        await sandbox.advance([self.runtime], self.tenant_id, to)

    async def ask(self, method: str, request: Any, *, who: Principal | None = None, key: str = "") -> Any:
        return await ask(self.runtime, who or self.rep, method, request, key=key)

    async def refused(self, method: str, request: Any, *, who: Principal | None = None) -> DomainError:
        try:
            reply = await self.ask(method, request, who=who)
        except DomainError as error:
            return error
        raise AssertionError(f"{method} was not refused: {reply}")

    async def account(self, name: str = "杭州为民机械有限公司", *, who: Principal | None = None, **fields: Any) -> pb.Account:
        made: pb.Account = await self.ask("CreateAccount", pb.CreateAccountRequest(account=pb.Account(name=name, **fields)), who=who)
        return made

    async def read(self, account_id: str) -> pb.Account:
        found: pb.Account = await self.ask("GetAccount", pb.GetAccountRequest(account_id=account_id))
        return found

    async def contact(self, account_id: str, name: str = "陈海波") -> Any:
        return await self.ask("CreateContact", pb.CreateContactRequest(contact=pb.Contact(account_id=account_id, name=name)))

    async def write(
        self, subject_type: str, subject_id: str, *, who: Principal | None = None, key: str = "", **fields: Any
    ) -> log.Interaction:
        told: dict[str, Any] = {"type": log.INTERACTION_TYPE_CALL, "outcome": log.OUTCOME_REACHED, "text": SAID, **fields}
        interaction = log.Interaction(subject_type=subject_type, subject_id=subject_id, **told)
        made: log.Interaction = await self.ask("CreateInteraction", log.CreateInteractionRequest(interaction=interaction), who=who, key=key)
        return made

    async def ids(self, filter: str = "", *, who: Principal | None = None, search: str = "") -> list[str]:
        reply = await self.ask("ListInteractions", log.ListInteractionsRequest(filter=filter, search=search), who=who)
        return [interaction.id for interaction in reply.interactions]

    async def learn(self, resource: Any) -> None:
        """What the owner of a resource tells of it arrives."""
        self._version += 1
        await self.runtime.consumers.apply([changed_event(self.tenant_id, resource, version=self._version)])

    async def learn_member(self, who: Principal) -> None:
        """Identity tells that somebody works here."""
        await self.learn(identity.User(id=str(who.person_id), name="小李", state=identity.USER_STATE_ACTIVE, team_id=str(who.team_ids[0])))

    async def facts(self, name: str) -> list[Any]:
        """The facts of this name so far."""
        async with self.runtime.database.worker.connect() as connection:
            rows = await connection.scalars(select(outbox.c.data).where(outbox.c.tenant_id == self.tenant_id).order_by(outbox.c.position))
            events = [Event.FromString(row) for row in rows]
        return [getattr(facts, name).FromString(event.payload) for event in events if event.type == f"crm.accounts.v1.{name}"]

    async def timeline(self, account_id: str) -> list[Any]:
        reply = await self.ask("ListAccountTimeline", pb.ListAccountTimelineRequest(account_id=account_id))
        return [*reply.entries]
