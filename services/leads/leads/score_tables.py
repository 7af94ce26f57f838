"""Tables of scoring: models and the runs that fit them. Everybody of the tenant sees all of it."""

from sqlalchemy import Column, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant
from leads.domain.score_model import ScoreModel, ScoreModelState
from leads.domain.score_training import ScoreTraining, ScoreTrainingState
from leads.tables import mapper, metadata

score_model = Table(
    "score_model",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("state", Word(ScoreModelState), nullable=False),
    Column("weights", JSONB, nullable=False),
    Column("criteria", JSONB, nullable=False),
    Column("fitted", JSONB(none_as_null=True)),
    Column("score_training_id", Uuid),
    instant("publish_time", nullable=True),
    Column("publisher_id", Uuid),
    instant("retire_time", nullable=True),
    Index("score_model_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("score_model_published_key", "tenant_id", unique=True, postgresql_where=text("state = 'published'")),
)

score_training = Table(
    "score_training",
    metadata,
    *aggregate_columns(),
    Column("state", Word(ScoreTrainingState), nullable=False),
    Column("progress", Integer, nullable=False),
    Column("excluded_features", ARRAY(Text), nullable=False),
    Column("leads", Integer, nullable=False),
    Column("won", Integer, nullable=False),
    Column("quality", JSONB(none_as_null=True)),
    Column("score_model_id", Uuid),
    Column("problem", Text, nullable=False),
    instant("end_time", nullable=True),
    instant("lease_time", nullable=True),
    Column("attempts", Integer, nullable=False),
    Index("score_training_by_create_time_idx", "tenant_id", "create_time", "id"),
    # Of each company one runs at a time.
    Index("score_training_open_key", "tenant_id", unique=True, postgresql_where=text("state in ('queued', 'running')")),
)

map_root(mapper, ScoreModel, score_model)
map_root(mapper, ScoreTraining, score_training)
