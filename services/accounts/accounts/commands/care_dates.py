"""Commands on the days on which customers are greeted."""

from typing import Any

from accounts.commands.belonging import of_account
from accounts.domain.care_date import CareDate, Occasion
from accounts.domain.festivals import Festival
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import care_pb2 as pb


@command
async def create_care_date(request: pb.CreateCareDateRequest, uow: UnitOfWork) -> CareDate:
    given = _typed(values(request.care_date))
    begun = await of_account(uow, given["account_id"], given["contact_id"], "care_date")
    care = CareDate(**begun, occasion=given["occasion"])
    care.revise(uow.today, **given)
    return uow.add(care)


@command
async def update_care_date(request: pb.UpdateCareDateRequest, uow: UnitOfWork) -> CareDate:
    care = await uow.get(CareDate, request.care_date_id, etag=request.etag)
    care.revise(uow.today, **_typed(values(request.care_date, request.update_mask)))
    return care


@command
async def archive_care_date(request: pb.ArchiveCareDateRequest, uow: UnitOfWork) -> CareDate:
    care = await uow.get(CareDate, request.care_date_id, etag=request.etag, archived=True)
    care.archive(uow.now)
    return care


def _typed(given: dict[str, Any]) -> dict[str, Any]:
    """Words of enums as the domain has them."""
    words = {"occasion": Occasion, "festival": Festival}
    return {name: words[name](value) if name in words and value is not None else value for name, value in given.items()}
