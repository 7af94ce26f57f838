"""What opening balances must know besides their own lines: whose they are, and whether the same documents are here already."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.company_names import normalized_company_name
from chassis.errors import DomainError, Kind, Violation
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from receivables import known, matching
from receivables import opening_tables as o
from receivables import tables as t
from receivables.domain.cash.references import number_key
from receivables.domain.contract import Belonging
from receivables.domain.opening.balance import OpeningBalance
from receivables.domain.opening.line import GivenLine, OpeningLine, faults, kept, twins
from receivables.domain.opening.posting import Debtor
from receivables.domain.states import PlanState

# So many faults are said at once; who mends these sees the rest.
MOST_FAULTS = 100


async def checked(uow: UnitOfWork, given: Sequence[GivenLine], unread: Sequence[Violation], opening: OpeningBalance) -> list[OpeningLine]:
    """The lines as they are kept. Raises OPENING_WRONG with everything that is wrong with any of them."""
    cut_over = opening.cut_over_date
    found = [*unread, *(fault for line in given for fault in faults(line, cut_over))]
    whose = await _customers(uow, given)
    found += [each for each in whose if isinstance(each, Violation)]
    lines: list[OpeningLine] = []
    if not found:
        customers = [row for row in whose if not isinstance(row, Violation)]
        found += twins(given, [row.id for row in customers])
        lines = [kept(line, uow.new_id(), row.id, row.name, cut_over) for line, row in zip(given, customers, strict=True)]
        taken = await documents_known(uow, lines, opening.legal_entity_id)
        found += [
            given[at].wrong("document_number", "OPENING_DOCUMENT_KNOWN", f"{line.document_number} of this customer is here already.")
            for at, line in enumerate(lines)
            if _key(line) in taken and not line.is_advance
        ]
    refuse(found)
    return lines


def refuse(found: Sequence[Violation]) -> None:
    """Raises OPENING_WRONG unless nothing was found."""
    if found:
        some = tuple(found[:MOST_FAULTS])
        detail = f"{len(found)} cells are wrong; nothing was taken. {some[0].detail}"
        raise DomainError(Kind.INVALID, "OPENING_WRONG", detail, metadata={"count": str(len(found))}, violations=some)


async def _customers(uow: UnitOfWork, given: Sequence[GivenLine]) -> list[Row[Any] | Violation]:
    """Whose each line is, or why that is not clear."""
    await known.learn_customers(uow, {line.customer_id for line in given if line.customer_id})
    by_id: Mapping[UUID, Row[Any] | None] = uow.known.get(t.copy_account.name, {})
    by_name = await _by_name(uow, {line.customer_name for line in given if not line.customer_id})
    return [_whose(uow, line, by_id, by_name) for line in given]


def _whose(
    uow: UnitOfWork, line: GivenLine, by_id: Mapping[UUID, Row[Any] | None], by_name: Mapping[str, Sequence[Row[Any]]]
) -> Row[Any] | Violation:
    if line.customer_id:
        row = by_id.get(line.customer_id)
        if row is None or not uow.scope.reaches(row.owner_id, row.team_id, row.shared_with):
            return line.wrong("customer_id", "CUSTOMER_UNKNOWN", f"There is no customer {line.customer_id} that you may see.")
        return row
    alike = by_name.get(_name(line.customer_name), ())
    rows = [row for row in alike if row.name == line.customer_name.strip()] or alike
    if len(rows) == 1:
        return rows[0]
    if rows:
        return line.wrong("customer_name", "CUSTOMER_AMBIGUOUS", f"{len(rows)} customers are called {line.customer_name!r}.")
    return line.wrong("customer_name", "CUSTOMER_UNKNOWN", f"There is no customer called {line.customer_name!r} that you may see.")


def _name(text: str) -> str:
    return normalized_company_name(text)


async def _by_name(uow: UnitOfWork, names: set[str]) -> Mapping[str, Sequence[Row[Any]]]:
    """Customers that the caller reaches, by their names without what does not tell companies apart."""
    keys = sorted({f"name:{_name(name)}" for name in names if _name(name)})
    if not keys:
        return {}
    await matching.work_out_keys(uow)
    account, found = t.copy_account.c, dict[str, list[Row[Any]]]()
    columns = (account.id, account.name, account.owner_id, account.team_id, account.shared_with)
    mine = (account.tenant_id == uow.tenant_id, ~account.archived, account.name_keys.overlap(literal(keys, ARRAY(Text))))
    for row in await uow.execute(select(*columns).where(*mine).order_by(account.id)):
        if uow.scope.reaches(row.owner_id, row.team_id, row.shared_with):
            found.setdefault(_name(row.name), []).append(row)
    return found


def _key(line: OpeningLine) -> tuple[UUID, str]:
    return line.customer_id, number_key(line.document_number)


async def documents_known(uow: UnitOfWork, lines: Sequence[OpeningLine], legal_entity_id: UUID) -> set[tuple[UUID, str]]:
    """Documents of these customers that have a plan here already, by a contract or by opening balances that were not taken back."""
    plan = t.payment_plan.c
    wanted = {_key(line) for line in lines if not line.is_advance}
    living = or_(plan.opening_balance_id.is_(None), plan.state != PlanState.TERMINATED)
    mine = (plan.tenant_id == uow.tenant_id, plan.legal_entity_id == legal_entity_id, living)
    key = matching.CONTRACT_KEY
    statement = select(plan.customer_id, key.label("number")).where(*mine, key.in_({number for _, number in wanted}))
    return {(row.customer_id, row.number) for row in await uow.execute(statement)} & wanted


async def lines_of(uow: UnitOfWork, opening: OpeningBalance) -> list[OpeningLine]:
    """As they stand in the file."""
    line = o.opening_balance_line.c
    mine = (line.tenant_id == uow.tenant_id, line.opening_balance_id == opening.id)
    rows = await uow.execute(select(o.opening_balance_line).where(*mine).order_by(line.row_number, line.id))
    return [_line(row) for row in rows]


def _line(row: Row[Any]) -> OpeningLine:
    return OpeningLine(amount=Money(row.currency, row.amount_minor), **{name: getattr(row, name) for name in o.LINE_COLUMNS})


async def debtors(uow: UnitOfWork, lines: Sequence[OpeningLine]) -> dict[UUID, Debtor]:
    """What of the customers decides. They do not change hands before this transaction ends."""
    ids = {line.customer_id for line in lines}
    await known.learn_customers(uow, ids)
    return {id: _debtor(uow.known[t.copy_account.name][id]) for id in ids}


def _debtor(row: Row[Any] | None) -> Debtor:
    if row is None:
        return Debtor(Belonging())
    return Debtor(Belonging(owner_id=row.owner_id, team_id=row.team_id, shared_with=tuple(row.shared_with)), int(row.payment_day))
