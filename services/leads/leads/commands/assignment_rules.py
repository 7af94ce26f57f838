"""Commands on the rules of assignment: what they say, their order, and a rehearsal."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.errors import invalid
from chassis.messages import to_message, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import assignment_rules_pb2 as pb
from leads import tables as t
from leads.assigning import colleagues, decision_columns, rehearse, rules_in_use
from leads.assignment_tables import assignment_rule
from leads.domain.assignment_rule import AssignmentMethod, AssignmentRule, moved
from leads.domain.lead import Lead

# A rehearsal looks at so many of the last leads.
REHEARSED = 50


@command
async def create_assignment_rule(request: pb.CreateAssignmentRuleRequest, uow: UnitOfWork) -> AssignmentRule:
    """It comes behind the others."""
    others = await _ordered(uow)
    rule = await _made(uow, request.assignment_rule)
    moved(others, rule, len(others) + 1)
    return uow.add(rule)


@command
async def update_assignment_rule(request: pb.UpdateAssignmentRuleRequest, uow: UnitOfWork) -> AssignmentRule:
    rule = await uow.get(AssignmentRule, request.assignment_rule_id, etag=request.etag)
    rule.revise(**_typed(values(request.assignment_rule, request.update_mask)))
    await _require_known(uow, rule)
    return rule


@command
async def archive_assignment_rule(request: pb.ArchiveAssignmentRuleRequest, uow: UnitOfWork) -> AssignmentRule:
    rule = await uow.get(AssignmentRule, request.assignment_rule_id, etag=request.etag)
    rule.archive(uow.now)
    return rule


@command
async def restore_assignment_rule(request: pb.RestoreAssignmentRuleRequest, uow: UnitOfWork) -> AssignmentRule:
    rule = await uow.get(AssignmentRule, request.assignment_rule_id, etag=request.etag)
    rule.restore()
    return rule


@command
async def move_assignment_rule(request: pb.MoveAssignmentRuleRequest, uow: UnitOfWork) -> AssignmentRule:
    rules = await _ordered(uow)
    rule = await uow.get(AssignmentRule, request.assignment_rule_id, etag=request.etag)
    moved(rules, rule, request.position)
    return rule


@command
async def try_assignment_rules(request: pb.TryAssignmentRulesRequest, uow: UnitOfWork) -> pb.TryAssignmentRulesResponse:
    """Nothing is stored: rules that are only tried are never added."""
    rules = list(await rules_in_use(uow))
    if request.assignment_rules:
        rules = [await _made(uow, given, f"assignment_rules.{index}") for index, given in enumerate(request.assignment_rules)]
    lead, most = t.lead.c, min(request.leads or REHEARSED, REHEARSED)
    last = select(lead.id).where(lead.tenant_id == uow.tenant_id).order_by(lead.create_time.desc(), lead.id.desc()).limit(most)
    async with uow.beyond_scope("a rehearsal of assignment rules"):
        leads = await uow.find(Lead, lead.id.in_(last))
    # As they came, the oldest first, each with the loads that those before have made.
    made = await rehearse(uow, rules, sorted(leads, key=lambda each: (each.create_time, each.id)))
    decisions = [{"lead_id": each.id, **decision_columns(choice)} for each, choice in reversed(made)]
    return pb.TryAssignmentRulesResponse(decisions=[to_message(pb.AssignmentDecision, decision) for decision in decisions])


async def _ordered(uow: UnitOfWork) -> list[AssignmentRule]:
    """Rules in their order; nobody else changes it until the commit."""
    await uow.lock("assignment_order", uow.tenant_id)
    found = await uow.find(AssignmentRule, assignment_rule.c.archive_time.is_(None))
    return sorted(found, key=lambda each: (each.position, each.id))


async def _made(uow: UnitOfWork, message: pb.AssignmentRule, where: str = "assignment_rule") -> AssignmentRule:
    given = _typed(values(message))
    rule = AssignmentRule(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given["name"])
    rule.revise(where, **given)
    await _require_known(uow, rule, where)
    return rule


def _typed(changes: dict[str, Any]) -> dict[str, Any]:
    if changes.get("method"):
        changes["method"] = AssignmentMethod(changes["method"])
    return changes


async def _require_known(uow: UnitOfWork, rule: AssignmentRule, where: str = "assignment_rule") -> None:
    """Raises NOT_A_MEMBER, TEAM_UNKNOWN: whom a rule names must be there. Who leaves later is passed over."""
    desk, named = await colleagues(uow), rule.everybody
    _require(f"{where}.person_ids", set(named.person_ids) - desk.people.keys(), "NOT_A_MEMBER", "are not active members")
    _require(f"{where}.team_ids", set(named.team_ids) - desk.parents.keys(), "TEAM_UNKNOWN", "are no teams")


def _require(field: str, strangers: set[UUID], reason: str, what: str) -> None:
    if strangers:
        raise invalid(field, f"{', '.join(sorted(map(str, strangers)))} {what} of this company.", reason)
