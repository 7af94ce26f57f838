"""A contract that took effect, or an order that was released, as far as its payment plan is concerned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.common.v1 import types_pb2
from crm.pipeline.v1 import events_pb2 as pipeline
from receivables.domain.states import Basis
from receivables.domain.triggers import MilestoneDates, MilestoneKey, MilestoneKind


@dataclass(frozen=True, slots=True)
class NamedMilestone:
    dates: MilestoneDates
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Whose a contract is, and where in the company it belongs: what its plan follows for as long as both live."""

    owner_id: UUID | None = None
    team_id: UUID | None = None
    shared_with: tuple[UUID, ...] = ()
    business_unit: str = ""
    product_line: str = ""
    region: str = ""


def give(record: Any, to: Belonging) -> None:
    """What hangs on a contract belongs to whom, and to where, the contract does."""
    record.owner_id, record.team_id, record.shared_with = to.owner_id, to.team_id, list(to.shared_with)
    record.business_unit, record.product_line, record.region = to.business_unit, to.product_line, to.region


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedContract:
    """`terms` is as the contract states it; whether a plan can be made of it is for the plan to find out.

    `version` is that of the contract when it said all this.
    """

    contract_id: UUID
    contract_number: str
    customer_id: UUID
    legal_entity_id: UUID
    gross: Money
    effective_date: date
    terms: terms_pb.PaymentTerms
    milestones: Mapping[MilestoneKey, NamedMilestone] = field(default_factory=dict)
    lots: Mapping[str, Money] = field(default_factory=dict)
    customer_order_number: str = ""
    belonging: Belonging = field(default_factory=Belonging)
    collector_ids: tuple[UUID, ...] = ()
    version: int = 0
    # What all this is of: then its id and number stand for those of a contract.
    basis: Basis = Basis.CONTRACT

    @classmethod
    def ordered(cls, fact: pipeline.OrderReleased, version: int = 0) -> "SignedContract":
        """An order that was released: that is when it takes effect."""
        released = date.fromisoformat(fact.release_date)
        arrivals = {
            arrived(each.code): NamedMilestone(
                MilestoneDates(day_of(each.planned_date), day_of(each.planned_date), day_of(each.actual_date))
            )
            for each in fact.arrivals
        }
        return cls(
            contract_id=UUID(fact.sales_order_id),
            contract_number=fact.number,
            customer_id=UUID(fact.customer_id),
            legal_entity_id=UUID(fact.legal_entity_id),
            gross=_money(fact.gross),
            effective_date=released,
            terms=fact.terms,
            milestones={(MilestoneKind.EFFECTIVE, ""): NamedMilestone(MilestoneDates(actual_date=released)), **arrivals},
            lots={lot.code: _money(lot.gross) for lot in fact.lots},
            customer_order_number=fact.customer_order_number,
            belonging=_belonging(fact),
            version=version,
            basis=Basis.ORDER,
        )

    @classmethod
    def of(cls, fact: pipeline.ContractEffective, version: int = 0) -> "SignedContract":
        return cls(
            contract_id=UUID(fact.contract_id),
            contract_number=fact.contract_number,
            customer_id=UUID(fact.customer_id),
            legal_entity_id=UUID(fact.legal_entity_id),
            gross=_money(fact.gross),
            effective_date=date.fromisoformat(fact.effective_date),
            terms=fact.terms,
            milestones={
                milestone_key(each.kind, each.code): NamedMilestone(
                    MilestoneDates(day_of(each.planned_date), day_of(each.expected_date), day_of(each.actual_date)), each.name
                )
                for each in fact.milestones
            },
            lots={lot.code: _money(lot.gross) for lot in fact.lots},
            customer_order_number=fact.customer_order_number,
            belonging=_belonging(fact),
            collector_ids=tuple(UUID(person) for person in fact.collector_ids),
            version=version,
        )


def _belonging(fact: pipeline.ContractEffective | pipeline.OrderReleased) -> Belonging:
    return Belonging(
        owner_id=id_of(fact.owner_id),
        team_id=UUID(fact.team_id) if fact.team_id else None,
        shared_with=tuple(UUID(person) for person in fact.shared_with),
        business_unit=fact.business_unit,
        product_line=fact.product_line,
        region=fact.region,
    )


def arrived(code: str) -> MilestoneKey:
    """That all of an order (no code), of a line or of a lot of it has arrived."""
    return MilestoneKind.ARRIVED, code


def milestone_key(kind: terms_pb.MilestoneKind.ValueType, code: str) -> MilestoneKey:
    return MilestoneKind(terms_pb.MilestoneKind.Name(kind).removeprefix("MILESTONE_KIND_").lower()), code


def id_of(text: str) -> UUID | None:
    return UUID(text) if text else None


def day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _money(message: types_pb2.Money) -> Money:
    return Money(message.currency_code, message.minor)
