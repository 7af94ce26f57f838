"""The table of proofs that run in the background."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, Uuid

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant
from receivables.columns import AsJson
from receivables.domain.proof_run import KeptDrift, ProofRun, ProofRunState
from receivables.tables import mapper, metadata

proof_run = Table(
    "proof_run",
    metadata,
    *aggregate_columns(),
    Column("legal_entity_id", Uuid),
    Column("state", Word(ProofRunState), nullable=False),
    *(Column(f"{name}_count", Integer, nullable=False) for name in ("total", "done", "drift")),
    Column("drifts", AsJson(list[KeptDrift]), nullable=False),
    Column("clean", Boolean, nullable=False),
    Column("part", Integer, nullable=False),
    Column("after", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("asked_by", Uuid),
    instant("end_time", nullable=True),
    Index("proof_run_by_create_time_idx", "tenant_id", "create_time", "id"),
)

map_root(mapper, ProofRun, proof_run)
