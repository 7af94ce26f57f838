"""Orders as pipeline tells of them: what happens to one raises its version and gives the order itself and the fact."""

from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message

from chassis.ids import new_id
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import orders_pb2 as pb
from tests.integration.receivables.company import Company, cny
from tests.support.running import changed_event

ORDER, MONTHLY, CONTRACT = pb.SALES_ORDER_BASIS_ORDER, pb.SALES_ORDER_BASIS_MONTHLY, pb.SALES_ORDER_BASIS_CONTRACT
APPROVED, RELEASED = pb.SALES_ORDER_STATE_APPROVED, pb.SALES_ORDER_STATE_RELEASED
DELIVERING, DELIVERED = pb.SALES_ORDER_STATE_DELIVERING, pb.SALES_ORDER_STATE_DELIVERED
CANCELLED = pb.SALES_ORDER_STATE_CANCELLED


def terms_of(*shares: tuple[str, terms.MilestoneKind.ValueType, terms.PaymentLayer.ValueType]) -> terms.PaymentTerms:
    """Shares that are owed on a milestone of the order."""
    return terms.PaymentTerms(
        terms=[
            terms.PaymentTerm(share=share, layer=layer, trigger=terms.Trigger(anchors=[terms.Anchor(milestone_kind=kind)]))
            for share, kind, layer in shares
        ]
    )


ON_ARRIVAL = terms_of(("100", terms.MILESTONE_KIND_ARRIVED, terms.PAYMENT_LAYER_NORMAL))


@dataclass
class Order:
    company: Company
    gross: common.Money
    basis: pb.SalesOrderBasis.ValueType = ORDER
    payment: terms.PaymentTerms = field(default_factory=lambda: ON_ARRIVAL)
    contract_id: str = ""
    customer_id: str = ""
    id: str = field(default_factory=lambda: str(new_id()))
    version: int = 1
    state: pb.SalesOrderState.ValueType = APPROVED
    delivered: common.Money = field(default_factory=lambda: cny("0.00"))

    def approve(self) -> list[Event]:
        return self._said(facts.OrderApproved(gross=self.gross, **self._of))

    def ask_credit(self) -> list[Event]:
        return self._said(facts.OrderCreditAsked(gross=self.gross, **self._of))

    def give_up(self) -> list[Event]:
        """It is cancelled before its release: pipeline records no fact."""
        self.state = CANCELLED
        return self._said()

    def release(self) -> list[Event]:
        self.state = RELEASED
        missing = pb.OrderArrival(code="")
        return self._said(
            facts.OrderReleased(gross=self.gross, release_date=self._today, terms=self.payment, arrivals=[missing], **self._of)
        )

    def deliver(self, given: str, *, all_of_it: bool = True) -> list[Event]:
        self.state = DELIVERED if all_of_it else DELIVERING
        self.delivered.minor += cny(given).minor
        made = pb.OrderDelivery(id=str(new_id()), lot_code="1", amount=cny(given), delivery_date=self._today)
        arrivals = [pb.OrderArrival(code="", actual_date=self._today if all_of_it else "")]
        return self._said(facts.OrderDelivered(deliveries=[made], arrivals=arrivals, complete=all_of_it, **self._of))

    def take_back(self, given: str) -> list[Event]:
        self.state = RELEASED
        self.delivered.minor -= cny(given).minor
        amount = common.Money(currency_code="CNY", minor=-cny(given).minor)
        made = pb.OrderDelivery(id=str(new_id()), lot_code="1", amount=amount, delivery_date=self._today)
        arrivals = [pb.OrderArrival(code="")]
        return self._said(facts.OrderDeliveryReversed(delivery=made, arrivals=arrivals, reason="签收单拿错了", **self._of))

    def cancel(self) -> list[Event]:
        self.state = CANCELLED
        return self._said(facts.OrderCancelled(cancel_date=self._today, reason="客户撤单", **self._of))

    @property
    def _today(self) -> str:
        return self.company.today.isoformat()

    @property
    def _of(self) -> dict[str, Any]:
        return {
            "sales_order_id": self.id,
            "number": f"DD-{self.id[-4:]}",
            "customer_id": self._customer,
            "contract_id": self.contract_id,
            "legal_entity_id": self.company.legal_entity_id,
            "basis": self.basis,
            "owner_id": str(self.company.lin.person_id),
        }

    @property
    def _customer(self) -> str:
        return self.customer_id or self.company.customer_id

    def _said(self, *said: Message) -> list[Event]:
        self.version += 1
        order = pb.SalesOrder(
            id=self.id,
            number=f"DD-{self.id[-4:]}",
            customer_id=self._customer,
            contract_id=self.contract_id,
            legal_entity_id=self.company.legal_entity_id,
            currency="CNY",
            state=self.state,
            basis=self.basis,
            gross=self.gross,
            delivered=self.delivered,
            owner_id=str(self.company.lin.person_id),
            team_id=str(self.company.lin.team_ids[0]),
        )
        return [changed_event(self.company.tenant_id, order, version=self.version), *(self._fact(fact) for fact in said)]

    def _fact(self, fact: Message) -> Event:
        event = Event(
            id=str(new_id()),
            tenant_id=str(self.company.tenant_id),
            type=fact.DESCRIPTOR.full_name,
            payload=fact.SerializeToString(),
            subject_type="sales_order",
            subject_id=self.id,
            version=self.version,
            actor="user:商务",
        )
        event.create_time.FromDatetime(self.company.now)
        return event
