"""Commands on score models."""

from chassis.messages import values
from chassis.scored_rows import arm_sweep
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import scoring_pb2 as pb
from leads.domain.score_model import ScoreModel, ScoreModelState
from leads.score_tables import score_model

RESCORE = "rescore_leads"


@command
async def create_score_model(request: pb.CreateScoreModelRequest, uow: UnitOfWork) -> ScoreModel:
    given = values(request.score_model)
    model = ScoreModel(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given["name"])
    for published in await find_published(uow):
        model.take_over(published)
    model.revise(**given)
    return uow.add(model)


@command
async def update_score_model(request: pb.UpdateScoreModelRequest, uow: UnitOfWork) -> ScoreModel:
    model = await uow.get(ScoreModel, request.score_model_id, etag=request.etag)
    model.revise(**values(request.score_model, request.update_mask))
    return model


@command
async def publish_score_model(request: pb.PublishScoreModelRequest, uow: UnitOfWork) -> ScoreModel:
    model = await uow.get(ScoreModel, request.score_model_id, etag=request.etag)
    for forerunner in await find_published(uow):
        forerunner.retire(uow.now)
    # Stored before the new one is: the database takes no two at any moment.
    await uow.stage()
    model.publish(uow.now, uow.principal.person_id)
    await arm_sweep(uow, RESCORE, model.id)
    return model


async def find_published(uow: UnitOfWork) -> list[ScoreModel]:
    """The model in use; there is one, but for the first moments of a tenant."""
    return await uow.find(ScoreModel, score_model.c.state == ScoreModelState.PUBLISHED)
