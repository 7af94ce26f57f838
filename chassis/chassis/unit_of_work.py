"""One transaction of one tenant: loads aggregates under the caller's scope, and stores state, events, timers and audit together.

The concurrency contract: READ COMMITTED; a root's UPDATE says 'where version = the loaded one'; commands that touch money
lock the customer's book before they read a balance; numbers are taken last, right before the flush, so that the counter's
row is held for the shortest time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Result, Table, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from chassis import changes, tables
from chassis.aggregate import Aggregate, Record
from chassis.branches import lies_within, within_limits
from chassis.clock import Clock
from chassis.closing import close
from chassis.database import LOWER, RAISE, enter, settings
from chassis.errors import DomainError, Kind, forbidden, not_found, precondition
from chassis.external import keep_external_refs
from chassis.ids import new_id
from chassis.mapping import whole
from chassis.principal import Principal
from chassis.scope import Limits, Reach, Scope
from chassis.series import take_numbers, tell_number
from chassis.telling import Cause, Change, fact_counts, outbox_rows
from chassis.timers import keep_timers
from chassis.vault import Vault
from crm.common.v1 import event_pb2

if TYPE_CHECKING:
    from chassis.background import Background, Work
    from chassis.peers import Peers
    from chassis.runtime import Runtime
    from chassis.service import Resource, Service

T = TypeVar("T", bound=Aggregate)
Finish: TypeAlias = "Callable[[UnitOfWork, Any], Awaitable[None]]"
# One after another, in the order of the list.
_LOCK = text("select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(cast(:keys as text[])) key")


class UnitOfWork:
    """What a command sees of the world. Made by the pipeline; `begin` and `commit` are its alone."""

    def __init__(
        self,
        runtime: Runtime,
        session: AsyncSession,
        principal: Principal,
        scope: Scope,
        *,
        method: str,
        never_by: Sequence[str] = (),
    ) -> None:
        self._runtime, self.session, self.principal, self.scope, self.method = runtime, session, principal, scope, method
        self._never_by = tuple(never_by)
        self._rows: list[tuple[Table, dict[str, Any]]] = []
        # The session holds weakly what is not changed: a root of which only a part changes would go, and the facts it recorded.
        self._held: list[Aggregate] = []
        self._removed: set[Aggregate] = set()
        # What callers expect of roots that they read before.
        self._etags: dict[Aggregate, str] = {}
        # What earlier events of a batch changed and is not stored yet, each with its cause.
        self._deferred: dict[Aggregate, Cause] = {}
        self._writes: list[tuple[Callable[[list[Any]], Iterable[Executable]], Any]] = []
        self._afterwards: list[tuple[str, Work]] = []
        self._last: dict[Finish, dict[Hashable, None]] = {}
        # Teams of members that were looked up.
        self.teams: dict[UUID, UUID | None] = {}
        # What handlers looked up, by kind and key: the rows of a batch ask for the same few things.
        self.known: dict[str, dict[Any, Any]] = {}
        self._locked: set[str] = set()
        # Of what is loaded; none while it reads beyond its scope.
        self._limits: Limits = scope.limits
        self._outbox: list[dict[str, Any]] = []
        self._audit: list[dict[str, Any]] = []
        self.historical = False
        self.reason = ""
        self.tenant_id: UUID = scope.tenant_id
        self.now: datetime = runtime.clock.now(self.tenant_id)
        self.today: date = runtime.clock.today(self.tenant_id)
        self.vault = Vault(runtime.master_key, self.tenant_id, self.execute, self.insert)

    @property
    def clock(self) -> Clock:
        return self._runtime.clock

    @property
    def peers(self) -> Peers:
        return self._runtime.peers

    @property
    def master_key(self) -> bytes:
        """What keys of the product's own are derived from."""
        return self._runtime.master_key

    @property
    def service(self) -> Service:
        return self._runtime.service

    def scoped_tables(self) -> list[Table]:
        """Tables of the service whose rows have an owner and a team, copies included."""
        return [table for table in self._runtime.service.metadata.sorted_tables if {"owner_id", "team_id", "id"} <= set(table.c.keys())]

    def act_on(self, event: event_pb2.Event) -> None:
        """From here on this event is the cause: of the facts recorded, and on behalf of whom."""
        self.principal = replace(self.principal, cause=event.id, on_behalf=event.actor)
        self.historical = event.historical

    def defer(self) -> None:
        """Lets what this event changed be stored together with what the next ones change; it keeps this event as its cause.

        Whoever reads anything stores it first, so that no handler sees the world without it.
        """
        cause = self._cause()
        # What was changed before is deferred already: looking at everything each time would take ever longer.
        taken = dict.fromkeys(self._held)
        changed = {root for root in taken if root in self._removed or changes.is_changed(root)}
        for root in taken:
            if root in changed:
                self._deferred.setdefault(root, cause)
        self._forget(taken.keys() - changed - self._deferred.keys())
        self._held.clear()

    def let_go(self) -> None:
        """Forgets what is loaded, once it is stored or rolled back: whoever comes next reads anew, and `lock` re-reads only its own."""
        self.session.expunge_all()
        self._held.clear()

    async def _store_deferred(self) -> None:
        if deferred := set(self._deferred):
            await self.stage()
            self._forget(deferred)
            self._held = [root for root in self._held if root not in deferred]

    def _forget(self, roots: Iterable[Aggregate]) -> None:
        for root in roots:
            if root in self.session:
                self.session.expunge(root)

    def _cause(self) -> Cause:
        return Cause(self.principal, self.historical, self._runtime.traceparent())

    async def begin(self) -> None:
        await enter(await self.session.connection(), self.scope)

    def traceparent(self) -> str:
        """The present span, for what is stored now and done later."""
        return self._runtime.traceparent()

    def span(self, name: str, traceparent: str) -> AbstractContextManager[None]:
        """A span for what is done now, in the trace of what once caused it."""
        return self._runtime.span(name, traceparent)

    @staticmethod
    def new_id() -> UUID:
        return new_id()

    # --- loading ---------------------------------------------------------------------------------

    async def get(self, kind: type[T], id: UUID | str, *, etag: str = "", archived: bool = False) -> T:
        """Loads a root with all its parts.

        Raises NOT_FOUND outside the scope, STALE_ETAG when `etag` is not the present one, ARCHIVED when it lies in the recycle bin
        (unless `archived`), and MAKER_IS_CHECKER when the RPC forbids this person to act on it.
        """
        await self._store_deferred()
        root = await self.session.get(kind, id if isinstance(id, UUID) else UUID(id), options=whole(kind))
        if root is None or not lies_within(root, self._limits):
            raise not_found(self._runtime.service.resource(kind).name.replace("_", " "), id)
        self._held.append(root)
        if etag:
            self._etags[root] = etag
        self.expect(root, etag)
        if not archived and isinstance(root, Record) and root.archive_time is not None:
            raise precondition("ARCHIVED", "This record lies in the recycle bin; restore it first.", id=str(root.id))
        self.check_duty(root)
        return root

    async def draft(self, kind: type[T], id: UUID | str) -> T:
        """A root to try something on: whatever becomes of it is not stored. Raises as `get` does."""
        root = await self.get(kind, id)
        self.session.expunge(root)
        self._held.remove(root)
        return root

    async def find(self, kind: type[T], *where: ColumnElement[bool], limit: int = 1000) -> list[T]:
        """Roots that fit, whole, in the order of their ids; at most `limit`."""
        await self._store_deferred()
        table = self._runtime.service.resource(kind).table
        seen = (table.c.tenant_id == self.tenant_id, *within_limits(table, self._limits), *where)
        statement = select(kind).where(*seen).order_by(table.c.id).limit(limit).options(*whole(kind))
        roots = list((await self.session.scalars(statement)).unique())
        self._held += roots
        for root in roots:
            self.check_duty(root)
        return roots

    async def first(self, kind: type[T], *where: ColumnElement[bool]) -> T | None:
        return next(iter(await self.find(kind, *where, limit=1)), None)

    async def look_up(self, kind: type[T], *where: ColumnElement[bool], limit: int = 1000) -> list[T]:
        """As `find`, of what is only read, like defaults: nothing of it is stored, and no lock reads it again."""
        held = set(self._held)
        found = await self.find(kind, *where, limit=limit)
        for root in found:
            if root not in held:
                self.session.expunge(root)
                self._held.remove(root)
        return found

    async def by_external(self, kind: type[T], system: str, company_code: str, external_id: str) -> T | None:
        """The record that another system knows by this id, also one in the recycle bin."""
        ref = tables.external_ref.c
        await self._store_deferred()
        found = await self.session.scalar(
            select(ref.subject_id).where(
                ref.tenant_id == self.tenant_id,
                ref.subject_type == self._runtime.service.resource(kind).name,
                ref.system == system,
                ref.company_code == company_code,
                ref.external_id == external_id,
            )
        )
        return None if found is None else await self.get(kind, found, archived=True)

    async def lock(self, kind: str, *ids: UUID) -> None:
        """Serialises commands over the same subjects ("customer" and its id) until the end of the transaction.

        Locks in the order of ids, so that two commands cannot wait for each other; what was loaded before is read and checked
        again, because it may have changed while this command waited. Raises DomainError as `get` does.
        """
        keys = [key for id in sorted(set(ids)) if (key := f"{self.tenant_id}/{kind}/{id}") not in self._locked]
        if not keys:
            return
        await self._store_deferred()
        self._locked.update(keys)
        await self.session.execute(_LOCK, {"keys": keys})
        changed = set(self._changed_roots())
        for root in [thing for thing in self.session.identity_map.values() if isinstance(thing, Aggregate) and thing not in changed]:
            await self.session.get(type(root), root.id, options=whole(type(root)), populate_existing=True)
            self.expect(root, self._etags.get(root, ""))
            self.check_duty(root)

    async def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        """Runs a statement at once, under the caller's scope."""
        await self._store_deferred()
        return await self.session.execute(statement, parameters)

    def insert(self, table: Table, **row: Any) -> None:
        """Inserts a row of this tenant right after the aggregates are stored; rows of one table go together.

        Tables are filled in the order in which they were first named.
        """
        self._rows.append((table, {"tenant_id": self.tenant_id, **row}))

    def waiting(self, table: Table) -> list[dict[str, Any]]:
        """The rows of a table that will be inserted."""
        return [row for into, row in self._rows if into is table]

    def write_later(self, statements: Callable[[list[Any]], Iterable[Executable]], item: Any) -> None:
        """Runs `statements` of all items given to it, in one go, right after the aggregates and rows are stored."""
        self._writes.append((statements, item))

    def finally_for(self, finish: Finish, items: Iterable[Hashable]) -> None:
        """Awaits `finish(uow, items)` before the commit, once for all different items that it was given: a batch is derived in one go."""
        self._last.setdefault(finish, {}).update(dict.fromkeys(items))

    def start_afterwards(self, key: str, work: Work) -> None:
        """Starts long work in the background once the commit stands, unless something runs under this key."""
        self._afterwards.append((key, work))

    @property
    def extras(self) -> Mapping[str, Any]:
        """What only this service has from its settings."""
        return self._runtime.extras

    @property
    def background(self) -> Background:
        return self._runtime.background

    @asynccontextmanager
    async def beyond_scope(self, why: str) -> AsyncIterator[None]:
        """Reads past the caller's scope inside the tenant; audited. For duplicate checks, balancing and collisions only."""
        await self.session.execute(RAISE)
        self.note("beyond_scope", self.tenant_id, {"why": ["", why]})
        self._limits = Limits()
        try:
            yield
        finally:
            self._limits = self.scope.limits
            await self.session.execute(LOWER, {"reach": settings(self.scope)["reach"]})

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[AsyncConnection]:
        """A short transaction of its own, which stays when this one is refused: failed attempts. It takes a second connection."""
        async with self._runtime.database.as_app(self.scope) as connection:
            yield connection

    # --- checks ----------------------------------------------------------------------------------

    @staticmethod
    def expect(root: Aggregate, etag: str) -> None:
        if etag and etag != "*" and not root.is_fresh(etag):
            raise DomainError(
                Kind.PRECONDITION,
                "STALE_ETAG",
                "Somebody changed this record since you read it; read it again and repeat your change.",
                metadata={"etag": root.etag},
            )

    def check_duty(self, root: Aggregate) -> None:
        """Maker and checker are different persons, whatever role or key they act through. Raises MAKER_IS_CHECKER.

        Asked of whatever is loaded and made; who gives a record to somebody else on the way asks once more.
        """
        person = self.principal.person_id
        for field in self._never_by:
            if person is not None and getattr(root, field, None) == person:
                raise forbidden(
                    "MAKER_IS_CHECKER",
                    f"You are its {field.replace('_', ' ').removesuffix(' id')}; a second person must do this.",
                    field=field,
                )

    # --- storing ---------------------------------------------------------------------------------

    def add(self, root: T) -> T:
        """Stores a new root. Raises MAKER_IS_CHECKER; what was long ago was other people's doing."""
        root.historical = self.historical
        if not self.historical:
            self.check_duty(root)
        return self.take_up(root)

    def take_up(self, root: T) -> T:
        """Goes on with a root that was read before and perhaps let go of since, as it was then."""
        self.session.add(root)
        self._held.append(root)
        return root

    async def delete(self, root: Aggregate) -> None:
        """Removes a row for good; for what people see there is `archive`."""
        self._removed.add(root)
        await self.session.delete(root)

    async def stage(self) -> None:
        """Stores what changed so far and keeps its events for the commit."""
        changed, present = self._changed_roots(), self._cause()
        causes, self._deferred = {root: self._deferred.get(root, present) for root in changed}, {}
        if not changed and not self._rows and not self._writes:
            return
        resource = {root: self._runtime.service.resource(type(root)) for root in changed}
        new = {root for root in changed if is_new(root)}
        await take_numbers(self, [(root, resource[root]) for root in changed if root in new])
        await self._derive(resource)
        roots = changes.ordered(changed)
        renamed = [root for root in roots if hasattr(root, "external_refs") and changes.history_of(root, "external_refs").has_changes()]
        staged = [self._next_version(root, resource[root], causes[root], is_new=root in new) for root in roots]
        if self.scope.reach not in (Reach.TENANT, Reach.COMPANY):
            await self.session.execute(RAISE)
        await self.session.flush()
        await self._write()
        service, public, real = self._runtime.service.name, self._runtime.public, self._runtime.clock.real()
        for change in staged:
            self._outbox += outbox_rows(change, service, public, now=self.now, real=real)
        await keep_timers(self, [(root, resource[root]) for root in roots], new)
        await keep_external_refs(self, [(root, resource[root]) for root in renamed], new)

    def _next_version(self, root: Aggregate, resource: Resource, cause: Cause, *, is_new: bool) -> Change:
        """Makes the root what the flush stores, and takes from it what there is to tell."""
        root.historical = root.historical or cause.historical
        previous_scope = changes.previous_scope_of(root)
        root.update_time = self.now
        if (describe := resource.search) is not None:
            root.search_text = describe(root)  # type: ignore[attr-defined]
        changed_fields = changes.differences(root)
        if resource.audited:
            self.note(resource.name, root.id, changed_fields, cause)
        root.version += 1
        root.stored(changed_fields)
        facts = root.take_facts()
        if is_new and resource.number:
            tell_number(root, resource.name, facts)
        first = root.sequence + 1
        root.sequence += len(facts) + resource.published
        return Change(root, resource, cause, facts, previous_scope, first)

    async def _derive(self, resource: Mapping[Aggregate, Resource]) -> None:
        for each in dict.fromkeys(resource.values()):
            if each.derive is not None:
                await each.derive(self, [root for root, of in resource.items() if of is each])

    async def _write(self) -> None:
        """Rows and statements that wait for the aggregates."""
        by_table: dict[Table, list[dict[str, Any]]] = {}
        for table, row in self._rows:
            by_table.setdefault(table, []).append(row)
        self._rows.clear()
        for table, rows in by_table.items():
            await self.session.execute(insert(table), rows)
        for statements in dict.fromkeys(make for make, _ in self._writes):
            for statement in statements([item for make, item in self._writes if make is statements]):
                await self.session.execute(statement)
        self._writes.clear()

    async def commit(self, *, kept: Mapping[str, Any] | None = None) -> None:
        """Stores what is left and says so to all who follow. `kept` is the key of the request, with its reply."""
        while self._last:
            finish, items = self._last.popitem()
            if items:
                await finish(self, list(items))
        await self.stage()
        await close(self.session, self._outbox, self._audit, kept)
        await self.session.commit()
        if self._outbox:
            self._runtime.relay.wanted.ring()
            self._runtime.metrics.facts(fact_counts(self._outbox, self.service.fact_names))
        for key, work in self._afterwards:
            self._runtime.background.start(key, work)

    def touched(self) -> bool:
        """Whether something that was loaded has unstored changes; what is new does not count."""
        return any(changes.is_modified(thing) for thing in self.session.dirty)

    def meaning(self, error: Exception) -> Exception:
        """What a refusal of the database means to the caller."""
        return self._runtime.pipeline.meaning(error)

    @property
    def mark(self) -> tuple[int, ...]:
        """How much was staged so far; `rewind` forgets what came after, when a savepoint was rolled back."""
        return tuple(len(staged) for staged in self._staged())

    def rewind(self, mark: tuple[int, ...]) -> None:
        for staged, length in zip(self._staged(), mark, strict=True):
            del staged[length:]
        # With the savepoint went its locks, and perhaps something that handlers had come to know.
        self._locked.clear()
        self.known.clear()

    def forget_rows(self, mark: tuple[int, ...]) -> None:
        """Writes nothing of what was to be written since, for something that was refused before it became a record."""
        _, _, rows, writes, _ = mark
        del self._rows[rows:]
        del self._writes[writes:]

    def _staged(self) -> tuple[list[Any], ...]:
        return self._outbox, self._audit, self._rows, self._writes, self._afterwards

    def _changed_roots(self) -> list[Aggregate]:
        """Roots to store, in the order in which new ones were added."""
        roots: dict[UUID, Aggregate] = {}
        modified = [thing for thing in self.session.dirty if changes.is_modified(thing)]
        for thing in (*self.session.new, *modified, *self.session.deleted):
            root = thing if isinstance(thing, Aggregate) else getattr(thing, "root", None)
            if root is not None:
                roots[root.id] = root
        for thing in self.session.identity_map.values():
            if isinstance(thing, Aggregate) and thing.has_facts:
                roots[thing.id] = thing
        return list(roots.values())

    def note(self, subject_type: str, subject_id: UUID, differences: dict[str, list[Any]], cause: Cause | None = None) -> None:
        """One line of the audit: {field: [before, after]}. Aggregates get theirs by themselves."""
        cause = cause or self._cause()
        self._audit.append(
            {
                "id": new_id(),
                "tenant_id": self.tenant_id,
                "create_time": self.now,
                "actor": cause.principal.actor,
                "person_id": cause.principal.responsible_id,
                "on_behalf": cause.principal.on_behalf,
                "method": self.method,
                "subject_type": subject_type,
                "subject_id": subject_id,
                "changes": differences,
                "reason": self.reason,
                "trace_id": cause.trace_id,
            }
        )


def is_new(root: Aggregate) -> bool:
    """Whether this unit of work creates it."""
    state = inspect(root)
    return bool(state.transient or state.pending)
