"""What other systems call our records: unique within tenant, kind, system and company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from chassis.aggregate import Aggregate
from chassis.errors import already_exists
from chassis.tables import external_ref

if TYPE_CHECKING:
    from uuid import UUID

    from chassis.service import Resource
    from chassis.unit_of_work import UnitOfWork

Key = tuple[str, str, str]  # system, company code, external id


async def keep_external_refs(uow: UnitOfWork, roots: list[tuple[Any, Resource]], new: set[Aggregate]) -> None:
    """Stores references that have changed. Raises EXTERNAL_ID_TAKEN when one belongs to another record."""
    old = [(resource.name, root.id) for root, resource in roots if root not in new]
    if old:
        columns = tuple_(external_ref.c.subject_type, external_ref.c.subject_id)
        await uow.execute(delete(external_ref).where(external_ref.c.tenant_id == uow.tenant_id, columns.in_(old)))
    rows = [_row(uow, resource.name, root, ref) for root, resource in roots for ref in root.external_refs]
    if not rows:
        return
    statement = (
        insert(external_ref).values(rows).on_conflict_do_nothing().returning(external_ref.c.subject_type, external_ref.c.external_id)
    )
    stored = {(row.subject_type, row.external_id) for row in await uow.execute(statement)}
    for row in rows:
        if (row["subject_type"], row["external_id"]) not in stored:
            raise already_exists(
                "EXTERNAL_ID_TAKEN",
                f"Another {row['subject_type'].replace('_', ' ')} is already known as {row['external_id']} in {row['system']}.",
                external_id=row["external_id"],
                system=row["system"],
            )


def _row(uow: UnitOfWork, kind: str, root: Aggregate, ref: dict[str, Any]) -> dict[str, Any]:
    return {
        "tenant_id": uow.tenant_id,
        "subject_type": kind,
        "subject_id": root.id,
        "system": ref["system"],
        "company_code": ref.get("company_code", ""),
        "external_id": ref["external_id"],
        "type": ref.get("type", ""),
    }


def add(refs: Any, system: str, company_code: str, external_id: str) -> None:
    """Adds the key of an upsert to the external references of its resource, unless the body names it itself."""
    if not any((ref.system, ref.company_code, ref.external_id) == (system, company_code, external_id) for ref in refs):
        refs.add(system=system, company_code=company_code, external_id=external_id)


async def known(uow: UnitOfWork, kind: str, keys: list[Key]) -> dict[Key, UUID]:
    """The records that other systems already know by these keys."""
    if not keys:
        return {}
    ref = external_ref.c
    statement = select(ref.system, ref.company_code, ref.external_id, ref.subject_id).where(
        ref.tenant_id == uow.tenant_id, ref.subject_type == kind, tuple_(ref.system, ref.company_code, ref.external_id).in_(keys)
    )
    return {(row.system, row.company_code, row.external_id): row.subject_id for row in await uow.execute(statement)}
