"""What a fact says, by the few names that to-dos, rules and messages go by.

Facts of every service are read by their field names, so a new fact needs no code here: `instalment` and `instalments` are figures of
instalments, `subject_type` and `subject_id` name a subject, and otherwise the first of lead, opportunity, contract and account that the
fact names is what it is about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, NamedTuple
from uuid import UUID

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.descriptors import Shape, descriptor_of, enum_of, enum_words, message_of, shape
from chassis.money import Money
from crm.common.v1.event_pb2 import Event
from crm.common.v1.types_pb2 import Reason

# In this order: a lead's fact may name an account too.
_ABOUT = ("lead", "opportunity", "contract", "account")
# A transfer says something of the person whose work it handed over, too.
_TOUCHED = ("subject", "lead", "account", "opportunity", "contract", "payment_plan", "instalment", "milestone", "from")
REASON_EN = "reason_en"
_AMOUNTS = ("total", "amount", "moved", "receivables", "change")
_FIGURES = {
    "instalment": "instalment",
    "plan": "payment_plan",
    "promise": "promise",
    "dispute": "dispute",
    "receipt": "receipt",
    "bill": "bill",
    "account_statement": "account_statement",
    "adjustment": "adjustment",
    "credit": "credit_limit",
    "revision": "plan_revision",
    "opening_balance": "opening_balance",
    "service_charge": "service_charge",
    "reversal": "receipt",
    "payer_alias": "payer_alias",
    "provision": "provision_run",
    "exchange": "exchange_run",
}
# What somebody decides on is touched by a fact that is about its instalment or contract, too.
_DECIDED = {"adjustment": "adjustment_id", "invoice": "invoice_id"}


class Mark(NamedTuple):
    """When something was told. Facts of one record are ordered by their sequence, those of several by their time."""

    time: datetime
    sequence: int


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a fact is about. Who owns `parent_id` owns it: the plan of an instalment, the contract of a milestone."""

    type: str
    id: UUID
    parent_id: UUID
    name: str = ""
    number: str = ""
    owner_id: UUID | None = None
    customer_id: UUID | None = None
    amount: Money | None = None
    due_date: date | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """A fact as to-dos and messages read it."""

    event_id: UUID
    # "LeadNeglected".
    name: str
    mark: Mark
    # The record that told it, and its version then.
    subject_id: UUID
    version: int
    # Imported: what was long ago asks nothing of anybody.
    historical: bool
    things: tuple[Thing, ...]
    # Everything that it says, as text (see `parameters`).
    parameters: dict[str, str]
    fact: Message

    @property
    def owner_id(self) -> UUID | None:
        return self.things[0].owner_id if self.things else None

    @property
    def customer_id(self) -> UUID | None:
        return self.things[0].customer_id if self.things else None

    @property
    def touched(self) -> set[UUID]:
        return touched(self.fact, self.things)


def read(fact: Message, event: Event, zone: tzinfo) -> Saying:
    """The fact as its event carries it, in the words of a zone."""
    return Saying(
        event_id=UUID(event.id),
        name=descriptor_of(fact).name,
        mark=Mark(event.create_time.ToDatetime(UTC), event.sequence),
        subject_id=UUID(event.subject_id),
        version=event.version,
        historical=event.historical,
        things=tuple(things(fact)),
        parameters=parameters(fact, zone),
        fact=fact,
    )


def touched(fact: Message, things: Iterable[Thing]) -> set[UUID]:
    """Everything that a fact about these things says something of: what may be closed by it."""
    named = [_id(fact, f"{name}_id") for name in _TOUCHED]
    named += [_id(getattr(fact, name), id) for name, id in _DECIDED.items() if _has(fact, name)]
    return {thing.id for thing in things} | {id for id in named if id is not None}


def things(fact: Any) -> Iterator[Thing]:
    """What it is about."""
    figures = _figures(fact)
    if figures:
        for each in figures:
            yield _instalment(each, amount=_money(fact, "payable"))
    elif _has(fact, "milestone_id"):
        parent = UUID(fact.contract_id)
        yield Thing("milestone", UUID(fact.milestone_id), parent, **_told(fact), number=_text(fact, "contract_number"))
    elif _has(fact, "subject_id"):
        yield Thing(fact.subject_type, UUID(fact.subject_id), UUID(fact.subject_id), **_told(fact))
    elif (about := next((name for name in _ABOUT if _id(fact, f"{name}_id")), None)) is not None:
        id = UUID(getattr(fact, f"{about}_id"))
        yield Thing(about, id, id, **_told(fact), number=_text(fact, "number") or _text(fact, f"{about}_number"))
    else:
        yield from _by_figures(fact)


def _figures(fact: Any) -> list[Any]:
    """Instalments that it names, where it names any."""
    if "instalments" in descriptor_of(fact).fields_by_name:
        return [each for each in fact.instalments if hasattr(each, "instalment_id")]
    return [fact.instalment] if _has(fact, "instalment") else []


def _instalment(figures: Any, amount: Money | None) -> Thing:
    return Thing(
        "instalment",
        UUID(figures.instalment_id),
        UUID(figures.payment_plan_id),
        name=figures.name,
        number=figures.contract_number,
        owner_id=_id(figures, "owner_id"),
        customer_id=_id(figures, "customer_id"),
        amount=amount or _money(figures, "open"),
        due_date=_day(figures, "due_date") or _day(figures, "expected_date"),
    )


def _by_figures(fact: Any) -> Iterator[Thing]:
    """Invoices, which are their contract's; plans, promises, disputes and receipts; else a person, or what a person is answered for."""
    if _has(fact, "invoice"):
        figures, id = fact.invoice, UUID(fact.invoice.contract_id)
        owner_id, customer_id, number = _id(figures, "owner_id"), _id(figures, "customer_id"), figures.contract_number
        yield Thing("contract", id, id, number=number, owner_id=owner_id, customer_id=customer_id, amount=_money(figures, "gross"))
        return
    for name, kind in _FIGURES.items():
        if _has(fact, name):
            figures = getattr(fact, name)
            id = UUID(getattr(figures, f"{kind}_id"))
            number = _text(figures, "contract_number") or _text(figures, f"{kind}_number")
            amount = next((amount for each in _AMOUNTS if (amount := _money(figures, each))), None)
            owner_id, customer_id = _id(figures, "owner_id"), _id(figures, "customer_id")
            yield Thing(kind, id, id, number=number, owner_id=owner_id, customer_id=customer_id, amount=amount)
            return
    for name in ("transfer", "user", "owner"):
        if (found := _id(fact, f"{name}_id")) is not None:
            yield Thing("user" if name == "owner" else name, found, found, owner_id=_id(fact, "owner_id"))
            return


def _told(fact: Any) -> dict[str, Any]:
    """What it says beside the id."""
    names = ("lead_name", "subject_name", "account_name", "name")
    amounts = ("expected_amount", "gross", "value", "estimated_amount", "won_amount", "amount")
    return {
        "name": next((text for name in names if (text := _text(fact, name))), ""),
        "owner_id": _id(fact, "owner_id"),
        "customer_id": _id(fact, "customer_id") or _id(fact, "account_id"),
        "amount": next((amount for name in amounts if (amount := _money(fact, name))), None),
    }


def field_of(fact: Any, name: str) -> Any:
    """A field of the fact or of its figures; None where it is empty or where there is none of that name."""
    if _has(fact, name):
        return getattr(fact, name)
    inner = (value for field, value in fact.ListFields() if shape(field) is Shape.MESSAGE and not field.is_repeated)
    return next((found for each in inner if (found := field_of(each, name)) is not None), None)


# --- in words ---------------------------------------------------------------------------------------


def parameters(fact: Message, zone: tzinfo) -> dict[str, str]:
    """Everything that a fact says, flat and as text: what templates may name. Figures give their fields their own names."""
    found: dict[str, str] = {}
    for field, value in fact.ListFields():
        if _is_reason(field):
            found[REASON_EN] = value.text_en
        elif shape(field) is Shape.MESSAGE and not field.is_repeated:
            found = {**parameters(value, zone), **found}
        elif (text := _word(field, value, zone)) is not None:
            found[field.name] = text
    return found


def names_of(kind: type[Message]) -> Iterable[str]:
    """The names of `parameters` of such a fact."""
    for field in descriptor_of(kind).fields:
        if _is_reason(field):
            yield REASON_EN
        elif shape(field) is Shape.MESSAGE and not field.is_repeated:
            yield from names_of(GetMessageClass(message_of(field)))
        elif not field.is_repeated:
            yield field.name


def _is_reason(field: FieldDescriptor) -> bool:
    """Of a reason the English is not said yet: the Chinese stands beside it in `reason`."""
    return shape(field) is Shape.MESSAGE and message_of(field) is Reason.DESCRIPTOR


def _word(field: FieldDescriptor, value: Any, zone: tzinfo) -> str | None:
    if field.is_repeated:
        return None
    match shape(field):
        case Shape.MONEY:
            return amount_text(Money(value.currency_code, value.minor))
        case Shape.TIME:
            return local_text(value.ToDatetime(UTC), zone)
        case Shape.ENUM:
            return enum_words(enum_of(field))[value] or ""
        case _:
            return str(value)


def amount_text(amount: Money) -> str:
    """ "¥300,000.01"; other currencies by their code."""
    sign = "¥" if amount.currency == "CNY" else f"{amount.currency} "
    return f"{sign}{amount.amount:,}"


def local_text(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


# --- fields ------------------------------------------------------------------------------------------


def _has(message: Any, name: str) -> bool:
    field = descriptor_of(message).fields_by_name.get(name)
    return field is not None and not field.is_repeated and (message.HasField(name) if field.message_type else bool(getattr(message, name)))


def _text(message: Any, name: str) -> str:
    return str(getattr(message, name)) if _has(message, name) else ""


def _id(message: Any, name: str) -> UUID | None:
    return UUID(text) if (text := _text(message, name)) else None


def _day(message: Any, name: str) -> date | None:
    return date.fromisoformat(text) if (text := _text(message, name)) else None


def _money(message: Any, name: str) -> Money | None:
    if not _has(message, name):
        return None
    value = getattr(message, name)
    return Money(value.currency_code, value.minor) if value.currency_code else None
