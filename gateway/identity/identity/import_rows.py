"""Rows of imports. What stands in them may be anybody's phone, so it is sealed; that by which lists are filtered is not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.dialects.postgresql import insert

from chassis.descriptors import enum_words
from chassis.ids import derived_id
from chassis.jsoncodec import as_dict, fill
from chassis.reader import Reader
from chassis.secret_values import SecretValues
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import imports_pb2 as pb
from identity import tables as t
from identity.domain.imports import Import, ImportAction, ImportOutcome, ImportState

r = t.import_row.c
# Rows that a step takes at once.
AT_ONCE = 200
# What lies sealed in a row.
Content = Mapping[str, Any]
_OPEN_FIELDS = ("verdict", "action", "outcome")
_SEALED_FIELDS = ("cells", "request", "former", "trace")


def due(state: ImportState) -> ColumnElement[bool]:
    """The rows that a step has to deal with."""
    if state == ImportState.UNDOING:
        return r.outcome.in_([ImportOutcome.CREATED.value, ImportOutcome.UPDATED.value])
    return and_(r.action.in_([ImportAction.CREATE.value, ImportAction.UPDATE.value]), r.outcome.is_(None))


async def count_due(uow: UnitOfWork, import_id: UUID, step: ImportState) -> int:
    statement = select(func.count()).where(r.tenant_id == uow.tenant_id, r.import_id == import_id, due(step))
    return int((await uow.execute(statement)).scalar_one())


async def keep(uow: UnitOfWork, found: Import, rows: Sequence[pb.ImportRowWork]) -> Mapping[str, int]:
    """Stores what became of rows; what is empty stays as it was. Returns what that adds to the counts."""
    if not rows:
        return {}
    secrets = uow.vault.secrets
    before = {row.row: row for row in await uow.execute(_numbered(uow.tenant_id, found.id, [row.row for row in rows]))}
    values = [_columns(uow.tenant_id, found.id, row, before.get(row.row), secrets) for row in rows]
    statement = insert(t.import_row)
    changed = {name: statement.excluded[name] for name in values[0] if name not in ("id", "tenant_id", "import_id", "row")}
    await uow.execute(statement.on_conflict_do_update(index_elements=[r.tenant_id, r.import_id, r.row], set_=changed), values)
    return _counted(found, rows)


async def due_rows(uow: UnitOfWork, found: Import, after: int) -> list[pb.ImportRowWork]:
    """The next rows of the present step."""
    mine = (r.tenant_id == uow.tenant_id, r.import_id == found.id, due(ImportState(found.state)), r.row > after)
    statement = select(t.import_row).where(*mine).order_by(r.row).limit(AT_ONCE)
    secrets = uow.vault.secrets
    return [work(secrets, row) for row in await uow.execute(statement)]


async def show(reader: Reader, import_id: UUID, rows: Sequence[pb.ImportRow]) -> None:
    """Adds what stands in the rows of a page."""
    found = {row.row: row for row in await reader.execute(_numbered(reader.tenant_id, import_id, [row.row for row in rows]))}
    secrets = reader.vault.secrets
    for row in rows:
        held = content(secrets, found[row.row])
        row.cells.extend(json.loads(held.get("cells") or "[]"))
        for finding in held.get("findings", ()):
            fill(row.findings.add(), finding)


def content(secrets: SecretValues, row: Row[Any]) -> Content:
    found: Content = json.loads(secrets.open(row.import_id, row.content))
    return found


def work(secrets: SecretValues, row: Row[Any]) -> pb.ImportRowWork:
    """A row as the gateway works on it."""
    held = content(secrets, row)
    made = pb.ImportRowWork(row=row.row, record_id=str(row.record_id or ""), record_type=row.record_type)
    for name in _SEALED_FIELDS:
        setattr(made, name, held.get(name, ""))
    for name in _OPEN_FIELDS:
        if (word := getattr(row, name)) is not None:
            setattr(made, name, _numbers(name)[word])
    return made


def _numbered(tenant_id: UUID, import_id: UUID, numbers: Iterable[int]) -> Any:
    return select(t.import_row).where(r.tenant_id == tenant_id, r.import_id == import_id, r.row.in_([*numbers]))


def _columns(tenant_id: UUID, import_id: UUID, row: pb.ImportRowWork, before: Row[Any] | None, secrets: SecretValues) -> dict[str, Any]:
    held = {} if before is None else dict(content(secrets, before))
    held |= {name: getattr(row, name) for name in _SEALED_FIELDS if getattr(row, name)}
    if row.findings:
        held["findings"] = [as_dict(each) for each in row.findings]
    if row.verdict:
        # Judged anew: nothing of a former check holds.
        held = {"cells": row.cells, "request": row.request, "findings": [as_dict(each) for each in row.findings]}
    made: dict[str, Any] = {
        "id": derived_id("import_row", import_id, row.row),
        "tenant_id": tenant_id,
        "import_id": import_id,
        "row": row.row,
        "record_id": UUID(row.record_id) if row.record_id else None if row.verdict or before is None else before.record_id,
        "record_type": row.record_type or ("" if row.verdict or before is None else before.record_type),
        "duplicate_of_row": row.duplicate_of_row or (0 if row.verdict or before is None else before.duplicate_of_row),
        "content": secrets.seal(import_id, json.dumps(held, ensure_ascii=False)),
    }
    for name in _OPEN_FIELDS:
        made[name] = _word(row, name) or (None if row.verdict or before is None else getattr(before, name))
    return made


def _counted(found: Import, rows: Iterable[pb.ImportRowWork]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        for name in _judged(row) if found.state == ImportState.CHECKING else filter(None, [_word(row, "outcome")]):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _judged(row: pb.ImportRowWork) -> Iterable[str]:
    if row.action in (pb.IMPORT_ACTION_CREATE, pb.IMPORT_ACTION_UPDATE):
        yield "ready"
    match row.verdict:
        case pb.IMPORT_VERDICT_REJECTED:
            yield "rejected"
        case pb.IMPORT_VERDICT_WARNED:
            yield "warned"
        case pb.IMPORT_VERDICT_DUPLICATE:
            yield "duplicates"
            if row.action == pb.IMPORT_ACTION_NONE:
                yield "skipped"


def _word(row: pb.ImportRowWork, name: str) -> str | None:
    field = pb.ImportRowWork.DESCRIPTOR.fields_by_name[name]
    return enum_words(field.enum_type)[getattr(row, name)] if field.enum_type else None


def _numbers(name: str) -> dict[str | None, int]:
    field = pb.ImportRowWork.DESCRIPTOR.fields_by_name[name]
    return {word: number for number, word in enum_words(field.enum_type).items()} if field.enum_type else {}
