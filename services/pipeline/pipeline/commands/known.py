"""What a command must know besides its own aggregate. Everything is read once per transaction; a batch learns it in advance."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, select

from chassis.calendar import Calendar, named
from chassis.company_settings import settings_of
from chassis.errors import DomainError, Kind, Violation, invalid, precondition
from chassis.tables import copy_legal_entity, copy_tenant
from chassis.unit_of_work import UnitOfWork
from pipeline import tables as t
from pipeline.domain.contract import Contract
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.pipeline_settings import PipelineSettings
from pipeline.domain.process import SalesProcess

# Of a company that says nothing.
_CALENDAR = "CN"
Rows = Mapping[UUID, Row[Any] | None]


async def rows(uow: UnitOfWork, table: Table, wanted: Iterable[UUID]) -> Rows:
    """Rows of the tenant by id; None for what there is not."""
    found = uow.known.setdefault(table.name, {})
    if missing := set(wanted) - found.keys():
        columns = [column for column in table.c if not column.info.get("unlisted")]
        statement = select(*columns).where(table.c.tenant_id == uow.tenant_id, table.c.id.in_(missing))
        found.update(dict.fromkeys(missing))
        found.update({row.id: row for row in await uow.execute(statement)})
    return found


# --- accounts --------------------------------------------------------------------------------------


async def require_account(uow: UnitOfWork, account_id: UUID, field: str) -> None:
    """The account that a sale is for must be known here, and the caller must reach it.

    Raises ACCOUNT_UNKNOWN, also while the news of a new account has not arrived yet: who gets it tries again; ACCOUNT_ARCHIVED.
    """
    account = (await rows(uow, t.copy_account, (account_id,)))[account_id]
    if account is None or not uow.scope.reaches(account.owner_id, account.team_id, account.shared_with):
        raise _unknown_account(field, account_id)
    if account.archived and not uow.historical:
        raise precondition("ACCOUNT_ARCHIVED", f"{account.name} lies in the recycle bin; restore it first.", id=str(account_id))


async def require_parties(uow: UnitOfWork, parties: Iterable[UUID], field: str) -> None:
    """Who plays another part in a contract must be known; it may be an account that somebody else looks after."""
    wanted = list(parties)
    found = await rows(uow, t.copy_account, wanted)
    for index, account_id in enumerate(wanted):
        if found[account_id] is None:
            raise _unknown_account(f"{field}.{index}.account_id", account_id)


def _unknown_account(field: str, id: UUID) -> DomainError:
    detail = f"There is no account {id} that you may sell to; if it is new, try again in a moment."
    return DomainError(Kind.PRECONDITION, "ACCOUNT_UNKNOWN", detail, metadata={"id": str(id)}, violations=(Violation(field, detail),))


# --- papers ----------------------------------------------------------------------------------------


async def require_attachment(uow: UnitOfWork, id: UUID, subject: tuple[str, UUID], field: str) -> None:
    """A scan or evidence must be there, and belong to the subject (its type and id) or come from who names it.

    Raises ATTACHMENT_UNKNOWN, also while the news of a new one has not arrived yet: who gets it tries again.
    """
    paper = (await rows(uow, t.copy_attachment, (id,)))[id]
    if paper is not None and not paper.archived:
        if (paper.subject_type, paper.subject_id) == subject:
            return
        if paper.uploaded_by_id is not None and paper.uploaded_by_id == uow.principal.person_id:
            return
    detail = f"There is no attachment {id} of this {subject[0].replace('_', ' ')}, nor one of yours; if it is new, try again in a moment."
    raise DomainError(Kind.PRECONDITION, "ATTACHMENT_UNKNOWN", detail, metadata={"id": str(id)}, violations=(Violation(field, detail),))


# --- what we sell, how, and as which company -------------------------------------------------------


async def require_products(uow: UnitOfWork, products: Iterable[UUID | None], field: str, *, sold: Iterable[UUID | None] = ()) -> Rows:
    """The products of lines must be on the list, unless they were `sold` already. Raises PRODUCT_UNKNOWN, PRODUCT_ARCHIVED."""
    wanted, before = list(products), set(sold)
    found = await rows(uow, t.product, [each for each in wanted if each])
    for index, product_id in enumerate(wanted):
        if product_id is None:
            continue
        product, where = found[product_id], f"{field}.{index}.product_id"
        if product is None:
            raise invalid(where, f"There is no product {product_id}.", "PRODUCT_UNKNOWN", id=str(product_id))
        if product.archive_time is not None and product_id not in before and not uow.historical:
            raise invalid(where, f"{product.name} is off the list; choose another product.", "PRODUCT_ARCHIVED", id=str(product_id))
    return found


async def sales_process(uow: UnitOfWork, id: UUID | None, field: str = "opportunity.sales_process_id") -> SalesProcess:
    """The process of that id, the tenant's default one without. Raises SALES_PROCESS_UNKNOWN, SALES_PROCESS_MISSING."""
    found = uow.known.setdefault(SalesProcess.__name__, {})
    if id not in found:
        process = t.sales_process.c
        found[id] = await uow.first(SalesProcess, process.id == id if id else process.is_default)
    if found[id] is not None:
        return found[id]  # type: ignore[no-any-return]
    if id is None:
        raise precondition("SALES_PROCESS_MISSING", "There is no default sales process yet; a new company gets one in a moment.")
    raise invalid(field, f"There is no sales process {id}.", "SALES_PROCESS_UNKNOWN", id=str(id))


async def require_loss_reason(uow: UnitOfWork, id: UUID, field: str) -> None:
    if (await rows(uow, t.loss_reason, (id,)))[id] is None:
        raise invalid(field, f"There is no loss reason {id}.", "LOSS_REASON_UNKNOWN", id=str(id))


async def legal_entity(uow: UnitOfWork, id: UUID | None, field: str) -> UUID | None:
    """The company of ours: that of the id, else the only one there is, else None. Raises LEGAL_ENTITY_UNKNOWN."""
    entities = await _legal_entities(uow)
    if id is None:
        in_use = [row.id for row in entities.values() if not row.archived]
        return in_use[0] if len(in_use) == 1 else None
    if id not in entities:
        detail = f"There is no company {id} of ours; if it is new, try again in a moment."
        raise DomainError(Kind.PRECONDITION, "LEGAL_ENTITY_UNKNOWN", detail, violations=(Violation(field, detail),))
    return id


async def currency(uow: UnitOfWork, legal_entity_id: UUID | None = None) -> str:
    """The currency in which the company keeps its books; without a company, the tenant."""
    if legal_entity_id is not None:
        return str((await _legal_entities(uow))[legal_entity_id].functional_currency)
    tenant = (await rows(uow, copy_tenant, (uow.tenant_id,)))[uow.tenant_id]
    return tenant.functional_currency if tenant else "CNY"


async def _legal_entities(uow: UnitOfWork) -> Mapping[UUID, Row[Any]]:
    """All of them: a tenant has few."""
    found = uow.known.setdefault(copy_legal_entity.name, {})
    if not found:
        statement = select(copy_legal_entity).where(copy_legal_entity.c.tenant_id == uow.tenant_id).order_by(copy_legal_entity.c.id)
        found.update({row.id: row for row in await uow.execute(statement)})
    return found


async def calendar(uow: UnitOfWork, legal_entity_id: UUID | None) -> Calendar:
    """The working days of the company of ours that would sign; of the first one where that is undecided."""
    return working_days((await _legal_entities(uow)).values(), legal_entity_id)


def working_days(entities: Iterable[Row[Any]], legal_entity_id: UUID | None) -> Calendar:
    """The calendar of that one of our companies; of the first one without an id."""
    kept = next((each.calendar for each in entities if legal_entity_id in (None, each.id)), "")
    return named(kept or _CALENDAR)


async def settings(uow: UnitOfWork) -> PipelineSettings:
    """The company's defaults, to go by."""
    return await settings_of(uow, PipelineSettings)


# --- what orders are under -------------------------------------------------------------------------


async def contract(uow: UnitOfWork, id: UUID | None) -> Contract | None:
    """The contract of an order, locked: what is called off of it waits for this transaction. Raises NOT_FOUND outside the scope."""
    if id is None:
        return None
    await uow.lock("contract", id)
    return await uow.get(Contract, id)


# --- where contracts come from ---------------------------------------------------------------------

OPPORTUNITY = "opportunity"


async def learn_opportunities(uow: UnitOfWork, wanted: Iterable[UUID]) -> None:
    """Loads the opportunities of a batch of contracts. Each is locked first: none is reopened or archived meanwhile."""
    asked = set(wanted)
    if not asked:
        return
    await uow.lock(OPPORTUNITY, *asked)
    found = await uow.find(Opportunity, t.opportunity.c.id.in_(asked), t.opportunity.c.archive_time.is_(None))
    uow.known.setdefault(Opportunity.__name__, {}).update({each.id: each for each in found})


def owners_of_opportunities(uow: UnitOfWork) -> set[UUID]:
    """Of those that were learned."""
    learned = uow.known.get(Opportunity.__name__, {}).values()
    return {each.owner_id for each in learned if each.owner_id is not None}


async def won_opportunity(uow: UnitOfWork, id: UUID) -> Opportunity:
    """The opportunity that a contract comes of, locked. Raises NOT_FOUND outside the caller's scope, ARCHIVED, NOT_WON."""
    found = uow.known.setdefault(Opportunity.__name__, {})
    if id not in found:
        await uow.lock(OPPORTUNITY, id)
        found[id] = await uow.get(Opportunity, id)
    opportunity: Opportunity = found[id]
    opportunity.require_won()
    return opportunity


async def has_contract(uow: UnitOfWork, opportunity_id: UUID) -> bool:
    """Whether a contract has come of the opportunity, whoever may see it; locks it, so that none comes meanwhile."""
    await uow.lock(OPPORTUNITY, opportunity_id)
    contract = t.contract.c
    of_it = (contract.tenant_id == uow.tenant_id, contract.opportunity_id == opportunity_id)
    lasting = (contract.state != "terminated", contract.archive_time.is_(None))
    async with uow.beyond_scope("contracts of an opportunity"):
        return (await uow.execute(select(contract.id).where(*of_it, *lasting).limit(1))).first() is not None
