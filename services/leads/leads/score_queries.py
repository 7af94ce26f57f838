"""Lists of score models and trainings, and what a criterion may ask for."""

from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.leads.v1 import scoring_pb2 as pb
from leads.domain.score_features import FEATURES
from leads.domain.score_model import ScoreModel, ScoreModelState
from leads.domain.score_training import ScoreTraining, ScoreTrainingState
from leads.score_tables import score_model, score_training

m, r = score_model.c, score_training.c

SCORE_MODELS = Listing(
    score_model,
    {
        **{column.name: column for column in (m.id, m.name, m.publish_time, m.retire_time, m.create_time, m.update_time)},
        "state": choice(m.state, ScoreModelState),
    },
    scoped=False,
)
SCORE_TRAININGS = Listing(
    score_training,
    {
        **{column.name: column for column in (r.id, r.score_model_id, r.end_time, r.create_time, r.update_time)},
        "state": choice(r.state, ScoreTrainingState),
    },
    scoped=False,
)


@query
async def get_score_model(request: pb.GetScoreModelRequest, reader: Reader) -> pb.ScoreModel:
    return to_message(pb.ScoreModel, await reader.get(ScoreModel, request.score_model_id))


@query
async def list_score_models(request: pb.ListScoreModelsRequest, reader: Reader) -> pb.ListScoreModelsResponse:
    return await reader.page(SCORE_MODELS, request, pb.ListScoreModelsResponse)


@query
async def get_score_training(request: pb.GetScoreTrainingRequest, reader: Reader) -> pb.ScoreTraining:
    return to_message(pb.ScoreTraining, await reader.get(ScoreTraining, request.score_training_id))


@query
async def list_score_trainings(request: pb.ListScoreTrainingsRequest, reader: Reader) -> pb.ListScoreTrainingsResponse:
    return await reader.page(SCORE_TRAININGS, request, pb.ListScoreTrainingsResponse)


@query
async def get_score_features(request: pb.GetScoreFeaturesRequest, reader: Reader) -> pb.ScoreFeatures:
    return pb.ScoreFeatures(
        features=[
            pb.ScoreFeature(key=each.key, kind=each.kind.value, title=each.title, title_en=each.title_en) for each in FEATURES.values()
        ]
    )
