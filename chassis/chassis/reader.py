"""What a query sees of the world: the rows of one moment, under the caller's scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import Executable, Result, Row, Table, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from chassis.aggregate import Aggregate
from chassis.branches import lies_within
from chassis.database import enter
from chassis.errors import not_found
from chassis.events import message_named
from chassis.fields import Today
from chassis.listing import Listing, bounded
from chassis.mapping import whole
from chassis.messages import to_messages
from chassis.paging import PageQuery
from chassis.principal import Principal
from chassis.scope import Reach, Scope
from chassis.tables import external_ref
from chassis.vault import Vault

if TYPE_CHECKING:
    from chassis.peers import Peers
    from chassis.runtime import Runtime
    from chassis.service import Service

M = TypeVar("M", bound=Message)
T = TypeVar("T", bound=Aggregate)
# Child rows by the field of the message that holds them: the table, and its column that points to the parent.
Parts = Mapping[str, tuple[Table, str]]


class Reader:
    def __init__(self, runtime: Runtime, connection: AsyncConnection, principal: Principal, scope: Scope) -> None:
        self.runtime, self.connection, self.principal, self.scope = runtime, connection, principal, scope
        self.tenant_id: UUID = scope.tenant_id
        self.now: datetime = runtime.clock.now(self.tenant_id)
        self.today: date = runtime.clock.today(self.tenant_id)
        self.vault = Vault(runtime.master_key, self.tenant_id, self.execute)

    @property
    def peers(self) -> Peers:
        return self.runtime.peers

    @property
    def service(self) -> Service:
        return self.runtime.service

    async def begin(self) -> None:
        await enter(self.connection, self.scope)

    async def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        return await self.connection.execute(statement, parameters)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """A second connection that sees all rows of the tenant at one moment, for as long as a report takes: for proofs."""
        async with self.runtime.database.reading.connect() as connection:
            await enter(connection, Scope(self.tenant_id, Reach.TENANT, self.scope.person_id))
            await connection.execute(text("set local statement_timeout = '15min'"))
            yield connection

    async def get(self, kind: type[T], id: str) -> T:
        """Loads a root with its parts; raises NOT_FOUND outside the scope."""
        async with AsyncSession(self.connection, autoflush=False) as session:
            root = await session.get(kind, UUID(id), options=whole(kind))
        if root is None or not lies_within(root, self.scope.limits):
            raise not_found(self.runtime.service.resource(kind).name.replace("_", " "), id)
        return root

    async def by_external(self, kind: type[T], request: Any) -> T:
        """Loads the root that another system knows by the key in the request; raises NOT_FOUND outside the scope."""
        key = (request.system, request.company_code, request.external_id)
        name = self.runtime.service.resource(kind).name
        ref = external_ref.c
        statement = select(ref.subject_id).where(
            ref.tenant_id == self.tenant_id, ref.subject_type == name, tuple_(ref.system, ref.company_code, ref.external_id) == key
        )
        id = (await self.execute(statement)).scalar_one_or_none()
        if id is None:
            raise not_found(name.replace("_", " "), request.external_id)
        return await self.get(kind, str(id))

    async def page(self, listing: Listing, request: Message, reply: type[M], *, parts: Parts | None = None, **within: Any) -> M:
        """One page of a declared list, as the reply message of its List RPC: rows in its one repeated message field.

        `within` are values that columns must have (account_id=...); `parts` are child rows that each row brings along, by field.
        """
        today = Today(self.today, self.runtime.clock.zone(self.tenant_id))
        where = [listing.table.c[name] == value for name, value in within.items()]
        page = listing.page(PageQuery.of(request), self.scope, today, *where)
        rows, token = page.cut((await self.execute(page.statement)).all())
        children = {name: await self._children(table, column, rows) for name, (table, column) in (parts or {}).items()}
        sources = [{**row._mapping, **{name: found[row.id] for name, found in children.items()}} for row in rows] if children else rows
        field: Any = next(field for field in reply.DESCRIPTOR.fields if field.is_repeated)
        message = reply(next_page_token=token)
        getattr(message, field.name).extend(to_messages(message_named(field.message_type.full_name), sources))
        if page.count is not None and "total" in reply.DESCRIPTOR.fields_by_name:
            count, more = bounded((await self.execute(page.count)).scalar_one())
            message.total.count, message.total.more = count, more  # type: ignore[attr-defined]
        return message

    async def _children(self, table: Table, column: str, rows: Sequence[Row[Any]]) -> Mapping[UUID, list[Any]]:
        """Child rows of a page, in one statement, by their parent's id; in the order of `position` where there is one."""
        found: dict[UUID, list[Any]] = defaultdict(list)
        if rows:
            order = [table.c[name] for name in ("position", "id") if name in table.c]
            ids = [row.id for row in rows]
            statement = select(table).where(table.c.tenant_id == self.tenant_id, table.c[column].in_(ids)).order_by(*order)
            for child in await self.execute(statement):
                found[getattr(child, column)].append(child)
        return found
