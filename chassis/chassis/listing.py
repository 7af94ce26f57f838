"""Lists, declared once: which fields they can be filtered and sorted by, and how they are searched.

    ACCOUNTS = Listing(
        account,
        {
            "name": Field(account.c.name, sorted_by=account.c.sort_key),
            "tier": choice(account.c.tier, Tier),
            "annual_revenue": money(account.c.annual_revenue_minor, account.c.currency),
            "create_time": account.c.create_time,
        },
        search="search_account",
    )

    page = ACCOUNTS.page(PageQuery.of(request), scope, today)
    rows, next_page_token = page.cut((await connection.execute(page.statement)).all())
    total = None if page.count is None else bounded((await connection.execute(page.count)).scalar_one())

The statement names tenant and scope literally, because a row policy alone is never an index condition; the policy stays the
safety net. With indexes (tenant_id, sort, id), (tenant_id, owner_id, sort, id) and (tenant_id, team_id, sort, id), all of
them made by chassis.tables.list_indexes, any page of any reach reads about as many rows as it shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Row,
    Select,
    Table,
    Uuid,
    any_,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.asyncpg import dialect

from chassis import filter as filters
from chassis.branches import Branches, branches, per_team, within_limits
from chassis.fields import CustomFields, Declared, Fields, Today
from chassis.ordering import Key, after, order
from chassis.paging import PageQuery, fingerprint, page_size, read_token, write_token
from chassis.scope import Scope
from chassis.search_sql import search_call

# Rows are counted up to this number, then it is 'at least'.
COUNTED = 1000
_DIALECT = dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Listing:
    """A list over one table.

    `fields`: what callers may filter and sort by, under the names of the API. `search`: the table's search function (see
    chassis.search_sql). `columns`: what a row brings along; without them, all columns that are not marked `unlisted`.
    `where`: what every row of the list fulfils. `scoped=False`: every person of the tenant may see all rows.
    """

    table: Table
    fields: Declared
    default_order: str = "create_time desc"
    search: str | None = None
    scoped: bool = True
    max_page_size: int = 200
    columns: tuple[ColumnElement[Any], ...] = ()
    where: tuple[ColumnElement[bool], ...] = ()

    def __post_init__(self) -> None:
        order(self.default_order, Fields(self.fields), self.table.c.id)

    def page(
        self,
        query: PageQuery,
        scope: Scope,
        today: Today,
        *where: ColumnElement[bool],
        custom: CustomFields | None = None,
    ) -> "Page":
        """One page of those rows that fulfil `where`. `custom` finds the tenant's custom fields.

        Raises DomainError naming the field of the request that is wrong.
        """
        fields = Fields(self.fields, custom)
        size = page_size(query.page_size, self.max_page_size)
        keys = order(query.order_by or self.default_order, fields, self.table.c.id)
        bound = self._fingerprint(query, scope, where)
        start = read_token(bound, [key.column.type for key in keys], query.page_token) if query.page_token else None
        rows = _Rows(
            self.table,
            (*self._conditions(query, scope), *where, filters.clause(query.filter, fields, today)),
            # A search function keeps to the scope by itself.
            Branches(main=true()) if query.search or not self.scoped else branches(self.table, scope),
        )
        columns = self.columns or tuple(each for each in self.table.c if not each.info.get("unlisted"))
        return Page(
            statement=rows.page(columns, keys, [] if start is None else after(keys, start), size),
            count=rows.count() if start is None else None,
            size=size,
            keys=len(keys),
            fingerprint=bound,
        )

    def _fingerprint(self, query: PageQuery, scope: Scope, where: Sequence[ColumnElement[bool]]) -> bytes:
        compiled = [each.compile(dialect=_DIALECT) for each in where]
        conditions = [(each.string, sorted(each.params.items())) for each in compiled]
        asked = (query.filter, query.order_by, query.search, query.show_archived)
        return fingerprint(self.table.name, self.default_order, asked, scope, conditions)

    def _conditions(self, query: PageQuery, scope: Scope) -> Iterable[ColumnElement[bool]]:
        yield self.table.c.tenant_id == scope.tenant_id
        yield from within_limits(self.table, scope.limits)
        yield from self.where
        if not query.show_archived:
            if "archive_time" in self.table.c:
                yield self.table.c.archive_time.is_(None)
            if "archived" in self.table.c:
                yield self.table.c.archived.is_(False)
        if query.search:
            hits = select(search_call(self.search, query.search, scope)).scalar_subquery()
            yield self.table.c.id == any_(func.array(hits, type_=ARRAY(Uuid)))


@dataclass(frozen=True)
class _Rows:
    """The rows that a query asks for: conditions, and the branches of its scope."""

    table: Table
    conditions: Sequence[ColumnElement[bool]]
    reach: Branches

    def page(
        self, columns: Sequence[ColumnElement[Any]], keys: Sequence[Key], ranges: Sequence[ColumnElement[bool]], size: int
    ) -> Select[Any] | CompoundSelect[Any]:
        """One row more than the page has, so that one sees whether there is another page. The sort values are the last columns."""
        more = _number(size + 1)
        values = [key.column.label(f"order_key_{position}") for position, key in enumerate(keys)]
        rows = select(*columns, *values).where(*self.conditions).order_by(*(key.ordering for key in keys)).limit(more)
        parts = [part for each in ranges or [true()] for part in self._in_order(rows.where(each))]
        if self.reach.shared is not None:
            parts.append(rows.where(self.reach.shared, or_(*ranges or [true()])))
        if not parts:
            return rows.where(false())
        if len(parts) == 1 and not self.reach.teams:
            return parts[0]
        # By name: columns of a subquery would be made anew for each request, which costs more than the rows.
        sorting = (Key(literal_column(f"order_key_{position}"), key.descending).ordering for position, key in enumerate(keys))
        return union_all(*parts).order_by(*sorting).limit(more)

    def _in_order(self, rows: Select[Any]) -> Iterable[Select[Any]]:
        if self.reach.main is not None:
            yield rows.where(self.reach.main)
        if self.reach.teams:
            yield per_team(self.table, self.reach.teams, rows)

    def count(self) -> Select[int]:
        teams = self.table.c.team_id.in_(self.reach.teams) if self.reach.teams else None
        reached = [each for each in (self.reach.main, teams, self.reach.shared) if each is not None]
        most = _number(COUNTED + 1)
        parts = [select(self.table.c.id).where(*self.conditions, each).limit(most) for each in reached or [false()]]
        counted = union_all(*parts).limit(most) if len(parts) > 1 else parts[0]
        return select(func.count()).select_from(counted.subquery("counted"))


def _number(count: int) -> ColumnElement[int]:
    """A limit that the planner sees: with a parameter, a generic plan would expect a tenth of the table."""
    return literal_column(str(count), Integer)


@dataclass(frozen=True)
class Page:
    """One page that is still to be read. `count` is there for the first page alone."""

    statement: Select[Any] | CompoundSelect[Any]
    count: Select[int] | None
    size: int
    keys: int = field(repr=False)
    fingerprint: bytes = field(repr=False)

    def cut(self, rows: Sequence[Row[Any]]) -> tuple[Sequence[Row[Any]], str]:
        """The rows of the page, and the token of the next page: empty on the last one."""
        if len(rows) <= self.size:
            return rows, ""
        return rows[: self.size], write_token(self.fingerprint, list(rows[self.size - 1])[-self.keys :])


def bounded(counted: int) -> tuple[int, bool]:
    """What `count` found, as number and 'at least'."""
    return min(counted, COUNTED), counted > COUNTED
