"""Sends what was decided, after the commit that decided it: at least once, under a key that stays the same.

A round asks which companies have something due for which kind of channel (no content, see deliveries.sql), and starts a task for each that
has none running, those first that waited longest: neither a big company nor a slow mail server holds up the others. A task claims a batch
(deliveries_claims), sends without a transaction, and settles each delivery by itself. It may die between any two lines: what was not
settled is due again when its claim ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import count
from secrets import SystemRandom
from typing import TYPE_CHECKING, Any
from uuid import UUID

from opentelemetry.trace import SpanKind
from sqlalchemy import select, text, update
from sqlalchemy.orm.exc import StaleDataError

from chassis.database import is_away
from chassis.principal import Principal
from chassis.telemetry import working_on
from notifier import tables as t
from notifier.channels.deliveries import settle
from notifier.channels.outcome import Outcome, Verdict
from notifier.channels.outside import Outside, Policy
from notifier.channels.senders import Senders
from notifier.deliveries_claims import Claimed, claim
from notifier.domain.delivery import DeliveryState, Next, after
from notifier.domain.notification import ChannelKind

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.unit_of_work import UnitOfWork

# Batches that are sent at the same time, and mails of one batch.
MOST_TASKS, MAILS_AT_ONCE = 16, 4
TRIES = 3
Key = tuple[UUID, ChannelKind]
_DUE = text("select tenant_id, channel from deliveries_due(:now)")
_CHANCE = SystemRandom()
d = t.delivery.c
_DELIVERIES = "Messages by channel and outcome: sent, retried, failed, withheld, expired"


class Deliveries:
    """The loop of one process. `extras["outside"]` is the Policy of the installation."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self._wanted = runtime, runtime.bell()
        self.policy: Policy = runtime.extras.get("outside") or Policy()
        self._senders = Senders()
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        # When each was served last, as a number that rises.
        self._served: dict[Key, int] = {}
        self._turns = count(1)
        for kind in ChannelKind:
            for state in DeliveryState:
                runtime.metrics.count("deliveries", _DELIVERIES, 0, channel=kind, outcome=_outcome(state))

    async def run(self) -> None:
        """Until cancelled; a round that fails is logged and tried again."""
        async with Outside(self.policy) as outside:
            try:
                while True:
                    await self._round_or_pause(outside)
            finally:
                for task in self._tasks.values():
                    task.cancel()
                await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def in_flight(self) -> list[str]:
        due = [f"{kind} deliveries are due" for _, kind in await self._due()]
        return due + [f"{kind} deliveries are being sent" for _, kind in self._tasks]

    async def _round_or_pause(self, outside: Outside) -> None:
        try:
            started = await self.round(outside)
        except Exception as error:
            if is_away(error):
                self._runtime.log.warning("deliveries: the database is away: %s", type(error).__name__)
            else:
                self._runtime.log.exception("deliveries: a round failed")
            started = 0
            await asyncio.sleep(1)
        if not started:
            await self._wanted.heard(self._runtime.poll_seconds)

    async def round(self, outside: Outside) -> int:
        """Starts a task for each company and kind that has something due and none running; returns how many."""
        waiting = [key for key in await self._due() if key not in self._tasks]
        waiting.sort(key=lambda key: self._served.get(key, 0))
        chosen = waiting[: MOST_TASKS - len(self._tasks)]
        for key in chosen:
            self._served[key] = next(self._turns)
            task = self._tasks[key] = asyncio.create_task(self._carry(key, outside))
            task.add_done_callback(lambda _, key=key: self._tasks.pop(key, None))  # type: ignore[misc]
        return len(chosen)

    async def _due(self) -> list[Key]:
        async with self._runtime.database.app.begin() as connection:
            rows = await connection.execute(_DUE, {"now": self._runtime.clock.real()})
            return [(row.tenant_id, ChannelKind(row.channel)) for row in rows]

    async def _carry(self, key: Key, outside: Outside) -> None:
        """One batch, from claim to settlement."""
        tenant_id, kind = key
        try:
            async with self._unit_of_work(tenant_id) as uow:
                hand = await claim(uow, kind, self.policy.public_url)
            places = asyncio.Semaphore(MAILS_AT_ONCE if kind == ChannelKind.MAIL else 1)
            way = outside.way(sandbox=hand.sandbox)

            # What a channel said that has had too much: the rest of the batch need not hear it again.
            resting: dict[UUID, Outcome] = {}

            async def send(claimed: Claimed) -> None:
                span = self._runtime.span(f"deliver {kind}", claimed.traceparent, kind=SpanKind.CLIENT, tenant_id=str(tenant_id))
                async with places:
                    with working_on(tenant_id=str(tenant_id), delivery_id=str(claimed.id)), span:
                        outcome = resting.get(claimed.channel_id)
                        if outcome is None:
                            outcome = await self._senders.send(claimed.channel, claimed.letter, way, self._runtime.clock.real())
                        if outcome.verdict is Verdict.WAIT:
                            resting[claimed.channel_id] = outcome
                        await self._settle_surely(tenant_id, kind, claimed, outcome)

            await _all(send(claimed) for claimed in hand.claimed)
        except Exception as error:
            # What was claimed comes back when the claim ends.
            self._runtime.log.warning("deliveries: %s of %s: %s", kind, tenant_id, type(error).__name__, exc_info=not is_away(error))

    async def _settle_surely(self, tenant_id: UUID, kind: ChannelKind, claimed: Claimed, outcome: Outcome) -> None:
        """Again where somebody changed the notification meanwhile: its person read it, another channel took it."""
        for attempt in range(1, TRIES + 1):
            try:
                async with self._unit_of_work(tenant_id) as uow:
                    state = await self._settle(uow, kind, claimed, outcome)
                late = (self._runtime.clock.now(tenant_id) - claimed.create_time).total_seconds()
                self._tell(kind, state, late)
                break
            except StaleDataError:
                if attempt == TRIES:
                    raise

    def _tell(self, kind: ChannelKind, state: DeliveryState, late: float) -> None:
        self._runtime.metrics.count("deliveries", _DELIVERIES, channel=kind, outcome=_outcome(state))
        if state == DeliveryState.SENT:
            self._runtime.metrics.observe("delivery_delay_seconds", "From deciding on a message to its sending", late, channel=kind)

    async def _settle(self, uow: UnitOfWork, kind: ChannelKind, claimed: Claimed, outcome: Outcome) -> DeliveryState:
        row = (await uow.execute(select(d.state, d.attempts).where(d.id == claimed.id).with_for_update())).one()
        present = DeliveryState(row.state)
        lost = row.attempts != claimed.attempt and outcome.verdict is not Verdict.SENT
        if present != DeliveryState.WAITING or lost:
            return present
        step = after(outcome, claimed.attempt, uow.clock.real(), _CHANCE.random())
        await uow.execute(update(t.delivery).where(d.id == claimed.id).values(_written(uow, step, claimed, outcome)))
        if step.rest is not None:
            use = t.channel_use
            await uow.execute(update(use).where(use.c.channel_id == claimed.channel_id).values(rest_time=step.rest))
        if step.state == DeliveryState.SENT:
            await settle(uow, claimed.notification_id, kind)
        elif step.state == DeliveryState.FAILED:
            await settle(uow, claimed.notification_id, kind, f"{outcome.code}: {outcome.words}")
        return step.state

    def _unit_of_work(self, tenant_id: UUID) -> Any:
        principal = Principal.service(self._runtime.service.name, tenant_id, cause="delivery")
        return self._runtime.unit_of_work(principal, method="deliver")


def _outcome(state: DeliveryState) -> str:
    return "retried" if state == DeliveryState.WAITING else str(state)


def _written(uow: UnitOfWork, step: Next, claimed: Claimed, outcome: Outcome) -> dict[str, Any]:
    sent = step.state == DeliveryState.SENT
    return {
        "state": step.state.value,
        "attempts": claimed.attempt if step.counts else claimed.attempt - 1,
        "error_code": "" if sent else outcome.code,
        "error": "" if sent else outcome.words,
        **({"due_time": step.due} if step.due else {}),
        **({"sent_time": uow.now} if sent else {}),
    }


async def _all(sending: Any) -> None:
    """To the end, whatever becomes of one; then the first error."""
    results: Sequence[Any] = await asyncio.gather(*sending, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
