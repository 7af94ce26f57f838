"""Fact -> effect. Every fact of every service passes here: it opens and closes to-dos, and what rules ask for is said.

There is one reaction per fact, and all do the same; so they are made from the catalogue, and a new fact needs no line here.
"""

from collections.abc import Awaitable, Callable

from google.protobuf.message import Message

from chassis.names import snake
from chassis.service import learned_by, reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from notifier import at_hand, candidates, todos
from notifier.domain.catalogue import FACTS
from notifier.domain.saying import read


async def _take(fact: Message, event: Event, uow: UnitOfWork) -> None:
    saying = read(fact, event, uow.clock.zone(uow.tenant_id))
    await todos.follow(uow, saying)
    if not saying.historical:
        await candidates.consider(uow, saying)


def _taking(kind: type[Message]) -> Callable[[Message, Event, UnitOfWork], Awaitable[None]]:
    async def take(fact: Message, event: Event, uow: UnitOfWork) -> None:
        await _take(fact, event, uow)

    # The type of `fact` is the subscription.
    take.__annotations__ = {"fact": kind, "event": Event, "uow": UnitOfWork, "return": None}
    return learned_by(at_hand.learn)(reaction(take))


globals().update({f"take_{snake(name)}": _taking(kind) for name, kind in FACTS.items()})
