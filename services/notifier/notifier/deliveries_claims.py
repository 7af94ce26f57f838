"""Taking deliveries into hand: one short transaction that decides what this process sends now.

The concurrency contract. Rows are claimed with SKIP LOCKED and get a later due time before the commit: nobody else finds them until then,
and when the process dies they come back by themselves, under the same key. A claim raises `attempts`, and who settles says under
which number it was sent: an older one decides nothing any more, unless it knows that the message went. How often a channel was used is
counted in its `channel_use` row, which is locked before it is read: replicas share the provider's limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from chassis.tables import copy_member, copy_team, copy_tenant
from chassis.unit_of_work import UnitOfWork
from notifier import tables as t
from notifier.channels.deliveries import settle
from notifier.channels.letters import letter, opened
from notifier.channels.routing import nearest
from notifier.channels.senders import Letter, OpenChannel
from notifier.domain.delivery import MOST_ATTEMPTS, DeliveryState
from notifier.domain.notification import ChannelKind
from notifier.domain.rates import free_from, kept, limits

BATCH = 20
# Longer than sending a whole batch takes, one after another, at a provider that does not answer.
LEASE = timedelta(minutes=6)
d = t.delivery.c


@dataclass(frozen=True, slots=True)
class Claimed:
    """One delivery in hand. `attempt` is the number that it was claimed under."""

    id: UUID
    notification_id: UUID
    attempt: int
    channel_id: UUID
    channel: OpenChannel
    letter: Letter
    # When it was asked for, in business time, and by which span.
    create_time: datetime
    traceparent: str


@dataclass(frozen=True, slots=True)
class Hand:
    """What a claim took."""

    claimed: Sequence[Claimed]
    sandbox: bool


async def claim(uow: UnitOfWork, kind: ChannelKind, public_url: str) -> Hand:
    """Due deliveries of one kind. What expired, and what no channel carries, is decided at once; what a limit holds back is put off."""
    now = uow.clock.real()
    due = select(t.delivery).where(d.tenant_id == uow.tenant_id, d.channel == kind.value, d.state == "waiting", d.due_time <= now)
    rows = (await uow.execute(due.order_by(d.due_time, d.id).limit(BATCH).with_for_update(skip_locked=True))).all()
    expired = [row for row in rows if row.expire_time <= uow.now]
    # Whoever sent it died each time before it could say what became of it.
    exhausted = [row for row in rows if row not in expired and row.attempts >= MOST_ATTEMPTS]
    await _give_up(uow, kind, expired, DeliveryState.EXPIRED, "EXPIRED", "It was not sent in time.")
    await _give_up(uow, kind, exhausted, DeliveryState.FAILED, "EXHAUSTED", "It was tried too often without an answer.")
    routed = await _routed(uow, kind, [row for row in rows if row not in expired and row not in exhausted])
    await _close(uow, [row for row, channel in routed if channel is None], DeliveryState.WITHHELD, "NO_CHANNEL", "No channel of this kind.")
    by_channel: dict[UUID, list[Any]] = {}
    channels = {channel.id: channel for _, channel in routed if channel is not None}
    for row, channel in routed:
        if channel is not None:
            by_channel.setdefault(channel.id, []).append(row)
    claimed: list[Claimed] = []
    # In the order of ids, so that two replicas cannot wait for each other.
    for id in sorted(by_channel):
        free = await _within_limits(uow, channels[id], by_channel[id], now)
        claimed += await _taken(uow, channels[id], free, now, public_url)
    return Hand(claimed, await _is_sandbox(uow))


async def _give_up(uow: UnitOfWork, kind: ChannelKind, rows: Sequence[Any], state: DeliveryState, code: str, words: str) -> None:
    await _close(uow, rows, state, code, words)
    for row in rows:
        await settle(uow, row.notification_id, kind, f"{code}: {words}")


async def _close(uow: UnitOfWork, rows: Sequence[Any], state: DeliveryState, code: str, words: str) -> None:
    if rows:
        closed = {"state": state.value, "error_code": code, "error": words}
        await uow.execute(update(t.delivery).where(d.id.in_([row.id for row in rows])).values(closed))


async def _routed(uow: UnitOfWork, kind: ChannelKind, rows: Sequence[Any]) -> list[tuple[Any, Any | None]]:
    """Each with the channel that it goes by."""
    if not rows:
        return []
    c, member, team = t.channel.c, copy_member.c, copy_team.c
    usable = (c.tenant_id == uow.tenant_id, c.kind == kind.value, ~c.disabled, c.archive_time.is_(None))
    channels = (await uow.execute(select(t.channel).where(*usable))).all()
    people = {row.person_id for row in rows}
    own = select(member.id, member.member_team_id).where(member.tenant_id == uow.tenant_id, member.id.in_(people))
    teams = {row.id: row.member_team_id for row in await uow.execute(own)}
    above = {row.id: row.parent_id for row in await uow.execute(select(team.id, team.parent_id).where(team.tenant_id == uow.tenant_id))}
    return [(row, nearest(channels, teams.get(row.person_id), above)) for row in rows]


async def _within_limits(uow: UnitOfWork, channel: Any, rows: Sequence[Any], now: datetime) -> list[Any]:
    """Those that may go now. The others, and all that wait for the channel, are put off to when the next one may."""
    among = limits(ChannelKind(channel.kind), application=channel.wecom_agent > 0)
    use = t.channel_use
    await uow.execute(insert(use).values(channel_id=channel.id, tenant_id=uow.tenant_id, use_time=[]).on_conflict_do_nothing())
    row = (await uow.execute(select(use.c.use_time, use.c.rest_time).where(use.c.channel_id == channel.id).with_for_update())).one()
    uses = kept(row.use_time, among, now)
    free: list[Any] = []
    for delivery in rows:
        at = max(free_from(uses, among, now), row.rest_time or now)
        if at > now:
            late = [each.id for each in rows[len(free) :]]
            await uow.execute(update(t.delivery).where(d.id.in_(late)).values(due_time=at))
            break
        uses.append(now)
        free.append(delivery)
    await uow.execute(update(use).where(use.c.channel_id == channel.id).values(use_time=uses))
    return free


async def _taken(uow: UnitOfWork, channel: Any, rows: Sequence[Any], now: datetime, public_url: str) -> list[Claimed]:
    if not rows:
        return []
    mine = {"channel_id": channel.id, "attempts": d.attempts + 1, "due_time": now + LEASE}
    await uow.execute(update(t.delivery).where(d.id.in_([row.id for row in rows])).values(mine))
    a, people = t.copy_address.c, {row.person_id for row in rows}
    known = {row.id: row for row in await uow.execute(select(t.copy_address).where(a.tenant_id == uow.tenant_id, a.id.in_(people)))}
    over = opened(channel, uow.vault.secrets)

    def taken(row: Any) -> Claimed:
        said = letter(row, known.get(row.person_id), public_url)
        return Claimed(row.id, row.notification_id, row.attempts + 1, channel.id, over, said, row.create_time, row.traceparent)

    return [taken(row) for row in rows]


async def _is_sandbox(uow: UnitOfWork) -> bool:
    """A company that is not known yet is taken for one: nothing leaves by mistake."""
    found = (await uow.execute(select(copy_tenant.c.sandbox).where(copy_tenant.c.id == uow.tenant_id))).scalar()
    return found is not False
