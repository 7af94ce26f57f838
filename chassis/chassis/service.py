"""How a service says what it is: its table of contents, read by the process that runs it and by the contract tests."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar, get_type_hints

from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message
from sqlalchemy import ColumnElement, MetaData, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.aggregate import Aggregate
from chassis.errors import DomainError

Handler = Callable[..., Awaitable[Any]]
# The kind of lock (UnitOfWork.lock), with the tenant's id, under which events take effect in turn.
IN_TURN = "in_turn"
F = TypeVar("F", bound=Handler)


def command(handler: F) -> F:
    """Marks the handler of the RPC with the same name in CamelCase: `async def (request, uow) -> aggregate or message`."""
    handler.__role__ = "command"  # type: ignore[attr-defined]
    return handler


def query(handler: F) -> F:
    """Marks a reading handler: `async def (request, reader) -> message`."""
    handler.__role__ = "query"  # type: ignore[attr-defined]
    return handler


def doorway(handler: F) -> F:
    """Marks the handler of an anonymous RPC: `async def (request, runtime, call) -> message`. It opens its own units of work."""
    handler.__role__ = "doorway"  # type: ignore[attr-defined]
    return handler


def reaction(handler: F) -> F:
    """Marks a reaction: `async def (fact: pb.Fact, event: Event, uow) -> None`; the type of `fact` is the subscription."""
    handler.__role__ = "reaction"  # type: ignore[attr-defined]
    return handler


def learned_by(learn: Handler) -> Callable[[F], F]:
    """Marks a reaction that comes in crowds: `async def learn(facts, uow)` looks up in one go, in `uow.known`, what it will ask of them.

    A reaction that reads nothing else is stored together with those before it (UnitOfWork.defer).
    """

    def mark(handler: F) -> F:
        handler.__learn__ = learn  # type: ignore[attr-defined]
        return handler

    return mark


def timer(kind: str, *, of: type[Aggregate] | None = None) -> Callable[[F], F]:
    """Marks what a due timer of this kind causes: `async def (due: Due, uow) -> None`. It re-reads its subject.

    `of`: the kind of that subject, where it is all that changes, no lock is taken, and nothing is asked for that another such timer
    changes. They come in crowds then: a batch is loaded in one go and stored in one go.
    """

    def mark(handler: F) -> F:
        handler.__role__, handler.__timer__, handler.__of__ = "timer", kind, of  # type: ignore[attr-defined]
        return handler

    return mark


@dataclass(frozen=True, slots=True)
class Due:
    """One timer that came."""

    kind: str
    subject_id: Any
    slot: str
    due_time: datetime


@dataclass(frozen=True)
class Resource:
    """A kind of aggregate: its table, its public message, and what follows from each of its commits."""

    kind: type[Aggregate]
    message: type[Message]
    table: Table
    # "KH{000000}": the default template of its number; empty where people see no number.
    number: str = ""
    # The text it is found by.
    search: Callable[[Any], str] | None = None
    # All timers that its present state asks for: {(kind, slot): business time}; a day is when it begins for the tenant. Others of
    # the subject are cancelled.
    timers: Callable[[Any], Mapping[tuple[str, str], date]] | None = None
    # Derives what follows from the state together with what the service knows besides: `async def (uow, roots)`, right before they are
    # stored. It reads, and sets attributes of these roots; it loads no others.
    derive: Callable[..., Awaitable[None]] | None = None
    # Whether its Changed events leave the service.
    published: bool = True
    # Whether its changes are lines of the audit: not those of clocks and watches that the product keeps for itself.
    audited: bool = True

    @property
    def name(self) -> str:
        """The subject type: "account", "payment_plan"."""
        return self.table.name


@dataclass(frozen=True)
class Copy:
    """A local table that follows another service's resource. `columns` takes the message to the table's own columns."""

    source: type[Message]
    table: Table
    columns: Callable[[Any], Mapping[str, Any]]
    # Called after a batch was stored, with the rows that changed: the clock learns a tenant's offset, rows get a new team.
    after: Callable[..., Awaitable[None]] | None = None
    # Where it names columns, only of the rows in which one of them is another than before; nothing is what a new row had before.
    after_change_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandedOver:
    """A kind of record that goes to successors when the work of its owner is handed over (see chassis.handover).

    `open` says which of its rows are unfinished work. A class that has `assigned(previous_owner_id, reason)` is told.
    """

    kind: type[Aggregate]
    open: ColumnElement[bool]
    name: ColumnElement[str]
    # The customer that it is about.
    account_id: ColumnElement[Any] | None = None
    # Brings along the rows that are scoped like these records: `async def (uow, roots)`.
    carry: Callable[..., Awaitable[None]] | None = None


@dataclass(frozen=True)
class Following:
    """Rows that have the owner of a record of another kind, `of` by its name, which `by` points to: they are counted, and go with it.

    Several may name one table, each for a part of its rows.
    """

    table: Table
    open: ColumnElement[bool]
    name: ColumnElement[str]
    of: str | ColumnElement[str]
    by: ColumnElement[Any]
    # That of the record they go with.
    number: ColumnElement[str] | None = None
    account_id: ColumnElement[Any] | None = None
    # That record is handed over too, although it may be finished itself: money is still owed under it.
    takes_along: bool = True


class Loop(Protocol):
    """Work of a service that goes on as long as it runs, beside relay, consumers and timers."""

    async def run(self) -> None:
        """Until cancelled."""

    async def in_flight(self) -> list[str]:
        """What is due and not done yet, in words: a sandbox's clock waits for it."""


@dataclass(frozen=True)
class Figure:
    """A number for whoever watches the installation, `daozhang_<name>` at /metrics, for each value of `label` where it has one."""

    name: str
    meaning: str
    label: str = ""


@dataclass(frozen=True, eq=False)
class Measure:
    """Figures that are taken together, so often, of one company after the other, and added up (chassis.measures)."""

    name: str
    figures: Sequence[Figure]
    every: timedelta
    # `async def (connection, company) -> {figure: {value of its label, or "": number}}`, in one snapshot that sees all of the company.
    take: Callable[[AsyncConnection, Any], Awaitable[Mapping[str, Mapping[str, float]]]]
    # Whether also of companies for trying things out: what they are owed is no money.
    sandboxes: bool = False


@dataclass(frozen=True)
class Service:
    """One service. `modules` are those that hold commands, queries, reactions and timers."""

    name: str
    descriptor: ServiceDescriptor
    metadata: MetaData
    migrations: Path
    resources: Sequence[Resource] = ()
    modules: Sequence[ModuleType] = ()
    copies: Sequence[Copy] = ()
    # Facts of this service (messages in its events.proto), for subscriptions of others and for the contract test.
    facts: Sequence[type[Message]] = ()
    # Gives a tenant what it starts with. Called whenever news of the tenant comes, so it looks first whether that is there.
    starts: Callable[[Any], Awaitable[None]] | None = None
    # What else runs: each is made of the runtime.
    loops: Sequence[Callable[[Any], Loop]] = ()
    # What it counts in its tables for whoever watches the installation.
    measures: Sequence[Measure] = ()
    # What a violated constraint of the database means to the caller.
    constraints: Mapping[str, Callable[[], DomainError]] = field(default_factory=dict)
    # What its database needs besides tables: functions and triggers as statements, given the prefix of its roles.
    routines: Callable[[str], Iterable[str]] = lambda role: ()
    # What somebody's work consists of here.
    handed_over: Sequence[HandedOver | Following] = ()
    # Events of a tenant take effect one batch after another, also of several sources and replicas: where what an event does depends on
    # which others came before, and an unseen one that runs beside it would leave both without effect.
    in_turn: bool = False

    @cached_property
    def fact_names(self) -> frozenset[str]:
        """Without package: "LeadCaptured"."""
        return frozenset(fact.DESCRIPTOR.name for fact in self.facts)

    def handlers(self, role: str) -> dict[str, Handler]:
        """Marked functions of the modules by name; raises ValueError when one name is taken twice."""
        found: dict[str, Handler] = {}
        for module in self.modules:
            for name, value in vars(module).items():
                if getattr(value, "__role__", None) == role and value.__module__ == module.__name__:
                    if name in found:
                        raise ValueError(f"{self.name}: two {role} handlers are called {name}.")
                    found[name] = value
        return found

    def reactions(self) -> dict[str, list[Handler]]:
        """Reactions by the full name of the fact they take."""
        found: dict[str, list[Handler]] = {}
        for handler in self.handlers("reaction").values():
            fact = next(iter(get_type_hints(handler).values()))
            found.setdefault(fact.DESCRIPTOR.full_name, []).append(handler)
        return found

    def timers(self) -> dict[str, Handler]:
        return {handler.__timer__: handler for handler in self.handlers("timer").values()}  # type: ignore[attr-defined]

    def resource(self, kind: type[Aggregate]) -> Resource:
        for resource in self.resources:
            if resource.kind is kind:
                return resource
        raise LookupError(f"{self.name} declares no resource for {kind.__name__}.")
