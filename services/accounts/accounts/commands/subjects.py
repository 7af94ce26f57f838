"""What an interaction is about: who may speak of it, and whose scope the record gets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from accounts import tables as t
from accounts.conversions import account_of, learn_accounts_of
from accounts.domain.subject import Subject, SubjectType
from chassis.branches import LIMITS, lies_within
from chassis.errors import DomainError, Kind, Violation, precondition
from chassis.unit_of_work import UnitOfWork

_FIELD = "interaction.subject_id"


@dataclass(frozen=True)
class Home:
    """The account or the lead that a record belongs to: the record is seen by whoever sees that."""

    owner_id: UUID | None
    team_id: UUID | None
    shared_with: tuple[UUID, ...]

    def shared_with_author(self, person_id: UUID) -> list[UUID]:
        """Who wrote a record sees it, too."""
        return [*self.shared_with] if person_id in (self.owner_id, *self.shared_with) else [*self.shared_with, person_id]


# What lets one read a subject: nobody writes about what they may not see.
_READ = {
    SubjectType.ACCOUNT: "account.read",
    SubjectType.LEAD: "lead.read",
    SubjectType.OPPORTUNITY: "opportunity.read",
    SubjectType.CONTRACT: "contract.read",
    SubjectType.PAYMENT_PLAN: "plan.read",
    SubjectType.INSTALMENT: "plan.read",
}


async def find_subject(uow: UnitOfWork, subject_type: SubjectType, subject_id: UUID) -> tuple[Subject, Home]:
    """The caller may read the subject, and reaches it, or the account that it belongs to, with what is asked for.

    Raises SUBJECT_UNKNOWN, also while the news of a new subject has not arrived yet: who gets it tries again; SUBJECT_ARCHIVED.
    """
    links, own = await _links(uow, subject_type, subject_id)
    home, seen = await _home(uow, links, own)
    if not _may_read(uow, subject_type, own) or not (seen or uow.scope.reaches(own.owner_id, own.team_id, own.shared_with)):
        raise _unknown(subject_type, subject_id)
    if own.archived and not uow.historical:
        raise precondition("SUBJECT_ARCHIVED", f"{links['subject_name']} lies in the recycle bin; restore it first.", id=str(subject_id))
    subject = Subject(subject_type=subject_type, subject_id=subject_id, owner_id=own.owner_id, shared_with=tuple(own.shared_with), **links)
    return subject, home


def _may_read(uow: UnitOfWork, subject_type: SubjectType, own: Any) -> bool:
    permission = _READ[subject_type]
    if not uow.principal.may(permission):
        return False
    scope = uow.principal.scope_for(permission)
    return scope.reaches(own.owner_id, own.team_id, own.shared_with) and lies_within(own, scope.limits)


async def _links(uow: UnitOfWork, kind: SubjectType, id: UUID) -> tuple[dict[str, Any], Any]:
    """The subject's name and what it hangs on, and the row that says who looks after it."""
    match kind:
        case SubjectType.ACCOUNT:
            row = await _row(uow, kind, id)
            return {"subject_name": row.name, "account_id": id}, row
        case SubjectType.LEAD:
            return await _lead(uow, id)
        case SubjectType.OPPORTUNITY:
            row = await _row(uow, kind, id)
            return {"subject_name": row.name, "opportunity_id": id, "account_id": row.account_id}, row
        case SubjectType.CONTRACT:
            row = await _row(uow, kind, id)
            links = {"contract_id": id, "opportunity_id": row.opportunity_id, "account_id": row.account_id}
            return {"subject_name": row.number, **links}, row
        case SubjectType.PAYMENT_PLAN:
            return await _plan(uow, kind, id, id)
        case SubjectType.INSTALMENT:
            part = await _row(uow, kind, id)
            links, own = await _plan(uow, kind, id, part.payment_plan_id)
            return {**links, "instalment_id": id, "subject_name": f"{links['subject_name']} {part.name}".strip()}, own


async def _lead(uow: UnitOfWork, id: UUID) -> tuple[dict[str, Any], Any]:
    """The account that it became may be known here before its own news of that; who makes it waits meanwhile, or is waited for."""
    await uow.lock("lead", id)
    row = await _row(uow, SubjectType.LEAD, id)
    account_id = row.account_id or await account_of(uow, id)
    return {"subject_name": row.company_name or row.name, "lead_id": id, "account_id": account_id}, row


async def _plan(uow: UnitOfWork, kind: SubjectType, id: UUID, plan_id: UUID) -> tuple[dict[str, Any], Any]:
    plan = (await _rows(uow, t.copy_payment_plan, (plan_id,)))[plan_id]
    if plan is None:
        raise _unknown(kind, id)
    contract = (await _rows(uow, t.copy_contract, (plan.contract_id,)))[plan.contract_id] if plan.contract_id else None
    deal = contract.opportunity_id if contract is not None else None
    links = {"payment_plan_id": plan_id, "contract_id": plan.contract_id, "opportunity_id": deal, "account_id": plan.customer_id}
    return {"subject_name": plan.contract_number, **links}, plan


_TABLES = {
    SubjectType.ACCOUNT: t.account,
    SubjectType.LEAD: t.copy_lead,
    SubjectType.OPPORTUNITY: t.copy_opportunity,
    SubjectType.CONTRACT: t.copy_contract,
    SubjectType.PAYMENT_PLAN: t.copy_payment_plan,
    SubjectType.INSTALMENT: t.plan_instalment,
}
_OF_ACCOUNT = (*(t.account.c[name] for name in ("id", "name", "owner_id", "team_id", "shared_with", *LIMITS) if name in t.account.c),)
_IS_ARCHIVED = t.account.c.archive_time.is_not(None).label("archived")


async def learn_subjects(uow: UnitOfWork, subjects: Iterable[tuple[SubjectType, UUID]]) -> set[UUID]:
    """Looks the subjects of a batch up in one go; returns the accounts that they belong to."""
    by_kind: dict[SubjectType, set[UUID]] = {}
    for kind, id in subjects:
        by_kind.setdefault(kind, set()).add(id)
    if leads := by_kind.get(SubjectType.LEAD):
        await uow.lock("lead", *leads)
        await learn_accounts_of(uow, leads)
    found = [row for kind, ids in by_kind.items() for row in (await _rows(uow, _TABLES[kind], ids)).values() if row is not None]
    plans = {row.payment_plan_id for row in found if hasattr(row, "payment_plan_id")}
    found += [row for row in (await _rows(uow, t.copy_payment_plan, plans)).values() if row is not None]
    accounts: set[UUID] = {of for row in found if (of := getattr(row, "account_id", None) or getattr(row, "customer_id", None))}
    accounts |= by_kind.get(SubjectType.ACCOUNT, set()) | {id for id in uow.known.get("account_of", {}).values() if id is not None}
    await _rows(uow, t.account, accounts)
    return accounts


async def _row(uow: UnitOfWork, kind: SubjectType, id: UUID) -> Any:
    row = (await _rows(uow, _TABLES[kind], (id,)))[id]
    if row is None:
        raise _unknown(kind, id)
    return row


async def _rows(uow: UnitOfWork, table: Table, wanted: Iterable[UUID]) -> Mapping[UUID, Any]:
    """Rows of the tenant by id, read once per transaction; None for what there is not, or what of accounts lies outside the scope."""
    found = uow.known.setdefault(f"subject/{table.name}", {})
    if missing := set(wanted) - found.keys():
        columns = (*_OF_ACCOUNT, _IS_ARCHIVED) if table is t.account else table.c
        found.update(dict.fromkeys(missing))
        rows = await uow.execute(select(*columns).where(table.c.tenant_id == uow.tenant_id, table.c.id.in_(missing)))
        found.update({row.id: row for row in rows})
    return found


async def _home(uow: UnitOfWork, links: dict[str, Any], own: Any) -> tuple[Home, bool]:
    """The scope of the account, and whether the caller sees it. A subject without an account is at home in itself."""
    account_id, a = links.get("account_id"), t.account.c
    if account_id is None:
        return Home(own.owner_id, own.team_id, tuple(own.shared_with)), False
    row = (await _rows(uow, t.account, (account_id,)))[account_id]
    if seen := row is not None:
        seen = uow.scope.reaches(row.owner_id, row.team_id, row.shared_with)
    else:
        statement = select(a.owner_id, a.team_id, a.shared_with).where(a.tenant_id == uow.tenant_id, a.id == account_id)
        async with uow.beyond_scope("the account of a subject"):
            row = (await uow.execute(statement)).first()
    if row is None:
        return Home(own.owner_id, own.team_id, tuple(own.shared_with)), False
    return Home(row.owner_id, row.team_id, tuple(row.shared_with)), seen


def _unknown(kind: SubjectType, id: UUID) -> DomainError:
    detail = f"There is no {kind.replace('_', ' ')} {id} that you may see; if it is new, try again in a moment."
    return DomainError(Kind.PRECONDITION, "SUBJECT_UNKNOWN", detail, metadata={"id": str(id)}, violations=(Violation(_FIELD, detail),))
