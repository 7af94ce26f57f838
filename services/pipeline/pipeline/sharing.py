"""Keeps with each contract who counts for how much of its money: a copy of its assignments, for those who follow contracts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis import assignments
from chassis.errors import invalid
from chassis.tables import assignment
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import types_pb2 as common
from pipeline.domain.collected_shares import shares, since
from pipeline.domain.contract import Contract

KIND = "contract"


async def derive_shares(uow: UnitOfWork, contracts: Sequence[Contract]) -> None:
    """Of contracts that change: another owner may be among what changed."""
    for contract, others in (await _others(uow, contracts)).items():
        first = contract.effective_date if uow.historical and not contract.collected_shares else None
        _keep(contract, others, first or uow.today)


async def share_out(uow: UnitOfWork, contract: Contract, day: date | None) -> None:
    """After a part was given or ended: no more than all of the money is anybody's. Raises SHARES_EXCEEDED."""
    others = (await _others(uow, [contract]))[contract]
    if sum(others.values(), Decimal(0)) > 100:
        raise invalid("assignment.collected_share", "Together others have more than all of the money; end a part first.", "SHARES_EXCEEDED")
    _keep(contract, others, day or uow.today)


def day_of(given: common.Assignment) -> date | None:
    return date.fromisoformat(given.valid_from_date) if given.valid_from_date else None


def _keep(contract: Contract, others: dict[UUID, Decimal], day: date) -> None:
    kept = since(contract.collected_shares, day, shares(contract.owner_id, others))
    if kept != contract.collected_shares:
        contract.collected_shares = kept


async def _others(uow: UnitOfWork, contracts: Sequence[Contract]) -> dict[Contract, dict[UUID, Decimal]]:
    """What everybody but the owner has today, in the order in which they got it; also what is not stored yet."""
    found: dict[UUID, dict[UUID, Decimal]] = {contract.id: {} for contract in contracts}
    for id, parts in (await assignments.present(uow, KIND, found)).items():
        for part in parts:
            _add(found[id], part.person_id, part.role, part.collected_share)
    for row in uow.waiting(assignment):
        if row["subject_type"] == KIND and row["subject_id"] in found and row.get("valid_to_date") is None:
            _add(found[row["subject_id"]], row["person_id"], row["role"], row["collected_share"])
    return {contract: found[contract.id] for contract in contracts}


def _add(parts: dict[UUID, Decimal], person_id: UUID, role: str, share: Any) -> None:
    if role != assignments.OWNER and share:
        parts[person_id] = parts.get(person_id, Decimal(0)) + Decimal(share)
