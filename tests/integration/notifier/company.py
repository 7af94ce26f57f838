"""A company with two teams, whose leads, customers and money other services tell of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from chassis import sandbox
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from crm.notifier.v1 import notifier_pb2 as pb
from crm.receivables.v1 import events_pb2 as receivables
from crm.receivables.v1 import receivables_pb2 as books
from tests.support.running import ask, changed_event, person, publish

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 12, 1, 9, tzinfo=SHANGHAI)
RIGHTS = ("todo.read", "todo.create", "todo.update", "notification_settings.read", "notification_settings.update")
ACTIVE, LEFT = identity.USER_STATE_ACTIVE, identity.USER_STATE_DISABLED


def cny(yuan: str) -> common.Money:
    return common.Money(currency_code="CNY", minor=int(yuan.replace(",", "").replace(".", "")))


def stamp(moment: datetime) -> Timestamp:
    made = Timestamp()
    made.FromDatetime(moment.astimezone(UTC))
    return made


@dataclass
class Company:
    """Its clock stands at nine on 1 December 2025, a Monday, and is walked by the tests."""

    runtime: Runtime
    rights: tuple[str, ...] = RIGHTS
    tenant_id: UUID = field(default_factory=new_id)
    team: UUID = field(default_factory=new_id)
    _sequence: int = 0
    _versions: dict[str, int] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    async def open(self) -> None:
        """Manager Zhang above Li and Wang in one team; one legal entity."""
        self.zhang, self.li, self.wang = (self.seeing(Reach.OWN) for _ in range(3))
        await self.told(
            "identity", self.changed(identity.Tenant(id=str(self.tenant_id), time_zone="Asia/Shanghai", functional_currency="CNY"))
        )
        await sandbox.shift(self.runtime, self.tenant_id, START - self.runtime.clock.real())
        entity = identity.LegalEntity(id=str(new_id()), name="我司", functional_currency="CNY", calendar="CN")
        team = identity.Team(id=str(self.team), name="华东", manager_id=str(self.zhang.person_id))
        await self.told("identity", self.changed(entity), self.changed(team))
        for somebody, name in ((self.zhang, "张经理"), (self.li, "李明"), (self.wang, "王芳")):
            await self.employ(somebody, name)

    def seeing(self, reach: Reach, who: Principal | None = None) -> Principal:
        """A person whose rights reach only so far."""
        return person(self.tenant_id, *self.rights, reach=reach, person_id=who.person_id if who else None, teams=(self.team,))

    async def employ(self, who: Principal, name: str, *roles: str, state: Any = ACTIVE, team: UUID | None = None, locale: str = "") -> None:
        for key in roles:
            if key not in self.roles:
                self.roles[key] = str(new_id())
                await self.told("identity", self.changed(identity.Role(id=self.roles[key], key=key, name=key)))
        user = identity.User(
            id=str(who.person_id),
            name=name,
            email=f"{who.person_id}@example.com",
            team_id=str(team or self.team),
            state=state,
            locale=locale,
            role_ids=[self.roles[key] for key in roles],
        )
        await self.told("identity", self.changed(user))

    # --- what other services tell ----------------------------------------------------------------

    def changed(self, resource: Any) -> Event:
        self._versions[resource.id] = self._versions.get(resource.id, 0) + 1
        event = changed_event(self.tenant_id, resource, version=self._versions[resource.id])
        event.create_time.CopyFrom(stamp(self.now))
        return event

    def fact(self, fact: Message, subject_id: str, *, at: datetime | None = None, historical: bool = False) -> Event:
        """A fact as its service tells it now, each with the next sequence."""
        self._sequence += 1
        return Event(
            id=str(new_id()),
            tenant_id=str(self.tenant_id),
            type=fact.DESCRIPTOR.full_name,
            payload=fact.SerializeToString(),
            subject_type="subject",
            subject_id=subject_id,
            version=self._versions.get(subject_id, 0) + 1,
            sequence=self._sequence,
            create_time=stamp(at or self.now),
            historical=historical,
        )

    async def told(self, source: str, *events: Event) -> None:
        await publish(self.runtime, source, *events)
        await self.settle()

    async def customer(self, name: str = "杭州威敏", owner: Principal | None = None, *, id: str = "", tier: Any = accounts.TIER_B) -> str:
        account = accounts.Account(id=id or str(new_id()), name=name, tier=tier, owner_id=str((owner or self.li).person_id))
        await self.told("accounts", self.changed(account))
        return account.id

    def instalment(self, customer_id: str, yuan: str = "90,000.00", *, due: str = "2025-12-08", plan: str = "", id: str = "") -> Any:
        return receivables.InstalmentFigures(
            instalment_id=id or str(new_id()),
            payment_plan_id=plan or str(new_id()),
            contract_id=str(new_id()),
            contract_number="HT000001",
            customer_id=customer_id,
            owner_id=str(self.li.person_id),
            position=1,
            name="预付款",
            amount=cny(yuan),
            open=cny(yuan),
            due_date=due,
        )

    async def plan(self, figures: Any, owner: Principal, payable: str = "") -> None:
        """The payment plan of an instalment, who owns it, and what of it may be asked for where that is not all."""
        parts = [
            books.Instalment(
                id=figures.instalment_id,
                name=figures.name,
                open=figures.open,
                payable=cny(payable) if payable else figures.open,
                due_date=figures.due_date,
            )
        ]
        plan = books.PaymentPlan(
            id=figures.payment_plan_id,
            contract_number=figures.contract_number,
            customer_id=figures.customer_id,
            total=figures.amount,
            owner_id=str(owner.person_id),
            instalments=parts,
        )
        await self.told("receivables", self.changed(plan))

    async def reminder(self, figures: Any, level: int = 1) -> None:
        fact = receivables.InstalmentReminderDue(instalment=figures, level=level, days_overdue=level, payable=figures.open)
        await self.told("receivables", self.fact(fact, figures.payment_plan_id))

    # --- asking ----------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.runtime.clock.now(self.tenant_id)

    async def settle(self) -> None:
        await sandbox.settle([self.runtime])

    async def advance(self, to: date | datetime) -> None:
        moment = to if isinstance(to, datetime) else datetime.combine(to, time(9), SHANGHAI)
        await sandbox.advance([self.runtime], self.tenant_id, moment)

    async def ask(self, who: Principal, method: str, request: Message) -> Any:
        return await ask(self.runtime, who, method, request)

    async def todos(self, who: Principal, filter: str = "state = OPEN") -> Sequence[pb.Todo]:
        listed = await self.ask(who, "ListTodos", pb.ListTodosRequest(filter=filter))
        return listed.todos  # type: ignore[no-any-return]

    async def kinds(self, who: Principal) -> list[str]:
        return sorted(todo.kind for todo in await self.todos(who))

    def later(self, **delta: float) -> datetime:
        return self.now + timedelta(**delta)
