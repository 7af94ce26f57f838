"""What the rules of cash application are asked with: whoever may have paid, and whatever may be meant, by a few indexed statements for many
receipts at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, bindparam, literal, literal_column, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.unit_of_work import UnitOfWork
from receivables import tables as t
from receivables.cash_tables import payer_alias
from receivables.domain.cash.candidates import MOST_CANDIDATES, Candidate, candidates
from receivables.domain.cash.incoming import Incoming, Owed
from receivables.domain.cash.payers import KnownPayer, account_key, name_key, payers, telling_keys
from receivables.domain.cash.reasons import Reason
from receivables.domain.cash.references import words
from receivables.domain.cash.states import AliasState
from receivables.domain.cash.together import together
from receivables.domain.terms import Layer

# So many instalments of one amount, of one customer, and so many customers of one name are looked at.
MOST_OF_AMOUNT, MOST_OF_CUSTOMER, MOST_OF_NAME = 6, 200, 20
# So many names are worked out at once where an older version had left them.
_KEYLESS = 5_000

_BY_AMOUNT = text("""
    select found.* from unnest(cast(:amounts as bigint[])) as wanted(amount) cross join lateral (
        select id, contract_id, customer_id, legal_entity_id, currency, open_minor as minor, due_date, contract_number,
               customer_order_number, layer
        from instalment
        where tenant_id = :tenant_id and claim_state = 'claimable' and open_minor = wanted.amount and disputed_minor = 0
        limit :most
    ) as found
""")
_BY_CUSTOMER = text("""
    select found.* from unnest(cast(:customers as uuid[])) as wanted(customer_id) cross join lateral (
        select id, contract_id, customer_id, legal_entity_id, currency, open_minor - disputed_minor as minor, due_date, contract_number,
               customer_order_number, layer
        from instalment
        where tenant_id = :tenant_id and claim_state = 'claimable' and customer_id = wanted.customer_id and open_minor > disputed_minor
        order by due_date, id limit :most
    ) as found
""")
# As the indexes have them.
CONTRACT_KEY, _ORDER_KEY = (literal_column(t.NUMBER_KEY.format(name), Text) for name in ("contract_number", "customer_order_number"))


async def match(uow: UnitOfWork, incomings: Sequence[Incoming], rejected: Mapping[UUID, Sequence[str]]) -> dict[UUID, list[Candidate]]:
    """Candidates by receipt. `rejected` are keys of those that are not proposed again."""
    unknown = [each for each in incomings if each.customer_id is None]
    known, named, numbers = await _known_payers(uow, unknown), await _named(uow, unknown), await _numbered(uow, unknown)
    paid_by = {each.receipt_id: payers(each, known, _called(each, named)) for each in incomings}
    meant = {each.receipt_id: {*paid_by[each.receipt_id], *_numbers_of(each, numbers)} for each in incomings}
    owed = await _owed(uow, {customer_id for customers in meant.values() for customer_id in customers})
    by_amount = await _of_amounts(uow, {each.minor for each in unknown})
    found = {}
    for each in incomings:
        theirs = {line.instalment_id: line for customer_id in meant[each.receipt_id] for line in owed.get(customer_id, ())}
        lines = theirs if each.customer_id else {line.instalment_id: line for line in by_amount.get(each.minor, ())} | theirs
        found[each.receipt_id] = candidates(each, paid_by[each.receipt_id], lines.values(), rejected=rejected.get(each.receipt_id, ()))
    _add_together(incomings, paid_by, owed, rejected, found)
    return found


def _add_together(
    incomings: Sequence[Incoming],
    paid_by: Mapping[UUID, Mapping[UUID, Reason]],
    owed: Mapping[UUID, Sequence[Owed]],
    rejected: Mapping[UUID, Sequence[str]],
    found: dict[UUID, list[Candidate]],
) -> None:
    inexact = [each for each in incomings if not any(candidate.is_exact for candidate in found[each.receipt_id])]
    for id, candidate in together(inexact, paid_by, owed).items():
        if candidate.key not in rejected.get(id, ()):
            others = [each for each in found[id] if each.key != candidate.key]
            found[id] = sorted([candidate, *others], key=lambda each: -each.confidence)[:MOST_CANDIDATES]


async def _known_payers(uow: UnitOfWork, incomings: Iterable[Incoming]) -> list[KnownPayer]:
    alias, given = payer_alias.c, list(incomings)
    accounts = {account_key(each.payer_account) for each in given} - {""}
    names = {name_key(each.payer_name) for each in given} - {""}
    if not accounts and not names:
        return []
    confirmed = alias.state == literal_column(f"'{AliasState.CONFIRMED}'", Text)
    mine = select(alias.customer_id, alias.name_key, alias.account_key).where(alias.tenant_id == uow.tenant_id, confirmed)
    by_account, by_name = mine.where(alias.account_key.in_(accounts)), mine.where(alias.name_key.in_(names))
    return [KnownPayer(row.customer_id, row.name_key, row.account_key) for row in await uow.execute(by_account.union(by_name))]


async def _named(uow: UnitOfWork, incomings: Iterable[Incoming]) -> dict[str, list[Row[Any]]]:
    """Customers by each key of their names that a payer's name has too."""
    await work_out_keys(uow)
    keys = sorted({key for each in incomings for key in telling_keys(each.payer_name)})
    found: dict[str, list[Row[Any]]] = {}
    if keys:
        account = t.copy_account.c
        mine = (account.tenant_id == uow.tenant_id, ~account.archived, account.name_keys.overlap(literal(keys, ARRAY(Text))))
        for row in await uow.execute(select(account.id, account.name, account.name_keys).where(*mine).order_by(account.id)):
            for key in row.name_keys:
                found.setdefault(key, []).append(row)
    return found


def _called(incoming: Incoming, named: Mapping[str, Sequence[Row[Any]]]) -> dict[UUID, str]:
    """Customers that may be called as the payer is, by the most telling key that finds any."""
    rows = {row.id: row.name for key in telling_keys(incoming.payer_name) for row in named.get(key, ())[:MOST_OF_NAME]}
    return dict(list(rows.items())[: 2 * MOST_OF_NAME]) if incoming.customer_id is None else {}


async def work_out_keys(uow: UnitOfWork) -> None:
    """Of customers that were heard of before names had keys."""
    if uow.known.setdefault("cash_name_keys", {}):
        return
    uow.known["cash_name_keys"]["done"] = True
    account = t.copy_account.c
    keyless = select(account.id, account.name).where(account.tenant_id == uow.tenant_id, account.name_keys.is_(None)).limit(_KEYLESS)
    if rows := (await uow.execute(keyless)).all():
        statement = update(t.copy_account).where(account.tenant_id == uow.tenant_id, account.id == bindparam("of_id"))
        await uow.execute(
            statement.values(name_keys=bindparam("keys")), [{"of_id": row.id, "keys": telling_keys(row.name)} for row in rows]
        )


async def _numbered(uow: UnitOfWork, incomings: Iterable[Incoming]) -> dict[str, set[UUID]]:
    """Customers by the number of a contract, or of their order, that a memo has."""
    wanted, found = {word for each in incomings for word in words(each.memo)}, dict[str, set[UUID]]()
    if wanted:
        plan = t.payment_plan.c
        keys = select(plan.customer_id, CONTRACT_KEY.label("contract_key"), _ORDER_KEY.label("order_key"))
        mine = keys.where(plan.tenant_id == uow.tenant_id)
        for row in await uow.execute(mine.where(CONTRACT_KEY.in_(wanted)).union(mine.where(_ORDER_KEY.in_(wanted)))):
            for key in {row.contract_key, row.order_key} & wanted:
                found.setdefault(key, set()).add(row.customer_id)
    return found


def _numbers_of(incoming: Incoming, numbers: Mapping[str, set[UUID]]) -> set[UUID]:
    return {id for word in words(incoming.memo) for id in numbers.get(word, ())} if incoming.customer_id is None else set()


async def _owed(uow: UnitOfWork, customers: Iterable[UUID]) -> dict[UUID, list[Owed]]:
    found: dict[UUID, list[Owed]] = {}
    if ids := sorted(customers):
        for row in await uow.execute(_BY_CUSTOMER, {"tenant_id": uow.tenant_id, "customers": ids, "most": MOST_OF_CUSTOMER}):
            found.setdefault(row.customer_id, []).append(_owed_of(row))
    return found


async def _of_amounts(uow: UnitOfWork, amounts: Iterable[int]) -> dict[int, list[Owed]]:
    found: dict[int, list[Owed]] = {}
    if wanted := sorted(amounts):
        for row in await uow.execute(_BY_AMOUNT, {"tenant_id": uow.tenant_id, "amounts": wanted, "most": MOST_OF_AMOUNT}):
            found.setdefault(row.minor, []).append(_owed_of(row))
    return found


def _owed_of(row: Row[Any]) -> Owed:
    return Owed(
        instalment_id=row.id,
        contract_id=row.contract_id,
        customer_id=row.customer_id,
        legal_entity_id=row.legal_entity_id,
        currency=row.currency,
        minor=row.minor,
        due_date=row.due_date,
        contract_number=row.contract_number,
        order_number=row.customer_order_number,
        layer=Layer(row.layer),
    )
