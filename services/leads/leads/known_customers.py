"""Whether an enquiry comes from somebody who is known: as a live lead, or at an account.

Looked up past the caller's scope, by phone, mail, WeChat id, credit code and normalised company name. What the caller learns of it is in
`told`: that there is one, whose manager to ask, and how long ago something last happened.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, or_, select

from chassis.ids import derived_id
from chassis.personal import Personal
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads import known
from leads import tables as t
from leads.domain.lead import Lead

# A shorter name is that of too many.
SHORTEST_NAME = 2
_SURE = ("phone", "email", "wechat", "credit_code")
_MATCHED = {
    "phone": pb.MATCHED_BY_PHONE,
    "email": pb.MATCHED_BY_MAIL,
    "wechat": pb.MATCHED_BY_WECHAT,
    "credit_code": pb.MATCHED_BY_CREDIT_CODE,
    "normalized_name": pb.MATCHED_BY_COMPANY_NAME,
}


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


async def find(uow: UnitOfWork, lead: Lead) -> Known | None:
    """The record that is surest to be the same: found by a person's own number before by a company's name, a lead before an account.

    Serialises enquiries by the same keys until the end of the transaction, so that of two at once one finds the other.
    """
    keys = _keys(lead)
    if not keys:
        return None
    await uow.lock("customer_key", *(derived_id(name, value.hex() if isinstance(value, bytes) else value) for name, value in keys.items()))
    async with uow.beyond_scope("whether a customer is known already"):
        found = [each async for each in having(uow, keys, but=lead.id)]
    found.sort(key=lambda each: (not set(each.matched_by) & set(_SURE), each.kind != "lead"))
    return found[0] if found else None


async def told(uow: UnitOfWork, found: Known) -> pb.Duplicate:
    """What the caller may know of it."""
    scope = uow.scope
    if found.kind == "account":
        visible = uow.principal.may("account.read") and uow.principal.scope_for("account.read").reaches(
            found.owner_id, found.team_id, found.shared_with
        )
    else:
        visible = scope.reaches(found.owner_id, found.team_id, found.shared_with)
    manager_id, manager_name = await known.manager_of(uow, found.team_id)
    return pb.Duplicate(
        subject_type=found.kind,
        subject_id=str(found.id) if visible else "",
        matched_by=[_MATCHED[name] for name in found.matched_by],
        manager_id=str(manager_id or ""),
        manager_name=manager_name,
        inactive_days=max(0, (uow.now - found.last_time).days) if found.last_time else 0,
    )


def _keys(lead: Lead) -> dict[str, Any]:
    found: dict[str, Any] = {name: value.index for name in ("phone", "email", "wechat") if (value := _sealed(lead, name)) is not None}
    if lead.credit_code:
        found["credit_code"] = lead.credit_code
    if len(lead.normalized_name) >= SHORTEST_NAME:
        found["normalized_name"] = lead.normalized_name
    return found


def _sealed(lead: Lead, name: str) -> Personal | None:
    value: Personal | None = getattr(lead, name)
    return value


async def having(uow: UnitOfWork, keys: dict[str, Any], *, but: UUID | None = None) -> AsyncIterator[Known]:
    """Live leads and accounts that have one of these values: indexes of personal ones, the credit code, the normalised name."""
    lead, account, contact = t.lead.c, t.copy_account.c, t.contact_key.c
    columns = {name: lead[f"{name}_index" if name in ("phone", "email", "wechat") else name] for name in keys}
    last = func.greatest(lead.create_time, lead.last_follow_up_time, lead.last_update_time, lead.last_touch_time).label("last_time")
    live = (lead.tenant_id == uow.tenant_id, lead.id != but, t.IS_LIVE, or_(*_equal(columns, keys)))
    shown = (lead.id, lead.owner_id, lead.team_id, lead.shared_with, last, *columns.values())
    for row in await uow.execute(select(*shown).where(*live).order_by(lead.create_time).limit(10)):
        yield _known("lead", row, tuple(name for name, column in columns.items() if row._mapping[column.name] == keys[name]))
    of_company = {name: account[name] for name in ("credit_code", "normalized_name") if name in keys}
    of_person = {name: contact[f"{name}_index"] for name in ("phone", "email", "wechat") if name in keys}
    scope = (account.id, account.owner_id, account.team_id, account.shared_with, account.last_activity_time.label("last_time"))
    there = (account.tenant_id == uow.tenant_id, ~account.archived)
    if of_person:
        statement = select(*scope, *of_person.values()).join(t.contact_key, contact.account_id == account.id)
        for row in await uow.execute(statement.where(*there, contact.tenant_id == uow.tenant_id, or_(*_equal(of_person, keys))).limit(10)):
            yield _known("account", row, tuple(name for name, column in of_person.items() if row._mapping[column.name] == keys[name]))
    if of_company:
        for row in await uow.execute(select(*scope, *of_company.values()).where(*there, or_(*_equal(of_company, keys))).limit(10)):
            yield _known("account", row, tuple(name for name, column in of_company.items() if row._mapping[column.name] == keys[name]))


def _equal(columns: Mapping[Any, ColumnElement[Any]], keys: dict[str, Any]) -> Iterator[ColumnElement[bool]]:
    return (column == keys[name] for name, column in columns.items())


def _known(kind: str, row: Row[Any], matched_by: tuple[str, ...]) -> Known:
    return Known(kind, row.id, matched_by, row.owner_id, row.team_id, tuple(row.shared_with), row.last_time)
