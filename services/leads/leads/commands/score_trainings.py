"""Commands on trainings: start one, cancel one. What runs in between is in score_training_job."""

from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import scoring_pb2 as pb
from leads.domain.score_training import ScoreTraining


@command
async def train_score_model(request: pb.TrainScoreModelRequest, uow: UnitOfWork) -> ScoreTraining:
    training = ScoreTraining(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now)
    training.excluded_features = list(dict.fromkeys(request.excluded_features))
    training.lease_time = uow.now
    return uow.add(training)


@command
async def cancel_score_training(request: pb.CancelScoreTrainingRequest, uow: UnitOfWork) -> ScoreTraining:
    """What runs notices within seconds and ends."""
    training = await uow.get(ScoreTraining, request.score_training_id, etag=request.etag)
    training.cancel(uow.now)
    return training
