"""Tables of assignment: rules, whose turn it is under each, and what was decided."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant
from leads.domain.assignment_rule import AssignmentMethod, AssignmentRule
from leads.tables import mapper, metadata

assignment_rule = Table(
    "assignment_rule",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("condition", Text, nullable=False),
    Column("method", Word(AssignmentMethod), nullable=False),
    Column("person_ids", ARRAY(Uuid), nullable=False),
    Column("team_ids", ARRAY(Uuid), nullable=False),
    Column("territories", JSONB, nullable=False),
    Column("most_open_leads", Integer, nullable=False),
    Column("disabled", Boolean, nullable=False),
    instant("archive_time", nullable=True),
    Index("assignment_rule_by_position_idx", "tenant_id", "position", "id"),
    Index("assignment_rule_by_create_time_idx", "tenant_id", "create_time", "id"),
)

# When each person had a turn last: numbers that grow within a rule. Read and written under the rule's lock.
assignment_turn = Table(
    "assignment_turn",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("assignment_rule_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("turn", BigInteger, nullable=False),
)

assignment_decision = Table(
    "assignment_decision",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("lead_id", Uuid, nullable=False),
    Column("person_id", Uuid),
    Column("assignment_rule_id", Uuid),
    Column("rule_name", Text, nullable=False),
    Column("method", Word(AssignmentMethod)),
    Column("reason", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    Column("candidates", Integer, nullable=False),
    instant("create_time"),
    Column("passed_over", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Index("assignment_decision_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("assignment_decision_lead_idx", "tenant_id", "lead_id", "create_time", "id"),
    Index("assignment_decision_person_idx", "tenant_id", "person_id", "create_time", "id"),
    info={"append_only": True},
)

map_root(mapper, AssignmentRule, assignment_rule)
