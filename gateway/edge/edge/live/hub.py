"""Who listens on this replica, and what happened lately.

The newest changes of a tenant are kept for those whose connection broke; who was away for longer, or comes from another replica, is
told to read everything anew. Nothing is kept for a tenant that nobody listened to for a while.
"""

import asyncio
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from chassis.principal import Principal
from edge.live.change import Change, Update
from edge.problems import Problem

# Changes of a tenant that a client can catch up with.
KEPT = 2_000
# Updates that wait for one slow client; with more it is told to read everything anew.
MOST_WAITING = 500
# Tabs of one session, or connections of one key.
MOST_STREAMS = 16
# A tenant without listeners is forgotten after so many seconds.
FORGOTTEN = 300.0


@dataclass(eq=False)
class Listener:
    """One connection. What waits for it is kept once per record: the newest version is enough."""

    principal: Principal
    key: str
    wanted: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: OrderedDict[tuple[str, str], Update] = field(default_factory=OrderedDict)
    # The number of the newest change that was looked at.
    position: int = 0
    must_reset: bool = False
    must_check: bool = False
    closed: bool = False

    def tell(self, number: int, change: Change) -> None:
        self.position = number
        update = change.told_to(self.principal)
        if update is None or self.must_reset:
            return
        self.waiting.pop((update.type, update.id), None)
        self.waiting[update.type, update.id] = update
        if len(self.waiting) > MOST_WAITING:
            self.reset()
        self.wanted.set()

    def reset(self) -> None:
        self.waiting.clear()
        self.must_reset = True
        self.wanted.set()

    def check(self) -> None:
        """Has its rights looked at again."""
        self.must_check = True
        self.wanted.set()

    def close(self) -> None:
        self.closed = True
        self.wanted.set()

    def take(self) -> tuple[int, list[Update]]:
        """What waits, and the number up to which the client knows everything once it has that."""
        found = list(self.waiting.values())
        self.waiting.clear()
        return self.position, found


@dataclass
class _Tenant:
    changes: deque[tuple[int, Change]] = field(default_factory=lambda: deque(maxlen=KEPT))
    newest: int = 0
    listeners: set[Listener] = field(default_factory=set)
    left: float = 0.0


class Hub:
    """All listeners of one replica. `epoch` names what its numbers mean: it is another after each start and each gap."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._tenants: dict[UUID, _Tenant] = {}
        self._clock = clock
        self._closed = False
        self.epoch = secrets.token_hex(4)

    def admit(self, principal: Principal, key: str) -> None:
        """Raises Problem 429 when this session has too many streams, 503 while the replica is going away."""
        if self._closed:
            raise Problem(503, "UNAVAILABLE", "This server is being replaced; connect again.", headers={"retry-after": "1"})
        tenant = self._tenants.get(principal.tenant_id)
        if tenant is not None and sum(listener.key == key for listener in tenant.listeners) >= MOST_STREAMS:
            detail = f"This session has {MOST_STREAMS} live connections already; close one first."
            raise Problem(429, "TOO_MANY_STREAMS", detail, {"most": str(MOST_STREAMS)}, headers={"retry-after": "5"})

    @contextmanager
    def listening(self, principal: Principal, key: str, last_id: str) -> Iterator[Listener]:
        """A listener that goes on behind `last_id`, as far as that is known here."""
        self._forget()
        tenant = self._tenants.setdefault(principal.tenant_id, _Tenant())
        listener = Listener(principal, key, closed=self._closed)
        self._catch_up(tenant, listener, last_id)
        tenant.listeners.add(listener)
        try:
            yield listener
        finally:
            tenant.listeners.discard(listener)
            tenant.left = self._clock()

    def _catch_up(self, tenant: _Tenant, listener: Listener, last_id: str) -> None:
        listener.position = tenant.newest
        if not last_id:
            return
        epoch, _, number = last_id.partition("-")
        oldest = tenant.changes[0][0] if tenant.changes else tenant.newest + 1
        if epoch != self.epoch or not number.isdecimal() or not oldest - 1 <= int(number) <= tenant.newest:
            listener.reset()
            return
        for known, change in tenant.changes:
            if known > int(number):
                listener.tell(known, change)

    def count(self) -> int:
        """How many listen."""
        return sum(len(tenant.listeners) for tenant in self._tenants.values())

    def is_wanted(self, tenant_id: UUID) -> bool:
        """Whether anybody would hear of a change; most tenants have no listener on most replicas."""
        return tenant_id in self._tenants

    def publish(self, tenant_id: UUID, change: Change) -> None:
        tenant = self._tenants[tenant_id]
        tenant.newest += 1
        tenant.changes.append((tenant.newest, change))
        for listener in tenant.listeners:
            listener.tell(tenant.newest, change)

    def check_rights(self, tenant_id: UUID) -> None:
        """People, teams or roles of the tenant changed."""
        if (tenant := self._tenants.get(tenant_id)) is not None:
            for listener in tenant.listeners:
                listener.check()

    def gap(self) -> None:
        """Changes may have passed unseen: everybody reads anew."""
        self.epoch = secrets.token_hex(4)
        for tenant in self._tenants.values():
            tenant.changes.clear()
            for listener in tenant.listeners:
                listener.reset()

    def close(self) -> None:
        """Ends all streams: the server stops."""
        self._closed = True
        for tenant in self._tenants.values():
            for listener in tenant.listeners:
                listener.close()

    def _forget(self) -> None:
        long_ago = self._clock() - FORGOTTEN
        for id in [id for id, tenant in self._tenants.items() if not tenant.listeners and tenant.left < long_ago]:
            del self._tenants[id]
