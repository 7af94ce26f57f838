"""A machine builder that is owed money: its finance people, its customers, and its contracts as pipeline tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from google.protobuf.message import Message
from sqlalchemy import select

from chassis import sandbox, tables
from chassis.errors import DomainError
from chassis.events import payload
from chassis.ids import new_id
from chassis.money import Money
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import receivables_pb2 as pb
from tests.support.book import NOTICES
from tests.support.running import ask, changed_event, person, publish, send

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 12, 1, 9, tzinfo=SHANGHAI)
READ = (
    "bill.read",
    "plan.read",
    "plan_revision.read",
    "receipt.read",
    "ageing.read",
    "promise.read",
    "dispute.read",
    "intent.read",
    "receivable_settings.read",
    "collection_note.read",
)
HEARD = ("promise.create", "promise.update", "dispute.create", "dispute.update", "intent.create")
SELLS = (*READ, *HEARD, "plan_revision.create", "plan_revision.reject")
CASHIER = (*READ, *(f"receipt.{act}" for act in ("record", "import", "update")), *(f"bill.{act}" for act in ("update", "present", "pay")))
ACCOUNTANT = (
    *(*READ, "ledger.read", "proof.run", "plan.update"),
    *(f"receipt.{act}" for act in ("identify", "allocate", "reverse", "decline_reversal")),
    *(f"bill.{act}" for act in ("update", "split", "request", "decline", "release", "dishonour", "settle_recourse")),
    *("dispute.create", "dispute.resolve", "late_interest.claim"),
)
MANAGER = (
    *(*READ, "ledger.read", "proof.run", "plan.update", "plan.revise", "receipt.approve_reversal", "receipt.decline_reversal"),
    *("dispute.resolve", "receivable_settings.update", "plan_revision.confirm", "plan_revision.reject"),
    *("bill.approve", "bill.decline", "bill.take_back"),
)

ACCEPTANCE, SHIPMENT = terms.MILESTONE_KIND_FINAL_ACCEPTANCE, terms.MILESTONE_KIND_SHIPPED
PLANNED, CLAIMABLE, CLOSED = pb.CLAIM_STATE_PLANNED, pb.CLAIM_STATE_CLAIMABLE, pb.CLAIM_STATE_CLOSED


def cny(amount: str) -> common.Money:
    return money("CNY", amount)


def money(currency: str, amount: str) -> common.Money:
    return common.Money(currency_code=currency, minor=Money.parse(currency, amount).minor)


def amount(given: common.Money) -> str:
    """As people write it."""
    return str(Money(given.currency_code, given.minor).amount)


@dataclass
class Contract:
    """A contract as pipeline has it. What happens to it raises its version and gives the events that pipeline would publish:
    the contract itself, and the fact."""

    company: "Company"
    customer_id: str
    gross: common.Money
    payment: terms.PaymentTerms
    effective_date: date
    owner: Principal
    historical: bool = False
    id: str = field(default_factory=lambda: str(new_id()))
    legal_entity_id: str = ""
    region: str = ""
    version: int = 1
    milestones: dict[tuple[int, str], pipeline.Milestone] = field(default_factory=dict)
    effective: bool = False
    terminated_on: date | None = None
    shares: list[pipeline.CollectedShares] = field(default_factory=list)

    def plan_milestone(self, kind: terms.MilestoneKind.ValueType, day: date, code: str = "") -> None:
        planned = pipeline.Milestone(kind=kind, code=code, planned_date=day.isoformat(), expected_date=day.isoformat())
        self.milestones[kind, code] = planned

    # --- what happens to it ----------------------------------------------------------------------

    def take_effect(self) -> list[Event]:
        self.effective = True
        day = self.effective_date.isoformat()
        self.milestones[terms.MILESTONE_KIND_EFFECTIVE, ""] = pipeline.Milestone(kind=terms.MILESTONE_KIND_EFFECTIVE, actual_date=day)
        return self._said(
            facts.ContractEffective(
                contract_id=self.id,
                contract_number=f"HT-{self.id[-4:]}",
                legal_entity_id=self.legal_entity_id or self.company.legal_entity_id,
                customer_id=self.customer_id,
                gross=self.gross,
                effective_date=day,
                terms=self.payment,
                milestones=list(self.milestones.values()),
                owner_id=str(self.owner.person_id),
                team_id=str(self.owner.team_ids[0]),
                region=self.region,
            )
        )

    def reach(self, kind: terms.MilestoneKind.ValueType = ACCEPTANCE, on: date | None = None, code: str = "") -> list[Event]:
        day = (on or self.company.today).isoformat()
        self.milestones.setdefault((kind, code), pipeline.Milestone(kind=kind, code=code)).actual_date = day
        return self._said(facts.MilestoneReached(contract_id=self.id, kind=kind, code=code, actual_date=day))

    def reschedule(self, to: date, reason: str = "客户场地未就绪", kind: terms.MilestoneKind.ValueType = ACCEPTANCE) -> list[Event]:
        milestone = self.milestones[kind, ""]
        before, milestone.expected_date = milestone.expected_date, to.isoformat()
        return self._said(
            facts.MilestoneRescheduled(
                contract_id=self.id, kind=kind, old_expected_date=before, new_expected_date=to.isoformat(), reason=reason
            )
        )

    def terminate(self, reason: str = "双方协商解除") -> list[Event]:
        self.terminated_on = self.company.today
        return self._said(facts.ContractTerminated(contract_id=self.id, terminate_date=self.terminated_on.isoformat(), reason=reason))

    def hand_over(self, to: Principal, region: str = "") -> list[Event]:
        self.owner, self.region = to, region
        return self._said()

    def _said(self, *said: Message) -> list[Event]:
        self.version += 1
        contract = pipeline.Contract(
            id=self.id,
            effective_date=self.effective_date.isoformat() if self.effective else "",
            terminate_date=self.terminated_on.isoformat() if self.terminated_on else "",
            milestones=list(self.milestones.values()),
            owner_id=str(self.owner.person_id),
            team_id=str(self.owner.team_ids[0]),
            region=self.region,
            collected_shares=self.shares,
        )
        return [changed_event(self.company.tenant_id, contract, version=self.version), *(self._fact(fact) for fact in said)]

    def _fact(self, fact: Message) -> Event:
        event = Event(
            id=str(new_id()),
            tenant_id=str(self.company.tenant_id),
            type=fact.DESCRIPTOR.full_name,
            payload=fact.SerializeToString(),
            subject_type="contract",
            subject_id=self.id,
            version=self.version,
            historical=self.historical,
            actor="user:商务",
        )
        event.create_time.FromDatetime(self.company.now)
        return event


@dataclass
class Company:
    """Its tenant's clock stands at nine on 1 December 2025 and is walked by the tests."""

    runtime: Runtime
    # Past policies and rights.
    owner_url: str
    tenant_id: UUID = field(default_factory=new_id)
    legal_entity_id: str = field(default_factory=lambda: str(new_id()))
    north: UUID = field(default_factory=new_id)
    south: UUID = field(default_factory=new_id)
    customer_id: str = ""
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.lin, self.wang = self.somebody(*SELLS, team=self.north), self.somebody(*SELLS, team=self.south)
        self.head = self.somebody(*SELLS, "plan_revision.approve")
        self.cashier, self.accountant, self.manager = self.somebody(*CASHIER), self.somebody(*ACCOUNTANT), self.somebody(*MANAGER)

    def somebody(
        self, *permissions: str, team: UUID | None = None, reach: Reach = Reach.COMPANY, person_id: UUID | None = None
    ) -> Principal:
        return person(self.tenant_id, *permissions, reach=reach, person_id=person_id, teams=(team or new_id(),))

    def seeing(self, who: Principal, reach: Reach, *teams: UUID) -> Principal:
        """The same person, whose permissions reach only so far."""
        return person(self.tenant_id, *who.permissions, reach=reach, person_id=who.person_id, teams=teams or who.team_ids)

    async def open(self) -> None:
        tenant = identity.Tenant(id=str(self.tenant_id), time_zone=SHANGHAI.key, functional_currency="CNY")
        await send(self.runtime, "identity", self.tenant_id, tenant)
        await self.new_legal_entity(self.legal_entity_id)
        self.customer_id = await self.new_customer(self.lin)
        await self.settle()
        await sandbox.shift(self.runtime, self.tenant_id, START - self.runtime.clock.real())

    async def new_legal_entity(self, id: str = "") -> str:
        entity = identity.LegalEntity(id=id or str(new_id()), name="我司", functional_currency="CNY", calendar="CN")
        await send(self.runtime, "identity", self.tenant_id, entity)
        await self.settle()
        return entity.id

    async def put_below(self, above: str, customer_id: str) -> None:
        """The customer belongs to the group of the one above it from now on."""
        owner, team = str(self.lin.person_id), str(self.lin.team_ids[0])
        account = accounts.Account(id=customer_id, name="牡丹精工", owner_id=owner, team_id=team, parent_id=above)
        await send(self.runtime, "accounts", self.tenant_id, account, version=2)
        await self.settle()

    async def new_customer(self, owner: Principal, id: str = "", *, version: int = 1) -> str:
        """An account, or the news that it has another owner."""
        account = accounts.Account(
            id=id or str(new_id()), name="牡丹精工", owner_id=str(owner.person_id), team_id=str(owner.team_ids[0]), region="华东"
        )
        await send(self.runtime, "accounts", self.tenant_id, account, version=version)
        await self.settle()
        return account.id

    async def set_period(
        self, start: date, end: date, state: identity.FiscalPeriodState.ValueType, *, id: str = "", version: int = 1
    ) -> str:
        period = identity.FiscalPeriod(
            id=id or str(new_id()),
            legal_entity_id=self.legal_entity_id,
            start_date=start.isoformat(),
            end_date=end.isoformat(),
            state=state,
        )
        await send(self.runtime, "identity", self.tenant_id, period, version=version)
        await self.settle()
        return period.id

    # --- contracts -------------------------------------------------------------------------------

    def contract(self, gross: str = "300000.01", payment: terms.PaymentTerms | str = "30/60/10", **given: Any) -> Contract:
        """A contract that pipeline has not made effective yet; acceptance is planned for 2 March 2026."""
        stated = terms.PaymentTerms(template=payment) if isinstance(payment, str) else payment
        defaults: Mapping[str, Any] = {"customer_id": self.customer_id, "effective_date": self.today, "owner": self.lin}
        made = Contract(company=self, **{**defaults, "gross": cny(gross), "payment": stated, **given})
        made.plan_milestone(ACCEPTANCE, date(2026, 3, 2))
        return made

    async def sign(self, gross: str = "300000.01", payment: terms.PaymentTerms | str = "30/60/10", **given: Any) -> Contract:
        """One that is effective, and known here to be."""
        made = self.contract(gross, payment, **given)
        await self.hear(made.take_effect())
        return made

    async def hear(self, *said: list[Event]) -> None:
        """What pipeline published arrives, in this order, and takes effect."""
        await publish(self.runtime, "pipeline", *(event for events in said for event in events))
        await self.settle()

    async def plan(self, contract: Contract) -> pb.PaymentPlan:
        """As it stands once what is due by now has happened: between the list and the one no timer may come."""
        await self.settle()
        request = pb.ListPaymentPlansRequest(filter=f'contract_id = "{contract.id}"')
        listed = (await self.ask("ListPaymentPlans", request)).payment_plans
        assert len(listed) == 1, f"{len(listed)} plans"
        plan: pb.PaymentPlan = await self.ask("GetPaymentPlan", pb.GetPaymentPlanRequest(payment_plan_id=listed[0].id))
        assert plan == listed[0]
        return plan

    async def instalments(self, contract: Contract) -> list[pb.Instalment]:
        return list((await self.plan(contract)).instalments)

    async def ask_revision(
        self, plan: pb.PaymentPlan, *lines: pb.PlanLine, reason: str = "补充协议", by: Principal | None = None
    ) -> pb.PlanRevision:
        """Sales asks for another version of a plan."""
        body = pb.PlanRevision(payment_plan_id=plan.id, lines=lines, reason=reason)
        made: pb.PlanRevision = await self.ask("CreatePlanRevision", pb.CreatePlanRevisionRequest(plan_revision=body), by=by or self.lin)
        return made

    async def approve(self, revision: pb.PlanRevision) -> pb.PlanRevision:
        """For sales, by the head of sales."""
        request = pb.ApprovePlanRevisionRequest(plan_revision_id=revision.id)
        approved: pb.PlanRevision = await self.ask("ApprovePlanRevision", request, by=self.head)
        return approved

    async def confirm(self, revision: pb.PlanRevision) -> pb.PlanRevision:
        """For finance, by its manager."""
        request = pb.ConfirmPlanRevisionRequest(plan_revision_id=revision.id)
        confirmed: pb.PlanRevision = await self.ask("ConfirmPlanRevision", request, by=self.manager)
        return confirmed

    async def versions(self, contract: Contract) -> list[pb.PlanVersion]:
        """The newest first."""
        plan = await self.plan(contract)
        return list((await self.ask("ListPlanVersions", pb.ListPlanVersionsRequest(payment_plan_id=plan.id))).versions)

    # --- money -----------------------------------------------------------------------------------

    def incoming(self, given: str, currency: str = "CNY", **fields: Any) -> pb.Receipt:
        """Money of the customer that came today by bank."""
        return pb.Receipt(
            **{
                "legal_entity_id": self.legal_entity_id,
                "customer_id": self.customer_id,
                "tender": pb.TENDER_BANK,
                "amount": money(currency, given),
                "received_date": self.today.isoformat(),
                **fields,
            }
        )

    async def receive(self, given: str, currency: str = "CNY", **fields: Any) -> pb.Receipt:
        request = pb.CreateReceiptRequest(receipt=self.incoming(given, currency, **fields))
        made: pb.Receipt = await self.ask("CreateReceipt", request, by=self.cashier)
        return made

    async def allocate(self, receipt: pb.Receipt, *lines: pb.AllocationLine) -> pb.Receipt:
        """Without lines, in the default order."""
        paid: pb.Receipt = await self.ask("AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=lines))
        return paid

    async def pay(self, instalment: pb.Instalment, given: str) -> pb.Receipt:
        """The customer pays exactly this, and it is allocated."""
        return await self.allocate(await self.receive(given), to(instalment))

    async def reverse(self, receipt: pb.Receipt, *allocation_ids: str) -> pb.Receipt:
        """The accountant asks, the manager approves; the whole receipt without lines."""
        asked = pb.ReverseReceiptRequest(
            receipt_id=receipt.id, allocation_ids=allocation_ids, whole_receipt=not allocation_ids, reason="银行退票"
        )
        await self.ask("ReverseReceipt", asked)
        done: pb.Receipt = await self.ask("ApproveReversal", pb.ApproveReversalRequest(receipt_id=receipt.id), by=self.manager)
        return done

    async def receipt(self, id: str) -> pb.Receipt:
        found: pb.Receipt = await self.ask("GetReceipt", pb.GetReceiptRequest(receipt_id=id))
        return found

    # --- asking ----------------------------------------------------------------------------------

    async def ask(self, method: str, request: Message, *, by: Principal | None = None) -> Any:
        return await ask(self.runtime, by or self.accountant, method, request)

    async def refused(self, reason: str, method: str, request: Message, *, by: Principal | None = None) -> DomainError:
        with pytest.raises(DomainError) as refusal:
            await self.ask(method, request, by=by)
        assert refusal.value.reason == reason, f"{refusal.value.reason}: {refusal.value}"
        return refusal.value

    async def ageing(self, *, by: Principal | None = None, **asked: Any) -> pb.AgeingReport:
        report: pb.AgeingReport = await self.ask("ReportAgeing", pb.ReportAgeingRequest(**asked), by=by)
        return report

    async def owed(self, *, by: Principal | None = None, **asked: Any) -> str:
        """What ageing sums to, in CNY."""
        totals = {row.total.currency_code: amount(row.total) for row in (await self.ageing(by=by, **asked)).totals}
        return totals.get("CNY", "0.00")

    async def proof(self) -> pb.ProofReport:
        report: pb.ProofReport = await self.ask("ReportProof", pb.ReportProofRequest())
        return report

    async def agrees(self) -> None:
        """Recomputed from the first entry nothing differs, and today's ageing is the same from entries as from instalments."""
        proof = await self.proof()
        assert proof.clean, proof.drifts
        for group in pb.AgeingGroup.values():
            now = await self.ageing(group_by=group)
            entries = await self.ageing(group_by=group, day_basis=pb.DAY_BASIS_POSTING_DATE)
            assert (list(now.rows), list(now.totals)) == (list(entries.rows), list(entries.totals))

    async def balance(self, kind: str, currency: str = "CNY") -> str:
        """What all accounts of a kind hold, from the first entry."""
        number = pb.LedgerKind.Value(f"LEDGER_KIND_{kind}")
        held = [each.amount for each in (await self.proof()).totals if each.kind == number and each.amount.currency_code == currency]
        return amount(held[0]) if held else "0.00"

    # --- time and what was said ------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.runtime.clock.today(self.tenant_id)

    @property
    def now(self) -> datetime:
        return self.runtime.clock.now(self.tenant_id)

    async def settle(self) -> None:
        await sandbox.settle([self.runtime])

    async def walk_to(self, day: date) -> None:
        """To nine o'clock of that day, timer by timer."""
        await sandbox.advance([self.runtime], self.tenant_id, datetime.combine(day, time(9), SHANGHAI))

    async def events(self) -> list[Event]:
        """Everything that went into the outbox, in order."""
        statement = select(tables.outbox.c.data).where(tables.outbox.c.tenant_id == self.tenant_id).order_by(tables.outbox.c.position)
        async with self.runtime.database.worker.connect() as connection:
            return [Event.FromString(data) for data in await connection.scalars(statement)]

    async def said(self) -> list[str]:
        """The names of the facts since the last look."""
        return [fact.DESCRIPTOR.name for fact in await self.facts()]

    async def stages(self) -> list[str]:
        """The same without what is prepared for and asked for."""
        return [name for name in await self.said() if name not in NOTICES]

    async def facts(self) -> list[Any]:
        """The facts since the last look."""
        fresh = [event for event in await self.events() if not event.changed and event.id not in self._seen]
        self._seen.update(event.id for event in fresh)
        return [payload(event) for event in fresh]

    async def falsify(self, statements: str) -> None:
        """What nobody may do: as the owner of the database, to the rows where `{mine}` holds."""
        connection = await asyncpg.connect(self.owner_url)
        await connection.execute(statements.format(mine=f"tenant_id = '{self.tenant_id}'"))
        await connection.close()


def told_again(event: Event) -> Event:
    """The same, published once more: under an id of its own."""
    again = Event()
    again.CopyFrom(event)
    again.id = str(new_id())
    return again


def to(instalment: pb.Instalment, given: str = "", *, in_advance: bool = False) -> pb.AllocationLine:
    return pb.AllocationLine(instalment_id=instalment.id, amount=cny(given) if given else None, in_advance=in_advance)


def amounts(instalments: list[pb.Instalment]) -> list[str]:
    return [amount(each.amount) for each in instalments]


def states(instalments: list[pb.Instalment]) -> list[int]:
    return [each.claim_state for each in instalments]
