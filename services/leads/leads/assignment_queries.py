"""Lists of assignment rules and of what they decided."""

from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.leads.v1 import assignment_rules_pb2 as pb
from leads.assignment_tables import assignment_decision, assignment_rule
from leads.domain.assignment_rule import AssignmentMethod, AssignmentRule

r, d = assignment_rule.c, assignment_decision.c

ASSIGNMENT_RULES = Listing(
    assignment_rule,
    {
        **{
            column.name: column for column in (r.id, r.name, r.position, r.person_ids, r.team_ids, r.disabled, r.create_time, r.update_time)
        },
        "method": choice(r.method, AssignmentMethod),
    },
    default_order="position",
    scoped=False,
)
ASSIGNMENT_DECISIONS = Listing(
    assignment_decision,
    {
        **{column.name: column for column in (d.id, d.lead_id, d.person_id, d.assignment_rule_id, d.rule_name, d.create_time)},
        "method": choice(d.method, AssignmentMethod),
    },
    scoped=False,
)


@query
async def get_assignment_rule(request: pb.GetAssignmentRuleRequest, reader: Reader) -> pb.AssignmentRule:
    return to_message(pb.AssignmentRule, await reader.get(AssignmentRule, request.assignment_rule_id))


@query
async def list_assignment_rules(request: pb.ListAssignmentRulesRequest, reader: Reader) -> pb.ListAssignmentRulesResponse:
    return await reader.page(ASSIGNMENT_RULES, request, pb.ListAssignmentRulesResponse)


@query
async def list_assignment_decisions(request: pb.ListAssignmentDecisionsRequest, reader: Reader) -> pb.ListAssignmentDecisionsResponse:
    return await reader.page(ASSIGNMENT_DECISIONS, request, pb.ListAssignmentDecisionsResponse)
