"""What a customer ordered, from the draft to the last delivery."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.aggregate import Collectible
from chassis.errors import DomainError, invalid, not_found, precondition
from chassis.money import Money, MoneyOf
from chassis.reasons import Reason
from chassis.search import search_text
from chassis.wire import text
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain import order_facts as facts
from pipeline.domain import priced_line, pricing, terms
from pipeline.domain.contract import Contract
from pipeline.domain.days import in_order, not_after
from pipeline.domain.milestone import MilestoneKind
from pipeline.domain.monthly import check_closing
from pipeline.domain.order_parts import (
    Arrival,
    DeliveredLot,
    LotDraft,
    OrderCredit,
    OrderDelivery,
    OrderLot,
    SalesOrderBasis,
    SalesOrderLine,
    SalesOrderState,
    Shown,
    arrivals,
    lots_of,
)
from pipeline.domain.priced_line import LineDraft

_TERMS = "sales_order.terms"
# What the terms of an order may hang on: its release, what arrives, its invoice.
_STEPS = frozenset((MilestoneKind.EFFECTIVE, MilestoneKind.ARRIVED, MilestoneKind.INVOICED))
_OPEN = frozenset((SalesOrderState.RELEASED, SalesOrderState.DELIVERING))
_CORRECTABLE = frozenset((SalesOrderState.DELIVERING, SalesOrderState.DELIVERED))
_UNBOUND = frozenset((SalesOrderState.DRAFT, SalesOrderState.SUBMITTED, SalesOrderState.APPROVED))
ENDED = frozenset((SalesOrderState.CLOSED, SalesOrderState.CANCELLED))


@dataclass(eq=False, kw_only=True)
class SalesOrder(Collectible):
    """Binds once it is released. What of it is owed, and when, says its basis."""

    account_id: UUID
    customer_id: UUID
    currency: str
    contract_id: UUID | None = None
    # The contract is a frame that it is a call-off of.
    call_off: bool = False
    legal_entity_id: UUID | None = None
    customer_order_number: str = ""
    search_text: str = ""
    state: SalesOrderState = SalesOrderState.DRAFT
    basis: SalesOrderBasis = SalesOrderBasis.ORDER
    prices_include_tax: bool = False
    net_minor: int = 0
    tax_minor: int = 0
    gross_minor: int = 0
    delivered_minor: int = 0
    terms: terms_pb.PaymentTerms = field(default_factory=terms_pb.PaymentTerms)
    monthly: bool = False
    cut_off_day: int = 0
    credit_days: int = 0
    submitted_by: UUID | None = None
    submit_date: date | None = None
    approved_by: UUID | None = None
    approve_date: date | None = None
    reject_reason: str = ""
    released_by: UUID | None = None
    release_date: date | None = None
    deliver_date: date | None = None
    # None where nobody asked: it is not approved, or was before credit was asked for.
    credit: OrderCredit | None = None
    credit_reasons: list[dict[str, Any]] = field(default_factory=list)
    credit_time: datetime | None = None
    # That of what receivables said last.
    credit_version: int = 0
    close_date: date | None = None
    cancel_date: date | None = None
    cancel_reason: str = ""
    description: str = ""
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    lines: list[SalesOrderLine] = field(default_factory=list)
    lots: list[OrderLot] = field(default_factory=list)
    deliveries: list[OrderDelivery] = field(default_factory=list)

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()
    delivered = MoneyOf()

    def searchable(self) -> str:
        return search_text(self.number, self.customer_order_number, self.description)

    # --- what is ordered -------------------------------------------------------------------------

    def under(self, contract: Contract) -> None:
        """It is a call-off of a frame contract, or stands under another one. Raises DomainError: CONTRACT_OF_ANOTHER, CURRENCY_MISMATCH."""
        if self.account_id not in (contract.account_id, contract.customer_id):
            raise invalid("sales_order.account_id", f"Contract {contract.number} is with another account.", "CONTRACT_OF_ANOTHER")
        if self.legal_entity_id != contract.legal_entity_id:
            raise invalid("sales_order.legal_entity_id", f"Another company of ours signs {contract.number}.", "LEGAL_ENTITY_MISMATCH")
        if self.currency != contract.currency:
            raise invalid("sales_order.currency", f"Contract {contract.number} is in {contract.currency}.", "CURRENCY_MISMATCH")
        self.contract_id, self.customer_id, self.call_off = contract.id, contract.customer_id, contract.frame
        self._find_basis()

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields; lines, lots and terms have methods of their own. Raises STATE_MISMATCH, a wrong field."""
        self._require(SalesOrderState.DRAFT)
        is_under_contract = self.contract_id is not None
        if changes.pop("contract_id", self.contract_id) != self.contract_id:
            raise invalid("sales_order.contract_id", "An order stays with its contract.", "IMMUTABLE")
        for name in ("account_id", "legal_entity_id", "currency"):
            # What the contract has decided stays so.
            if is_under_contract and changes.get(name) not in (None, "", getattr(self, name)):
                raise invalid(f"sales_order.{name}", "This is as its contract says.", "IMMUTABLE")
            if not changes.get(name, True):
                del changes[name]
        if not is_under_contract:
            self.customer_id = changes.get("account_id", self.customer_id)
        for name, value in changes.items():
            setattr(self, name, value)
        check_closing("sales_order", self.cut_off_day, self.credit_days)
        self._find_basis()
        if changes.keys() & {"currency", "prices_include_tax"}:
            for line in self.lines:
                line.reprice(self.currency, prices_include_tax=self.prices_include_tax)
            self._total()
            self.lots[:] = lots_of(self.lines, [lot.draft for lot in self.lots], self.lots, _no_new_lot)

    def _find_basis(self) -> None:
        if self.contract_id is not None and not self.call_off:
            self.basis = SalesOrderBasis.CONTRACT
        else:
            self.basis = SalesOrderBasis.MONTHLY if self.monthly else SalesOrderBasis.ORDER

    def set_lines(self, drafts: Sequence[LineDraft], lots: Sequence[LotDraft], new_id: Callable[[], UUID]) -> None:
        """What is ordered, and in which lots it is delivered. Raises DomainError: STATE_MISMATCH, a wrong line or lot."""
        self._require(SalesOrderState.DRAFT)
        self.lines[:] = priced_line.taken(
            SalesOrderLine,
            self.lines,
            priced_line.coded(drafts),
            tenant_id=self.tenant_id,
            currency=self.currency,
            prices_include_tax=self.prices_include_tax,
            new_id=new_id,
        )
        self._total()
        self.lots[:] = lots_of(self.lines, lots, self.lots, new_id)

    def _total(self) -> None:
        total = pricing.total(self.currency, (line.price for line in self.lines), "sales_order.lines")
        self.net, self.tax, self.gross = total.net, total.tax, total.gross

    def set_terms(self, wanted: terms_pb.PaymentTerms) -> None:
        """How it is paid. Raises DomainError: STATE_MISMATCH, TERM_NOT_OF_ORDER, a wrong term."""
        self._require(SalesOrderState.DRAFT)
        expanded = terms.expanded(wanted, _TERMS)
        terms.check(expanded, _TERMS)
        for kind, _ in terms.milestones(expanded):
            if kind not in _STEPS:
                raise invalid(
                    _TERMS,
                    f"An order knows when it is released, arrives and is invoiced; it has no milestone {kind}.",
                    "TERM_NOT_OF_ORDER",
                    kind=kind,
                )
        self.terms = expanded

    @property
    def parts(self) -> dict[str, Money]:
        """What each lot is owed, and each line that has several, by code."""
        of_lines = {line.code: line.gross for line in self.lines}
        return of_lines | {lot.code: lot.amount for lot in self.lots}

    @property
    def arrivals(self) -> list[Arrival]:
        return arrivals(self.lots)

    # --- from the draft to its release -----------------------------------------------------------

    def submit(self, *, by: UUID | None, on: date) -> None:
        """Raises DomainError: STATE_MISMATCH unless it is a draft, ORDER_INCOMPLETE, TERMS_INCOMPLETE."""
        self._require(SalesOrderState.DRAFT)
        self._require_complete()
        self.state, self.submitted_by, self.submit_date, self.reject_reason = SalesOrderState.SUBMITTED, by, on, ""

    def _require_complete(self) -> None:
        if self.legal_entity_id is None:
            raise _incomplete("legal_entity_id", "Say which company of ours sells.")
        if self.gross.minor <= 0:
            raise _incomplete("lines", "Say what is ordered, for more than zero.")
        if self.basis is not SalesOrderBasis.ORDER:
            return
        terms.check_complete(self.terms, self.gross, self.parts, _TERMS)
        codes = {arrival.code for arrival in self.arrivals}
        for kind, code in terms.milestones(self.terms):
            if kind is MilestoneKind.ARRIVED and code not in codes:
                raise invalid(_TERMS, f"There is no line or lot {code!r}.", "LOT_UNKNOWN", lot=code)

    def approve(self, *, by: UUID | None, on: date) -> None:
        """Raises DomainError: STATE_MISMATCH unless it is submitted."""
        self._require(SalesOrderState.SUBMITTED)
        self.state, self.approved_by, self.approve_date = SalesOrderState.APPROVED, by, on
        self.credit = OrderCredit.PENDING
        self.record(facts.approved(self))

    def check_credit(self) -> None:
        """Asks again whether it may be taken on credit. Raises DomainError: STATE_MISMATCH unless it is approved."""
        self._require(SalesOrderState.APPROVED)
        self.credit = OrderCredit.PENDING
        self.record(facts.credit_asked(self))

    def judge(self, credit: OrderCredit, reasons: Sequence[Reason], *, at: datetime, version: int) -> None:
        """What receivables says, in its `version`: what is older than that known, or comes after the release, changes nothing."""
        if self.state != SalesOrderState.APPROVED or version <= self.credit_version:
            return
        is_news = credit is OrderCredit.HELD and self.credit != OrderCredit.HELD
        self.credit, self.credit_time, self.credit_version = credit, at, version
        self.credit_reasons = [why for reason in reasons if (why := reason.why)]
        if is_news:
            self.record(facts.held(self, reasons[0]))

    def reject(self, reason: str) -> None:
        """A draft again. Raises DomainError: STATE_MISMATCH unless it is submitted, MISSING reason."""
        self._require(SalesOrderState.SUBMITTED)
        self.state, self.reject_reason = SalesOrderState.DRAFT, _said(reason)
        self.submitted_by = self.submit_date = None

    def release(self, contract: Contract | None, *, by: UUID | None, on: date, today: date) -> None:
        """From now on it binds; `contract` is its own, locked, which counts what is called off.

        Raises DomainError: STATE_MISMATCH unless it is approved, CREDIT_PENDING, CREDIT_HELD, DATE_IN_FUTURE, DATES_REVERSED,
        FRAME_LIMIT_EXCEEDED, CONTRACT_ENDED, CONTRACT_NOT_EFFECTIVE.
        """
        self._require(SalesOrderState.APPROVED)
        self._require_credit()
        not_after(today, "release_date", on)
        in_order("release_date", self.approve_date, on)
        if contract is not None:
            if contract.frame:
                contract.call_off(self.gross, today=on)
            else:
                contract.require_in_force(on)
        self.state, self.released_by, self.release_date = SalesOrderState.RELEASED, by, on
        self.record(facts.released(self))

    def _require_credit(self) -> None:
        if self.credit == OrderCredit.PENDING:
            raise precondition("CREDIT_PENDING", "Credit is still being looked at; try again in a moment.")
        if self.credit == OrderCredit.HELD:
            why = "; ".join(each["text_en"] for each in self.credit_reasons)
            raise precondition(
                "CREDIT_HELD",
                f"{why}. It takes a higher limit, money of the customer, or a release by another person (/v1/creditLimits).",
                reasons="；".join(each["text"] for each in self.credit_reasons),
                reasons_en=why,
            )

    def cancel(self, reason: str, contract: Contract | None, *, on: date) -> None:
        """Raises DomainError: STATE_MISMATCH once something of it is delivered or it has ended, MISSING reason."""
        if self.state in _OPEN and not self.delivered_minor and not any(lot.delivered_quantity for lot in self.lots):
            if contract is not None and contract.frame:
                contract.give_back(self.gross)
            self._cancel(reason, on)
            self.record(facts.cancelled(self))
        elif self.state in _UNBOUND:
            self._cancel(reason, on)
        else:
            raise precondition(
                "STATE_MISMATCH", f"The order is {self.state}; only one of which nothing is delivered ends.", state=str(self.state)
            )

    def _cancel(self, reason: str, on: date) -> None:
        self.state, self.cancel_date, self.cancel_reason = SalesOrderState.CANCELLED, on, _said(reason)

    # --- delivery --------------------------------------------------------------------------------

    def deliver(
        self, wanted: Sequence[DeliveredLot], shown: Shown, *, today: date, at: datetime, by_system: bool, new_id: Callable[[], UUID]
    ) -> None:
        """Notes that lots were delivered; everything that is missing where none is named.

        Raises DomainError: STATE_MISMATCH unless it is released and something is missing, DATE_IN_FUTURE, DATES_REVERSED, EVIDENCE_MISSING,
        LOT_UNKNOWN, OVER_DELIVERY.
        """
        if self.state not in _OPEN:
            raise precondition("STATE_MISMATCH", f"The order is {self.state}; nothing is to be delivered.", state=str(self.state))
        not_after(today, "delivery_date", shown.on)
        in_order("delivery_date", self.release_date, shown.on)
        if shown.evidence_attachment_id is None and not by_system:
            raise invalid("evidence_attachment_id", "Attach what proves it: a signed delivery note, a photo.", "EVIDENCE_MISSING")
        wanted = wanted or [DeliveredLot(lot_code=lot.code) for lot in self.lots if lot.missing]
        made = [self._deliver(index, each, shown, at, new_id()) for index, each in enumerate(wanted)]
        self._stand()
        self.record(facts.delivered(self, made))

    def _deliver(self, index: int, wanted: DeliveredLot, shown: Shown, at: datetime, id: UUID) -> OrderDelivery:
        where = f"lots.{index}"
        lot = next((lot for lot in self.lots if lot.code == wanted.lot_code), None)
        if lot is None:
            raise invalid(f"{where}.lot_code", f"There is no lot {wanted.lot_code!r}.", "LOT_UNKNOWN", lot=wanted.lot_code)
        quantity = pricing.quantity(f"{where}.quantity", lot.missing if wanted.quantity is None else wanted.quantity)
        if quantity > lot.missing:
            missing = f"{lot.missing.normalize():f}"
            raise invalid(
                f"{where}.quantity", f"Only {missing} of lot {lot.code} is missing.", "OVER_DELIVERY", missing=missing, lot=lot.code
            )
        return self._note(lot, quantity, lot.deliver(quantity), shown, at, id)

    def reverse_delivery(self, delivery_id: UUID, reason: str, *, today: date, at: datetime, by: UUID | None, id: UUID) -> None:
        """Takes a recorded delivery back by another record.

        Raises DomainError: STATE_MISMATCH once it has ended, NOT_FOUND, DELIVERY_REVERSED, MISSING reason.
        """
        if self.state not in _CORRECTABLE:
            raise precondition("STATE_MISMATCH", f"The order is {self.state}; its deliveries stay.", state=str(self.state))
        original = next((each for each in self.deliveries if each.id == delivery_id), None)
        if original is None:
            raise not_found("order delivery", delivery_id)
        if original.reverses_id is not None or any(each.reverses_id == delivery_id for each in self.deliveries):
            raise precondition("DELIVERY_REVERSED", "This delivery was taken back already, or takes back another.")
        lot = next(lot for lot in self.lots if lot.code == original.lot_code)
        lot.take_back(original.quantity, original.amount_minor)
        shown = Shown(on=today, by=by, note=_said(reason))
        made = self._note(lot, -original.quantity, -original.amount_minor, shown, at, id, reverses_id=original.id)
        self._stand()
        self.record(facts.delivery_reversed(self, made))

    def _note(
        self, lot: OrderLot, quantity: Decimal, minor: int, shown: Shown, at: datetime, id: UUID, *, reverses_id: UUID | None = None
    ) -> OrderDelivery:
        delivery = OrderDelivery(
            id=id,
            tenant_id=self.tenant_id,
            lot_code=lot.code,
            position=len(self.deliveries) + 1,
            quantity=quantity,
            currency=self.currency,
            amount_minor=minor,
            delivery_date=shown.on,
            record_time=at,
            evidence_attachment_id=shown.evidence_attachment_id,
            note=shown.note,
            recorded_by=shown.by,
            reverses_id=reverses_id,
        )
        self.deliveries.append(delivery)
        return delivery

    def _stand(self) -> None:
        """What follows from its deliveries: the days of lots, the sum, the state."""
        undone = {each.reverses_id for each in self.deliveries if each.reverses_id}
        for lot in self.lots:
            days = [
                each.delivery_date
                for each in self.deliveries
                if each.lot_code == lot.code and each.reverses_id is None and each.id not in undone
            ]
            lot.deliver_date = max(days) if days and not lot.missing else None
        self.delivered_minor = sum(lot.delivered_minor for lot in self.lots)
        self.deliver_date = self.arrivals[0].actual_date
        if self.deliver_date is not None:
            self.state = SalesOrderState.DELIVERED
        else:
            begun = any(lot.delivered_quantity for lot in self.lots)
            self.state = SalesOrderState.DELIVERING if begun else SalesOrderState.RELEASED

    def close(self, *, on: date) -> None:
        """Raises DomainError: STATE_MISMATCH unless all of it is delivered."""
        self._require(SalesOrderState.DELIVERED)
        self.state, self.close_date = SalesOrderState.CLOSED, on

    # --- whose it is -----------------------------------------------------------------------------

    def assigned(self, previous_owner_id: UUID | None, reason: Reason) -> None:
        """Says that another person owns it now."""
        self.record(
            pb.OrderAssigned(
                sales_order_id=str(self.id),
                owner_id=text(self.owner_id),
                previous_owner_id=text(previous_owner_id),
                reason=reason.text,
                why=reason.message,
            )
        )

    def _require(self, state: SalesOrderState) -> None:
        if self.state != state:
            raise precondition(
                "STATE_MISMATCH", f"The order is {self.state}; it must be {state}.", state=str(self.state), needed=str(state)
            )


def _said(reason: str) -> str:
    if not reason.strip():
        raise invalid("reason", "Say why.", "MISSING")
    return reason


def _no_new_lot() -> UUID:
    raise AssertionError("A new price makes no new lot.")


def _incomplete(field: str, detail: str) -> DomainError:
    return precondition("ORDER_INCOMPLETE", detail, missing=field)
