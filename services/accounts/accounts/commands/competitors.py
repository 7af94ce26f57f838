"""Commands on the dictionary of competitors."""

from accounts.domain.competitor import Competitor
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import interactions_pb2 as pb


@command
async def create_competitor(request: pb.CreateCompetitorRequest, uow: UnitOfWork) -> Competitor:
    given = values(request.competitor)
    competitor = Competitor(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given["name"])
    competitor.revise(**given)
    return uow.add(competitor)


@command
async def update_competitor(request: pb.UpdateCompetitorRequest, uow: UnitOfWork) -> Competitor:
    competitor = await uow.get(Competitor, request.competitor_id, etag=request.etag)
    competitor.revise(**values(request.competitor, request.update_mask))
    return competitor


@command
async def archive_competitor(request: pb.ArchiveCompetitorRequest, uow: UnitOfWork) -> Competitor:
    competitor = await uow.get(Competitor, request.competitor_id, etag=request.etag)
    competitor.archive(uow.now)
    return competitor
