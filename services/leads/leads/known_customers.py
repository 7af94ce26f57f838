"""Whether an enquiry comes from somebody who is known: as a live lead, or at an account.

Looked up past the caller's scope, by phone, mail, WeChat id, credit code and normalised company name. What the caller learns of it is in
`told`: that there is one, whose manager to ask, and how long ago something last happened.

The concurrency contract: enquiries by the same keys wait for each other until the end of the transaction, so that of two at once one
finds the other. A batch asks for all its keys at once (`learn`), and remembers the leads that it makes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Integer, Select, TextClause, column, func, literal, select, true, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.company_names import normalized_company_name
from chassis.ids import derived_id
from chassis.personal import Personal
from chassis.personal_forms import PersonalKind
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads import known
from leads import tables as t
from leads.domain.lead import Lead

SEALED = {"phone": PersonalKind.PHONE, "email": PersonalKind.MAIL, "wechat": PersonalKind.WECHAT}
# A shorter name is that of too many.
SHORTEST_NAME = 2
_SURE = (*SEALED, "credit_code")
_MATCHED = {
    "phone": pb.MATCHED_BY_PHONE,
    "email": pb.MATCHED_BY_MAIL,
    "wechat": pb.MATCHED_BY_WECHAT,
    "credit_code": pb.MATCHED_BY_CREDIT_CODE,
    "normalized_name": pb.MATCHED_BY_COMPANY_NAME,
}
# So many records with the same value are looked at, the oldest first.
_PER_KEY = 5
# What a record is found by: the name of the value, and the value.
Key = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A record that is there already."""

    kind: str
    id: UUID
    matched_by: tuple[str, ...]
    owner_id: UUID | None
    team_id: UUID | None
    shared_with: tuple[UUID, ...]
    last_time: datetime | None
    # Made in this transaction, and not stored yet.
    lead: Lead | None = None


async def find(uow: UnitOfWork, lead: Lead) -> Known | None:
    """The record that is surest to be the same: found by a person's own number before by a company's name, a lead before an account."""
    keys = list(_keys(lead))
    return next(iter(_surest_first(keys, await _known_by(uow, keys))), None)


async def among(uow: UnitOfWork, given: Iterable[pb.Lead]) -> list[list[Known]]:
    """Who is known by what each of these says, the surest first. Nobody waits for anybody: it is only asked."""
    keys = [list(_keys_of(uow, each)) for each in given]
    async with uow.beyond_scope("whether customers are known already"):
        known_by = await having(uow, list(dict.fromkeys(key for each in keys for key in each)))
    return [_surest_first(each, known_by) for each in keys]


async def learn(uow: UnitOfWork, given: Iterable[pb.Lead]) -> None:
    """Looks all of a batch up beforehand."""
    await _known_by(uow, list(dict.fromkeys(key for each in given for key in _keys_of(uow, each))))


def _surest_first(keys: Collection[Key], known_by: Mapping[Key, list[Known]]) -> list[Known]:
    found: dict[UUID, Known] = {}
    for key in keys:
        for each in known_by[key]:
            before = found.get(each.id)
            found[each.id] = replace(each, matched_by=(*(before.matched_by if before else ()), key[0]))
    return sorted(found.values(), key=lambda each: (set(each.matched_by).isdisjoint(_SURE), each.kind != "lead"))


def remember(uow: UnitOfWork, lead: Lead) -> None:
    """A lead that is made now is known to what comes after it in this transaction."""
    known_by = uow.known.setdefault("customer", {})
    made = Known("lead", lead.id, (), lead.owner_id, lead.team_id, tuple(lead.shared_with), uow.now, lead)
    for key in _keys(lead):
        known_by.setdefault(key, []).append(made)


def may_see(uow: UnitOfWork, kind: str, owner_id: UUID | None, team_id: UUID | None, shared_with: Collection[UUID]) -> bool:
    """Whether the caller may learn which record it is: a lead as far as this permission reaches, an account where they read accounts."""
    if kind == "account" and not uow.principal.may("account.read"):
        return False
    scope = uow.principal.scope_for("account.read") if kind == "account" else uow.scope
    return scope.reaches(owner_id, team_id, shared_with)


async def told(uow: UnitOfWork, found: Known) -> pb.Duplicate:
    """What the caller may know of it."""
    visible = may_see(uow, found.kind, found.owner_id, found.team_id, found.shared_with)
    manager = (await known.managers(uow)).above(found.owner_id, found.team_id)
    return pb.Duplicate(
        subject_type=found.kind,
        subject_id=str(found.id) if visible else "",
        matched_by=[_MATCHED[name] for name in found.matched_by],
        manager_id=str(manager.id or ""),
        manager_name=manager.name,
        inactive_days=max(0, (uow.now - found.last_time).days) if found.last_time else 0,
    )


# --- keys ------------------------------------------------------------------------------------------


def _keys(lead: Lead) -> Iterator[Key]:
    for name in SEALED:
        value: Personal | None = getattr(lead, name)
        if value is not None and value.index:
            yield name, value.index
    yield from _company_keys(lead.credit_code, lead.normalized_name)


def _keys_of(uow: UnitOfWork, given: pb.Lead) -> Iterator[Key]:
    """As of the lead that it becomes; what is no number is refused later, when it is sealed."""
    for name, kind in SEALED.items():
        try:
            if text := getattr(given, name):
                yield name, uow.vault.index(kind, text)
        except ValueError:
            continue
    yield from _company_keys(given.credit_code, normalized_company_name(given.company_name))


def _company_keys(credit_code: str, normalized_name: str) -> Iterator[Key]:
    if credit_code:
        yield "credit_code", credit_code
    if len(normalized_name) >= SHORTEST_NAME:
        yield "normalized_name", normalized_name


# --- looking up ------------------------------------------------------------------------------------


async def _known_by(uow: UnitOfWork, keys: Collection[Key]) -> Mapping[Key, list[Known]]:
    """Who is known by each of these keys: looked up once, and nobody else makes another by them until the commit."""
    known_by: dict[Key, list[Known]] = uow.known.setdefault("customer", {})
    if new := [key for key in keys if key not in known_by]:
        await uow.lock("customer_key", *(derived_id(name, value.hex() if isinstance(value, bytes) else value) for name, value in new))
        async with uow.beyond_scope("whether a customer is known already"):
            known_by.update(await having(uow, new))
    return known_by


async def having(uow: UnitOfWork, keys: Collection[Key]) -> dict[Key, list[Known]]:
    """Live leads and accounts by each of these values: indexes of personal ones, the credit code, the normalised name."""
    lead, account, contact = t.lead.c, t.copy_account.c, t.contact_key.c
    values: dict[str, list[Any]] = {}
    for name, value in keys:
        values.setdefault(name, []).append(value)
    found: dict[Key, list[Known]] = {key: [] for key in keys}
    last = func.greatest(lead.create_time, lead.last_follow_up_time, lead.last_update_time, lead.last_touch_time)
    live = (lead.tenant_id == uow.tenant_id, t.IS_LIVE)
    there = (account.tenant_id == uow.tenant_id, ~account.archived)
    at_account = t.contact_key.join(t.copy_account, (account.tenant_id == contact.tenant_id) & (account.id == contact.account_id))
    of_leads, of_accounts = [], []
    for name, wanted in values.items():
        own = lead[f"{name}_index" if name in SEALED else name]
        of_leads.append(_by(t.lead, lead, name, wanted, own, last, *live))
        at = at_account if name in SEALED else t.copy_account
        theirs = contact[f"{name}_index"] if name in SEALED else account[name]
        mine = (*there, contact.tenant_id == uow.tenant_id) if name in SEALED else there
        of_accounts.append(_by(at, account, name, wanted, theirs, account.last_activity_time, *mine))
    for kind, statements in (("lead", of_leads), ("account", of_accounts)):
        for row in await uow.execute(union_all(*statements)) if statements else ():
            each = Known(kind, row.id, (row.name,), row.owner_id, row.team_id, tuple(row.shared_with), row.last_time)
            found[row.name, values[row.name][row.place - 1]].append(each)
    return found


def _by(
    source: FromClause,
    record: Any,
    name: str,
    wanted: list[Any],
    value: ColumnElement[Any],
    last: Any,
    *where: ColumnElement[bool] | TextClause,
) -> Select[Any]:
    """Some records for each wanted value, by its place in the list; the oldest first, for ids are made in the order of time."""
    each = func.unnest(literal(wanted, ARRAY(value.type))).table_valued(column("value", value.type), with_ordinality="place")
    asked = each.render_derived(name=f"wanted_{name}")
    shown = (record.id, record.owner_id, record.team_id, record.shared_with, last.label("last_time"))
    some = select(*shown).select_from(source).where(*where, value == asked.c.value).order_by(record.id).limit(_PER_KEY).lateral()
    return select(literal(name).label("name"), asked.c.place.cast(Integer).label("place"), *some.c).select_from(asked.join(some, true()))
